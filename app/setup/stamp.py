"""Remembers by content hash what has been installed."""

import fcntl
import hashlib
import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from app.setup.step import SetupFailed

CLONE = Path(__file__).resolve().parents[2]
STAMPS = CLONE / ".setup"


def content_hash(paths: Iterable[Path]) -> str:
    """One hash of the names and contents of files, whatever order they come in."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(os.fsencode(path.relative_to(CLONE)) + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_stamped(name: str, value: str) -> bool:
    """Whether the step `name` was last done for `value`."""
    try:
        return (STAMPS / name).read_text(encoding="ascii") == value
    except FileNotFoundError:
        return False


def stamp(name: str, value: str) -> None:
    """Note that the step is done."""
    (STAMPS / name).write_text(value, encoding="ascii")


def cannot_write(error: OSError) -> SetupFailed:
    """What to tell when the clone's folder refuses a write."""
    return SetupFailed(
        f"无法写入 {error.filename or CLONE} cannot write",
        error.strerror or str(error),
        "磁盘只读、已满或无权限；请在可写的目录重新 git clone，或由安装它的用户运行",
    )


def _open_lock() -> int:
    """The lock file; read-only will do for a user who finds everything installed."""
    try:
        STAMPS.mkdir(exist_ok=True)
        return os.open(STAMPS / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return os.open(STAMPS / "lock", os.O_RDONLY)


@contextmanager
def locked() -> Generator[None]:
    """One installation at a time in this clone; a second one waits and then finds it done."""
    try:
        fd = _open_lock()
    except OSError as error:
        raise cannot_write(error) from error
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("另一个 ./haitang 正在安装，等待中 waiting for another start …", file=sys.stderr)
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
