"""A demo of its own: its data folder, its port, entered by the links it prints."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from app.settings import CLONE_DIR

SPEED = 60
_START_LIMIT_S, _STOP_LIMIT_S = 180.0, 60.0
_POLL_S = 0.3


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo and the session cookie of each screen."""

    base: str
    cookies: dict[str, tuple[str, str]]

    def read(self, path: str) -> bytes:
        """The body of a GET as the planner."""
        name, value = self.cookies["planner"]
        request = urllib.request.Request(self.base + path, headers={"Cookie": f"{name}={value}"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 our own loopback
            body: bytes = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(body) if packed else body


@dataclass(frozen=True, slots=True)
class Starting:
    """A demo that has been started."""

    process: subprocess.Popen[bytes]
    log: Path

    def await_ready(self, screens: tuple[str, ...]) -> Demo:
        """Wait until it serves, with a session for each of `screens`. Raises RuntimeError."""
        base = _await_ready(self.process, self.log)
        said = self.log.read_text(encoding="utf-8")
        return Demo(base, {screen: _enter_screen(base, said, screen) for screen in screens})


@contextmanager
def starting_demo() -> Generator[Starting]:
    """A demo at the bench's speed; gone after the block."""
    with tempfile.TemporaryDirectory(prefix="haitang-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the service user must be able to pass through
        log = Path(folder) / "demo.log"
        own = {"HAITANG_DATA_DIR": f"{folder}/data", "HAITANG_PORT": "0", "PYTHONUTF8": "1"}
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "demo", "--speed", str(SPEED)],
                cwd=CLONE_DIR, stdout=sink, stderr=subprocess.STDOUT, env={**os.environ, **own},
            )  # fmt: skip
            try:
                yield Starting(process, log)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(_STOP_LIMIT_S)


def _await_ready(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address it says it is served at, once it does; the links are printed before."""
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        told = re.search(r"就绪：(\S+)/ ", log.read_text(encoding="utf-8"))
        if told is not None:
            return told.group(1)
        time.sleep(_POLL_S)
    raise RuntimeError(f"the demo was not ready:\n{log.read_text(errors='replace')[-2000:]}")


def _enter_screen(base: str, said: str, screen: str) -> tuple[str, str]:
    token = re.findall(rf"{screen}: https?://\S+/enter#(\S+)", said)[-1]
    request = urllib.request.Request(  # noqa: S310 our own loopback
        f"{base}/api/v1/session/entry", json.dumps({"token": token}).encode(),
        {"Content-Type": "application/json"}, method="POST",
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 our own loopback
        cookies: SimpleCookie = SimpleCookie(answer.headers["Set-Cookie"])
    morsel: Any = next(iter(cookies.values()))
    return str(morsel.key), str(morsel.value)
