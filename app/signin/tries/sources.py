"""Where a try comes from.

A browser that an account has signed in with keeps a random name, and tries under that name have a
budget of their own. An address can be shared with whoever wants the commander locked out; the name
cannot. Inside a session it is the session itself.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from app.accounts.session_model import Session
from app.accounts.sessions import Visitor


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, before it is known who it is: `browser` names it among this account's own."""

    visitor: Visitor
    browser: str | None = None

    @property
    def browser_source(self) -> str | None:
        """What is kept of the name: a copy of the database lends it to nobody."""
        if self.browser is None:
            return None
        return f"browser {sha256(self.browser.encode()).hexdigest()[:32]}"


def new_browser_name() -> str:
    """A name that nobody guesses."""
    return secrets.token_urlsafe(16)


def session_source(session: Session) -> str:
    """The source of tries inside a session."""
    return f"session {session.session_id}"
