"""A change to an account that signs, as it waits."""

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A waiting change as officers see it."""

    change_id: int
    account_id: int
    change: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class ApprovedChange:
    """A change that a second officer agreed to."""

    signer_change: WaitingChange


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A change is taken back."""

    withdrawn: bool = True


def present(change: SignerChange) -> WaitingChange:
    """A waiting change."""
    return WaitingChange(
        change_id=change.change_id,
        account_id=change.account_id,
        change=change.change,
        asked_by=change.asked_by,
        asked_at=change.asked_at,
        due_at=change.due_at,
        approved_by=change.approved_by,
    )
