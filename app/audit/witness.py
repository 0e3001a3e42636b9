"""The second witness: seals and the chain's end, told to a file that no database user can change.

Each line carries an HMAC over itself and the line before, with a key outside the database. The same
lines go to what the operator lists (`HAITANG_AUDIT_WITNESS`), because whoever owns the machine can
rewrite all that lies on it.
"""

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path

import structlog

from app.audit.model import Link, Seal
from app.audit.witness_line import (
    Told,
    head_line,
    last_mac,
    read_lines,
    seal_line,
    sign_lines,
)
from app.key_file import KEYS, read_or_make
from app.settings import Settings
from app.witness_target import WitnessTarget

FILE_NAME = "seals.txt"
KEY_NAME = "audit.key"
_TAIL = 10_000  # characters in which the last head stands, whatever seals came after it


class Witness:
    """Appends to the witness file and its copies; reads it back for a comparison."""

    def __init__(self, folder: Path, key: bytes, targets: Sequence[WitnessTarget] = ()) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self._key = key
        self._targets = targets

    def tell_seals(self, seals: Sequence[Seal]) -> None:
        """Write new seals down."""
        self._tell_lines([seal_line(seal) for seal in seals])

    def tell_head(self, head: Link) -> None:
        """Write the chain's end down, unless it is what was told last."""
        if head_line(head) not in (self._read_text() or "")[-_TAIL:]:
            self._tell_lines([head_line(head)])

    def read(self, path: Path | None = None) -> Told | None:
        """What the file, or a copy at `path`, says; None where there is none."""
        text = self._read_text() if path is None else path.read_text(encoding="utf-8")
        return None if text is None else read_lines(self._key, text)

    def _read_text(self) -> str | None:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None

    def _tell_lines(self, lines: Sequence[str]) -> None:
        if not lines:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            there = file.read()
            new = sign_lines(self._key, last_mac(there), lines)
            file.writelines(f"{line}\n" for line in new)
        self._send_lines(there + "".join(f"{line}\n" for line in new), new)

    def _send_lines(self, whole: str, new: list[str]) -> None:
        for target in self._targets:
            try:
                target.send(whole, new)
            except OSError as error:
                structlog.get_logger().error(
                    "audit_witness_away", target=str(target), error=str(error)
                )


def witness_of(settings: Settings) -> Witness:
    """The witness of this installation; its key is made on first use."""
    key = settings.audit_key_file or settings.data_dir / KEYS / KEY_NAME
    return Witness(settings.data_dir / "audit", read_or_make(key), settings.audit_witness)
