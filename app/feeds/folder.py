"""Files laid into a watched folder: which are whole, and where they go afterwards.

A file is whole when it has not changed for two seconds and its name does not begin with a dot; a
program that writes here should write to `.name` and rename. What was taken goes to `taken/`, what
was refused to `refused/` with a text beside it that says why.
"""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

SETTLED_S = 2.0
MAX_BYTES = 50_000_000
TAKEN, REFUSED = "taken", "refused"


def open_folder(root: Path, name: str) -> Path:
    """The watched folder, made when it is not there. Raises OSError."""
    folder = root / name
    for part in (folder, folder / TAKEN, folder / REFUSED):
        part.mkdir(parents=True, exist_ok=True)
    return folder


def whole_files(folder: Path) -> list[Path]:
    """Regular files that are whole, the oldest first; links are not followed."""
    found = sorted(_settled_files(folder))
    return [folder / name for _, name in found]


def _settled_files(folder: Path) -> Iterator[tuple[float, str]]:
    latest_s = time.time() - SETTLED_S
    with os.scandir(folder) as entries:
        for entry in entries:
            state = entry.stat(follow_symlinks=False)
            whole = stat.S_ISREG(state.st_mode) and not entry.name.startswith(".")
            if whole and state.st_mtime <= latest_s:
                yield state.st_mtime, entry.name


def put_away(path: Path, where: str, reason: str | None = None) -> Path:
    """Move a file into `taken` or `refused` under a name of its own."""
    target = _free_name(path.parent / where, path.name)
    path.rename(target)
    if reason is not None:
        target.with_name(f"{target.name}.reason.txt").write_text(reason + "\n", encoding="utf-8")
    return target


def _free_name(folder: Path, name: str) -> Path:
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{number}-{name}"
    return target
