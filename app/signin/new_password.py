"""Choosing a new password: at the account page, after a set-up link, or when one has run out."""

from datetime import datetime, timedelta

from app.accounts.password import find_fault
from app.accounts.session_model import Session
from app.database import Database
from app.errors import Denied, InvalidInput
from app.signin import queries
from app.signin.model import Means, Person
from app.signin.own_account import own_person, refuse_break_glass
from app.signin.policy import policy_in_force
from app.signin.tries.queries import pass_attempt
from app.signin.unlocking import confirm, password_expiry
from app.signin.visits import queries as visit_queries
from app.transaction import begin
from app.wording import Text

# After signing in with a password that has run out, the new one needs no old one for so long.
_EXPIRED_GRACE = timedelta(minutes=10)


def change_password(
    database: Database, means: Means, session: Session, old: str | None, new: str, now: datetime
) -> str | None:
    """Set a new password; gives the session's new token, and every other session ends.

    None: a link cannot stand for a second factor, so its session ended too and signing in follows.
    Raises Denied for a wrong old one, InvalidInput when the new one breaks the policy.
    """
    by_link = _prove_right(database, means, session, old, now)
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        refuse_break_glass(person)
        policy = policy_in_force(tx.conn).password
        # The password that stands is the first of those that may not come back.
        earlier = queries.list_earlier_passwords(
            tx.conn, person.account_id, max(policy.history - 1, 0)
        )
    fault = find_fault(policy, new, person.login)
    used = [person.password_hash, *earlier] if person.password_hash else earlier
    if fault is None and policy.history and means.passwords.was_used(used, new):
        fault = Text(
            f"与最近 {policy.history} 个密码中的一个相同",
            f"It is one of the last {policy.history} passwords",
        )
    if fault is not None:
        raise InvalidInput(
            "E-ACC-147",
            Text("密码没有改", "The password was not changed"),
            fault,
            Text(
                "换一个再试；原来的密码还有效", "Choose another; the present password still holds"
            ),
        )
    hashed = means.passwords.hash(new)
    return _keep_password(
        database, session, person, hashed, now, stays=not (by_link and person.factors)
    )


def _prove_right(
    database: Database, means: Means, session: Session, old: str | None, now: datetime
) -> bool:
    """Whether a set-up link is what gives the right to choose a password. Raises Denied."""
    if old is None:
        return _require_fresh_entry(database, session, now)
    _, attempt_id = confirm(database, means, session, old, now, "change_password")
    with begin(database, session.actor, as_owner=True) as tx:
        pass_attempt(tx.conn, attempt_id)
    return False


def _require_fresh_entry(database: Database, session: Session, now: datetime) -> bool:
    """Without the old password only who just came by a set-up link, or showed one run out."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        if visit_queries.came_by_set_up_link(tx.conn, session.session_id):
            return True
        expired = password_expiry(tx, person, policy_in_force(tx.conn), now).expired
        opened_at = visit_queries.opened_at(tx.conn, session.session_id)
    if expired and now - opened_at < _EXPIRED_GRACE:
        return False
    raise Denied(
        "E-ACC-148",
        Text("密码没有改", "The password was not changed"),
        Text("没有给出原来的密码", "The present password was not given"),
        Text("填上原来的密码再试", "Enter the present password and try again"),
    )


def _keep_password(
    database: Database,
    session: Session,
    person: Person,
    hashed: str,
    now: datetime,
    *,
    stays: bool,
) -> str | None:
    with begin(database, session.actor, as_owner=True) as tx:
        queries.set_password(tx.conn, person.account_id, hashed, now)
        besides = session.session_id if stays else None
        visit_queries.end_sessions(tx.conn, person.account_id, now, "revoked", besides)
        tx.audit("change_password", f"account/{person.login}")
        if not stays:
            return None
        visit_queries.note_proof(tx.conn, session.session_id, now)
        return visit_queries.renew_token(tx.conn, session.session_id, now)
