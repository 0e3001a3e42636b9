"""What signing in works with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.accounts.model import Role
from app.accounts.password import Passwords
from app.accounts.seal import Seal


class Factor(StrEnum):
    """A second proof that an account has set up."""

    TOTP = "totp"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True)
class Person:
    """An account with what proves it. Nothing of this goes to a screen as it is."""

    account_id: int
    login: str
    display_name: str
    unit_code: str
    role: Role
    email: str | None
    password_hash: str | None
    password_set_at: datetime | None
    totp_secret: bytes | None
    totp_last_step: int | None
    break_glass: bool
    disabled_at: datetime | None
    passkeys: int

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The second proofs to ask for; none: the password alone opens."""
        totp = (Factor.TOTP,) if self.totp_secret is not None else ()
        return totp + ((Factor.PASSKEY,) if self.passkeys else ())


@dataclass(frozen=True, slots=True)
class Means:
    """What checks a proof: hasher and seal of this installation."""

    passwords: Passwords
    seal: Seal


@dataclass(frozen=True, slots=True)
class Passkey:
    """A stored passkey; `sign_count` is the authenticator's own."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    account_id: int


@dataclass(frozen=True, slots=True)
class OwnPasskey:
    """A passkey as its owner's page shows it."""

    id: int
    label: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as its owner's page shows it; `current` is the one that asks."""

    session_id: UUID
    address: str | None
    agent: str | None
    created_at: datetime
    seen_at: datetime
    locked: bool
    second_factor: bool
    current: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A session's new token for the cookie."""

    token: str
    password_expired: bool = False
    expiry_postponed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The password was right; `ticket` proves so for five minutes, until a factor is shown."""

    ticket: str
    factors: tuple[Factor, ...]
