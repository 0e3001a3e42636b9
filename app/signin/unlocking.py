"""Unlocking a screen: the session's own person shows the password again."""

from datetime import datetime

from app.accounts.password import Expiry, find_expiry
from app.accounts.session_model import Session
from app.database import Database
from app.errors import Denied, TooOften
from app.signin import queries
from app.signin.model import Means, Person
from app.signin.policy import Policy, policy_in_force
from app.signin.tries import queries as try_queries
from app.signin.tries.attempts import Try, begin_attempt
from app.signin.tries.sources import session_source
from app.signin.visits import queries as visit_queries
from app.transaction import Transaction, begin
from app.wording import Text


def unlock(
    database: Database,
    means: Means,
    session: Session,
    password: str,
    now: datetime,
) -> str:
    """The session's new token. Raises Denied for a wrong password, TooOften."""
    person, attempt_id = confirm(database, means, session, password, now, "unlock")
    with begin(database, session.actor, as_owner=True) as tx:
        refuse_expired(tx, person, now)
        try_queries.pass_attempt(tx.conn, attempt_id)
        tx.audit("unlock", f"account/{person.login}")
        return visit_queries.renew_token(tx.conn, session.session_id, now)


def confirm(
    database: Database, means: Means, session: Session, password: str, now: datetime, action: str
) -> tuple[Person, int]:
    """The person whose password this is, and the number of the try. Throttled as signing in is."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = queries.find_person(tx.conn, session.actor.name)
        if person is None or person.account_id != session.actor.account_id:
            raise Denied(
                "E-ACC-141",
                Text("没有解锁", "Not unlocked"),
                Text("设备没有密码", "A device has no password"),
                Text(
                    "请管理员重新登记这台设备", "Ask the administrator to register the device anew"
                ),
            )
        limits = policy_in_force(tx.conn).limits
        made = Try(person.login, session_source(session), trusted=True)
        attempt = begin_attempt(tx, made, now, limits)
    if isinstance(attempt, TooOften):
        raise attempt
    if not means.passwords.verify(person.password_hash, password).ok:
        with begin(database, session.actor, as_owner=True) as tx:
            tx.audit(action, f"account/{person.login}", "refused")
        raise Denied(
            "E-ACC-142",
            Text("密码不对", "The password is wrong"),
            Text("与这个账号的密码不同", "It is not this account's password"),
            Text("核对大小写后再试", "Check upper and lower case and try again"),
        )
    return person, attempt


def refuse_expired(tx: Transaction, person: Person, now: datetime) -> None:
    """A password that has run out opens nothing but its own change."""
    if password_expiry(tx, person, policy_in_force(tx.conn), now).expired:
        raise Denied(
            "E-ACC-154",
            Text("没有解锁", "Not unlocked"),
            Text("密码已到期", "The password has expired"),
            Text(
                "重新登录，按提示换一个新密码", "Sign in again and choose a new password when asked"
            ),
        )


def password_expiry(tx: Transaction, person: Person, policy: Policy, now: datetime) -> Expiry:
    """When the account's password runs out; inside a running response it does not."""
    if person.password_set_at is None or person.break_glass:
        return Expiry(None, expired=False, postponed=False)
    in_response = queries.is_response_open(tx.conn)
    return find_expiry(policy.password, person.password_set_at, now, response_open=in_response)
