"""A change of response level that one person drafts and another signs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.errors import Conflict
from app.wording import Text


class Change(StrEnum):
    """What a signature would do."""

    ACTIVATE = "activate"
    END = "end"


@dataclass(frozen=True, slots=True)
class Draft:
    """Open until it is signed or withdrawn; `drafted_by` never signs it."""

    draft_id: int
    incident_id: int
    issuer_unit: str
    change: Change
    track: str
    level: int | None
    basis_text: str
    drafted_by: str
    drafted_at: datetime
    signed_by: str | None = None
    signed_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def check_open(self) -> None:
        """Raise Conflict when it was signed or withdrawn."""
        if self.signed_at is not None or self.withdrawn_at is not None:
            how = (
                Text(f"已由 {self.signed_by} 签发", f"{self.signed_by} has signed it")
                if self.signed_at
                else Text("已撤回", "It was withdrawn")
            )
            raise Conflict(
                "E-RSP-011",
                Text("草稿不能再动", "The draft cannot be changed any more"),
                how,
                Text("要改就另起一份", "Draft another to change it"),
            )
