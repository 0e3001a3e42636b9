"""A try at an account: held back or noted, before anything is checked."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.throttle import Hold, TryLimits, find_hold
from app.clock import format_utc
from app.errors import TooOften
from app.signin.tries import queries
from app.signin.tries.sources import Caller
from app.transaction import Transaction
from app.wording import Text

_WHY = {
    Hold.ACCOUNT: Text(
        "这个账号错得太多，暂不核对",
        "This account had too many wrong tries; none is checked for now",
    ),
    Hold.ADDRESS: Text(
        "从这里错得太多，暂不核对", "Too many wrong tries came from here; none is checked for now"
    ),
    Hold.ALL: Text(
        "现在尝试登录的太多，暂不核对", "Too many try to sign in at once; none is checked for now"
    ),
}


@dataclass(frozen=True, slots=True)
class Try:
    """What is tried: `trusted` when its source is known by itself, as a session is.

    `sealed`: the break-glass account. `besides`: the attempt whose password was right.
    """

    login: str
    source: str
    trusted: bool = False
    sealed: bool = False
    besides: int | None = None


def source_of(tx: Transaction, login: str, caller: Caller, now: datetime) -> str:
    """The browser's own name where this account has signed in with it, else its address."""
    own = caller.browser_source
    if own is not None and queries.is_known(tx.conn, login, own, now):
        return own
    return caller.visitor.address


def begin_attempt(tx: Transaction, made: Try, now: datetime, limits: TryLimits) -> int | TooOften:
    """The number of a try that may be checked, or the refusal to raise once this has committed."""
    queries.lock_login(tx.conn, made.login)
    tries = queries.count_tries(
        tx.conn, made.login, made.source, now, limits.window,
        trusted=made.trusted, besides=made.besides,
    )  # fmt: skip
    hold = find_hold(tries, limits, sealed=made.sealed)
    if hold is None:
        return queries.insert_attempt(tx.conn, made.login, made.source, now)
    if not queries.was_throttled(tx.conn, made.login, made.source, now - limits.window):
        # Once a window: a flood of tries must not become a flood of entries.
        name = queries.shown_login(tx.conn, made.login)
        tx.audit("sign_in", f"account/{name}", "refused", {"throttled": hold})
    queries.insert_attempt(tx.conn, made.login, made.source, now, throttled=True)
    return _hold_refusal(hold, now, limits)


def note_success(tx: Transaction, login: str, caller: Caller, now: datetime) -> None:
    """From now on this browser has a budget of its own for the account."""
    own = caller.browser_source
    if own is not None:
        attempt = queries.insert_attempt(tx.conn, login, own, now)
        queries.pass_attempt(tx.conn, attempt)
    queries.sweep_attempts(tx.conn, now)


def _hold_refusal(hold: Hold, now: datetime, limits: TryLimits) -> TooOften:
    wait = queries.MINUTE if hold is Hold.ALL else limits.window
    return TooOften(
        "E-ACC-132",
        Text("没有登录", "Not signed in"),
        _WHY[hold],
        Text(
            "过一会儿再试；急用请从平时登录的电脑进，或请管理员解锁",
            "Try again later; if it is urgent, sign in from the computer "
            "you usually use, or ask the administrator to unlock",
        ),
        detail={"until": format_utc(now + wait)},
    )
