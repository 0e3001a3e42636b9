"""An account as officers see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.accounts.model import Role, UnitName
from app.administration.signers.model import WaitingChange


class AccountState(StrEnum):
    """Whether somebody can sign in with it; new: there is nothing to sign in with yet."""

    ACTIVE = "active"
    NEW = "new"
    LOCKED = "locked"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Account:
    """What the list shows. `nth_failure_at` is the failed try that, while young, holds others."""

    account_id: int
    login: str
    display_name: str
    unit_code: str
    unit_name: str
    role: Role
    email: str | None
    has_password: bool
    has_identity: bool
    totp: bool
    passkeys: int
    break_glass: bool
    disabled_at: datetime | None
    last_seen_at: datetime | None
    nth_failure_at: datetime | None

    def locked_until(self, now: datetime, window: timedelta) -> datetime | None:
        """Until when strangers' tries are not checked."""
        if self.nth_failure_at is None or self.nth_failure_at + window <= now:
            return None
        return self.nth_failure_at + window

    def state(self, now: datetime, window: timedelta) -> AccountState:
        """Its state at `now`; a disabled one is not told to be locked."""
        if self.disabled_at is not None:
            return AccountState.DISABLED
        if self.locked_until(now, window) is not None:
            return AccountState.LOCKED
        ready = self.has_password or self.has_identity or self.passkeys
        return AccountState.ACTIVE if ready else AccountState.NEW


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """An account as the officers' list shows it."""

    account_id: int
    name: str
    display_name: str
    unit: UnitName
    role: Role
    email: str | None
    state: AccountState
    disabled: bool
    locked_until: datetime | None
    totp: bool
    passkeys: int
    break_glass: bool
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class People:
    """The accounts in reach, and the changes of signers that wait."""

    accounts: list[ListedPerson]
    signer_changes: list[WaitingChange]


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """An account after a change."""

    account: ListedPerson


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link to hand over, shown this once."""

    link: str
    qr_svg: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AddedPerson(OneTimeLink):
    """A new account with its link."""

    account: ListedPerson


def present(account: Account, now: datetime, window: timedelta) -> ListedPerson:
    """An account as the list shows it."""
    return ListedPerson(
        account_id=account.account_id,
        name=account.login,
        display_name=account.display_name,
        unit=UnitName(account.unit_code, account.unit_name),
        role=account.role,
        email=account.email,
        state=account.state(now, window),
        disabled=account.disabled_at is not None,
        locked_until=account.locked_until(now, window),
        totp=account.totp,
        passkeys=account.passkeys,
        break_glass=account.break_glass,
        last_seen_at=account.last_seen_at,
    )
