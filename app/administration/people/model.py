"""An account as officers see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.accounts.model import Role


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

    def state(self, now: datetime, window: timedelta) -> str:
        """disabled, locked, new (nothing to sign in with yet) or active."""
        if self.disabled_at is not None:
            return "disabled"
        if self.locked_until(now, window) is not None:
            return "locked"
        ready = self.has_password or self.has_identity or self.passkeys
        return "active" if ready else "new"


def present(account: Account, now: datetime, window: timedelta) -> dict[str, Any]:
    """JSON of an account."""
    return {
        "account_id": account.account_id,
        "name": account.login,
        "display_name": account.display_name,
        "unit": {"code": account.unit_code, "name": account.unit_name},
        "role": account.role,
        "email": account.email,
        "state": account.state(now, window),
        "disabled": account.disabled_at is not None,
        "locked_until": account.locked_until(now, window),
        "totp": account.totp,
        "passkeys": account.passkeys,
        "break_glass": account.break_glass,
        "last_seen_at": account.last_seen_at,
    }
