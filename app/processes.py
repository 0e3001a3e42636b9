"""What the supervisor last wrote about its processes; read by `web` and `doctor`."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.clock import format_utc, parse_utc

FILE_NAME = "processes.json"
ADDRESS_NAME = "address"


class ProcessState(StrEnum):
    """STARTING → RUNNING → WAITING (died, waits its turn) → RUNNING …; STOPPED at the end."""

    STARTING = "starting"
    RUNNING = "running"
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """One process as the supervisor sees it."""

    name: str
    state: ProcessState
    pid: int | None
    started_at: datetime | None
    restarts: int
    last_exit: str | None


def present(process: ProcessStatus) -> dict[str, Any]:
    """JSON of one process."""
    started_at = None if process.started_at is None else format_utc(process.started_at)
    return asdict(process) | {"started_at": started_at}


def write_address(run_dir: Path, address: str) -> None:
    """Note where this installation is reached while its supervisor runs."""
    (run_dir / ADDRESS_NAME).write_text(address, encoding="utf-8")


def read_address(run_dir: Path) -> str | None:
    """Where it was last reached; whether it still is, the supervisor's lock tells."""
    try:
        return (run_dir / ADDRESS_NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def write_status(run_dir: Path, processes: list[ProcessStatus]) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    rows = [present(process) for process in processes]
    draft = run_dir / f"{FILE_NAME}.new"
    draft.write_text(json.dumps(rows), encoding="utf-8")
    draft.replace(run_dir / FILE_NAME)


def read_status(run_dir: Path) -> list[ProcessStatus]:
    """The processes, empty when no supervisor has written yet."""
    try:
        rows = json.loads((run_dir / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [
        ProcessStatus(
            name=row["name"],
            state=ProcessState(row["state"]),
            pid=row["pid"],
            started_at=None if row["started_at"] is None else parse_utc(row["started_at"]),
            restarts=row["restarts"],
            last_exit=row["last_exit"],
        )
        for row in rows
    ]
