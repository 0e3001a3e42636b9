"""Keeps one postmaster up for as long as somebody needs the cluster.

`python -m app.cluster.keeper DATA_DIR [--not-durable]`, started by the first who needs it and
detached from its terminal. Whoever needs the cluster holds `users_lock` shared; the keeper waits
to hold it alone. The kernel frees a dead holder's lock, so the wait ends when the last one is
gone, even by `kill -9`: then the postmaster is shut down fast. A postmaster that dies earlier is
started again. If the keeper itself dies, the kernel sends its postmaster SIGINT.
"""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from app.cluster.lock import FileLock
from app.cluster.place import ClusterPaths, place_at
from app.cluster.postgres import postmaster_command
from app.cluster.service_user import service_user

# After a kill -9 the postmaster is refused until its orphan backends are gone: 5.4-6 s measured
# (2026-11). Starting is retried well past that.
RETRY_S = 1.0
GIVE_UP_S = 60.0


class Keeper:
    """Runs the postmaster until nobody uses it."""

    def __init__(self, place: ClusterPaths, *, durable: bool) -> None:
        self._place = place
        self._durable = durable
        self._unused = threading.Event()
        self._postmaster: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Return 0 when no longer needed, 1 when the postmaster cannot be kept up."""
        threading.Thread(target=self._wait_until_unused, daemon=True).start()
        failing_since: float | None = None
        while not self._unused.is_set():
            started = time.monotonic()
            self._run_postmaster()
            lived_s = time.monotonic() - started
            failing_since = (failing_since or started) if lived_s < GIVE_UP_S / 4 else started
            if time.monotonic() - failing_since > GIVE_UP_S:
                return 1
            self._unused.wait(RETRY_S)
        return 0

    def _run_postmaster(self) -> None:
        command = postmaster_command(self._place, service_user(), durable=self._durable)
        self._postmaster = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd="/")
        if self._unused.is_set():
            self._stop_postmaster()
        self._postmaster.wait()

    def _wait_until_unused(self) -> None:
        lock = FileLock(self._place.users_lock)
        lock.take()  # kept until this process ends: a newcomer waits for the shutdown
        self._unused.set()
        self._stop_postmaster()

    def _stop_postmaster(self) -> None:
        if self._postmaster is not None and self._postmaster.poll() is None:
            self._postmaster.send_signal(signal.SIGINT)


def main(arguments: list[str]) -> int:
    """Keep the cluster of the data folder named first in `arguments`."""
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    place = place_at(Path(arguments[0]))
    lock = FileLock(place.keeper_lock)
    if not lock.take_within(2.0):
        return 0
    return Keeper(place, durable="--not-durable" not in arguments).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
