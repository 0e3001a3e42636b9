"""A session as a request finds it, and the token that proves it."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from app.accounts.model import Actor

TOKEN_BYTES = 32
COOKIE = "haitang_session"
SECURE_COOKIE = "__Host-haitang"


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in person or enrolled device. `actor` is whom it stands for."""

    session_id: UUID
    actor: Actor
    csrf: str
    locked: bool
    active_at: datetime
    expires_at: datetime
    second_factor_at: datetime | None
    display_name: str
    unlock_by: tuple[str, ...]
    owes_factor: bool
    view: str | None

    @property
    def shut(self) -> bool:
        """Whether it opens nothing for now: locked, or without the second factor asked of it."""
        return self.locked or self.owes_factor

    @property
    def can_unlock(self) -> bool:
        """Whether its person could open a locked screen: by password, by passkey."""
        return bool(self.unlock_by)


def token_of(cookies: Mapping[str, str], *, secure: bool) -> str | None:
    """The token that a browser brings. Over TLS only the name that nobody else can have planted."""
    return cookies.get(SECURE_COOKIE if secure else COOKIE)


def new_token() -> str:
    """256 random bits as text for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> bytes:
    """What the database keeps of a token: a copy of it signs nobody in."""
    return sha256(token.encode()).digest()


def csrf_of(token: str) -> str:
    """The value that unsafe requests repeat in a header; it follows from the session's token."""
    return hmac.new(token.encode(), b"haitang csrf", sha256).hexdigest()
