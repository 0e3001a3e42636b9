"""The first step: login and password."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.accounts.model import CITY_CODE, Actor, Role
from app.accounts.sessions import Visitor
from app.database import Database
from app.errors import NotSignedIn, TooOften
from app.signin import queries, ticket
from app.signin.model import Asked, Means, Opened, Person
from app.signin.opening import open_for
from app.signin.policy import Policy, policy_in_force
from app.signin.ticket import Step, Ticket
from app.signin.tries import queries as try_queries
from app.signin.tries.attempts import Try, begin_attempt, source_of
from app.signin.tries.sources import Caller
from app.signin.unlocking import password_expiry
from app.signin.visits import queries as visit_queries
from app.transaction import Transaction, begin
from app.wording import Text

_LOGIN_LIMIT = 64
_PASSWORD_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class _Begun:
    attempt_id: int
    person: Person | None
    policy: Policy


def somebody(visitor: Visitor) -> Actor:
    """Whoever is at the door: nobody yet, seen as the owner for the tables of signing in."""
    return Actor("anonymous", Role.VIEWER, CITY_CODE, scope=None, address=visitor.address)


def sign_in(
    database: Database, means: Means, login: str, password: str, caller: Caller, now: datetime
) -> Opened | Asked:
    """Check login and password. Raises TooOften, or NotSignedIn that does not say which is wrong.

    The hash is computed outside every transaction, for the unknown name as well.
    """
    login, password = login.strip().lower()[:_LOGIN_LIMIT], password[:_PASSWORD_LIMIT]
    begun = _begin_attempt(database, login, caller, now)
    known = begun.person
    verdict = means.passwords.verify(known.password_hash if known else None, password)
    if known is None or not verdict.ok:
        raise _refuse_password(database, login, known, caller.visitor)
    with begin(database, somebody(caller.visitor)) as tx:
        if verdict.rehash and known.password_hash:
            queries.rehash_password(tx.conn, known.account_id, known.password_hash, verdict.rehash)
        _refuse_disabled(tx, known)
        if known.factors:
            return _ask_second(means, known, begun.attempt_id)
        try_queries.pass_attempt(tx.conn, begun.attempt_id)
        opened = open_for(tx, known, caller, now, "password")
        return with_expiry(tx, opened, known, begun.policy, now)


def with_expiry(
    tx: Transaction, opened: Opened, person: Person, policy: Policy, now: datetime
) -> Opened:
    """Say whether the password has run out; inside a running response it has not."""
    expiry = password_expiry(tx, person, policy, now)
    if expiry.expired:
        # It opens nothing but the change of the password.
        visit_queries.lock_by_token(tx.conn, opened.token, now)
    return replace(opened, password_expired=expiry.expired, expiry_postponed=expiry.postponed)


def _begin_attempt(database: Database, login: str, caller: Caller, now: datetime) -> _Begun:
    with begin(database, somebody(caller.visitor)) as tx:
        policy = policy_in_force(tx.conn)
        person = queries.find_person(tx.conn, login)
        sealed = person is not None and person.break_glass
        made = Try(login, source_of(tx, login, caller, now), sealed=sealed)
        attempt = begin_attempt(tx, made, now, policy.limits)
    if isinstance(attempt, TooOften):
        raise attempt
    return _Begun(attempt, person, policy)


def _ask_second(means: Means, person: Person, attempt_id: int) -> Asked:
    """The attempt stays a failed one until the second factor is shown."""
    made = Ticket(Step.SECOND_FACTOR, person.account_id, attempt_id)
    return Asked(ticket.write(means.seal, made), person.factors)


def _refuse_password(
    database: Database, login: str, person: Person | None, visitor: Visitor
) -> NotSignedIn:
    with begin(database, somebody(visitor)) as tx:
        # What was typed for an unknown name may be a password in the wrong field: it is not kept.
        name = login if person is not None else "?"
        tx.audit("sign_in", f"account/{name}", "refused", {"method": "password"})
    return NotSignedIn(
        "E-ACC-133",
        Text("没有登录", "Not signed in"),
        Text("登录名或密码不对", "The sign-in name or the password is wrong"),
        Text(
            "核对大小写后再试；忘了密码请管理员给重设链接",
            "Check upper and lower case and try again; for a forgotten password "
            "ask the administrator for a link",
        ),
    )


def _refuse_disabled(tx: Transaction, person: Person) -> None:
    if person.disabled_at is not None:
        raise NotSignedIn(
            "E-ACC-134",
            Text("没有登录", "Not signed in"),
            Text("这个账号已停用", "This account is disabled"),
            Text("需要时请管理员恢复", "If it is needed, ask the administrator to enable it"),
        )
