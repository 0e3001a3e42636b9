"""One-time codes (TOTP, RFC 6238): six digits, 30 s, each usable once."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pyotp import random_base32
from pyotp.totp import TOTP

STEP_S = 30
# One step to either side: a person types while the step changes (RFC 6238, 5.2).
DRIFT_STEPS = 1
# A tablet's clock this far off is told as such instead of "wrong"; nobody is let in by it.
HINT_STEPS = 20
ISSUER = "Haitang"


class CodeResult(StrEnum):
    """What a code turned out to be."""

    OK = "ok"
    WRONG = "wrong"
    REPLAYED = "replayed"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """The result; `step` to remember when OK, `off` how far the other clock is when CLOCK."""

    result: CodeResult
    step: int | None = None
    off: timedelta | None = None


def new_secret() -> str:
    """160 random bits in base 32, as authenticator apps take them."""
    return random_base32(32)


def provisioning_uri(secret: str, login: str) -> str:
    """The `otpauth://` address that an app reads from a QR code."""
    return TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def check_code(secret: str, code: str, now: datetime, last_used_step: int | None) -> CodeCheck:
    """Check a code at `now`. A step at or before `last_used_step` counts as used."""
    digits = "".join(code.split())
    step_now = int(now.timestamp()) // STEP_S
    step = _find_step(secret, digits, step_now)
    if step is None:
        return CodeCheck(CodeResult.WRONG)
    if abs(step - step_now) > DRIFT_STEPS:
        off = timedelta(seconds=(step - step_now) * STEP_S)
        return CodeCheck(CodeResult.CLOCK, off=off)
    if last_used_step is not None and step <= last_used_step:
        return CodeCheck(CodeResult.REPLAYED)
    return CodeCheck(CodeResult.OK, step=step)


def _find_step(secret: str, digits: str, step_now: int) -> int | None:
    """The step nearest to now whose code this is. All are compared, in equal time."""
    totp = TOTP(secret)
    steps = range(step_now - HINT_STEPS, step_now + HINT_STEPS + 1)
    found = [
        step
        for step in steps
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode())
    ]
    return min(found, key=lambda step: abs(step - step_now)) if found else None
