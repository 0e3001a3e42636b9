"""Room on the disk that nothing uses: given up when it is full, so that a database can recover.

PostgreSQL that finds no room for its log stops, and needs room to start again.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

FILE_NAME = "reserve"
BYTES = 128 * 1024 * 1024
FULL_BYTES = 64 * 1024 * 1024  # free room below which it is given up
ROOMY = 8  # it is kept again when there is so many times its size


class Reserve:
    """A file of the data folder. `say` tells the console what was done."""

    def __init__(self, folder: Path, say: Callable[[str], None], size: int = BYTES) -> None:
        self._file = folder / FILE_NAME
        self._folder = folder
        self._say = say
        self._size = size

    def tend(self, free: Callable[[Path], int] | None = None) -> None:
        """Keep it while there is room, give it up when there is none. Raises OSError."""
        left = shutil.disk_usage(self._folder).free if free is None else free(self._folder)
        if self._file.exists():
            if left < FULL_BYTES:
                self._file.unlink()
                room = f"放出备用的 {self._size // 1_000_000} MB"
                self._say(f"磁盘只余 {left // 1_000_000} MB：{room}，请马上清理")
        elif left > ROOMY * self._size:
            self._keep_reserve()

    def _keep_reserve(self) -> None:
        draft = self._file.with_suffix(".new")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.posix_fallocate(handle, 0, self._size)
        finally:
            os.close(handle)
        draft.replace(self._file)
