"""A database server that hangs: it neither answers nor ends anything."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import DatabaseFactory


@contextmanager
def stopped(databases: DatabaseFactory) -> Iterator[None]:
    """The whole server of this test run stands still: every process of it, as under a dead disk."""
    first = int((databases.place.cluster_dir / "postmaster.pid").read_text().split()[0])
    pids = [first, *_children(first)]
    for pid in pids:
        with suppress(ProcessLookupError):  # one that was just leaving
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(part) for part in text.split()]
