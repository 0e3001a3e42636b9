"""A demo of its own that a drill may shoot at."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.cluster import place_at
from app.cluster.lock import is_held
from app.cluster.place import ClusterPaths
from app.settings import CLONE_DIR
from tests.entry import Entered, enter, token_of

READY_S = 90.0


def wait(claim: Callable[[], bool], limit_s: float, what: str) -> float:
    """Seconds until `claim` held."""
    began = time.monotonic()
    while not claim():
        assert time.monotonic() - began < limit_s, f"{what}: not within {limit_s:g} s"
        time.sleep(0.05)
    return time.monotonic() - began


@dataclass(slots=True)
class Installation:
    """One data folder, and the supervisor that runs over it now."""

    data_dir: Path
    port: int
    log: Path
    supervisor: subprocess.Popen[bytes] | None = None
    pids_seen: set[int] = field(default_factory=set[int])
    entered: Entered | None = None
    entering: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def place(self) -> ClusterPaths:
        return place_at(self.data_dir)

    def start(self) -> float:
        """Start the demo; seconds until it is ready."""
        environ = dict(os.environ) | {"HAITANG_DATA_DIR": str(self.data_dir), "PYTHONUTF8": "1"}
        with self.log.open("ab") as sink:
            self.supervisor = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "demo", "--port", str(self.port)],
                cwd=CLONE_DIR,
                env=environ,
                stdout=sink,
                stderr=sink,
            )
        return wait(self.is_ready, READY_S, "ready")

    def stop(self) -> None:
        """Ctrl-C, and its end."""
        assert self.supervisor is not None
        self.supervisor.send_signal(signal.SIGINT)
        assert self.supervisor.wait(60) == 0

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base}/readyz", timeout=3) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def planner(self) -> Entered:
        """The planner's session, by the newest printed link; held over restarts."""
        with self.entering:  # two reporters ask at once, and the link is good for one
            if self.entered is None:
                wait(lambda: "planner: http" in self.log.read_text(encoding="utf-8"), 30, "links")
                self.entered = enter(self.base, token_of(self.log, "planner"))
            return self.entered

    def get(self, path: str) -> Any:
        return self.planner().get(path)

    def pid(self, name: str) -> int | None:
        """Process that now bears the name."""
        if name == "supervisor":
            assert self.supervisor is not None
            return self.supervisor.pid
        if name == "database":
            return _first_number(self.place.cluster_dir / "postmaster.pid")
        rows = json.loads((self.place.run_dir / "processes.json").read_text())
        return next(row["pid"] for row in rows if row["name"] == name)

    def kill(self, name: str) -> float:
        """`kill -9` it; seconds until another is there and all is ready."""
        pid = self.pid(name)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
        if name == "supervisor":
            assert self.supervisor is not None
            self.supervisor.wait()
            self.start()
        wait(lambda: self.pid(name) not in (None, pid), 40, f"another {name}")
        wait(self.is_ready, 40, f"ready after {name}")
        return time.monotonic() - began


def _first_number(file: Path) -> int | None:
    try:
        return int(file.read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def installed() -> Iterator[Installation]:
    """A demo over a folder of its own, not yet started; however the drill ends, nothing is left."""
    folder = Path(tempfile.mkdtemp(prefix="haitang-drill-"))
    folder.chmod(0o755)
    made = Installation(folder / "data", free_port(), folder / "demo.log")
    try:
        yield made
    finally:
        if made.supervisor is not None and made.supervisor.poll() is None:
            made.supervisor.send_signal(signal.SIGINT)
            made.supervisor.wait(60)
        wait(lambda: not is_held(made.place.keeper_lock), 30, "cluster stopped")
        shutil.rmtree(made.place.run_dir, ignore_errors=True)
        shutil.rmtree(folder)
