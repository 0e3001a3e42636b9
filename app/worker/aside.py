"""Long work in a process of its own that yields to everything else: `python -m app.worker.aside`.

A thread of the worker would not do: while the system lets a thread of low priority wait, it goes on
holding Python's lock, and the zones that are to be timed again wait with it.
"""

import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app import strict_json
from app.clock import parse_utc
from app.database import JOB, Database
from app.settings import CLONE_DIR
from app.wind.ensemble.work import compute

NICENESS = 15
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Aside:
    """Computes a storm's ensemble as `compute` does, in such a process."""

    dsn: str

    def __call__(self, storm_id: str, at: datetime) -> timedelta | None:
        """What `compute` gives. Raises CalledProcessError when the process ends early."""
        task = {"dsn": self.dsn, "storm_id": storm_id, "at": at.isoformat()}
        done = subprocess.run(
            [sys.executable, "-m", "app.worker.aside"],
            input=strict_json.dumps(task),
            env={**os.environ, "PYTHONPATH": str(CLONE_DIR), "OPENBLAS_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        took_s = strict_json.loads(done.stdout)
        return None if took_s is None else timedelta(seconds=took_s)


def yield_to_others() -> None:
    """Run when nothing else wants to, and not at all once the worker is gone."""
    os.nice(NICENESS)
    group = Path("/proc/self/autogroup")  # where the system shares time by session, this counts
    if group.exists():
        os.setsid()
        group.write_text(str(NICENESS))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Take one task from standard input and print the seconds it took, or null."""
    yield_to_others()
    task = strict_json.loads(sys.stdin.read())
    database = Database(task["dsn"], size=1, application="haitang-ensemble", patience=JOB)
    try:
        took = compute(database, task["storm_id"], parse_utc(task["at"]))
    finally:
        database.close()
    sys.stdout.write(strict_json.dumps(None if took is None else took.total_seconds()))


if __name__ == "__main__":
    main()
