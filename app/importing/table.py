"""What a file holds, before anything is known about the layer it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.wording import Text

MAX_ROWS = 50_000
MAX_VERTICES = 200_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record: its number as a person counts (1 is the first), values, WKB or a fault."""

    number: int
    values: Mapping[str, Any]
    wkb_hex: str | None
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file's records with what it says of itself; None where it says nothing."""

    format: str
    columns: tuple[str, ...]
    rows: tuple[RawRow, ...]
    crs: str | None
    encoding: str | None
    encoding_sure: bool
    part: str | None = None  # the layer or sheet that was read, where the file has such


class Refused(Exception):
    """The file cannot be taken; the child tells it to the parent."""

    def __init__(self, code: str, why: Text, todo: Text, **detail: Any) -> None:
        super().__init__(why.en)
        self.code, self.why, self.todo, self.detail = code, why, todo, detail
