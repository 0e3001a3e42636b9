"""An audit entry, a day's seal over the entries, and what checking them found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.strict_json import JsonObject
from app.wording import Text

Result = Literal["done", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what, to which object, with which result. Never changed, only added."""

    audit_id: int
    recorded_at: datetime
    actor: str
    role: str | None
    unit_code: str | None
    address: str | None
    action: str
    object: str
    result: Result
    detail: JsonObject


@dataclass(frozen=True, slots=True)
class Seal:
    """The hash of one day's entries, which carries the hash of the day before."""

    day: date
    first_id: int | None
    last_id: int | None
    entries: int
    sha256: bytes
    previous: bytes
    sealed_at: datetime
    archive: str | None
    first_link: int | None = None
    last_link: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry's place in the chain; `line` is None where the entry is not in the table."""

    link: int
    sha256: bytes
    linked_at: datetime
    line: str | None


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the entries are not those that were sealed."""

    day: date
    why: Text


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking the whole chain found; unbroken when `breaks` is empty."""

    days: int
    entries: int
    unsealed: int
    last_day: date | None
    breaks: tuple[Break, ...]
