"""Devices and tablets that report without pause, and remember what was acknowledged."""

import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from app.clock import format_utc, parse_utc
from app.demo.devices import TOKEN_FILE
from tests.drills.installation import Installation

DEVICES = [str(9_900_000 + number) for number in range(20)]
PATIENCE_S = 15.0


def register_devices(dsn: str) -> None:
    """Enter vessels for our devices: a BeiDou terminal nobody knows is refused."""
    with psycopg.connect(dsn) as conn:
        for device in DEVICES:
            conn.execute(
                """
                INSERT INTO vessel (registered, name, pinyin, initials, beidou_id, kind)
                VALUES (true, %(name)s, %(name)s, %(name)s, %(device)s, 'fishing')
                """,
                {"name": f"drill {device}", "device": device},
            )


@dataclass(slots=True)
class Load:
    """Two reporters; each resends a report until it is acknowledged, as a device does."""

    target: Installation
    positions: set[tuple[str, datetime]] = field(default_factory=set[tuple[str, datetime]])
    field_reports: set[uuid.UUID] = field(default_factory=set[uuid.UUID])
    refused: list[str] = field(default_factory=list[str])
    last_failure: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def start(self) -> None:
        self._threads = [threading.Thread(target=f) for f in (self._devices, self._tablet)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _devices(self) -> None:
        step, last_at = 0, None
        while not self._stop.is_set():
            now = self._incident_now()
            if now is None or (last_at is not None and now <= last_at):
                time.sleep(0.2)
                continue
            last_at, step = now, step + 1
            self._send_positions(now, step)
            time.sleep(0.25)

    def _send_positions(self, fix_at: datetime, step: int) -> None:
        body = {
            "reports": [
                {
                    "beidou_id": device,
                    "fix_at": format_utc(fix_at),
                    "lon": round(123.2 + 0.01 * number, 5),
                    "lat": round(30.2 + 0.00001 * step, 5),
                    "speed_kn": 0.5,
                }
                for number, device in enumerate(DEVICES)
            ]
        }
        answer = self._insist("/api/v1/reports", body, with_token=True)
        if answer is not None:
            lost = {refusal["index"] for refusal in answer["rejected"]}
            self.refused += [refusal["reason"] for refusal in answer["rejected"]]
            kept = [d for number, d in enumerate(DEVICES) if number not in lost]
            self.positions |= {(device, parse_utc(format_utc(fix_at))) for device in kept}

    def _tablet(self) -> None:
        while not self._stop.is_set():
            report_id = new_report_id()
            body = {
                "report_id": str(report_id),
                "kind": "progress",
                "text": "演练：已转移一批",
                "people": 3,
                "made_at": "2015-07-10T02:00:00Z",
            }
            if self._insist("/api/v1/field-reports", body, with_token=False) is not None:
                self.field_reports.add(report_id)
            time.sleep(0.2)

    def _incident_now(self) -> datetime | None:
        try:
            return parse_utc(self.target.get("/api/v1/incident")["incident_at"])
        except (OSError, ValueError, KeyError):
            return None

    def _insist(self, path: str, body: dict[str, Any], *, with_token: bool) -> Any:
        """The answer, once there is one with 2xx; None when stopped before."""
        while not self._stop.is_set():
            try:
                request = urllib.request.Request(  # noqa: S310 - our own loopback
                    self.target.base + path,
                    json.dumps(body).encode(),
                    {"Content-Type": "application/json", **self._proof(with_token=with_token)},
                )
                with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
                    return json.load(answer)
            except (urllib.error.URLError, OSError, ValueError) as error:
                self.last_failure = str(error)
                time.sleep(0.2)
        return None

    def _proof(self, *, with_token: bool) -> dict[str, str]:
        if with_token:
            return {"Authorization": f"Bearer {self._token()}"}
        session = self.target.planner()
        return {"Cookie": session.cookie, "X-CSRF-Token": session.csrf}

    def _token(self) -> str:
        try:
            return (self.target.place.run_dir / TOKEN_FILE).read_text()
        except FileNotFoundError:
            return ""


def new_report_id() -> uuid.UUID:
    milliseconds = int(time.time() * 1000).to_bytes(6, "big")
    raw = bytearray(milliseconds + uuid.uuid4().bytes[6:])
    raw[6] = 0x70 | raw[6] & 0x0F
    return uuid.UUID(bytes=bytes(raw))
