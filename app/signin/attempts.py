"""A try at an account: held back or noted, before anything is checked."""

from datetime import datetime

from app.accounts.throttle import Hold, Limits, find_hold
from app.clock import format_utc
from app.errors import TooOften
from app.signin import queries
from app.transaction import Transaction

_WHY = {
    Hold.ACCOUNT: "这个账号错得太多，暂不核对",
    Hold.ADDRESS: "从这里错得太多，暂不核对",
    Hold.ALL: "现在尝试登录的太多，暂不核对",
}


def begin_attempt(
    tx: Transaction,
    login: str,
    now: datetime,
    limits: Limits,
    *,
    sealed: bool = False,
    besides: int | None = None,
) -> int | TooOften:
    """The number of a try that may be checked, or the refusal to raise once this has committed."""
    address = tx.actor.address or "unknown"
    queries.lock_login(tx.conn, login)
    tries = queries.count_tries(tx.conn, login, address, now, limits.window, besides)
    hold = find_hold(tries, limits, sealed=sealed)
    if hold is None:
        return queries.insert_attempt(tx.conn, login, address, now)
    if not queries.was_throttled(tx.conn, login, now - limits.window):
        # Once a window: a flood of tries must not become a flood of entries.
        tx.audit("sign_in", f"account/{login}", "refused", {"throttled": hold})
    queries.insert_attempt(tx.conn, login, address, now, throttled=True)
    return _refusal(hold, now, limits)


def _refusal(hold: Hold, now: datetime, limits: Limits) -> TooOften:
    wait = queries.MINUTE if hold is Hold.ALL else limits.window
    return TooOften(
        "E-ACC-132",
        "没有登录",
        _WHY[hold],
        "过一会儿再试；急用请从平时登录的电脑进，或请管理员解锁",
        detail={"until": format_utc(now + wait)},
    )
