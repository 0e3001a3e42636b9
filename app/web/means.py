"""What checks proofs in this process, and the cookie of a step that is under way."""

from typing import Any, cast

from flask import Response, current_app, request

from app import edge
from app.accounts.passkeys import RelyingParty, relying_party
from app.accounts.password import Passwords
from app.accounts.seal import load_seal
from app.signin.model import Means
from app.signin.ticket import LASTS_S

STEP_COOKIE = "haitang_step"
_PASSWORDS = "passwords"  # noqa: S105 a key's name


def means() -> Means:
    """The hasher of this process and the seal of this installation."""
    kept = cast(dict[str, Any], current_app.extensions[edge.EXTENSION])
    passwords = kept.setdefault(_PASSWORDS, Passwords())
    return Means(passwords, load_seal(edge.settings().data_dir))


def site() -> RelyingParty:
    """The site that passkeys are bound to. Raises InvalidInput for a bare address."""
    return relying_party("https" if edge.is_secure() else "http", request.host)


def step_ticket() -> str | None:
    """The ticket of the step under way, as the browser holds it."""
    return request.cookies.get(STEP_COOKIE)


def keep_ticket(answer: Response, ticket: str, *, across_sites: bool = False) -> None:
    """Give the browser a ticket; `across_sites` when another site sends it back to us (OIDC)."""
    answer.set_cookie(
        STEP_COOKIE,
        ticket,
        max_age=LASTS_S,
        path="/api/v1",
        secure=edge.is_secure(),
        httponly=True,
        samesite="Lax" if across_sites else "Strict",
    )


def drop_ticket(answer: Response) -> None:
    """The step is done."""
    answer.delete_cookie(STEP_COOKIE, path="/api/v1")
