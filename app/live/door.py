"""The WSGI door of `live`: who may open a socket, before Engine.IO sees the request.

A stranger costs one query and leaves nothing behind: Engine.IO would give even a refused client a
session of its own before any handler of ours runs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from gevent.pywsgi import WSGIServer
from gevent.socket import AF_UNIX
from gevent.socket import socket as GeventSocket  # noqa: N812 it is a class
from werkzeug.http import parse_cookie

from app.accounts.rights import Permission, may
from app.accounts.session_model import Session, token_of
from app.errors import Unavailable
from app.live.seats import ENVIRON_KEY, Seat, Seats

log = structlog.get_logger()

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
FindSession = Callable[[str], Session | None]


@dataclass(frozen=True, slots=True)
class SocketRefused(Exception):
    """Why a socket is not opened; the text is for whoever reads the answer by hand."""

    status: HTTPStatus
    text: str


class Door:
    """Lets a socket in that a signed-in page of our own opens. All else passes to the routes."""

    def __init__(self, app: Wsgi, find_session: FindSession, seats: Seats) -> None:
        self._app = app
        self._find_session = find_session
        self._seats = seats

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on, or answer why not. A socket stays inside until it ends."""
        if not environ.get("PATH_INFO", "").startswith("/socket.io"):
            return self._app(environ, start_response)
        try:
            seat = self._admit_request(environ)
        except SocketRefused as refusal:
            self._seats.refused += 1
            log.info("socket_refused", status=refusal.status.value, why=refusal.text)
            return _answer_refusal(refusal, start_response)
        try:
            # Compressing each client's stream costs 100 times what it saves on packed frames.
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            environ[ENVIRON_KEY] = seat
            return self._app(environ, start_response)
        finally:
            self._seats.leave(seat)

    def _admit_request(self, environ: Environ) -> Seat:
        """A seat for whom the request's session stands. Raises Refusal."""
        if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            raise SocketRefused(HTTPStatus.BAD_REQUEST, "WebSocket only")
        if not is_own_origin(environ):
            raise SocketRefused(HTTPStatus.FORBIDDEN, "foreign origin")
        session = self._session_of(environ)
        if session is None:
            raise SocketRefused(HTTPStatus.UNAUTHORIZED, "not signed in")
        if not may(session.actor, Permission.WATCH):
            raise SocketRefused(HTTPStatus.FORBIDDEN, "this role sees no map")
        seat = self._seats.take(session)
        if seat is None:
            raise SocketRefused(HTTPStatus.TOO_MANY_REQUESTS, "too many sockets of one user")
        return seat

    def _session_of(self, environ: Environ) -> Session | None:
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        token = token_of(cookies, secure=environ.get("HTTP_X_FORWARDED_PROTO") == "https")
        try:
            return self._find_session(token) if token else None
        except Unavailable as error:
            raise SocketRefused(HTTPStatus.SERVICE_UNAVAILABLE, "database away") from error


def is_own_origin(environ: Environ) -> bool:
    """Whether the page that asks was served by the host it asks.

    A browser always says where a WebSocket's page is from (RFC 6455 §10.2). Whoever carries a
    browser's cookie and does not say is none, and gets nothing by it.
    """
    origin: str | None = environ.get("HTTP_ORIGIN")
    return origin is not None and urlsplit(origin).netloc == environ.get("HTTP_HOST")


def listen_unix(path: Path) -> GeventSocket:
    """A listening unix socket; what a killed process left there is taken away first.

    nginx is another user: the socket is open to all, the folder only to the two of us.
    """
    path.unlink(missing_ok=True)
    listener = GeventSocket(AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o666)
    listener.listen(512)
    return listener


def make_server(path: Path, app: Wsgi) -> WSGIServer:
    """The HTTP and WebSocket server on a unix socket; access is nginx's to log."""
    return WSGIServer(listen_unix(path), app, log=None)


def _answer_refusal(refusal: SocketRefused, start_response: Callable[..., Any]) -> list[bytes]:
    status = f"{refusal.status.value} {refusal.status.phrase}"
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{refusal.text}\n".encode()]
