"""One supervised process: start, notice its end, wait a little longer each time, stop."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from app.clock import real_now
from app.cluster.folders import open_log
from app.processes import ProcessState, ProcessStatus

FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 15.0
SETTLED_S = 30.0  # a process that lived this long starts its waits afresh


@dataclass(frozen=True, slots=True)
class Command:
    """What to start. Sockets it makes are for its group too: nginx runs as the service user."""

    name: str
    words: tuple[str, ...]
    environ: dict[str, str]
    fds: tuple[int, ...] = ()
    stops_first: bool = False


@dataclass(slots=True)
class Child:
    """A command and the process that runs it now, if one does."""

    command: Command
    log_file: Path
    restarts: int = 0
    last_exit: str | None = None
    _process: subprocess.Popen[bytes] | None = None
    _started_at: datetime | None = None
    _started: float = 0.0
    _due: float = 0.0
    _wait_s: float = FIRST_WAIT_S
    _stopping: bool = False

    def start(self) -> None:
        """Start the process in a session of its own: Ctrl-C reaches only the supervisor."""
        with self._open_log() as log:
            self._process = subprocess.Popen(
                self.command.words,
                env=self.command.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.command.fds,
                start_new_session=True,
                umask=0o007,
            )
        self._started = time.monotonic()
        self._started_at = real_now()

    def tend(self) -> str | None:
        """Notice an end and start again when due. Returns a line to show when it has ended."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._due:
                self.restarts += 1
                self.start()
            return None
        code = self._process.poll()
        if code is None:
            return None
        self._sweep_session()
        self.last_exit = _exit_text(code)
        if now - self._started > SETTLED_S:
            self._wait_s = FIRST_WAIT_S
        self._due = now + self._wait_s
        waited_s, self._wait_s = self._wait_s, min(self._wait_s * 2, LONGEST_WAIT_S)
        self._process = None
        return (
            f"{self.command.name} 已退出（{self.last_exit}），{waited_s:g} 秒后重启；"
            f"日志末行：{self._last_line()}"
        )

    def ask_to_stop(self) -> None:
        """Send the stop signal."""
        self._stopping = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def finish(self, deadline: float) -> None:
        """Wait for the end until `deadline` (monotonic seconds), then kill."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._sweep_session()

    @property
    def status(self) -> ProcessStatus:
        """What to tell others."""
        alive = self._process is not None and self._process.returncode is None
        state = ProcessState.RUNNING if alive else ProcessState.WAITING
        if self._stopping and not alive:
            state = ProcessState.STOPPED
        return ProcessStatus(
            self.command.name,
            state,
            self._process.pid if self._process is not None and alive else None,
            self._started_at,
            self.restarts,
            self.last_exit,
        )

    def _open_log(self) -> IO[bytes]:
        return open_log(self.log_file)

    def _last_line(self) -> str:
        with self.log_file.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - 2000))
            lines = log.read().decode(errors="replace").splitlines()
        # Some tracebacks end with an empty line, which would tell nothing.
        return next((line for line in reversed(lines) if line.strip()), "（空）")

    def _sweep_session(self) -> None:
        """Kill what a killed leader left behind in its session, such as nginx's workers."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _exit_text(code: int) -> str:
    return f"信号 {signal.Signals(-code).name}" if code < 0 else f"退出码 {code}"
