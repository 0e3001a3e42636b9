"""Tends the children until told to stop; brings back the database's keeper too."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from app.cluster import ClusterSession
from app.errors import Unavailable
from app.lifeline import GRACE_S
from app.operation.supervisor.child import Child, Command
from app.operation.supervisor.reserve import Reserve
from app.processes import write_status

ROUND_S = 0.2
LOG_LIMIT_BYTES = 20 * 1024 * 1024


class Supervisor:
    """Owns the lifeline: its children leave when this process ends, however it ends."""

    def __init__(
        self,
        run_dir: Path,
        log_dir: Path,
        session: ClusterSession | None,
        say: Callable[[str], None],
    ) -> None:
        self._run_dir = run_dir
        self._log_dir = log_dir
        self._session = session
        self._say = say
        self._children: list[Child] = []
        self._stop = threading.Event()
        self._written: object = None
        self._fault: str | None = None
        self._reserve = Reserve(log_dir.parent, say)
        self._hooks: list[Callable[[], None]] = []

    def start(self, commands: Sequence[Command]) -> None:
        """Start the processes in this order. Raises OSError when one cannot be started at all."""
        for command in commands:
            child = Child(command, self._log_dir / f"{command.name}.log")
            self._children.append(child)
            child.start()
        self._publish_statuses()

    def on_round(self, hook: Callable[[], None]) -> None:
        """Call `hook` at every round."""
        self._hooks.append(hook)

    def listen_for_stop(self) -> None:
        """Take SIGINT and SIGTERM as the wish to stop in order."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._asked_to_stop)

    @property
    def stopping(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def tend(self, until: Callable[[], bool] = lambda: False) -> None:
        """Watch over the children until `until` holds or somebody asks to stop."""
        while not self.stopping and not until():
            self._tend_once()
            self._stop.wait(ROUND_S)

    def stop(self) -> None:
        """Shut the door, then end all behind it at once."""
        for first in (True, False):
            wave = [child for child in self._children if child.command.stops_first is first]
            for child in wave:
                child.ask_to_stop()
            deadline = time.monotonic() + GRACE_S
            for child in wave:
                child.finish(deadline)
        with suppress(OSError):  # a full disk: everything has ended all the same
            self._publish_statuses()

    def _tend_once(self) -> None:
        """A round. What fails, as everything that writes on a full disk, is tried at the next."""
        try:
            self._run_round()
            self._fault = None
        except OSError as error:
            if self._fault != str(error):
                self._fault = str(error)
                self._say(f"守护进程这一轮没有做完（{error}），会接着试")

    def _run_round(self) -> None:
        self._reserve.tend()
        for child in self._children:
            line = child.tend()
            if line:
                self._say(line)
            _shorten_log(child.log_file)
        self._tend_database()
        for hook in self._hooks:
            hook()
        self._publish_statuses()

    def _tend_database(self) -> None:
        if self._session is None or self._session.kept:
            return
        self._say("数据库守护进程已退出，正在恢复")
        try:
            self._session.revive()
            self._say("数据库已恢复")
        except Unavailable as error:
            self._say(str(error))

    def _publish_statuses(self) -> None:
        statuses = [child.status for child in self._children]
        if statuses != self._written:
            write_status(self._run_dir, statuses)
            self._written = statuses

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()


def _shorten_log(log_file: Path) -> None:
    """Keep a log below its limit: its writers append, so cutting it to nothing is safe."""
    if log_file.exists() and log_file.stat().st_size > LOG_LIMIT_BYTES:
        log_file.with_suffix(".log.1").write_bytes(log_file.read_bytes())
        os.truncate(log_file, 0)
