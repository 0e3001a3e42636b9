"""300 honest reports a second, and what each of them was told; a screen that watches meanwhile."""

import json
import socket
import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException

from app.clock import format_utc, parse_utc, real_now
from app.database import Connection
from app.positions.decoders.nmea import checksum
from app.positions.frames import decode_message
from app.tooling.bench.socket_client import SocketClient
from tests.live_process import TOKEN, Live, sentence, watch

SHIPS, DEVICES = 200, 100  # one report a second of each
SOURCE = "127.0.0.2"
POSTS = 4  # a second; each brings a quarter of the devices
RECEIVER = "127.0.0.3"


def enter_fleet(conn: Connection) -> None:
    """The ships and devices that report, and the token of the devices' gateway."""
    conn.execute(
        "INSERT INTO vessel (vessel_id, registered, mmsi, beidou_id, kind)"
        " SELECT n, true, 412000000 + n, n::text, 'fishing' FROM generate_series(1, %s) AS n",
        (SHIPS + DEVICES,),
    )
    conn.execute("ALTER SEQUENCE vessel_vessel_id_seq RESTART WITH 10001")
    conn.execute(
        "INSERT INTO device (label, purpose, unit_code, token_sha256, created_by)"
        " VALUES ('gateway', 'beidou', '330900', %s, 'drill')",
        (sha256(TOKEN.encode()).digest(),),
    )


Key = tuple[int, int]  # vessel, unix second of the fix


@dataclass(slots=True)
class Honest:
    """Ships over UDP, devices over HTTP; `acknowledged` is what was answered 202."""

    live: Live
    sent: set[Key] = field(default_factory=set[Key])
    acknowledged: set[Key] = field(default_factory=set[Key])
    rejected: list[str] = field(default_factory=list[str])
    failures: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def start(self) -> None:
        self._threads = [threading.Thread(target=f) for f in (self._ships, self._devices)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ships(self) -> None:
        """Each ship once a second, spread over it; the TAG block says when."""
        lines = {n: sentence(n, 122.3 + n / 2000, 29.8, speed=0.1) for n in range(1, SHIPS + 1)}
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
            wire.bind((SOURCE, 0))
            while not self._stop.is_set():
                second, began = int(time.time()), time.monotonic()
                body = b"c:%d" % second
                for ship, line in lines.items():
                    tagged = b"\\%b*%02X\\%b" % (body, checksum(body), line)
                    wire.sendto(tagged, ("127.0.0.1", self.live.udp))
                    self.sent.add((ship, second))
                    self._pace(began, ship / SHIPS)
                self._pace(began, 1.0)
                while int(time.time()) == second and not self._stop.is_set():
                    self._stop.wait(0.01)

    def _pace(self, began: float, share: float) -> None:
        ahead_s = share - (time.monotonic() - began)
        if ahead_s > 0.005:
            self._stop.wait(ahead_s)

    def _devices(self) -> None:
        last = [0] * POSTS
        while not self._stop.is_set():
            for part in range(POSTS):
                began, second = time.monotonic(), int(time.time())
                if second > last[part]:
                    last[part] = second
                    self._insist(part)
                self._pace(began, 1 / POSTS)

    def _insist(self, part: int) -> None:
        """Say it again until it is taken, as a gateway does."""
        now = real_now().replace(microsecond=0)
        devices = [SHIPS + 1 + n for n in range(part, DEVICES, POSTS)]
        reports = [
            {"beidou_id": str(n), "fix_at": format_utc(now), "lon": 122.3 + n / 2000, "lat": 29.9,
             "speed_kn": 0.1}
            for n in devices
        ]  # fmt: skip
        body = json.dumps({"reports": reports}).encode()
        while not self._stop.is_set():
            try:
                status, answer = self.live.post(body)
            except (OSError, HTTPException):
                status, answer = 0, {}
            if status == 202:
                lost = {each["index"] for each in answer["rejected"]}
                self.rejected += [each["reason"] for each in answer["rejected"]]
                kept = [n for index, n in enumerate(devices) if index not in lost]
                second = int(parse_utc(format_utc(now)).timestamp())
                self.acknowledged |= {(n, second) for n in kept}
                return
            self.failures += 1
            self._stop.wait(0.2)


def stored(conn: Connection) -> set[Key]:
    """What of the fleet is in the history."""
    rows = conn.execute(
        "SELECT vessel_id, extract(epoch FROM fix_at)::bigint FROM position_history"
        " WHERE vessel_id <= %s", (SHIPS + DEVICES,),
    ).fetchall()  # fmt: skip
    return {(int(row[0]), int(row[1])) for row in rows}


@dataclass(slots=True)
class Watcher:
    """A screen: when frames came, and when which trouble was first named to it."""

    live: Live
    token: str
    frames_at: list[float] = field(default_factory=list[float])
    told: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        client = watch(self.live, self.token)
        self._thread = threading.Thread(target=self._follow, args=(client,))
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def named_after(self, began: float, codes: set[str]) -> float | None:
        """Seconds after `began` until one of the codes was named; None while it is not."""
        found = [at - began for at, code in self.told if code in codes and at >= began]
        return min(found, default=None)

    def gaps(self, began: float = 0.0) -> list[float]:
        """Seconds between two frames, ascending."""
        at = [moment for moment in self.frames_at if moment >= began]
        return sorted(b - a for a, b in zip(at, at[1:], strict=False))

    def _follow(self, client: SocketClient) -> None:
        while not self._stop.is_set():
            message = client.receive(0.5)
            if message is None:
                continue
            now = time.monotonic()
            if message.name == "frame":
                self.frames_at.append(now)
                client.emit("seen", {"seq": decode_message(message.data)[-1].stamp.seq})
            elif message.name == "feeds":
                self.told += [(now, each["code"]) for each in message.data["troubles"]]
        client.close()
