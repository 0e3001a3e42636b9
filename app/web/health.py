"""Is it alive, is it ready, what version, and the figures behind it."""

import http.client
import socket
from dataclasses import dataclass
from pathlib import Path

from flask import Response
from prometheus_client import generate_latest

from app import __version__, edge, strict_json
from app.blueprint import Blueprint
from app.clock import format_utc, real_now
from app.processes import ProcessStatus, read_status
from app.web.watch import REGISTRY

blueprint = Blueprint("health", __name__)


@dataclass(frozen=True, slots=True)
class Alive:
    """The process answers."""

    ok: bool = True


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether it can do its work."""

    ready: bool


@dataclass(frozen=True, slots=True)
class ProcessList:
    """Every process as the supervisor sees it."""

    processes: list[ProcessStatus]


@dataclass(frozen=True, slots=True)
class StandingTrouble:
    """One thing that is wrong; its words are the screens'. `since` is ISO 8601 UTC."""

    code: str
    since: str
    figure: float


@dataclass(frozen=True, slots=True)
class TroubleList:
    """What is wrong here and now."""

    troubles: list[StandingTrouble]


@dataclass(frozen=True, slots=True)
class RunningVersion:
    """The version that runs."""

    version: str


@blueprint.get("/healthz")
def healthz() -> Alive:
    """The process answers."""
    return Alive()


@blueprint.get("/readyz")
def readyz() -> tuple[Readiness, int]:
    """The database answers and `live` takes positions; which of them does not is not told here.

    Within two seconds, however either hangs.
    """
    ready = edge.probe().answers() and _live_answers()
    return Readiness(ready), 200 if ready else 503


@blueprint.get("/api/v1/processes")
def processes() -> ProcessList:
    """Every process as the supervisor sees it, its restarts and last end."""
    return ProcessList(read_status(edge.settings().run_dir))


@blueprint.get("/api/v1/troubles")
def troubles() -> TroubleList:
    """What is wrong with the system here and now, by name; empty when nothing is."""
    try:
        found = strict_json.loads(ask_live("/live/troubles", timeout_s=1.5))
        return TroubleList([StandingTrouble(**each) for each in found["troubles"]])
    except OSError:
        return TroubleList([StandingTrouble("live_away", format_utc(real_now()), 0)])


@blueprint.get("/version")
def version() -> RunningVersion:
    """The version that runs."""
    return RunningVersion(__version__)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus text of `web`, then of `live`."""
    text = generate_latest(edge.held(REGISTRY))
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
