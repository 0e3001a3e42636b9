"""File locks that the kernel lets go of when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class FileLock:
    """One open lock file; `flock` belongs to the open file, not to the process."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Wait until nobody holds it alone, then hold it with others."""
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait until nobody else holds it, then hold it alone."""
        fcntl.flock(self._fd, fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold it alone if that needs no waiting."""
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def take_within(self, limit_s: float) -> bool:
        """Hold it alone as soon as it is free. Somebody who only looks has it for an instant."""
        deadline = time.monotonic() + limit_s
        while not self.try_take():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def close(self) -> None:
        """Let go and close the file."""
        os.close(self._fd)


@contextmanager
def alone(path: Path) -> Generator[None]:
    """Hold the lock file at `path` alone for the block."""
    lock = FileLock(path)
    try:
        lock.take()
        yield
    finally:
        lock.close()


def is_held(path: Path) -> bool:
    """Whether some process holds the lock file at `path`."""
    lock = FileLock(path)
    try:
        return not lock.try_take()
    finally:
        lock.close()
