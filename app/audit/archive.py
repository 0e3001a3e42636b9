"""Sealed days that are old leave the database as files; the chain goes on over them."""

import gzip
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.errors import NotFound
from app.wording import Text, same


def write_archive(folder: Path, day: date, lines: Sequence[str]) -> Path:
    """Keep a day's lines, gzipped, readable by us alone; written whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{day:%Y-%m-%d}.jsonl.gz"
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    draft.replace(path)
    return path


def read_archive(path: Path) -> list[str]:
    """The lines of an archived day. Raises NotFound when the file is gone or is not one."""
    try:
        text = gzip.decompress(path.read_bytes()).decode()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise NotFound(
            "E-AUD-001",
            Text("审计归档打不开", "The audit archive cannot be opened"),
            same(f"{path}: {error}"),
            Text("从备份恢复这个文件后再核验", "Restore the file from a backup and verify again"),
        ) from error
    return text.removesuffix("\n").split("\n") if text else []  # U+2028 in an entry ends no line
