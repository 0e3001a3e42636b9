"""The stage of drills that run over one honest stream, made anew for each module."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.database import connect
from tests.clients import session_of
from tests.drills.honest import Honest, Watcher, enter_fleet
from tests.drills.stage import Stage
from tests.live_process import eventually, live_process


@pytest.fixture(scope="module")
def small_disk() -> Iterator[Path]:
    """A data folder on a file system of its own, where root may mount one."""
    folder = Path(tempfile.mkdtemp(prefix="haitang-small-"))
    words = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(folder)]
    mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def stage(dsn: str, small_disk: Path) -> Iterator[Stage]:
    with connect(dsn, autocommit=True) as conn:  # one of its own: a drill may restart the server
        enter_fleet(conn)
        token = session_of(conn)
    with live_process(dsn) as live:
        live.environ = live.environ | {"HAITANG_DATA_DIR": str(small_disk)}
        live.start()
        honest, watcher = Honest(live), Watcher(live, token)
        watcher.start()
        honest.start()
        try:
            eventually(lambda: len(honest.acknowledged) > 100)
            eventually(lambda: len(watcher.frames_at) > 5)
            yield Stage(live, honest, watcher, small_disk)
        finally:
            honest.stop()
            watcher.stop()
