"""A change to an account that signs, as it waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class SignerChange:
    """Who asked for what, when it may be done without a second officer, and who approved."""

    change_id: int
    account_id: int
    login: str
    unit_code: str
    change: str  # link, link+factors, enable, role:…, unit_code:…, email:…
    asked_by: str
    asked_at: datetime
    due_at: datetime
    approved_by: str | None


def present(change: SignerChange) -> dict[str, Any]:
    """JSON of a waiting change."""
    return {
        "change_id": change.change_id,
        "account_id": change.account_id,
        "change": change.change,
        "asked_by": change.asked_by,
        "asked_at": change.asked_at,
        "due_at": change.due_at,
        "approved_by": change.approved_by,
    }
