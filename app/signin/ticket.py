"""A step of signing in that is under way, sealed into a cookie of its own.

Nothing is kept on the server for somebody who has not finished. A ticket runs out after five
minutes and is bound to what ends with its use: a failed attempt that becomes a passed one, a
session, or a code that the provider takes once.
"""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from app.accounts.seal import Seal, SealBroken
from app.errors import NotSignedIn
from app.wording import Text

LASTS_S = 300


class Step(StrEnum):
    """Which step the ticket is for; one of another step opens nothing."""

    SECOND_FACTOR = "second_factor"
    PASSKEY = "passkey"
    NEW_PASSKEY = "new_passkey"
    NEW_TOTP = "new_totp"
    UNLOCK = "unlock"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`attempt_id` is the attempt whose password was right; `data` is the step's own."""

    step: Step
    account_id: int | None = None
    attempt_id: int | None = None
    session_id: str | None = None
    data: dict[str, str] = field(default_factory=dict[str, str])


def write(seal: Seal, ticket: Ticket) -> str:
    """The cookie's text."""
    return seal.close(json.dumps(asdict(ticket)).encode()).decode()


def read(seal: Seal, text: str | None, *steps: Step) -> Ticket:
    """The ticket, when it is ours, young and for one of the steps. Raises NotSignedIn."""
    try:
        fields: dict[str, Any] = json.loads(seal.open((text or "").encode(), lasts_s=LASTS_S))
    except (SealBroken, UnicodeEncodeError) as error:
        raise _too_late() from error
    step = Step(fields.pop("step"))
    if step not in steps:
        raise _too_late()
    return Ticket(step, **fields)


def _too_late() -> NotSignedIn:
    return NotSignedIn(
        "E-ACC-131",
        Text("这一步没有完成", "The step was not completed"),
        Text(
            "超过了五分钟，或不是从登录页开始的",
            "It took more than five minutes, or was not begun on the sign-in page",
        ),
        Text("从头再登录一次", "Sign in again from the beginning"),
    )
