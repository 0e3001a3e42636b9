"""`python -m app.worker` as tests run it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def worker_process(dsn: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environ = os.environ | {"HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(folder)}
    child = subprocess.Popen([sys.executable, "-m", "app.worker"], env=environ)
    try:
        yield child
    finally:
        child.kill()
        child.wait()
