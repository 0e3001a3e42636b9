"""The WSGI door of `live`: who may open a socket, before Engine.IO sees the request."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from gevent.pywsgi import WSGIServer
from gevent.socket import AF_UNIX
from gevent.socket import socket as GeventSocket  # noqa: N812 it is a class

log = structlog.get_logger()

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Door:
    """Refuses sockets of foreign pages; a request without Origin comes from no browser."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on, or answer 403."""
        if environ.get("PATH_INFO", "").startswith("/socket.io/"):
            if not is_own_origin(environ):
                start_response("403 Forbidden", [("Content-Type", "text/plain")])
                return [b"foreign origin\n"]
            # Compressing each client's stream costs 100 times what it saves on packed frames.
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return self._app(environ, start_response)


def is_own_origin(environ: Environ) -> bool:
    """Whether the page that asks was served by the host it asks."""
    origin: str | None = environ.get("HTTP_ORIGIN")
    return origin is None or urlsplit(origin).netloc == environ.get("HTTP_HOST")


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
    return WSGIServer(listen_unix(path), Door(app), log=None)
