"""`python -m app.live` as tests run it, and browsers that watch it with a session of theirs."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pyais import encode_dict

from app.positions.frames import Frame, decode_message
from app.tooling.bench.fanout.processes import get_json, wait_for
from app.tooling.bench.socket_client import Message, SocketClient

AisField = str | int | float | bytes | bool  # what pyais encodes
BOX = [122.0, 29.5, 123.0, 30.4]
TOKEN = "a-gateway-s-token"
PATIENCE_S = 20.0


class Live:
    """`python -m app.live` on sockets and ports of its own."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.folder = folder
        self.udp, self.tcp = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
        self.drill = free_port(socket.SOCK_DGRAM)
        self.environ = os.environ | {
            "HAITANG_DATABASE_URL": dsn, "HAITANG_RUN_DIR": str(folder),
            "HAITANG_AIS_UDP": f"127.0.0.1:{self.udp}", "HAITANG_AIS_TCP": f"127.0.0.1:{self.tcp}",
            "HAITANG_DRILL_UDP": f"127.0.0.1:{self.drill}",
        }  # fmt: skip
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def path(self) -> Path:
        return self.folder / "live.sock"

    def start(self) -> None:
        self.child = subprocess.Popen([sys.executable, "-m", "app.live"], env=self.environ)
        wait_for(self.path, "/live/healthz")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.child is not None
        self.child.send_signal(number)
        return self.child.wait(15)

    def send_udp(self, *lines: bytes, port: int | None = None) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
            wire.sendto(b"\r\n".join(lines), ("127.0.0.1", port or self.udp))

    def send_drill(self, *lines: bytes) -> None:
        """What a drill's fleet says."""
        self.send_udp(*lines, port=self.drill)

    def counters(self, feed_id: str) -> dict[str, Any]:
        feeds = {feed["id"]: feed for feed in get_json(self.path, "/live/feeds")["feeds"]}
        return feeds[feed_id]["counters"]

    def post(self, body: bytes, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"}
        status, answer = self.ask("POST", "/api/v1/reports", body, headers)
        return status, json.loads(answer)

    def metrics(self) -> str:
        return self.ask("GET", "/metrics")[1].decode()

    def ask(
        self,
        method: str,
        address: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """Status and body of one request over the process's own socket."""
        with closing(http.client.HTTPConnection("live")) as connection:
            connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.sock.settimeout(PATIENCE_S)
            connection.sock.connect(str(self.path))
            connection.request(method, address, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def live_process(dsn: str) -> Iterator[Live]:
    folder = Path(tempfile.mkdtemp(prefix="haitang-live-"))
    process = Live(dsn, folder)
    try:
        yield process
    finally:
        if process.child is not None and process.child.poll() is None:
            process.stop()
        shutil.rmtree(folder, ignore_errors=True)


def sentence(vessel: int, lon: float = 122.3, lat: float = 29.9, **fields: AisField) -> bytes:
    report: dict[str, AisField] = {
        "type": 1, "mmsi": 412_000_000 + vessel, "lon": lon, "lat": lat, "speed": 8.5,
        "course": 45.0, "heading": 44,
    }  # fmt: skip
    report |= fields
    return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


def watch(
    live: Live, token: str, after: int | None = None, box: list[float] | None = None,
    incident: int | None = None,
) -> SocketClient:  # fmt: skip
    """A browser with the session of that token, whose page follows `incident`."""
    client = SocketClient(live.path, token, incident=incident)
    client.emit("view", {"box": box or BOX, "zoom": 9, "last": None})
    if after is not None:
        client.emit("events", {"after": after})
    return client


def wait_until(client: SocketClient, wanted: Callable[[Message], bool]) -> Message:
    """The first message that is wanted; frames on the way are answered as a browser does."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        message = client.receive(1.0)
        if message is None:
            continue
        if message.name == "frame":
            client.emit("seen", {"seq": decode_message(message.data)[-1].stamp.seq})
        if wanted(message):
            return message
    raise AssertionError("the message did not come")


def shows(vessel: int, lon: float) -> Callable[[Message], bool]:
    def wanted(message: Message) -> bool:
        return message.name == "frame" and any(
            abs(float(frame.lon[index]) - lon) < 1e-6
            for frame in decode_message(message.data)
            for index in (frame.vessel_id == vessel).nonzero()[0]
        )

    return wanted


def eventually(check: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    deadline = time.monotonic() + patience_s
    while not check():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)


def frame_with(message: Message, vessel: int) -> Frame:
    return next(f for f in decode_message(message.data) if vessel in f.vessel_id.tolist())
