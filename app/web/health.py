"""Is it alive, is it ready, what version, and the figures behind it."""

import http.client
import socket
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app
from prometheus_client import generate_latest

from app import __version__, edge, strict_json
from app.clock import real_now
from app.processes import present, read_status
from app.web.watch import REGISTRY

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> dict[str, bool]:
    """The process answers."""
    return {"ok": True}


@blueprint.get("/readyz")
def readyz() -> tuple[dict[str, bool], int]:
    """The database answers and `live` takes positions; which of them does not is not told here.

    Within two seconds, however either hangs.
    """
    ready = edge.probe().answers() and _live_answers()
    return {"ready": ready}, 200 if ready else 503


@blueprint.get("/api/v1/processes")
def processes() -> dict[str, Any]:
    """Every process as the supervisor sees it, its restarts and last end."""
    return {"processes": [present(p) for p in read_status(edge.settings().run_dir)]}


@blueprint.get("/api/v1/troubles")
def troubles() -> dict[str, Any]:
    """What is wrong with the system here and now, by name; empty when nothing is."""
    try:
        found: dict[str, Any] = strict_json.loads(ask_live("/live/troubles", timeout_s=1.5))
        return found
    except OSError:
        return {"troubles": [{"code": "live_away", "since": real_now(), "figure": 0}]}


@blueprint.get("/version")
def version() -> dict[str, str]:
    """The version that runs."""
    return {"version": __version__}


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus text of `web`, then of `live`."""
    text = generate_latest(current_app.extensions[REGISTRY])
    try:
        text += ask_live("/metrics")
    except OSError:
        text += b"# live does not answer\n"
    return Response(text, mimetype="text/plain; version=0.0.4")


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("live", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def ask_live(path: str, timeout_s: float = 2.0) -> bytes:
    """Body of a GET to `live` on its socket. Raises OSError when it does not answer 200."""
    connection = _UnixConnection(edge.settings().live_socket, timeout_s)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise OSError(f"live answered {response.status}")
        return content
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _live_answers() -> bool:
    try:
        ask_live("/live/healthz", timeout_s=1.5)
        return True
    except OSError:
        return False
