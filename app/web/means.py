"""What checks proofs in this process, and the cookie of a step that is under way."""

from flask import Response, g, request

from app import edge
from app.accounts.passkeys import RelyingParty, relying_party
from app.accounts.seal import load_seal
from app.signin.model import Means
from app.signin.ticket import LASTS_S
from app.signin.tries.sources import Caller, new_browser_name

STEP_COOKIE = "haitang_step"
BROWSER_COOKIE = "haitang_browser"
_BROWSER_LASTS_S = 180 * 24 * 3600


def means() -> Means:
    """The hasher of this process and the seal of this installation."""
    return Means(edge.services().passwords, load_seal(edge.settings().data_dir))


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


def caller() -> Caller:
    """Who asks, under the name that this browser keeps, or a new one for it to keep."""
    name = request.cookies.get(BROWSER_COOKIE) or g.setdefault("browser", new_browser_name())
    return Caller(edge.visitor(), name)


def keep_browser(answer: Response) -> None:
    """Let the browser keep the name under which it has signed in; it proves nothing else."""
    name = caller().browser
    if name is not None:
        answer.set_cookie(
            BROWSER_COOKIE,
            name,
            max_age=_BROWSER_LASTS_S,
            path="/api/v1/session",
            secure=edge.is_secure(),
            httponly=True,
            samesite="Lax",
        )
