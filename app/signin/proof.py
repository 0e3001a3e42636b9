"""Showing the password again before a second factor is added or taken away."""

from datetime import datetime, timedelta

from app.accounts.session_model import Session
from app.database import Database
from app.errors import Denied
from app.signin.model import Means, Person
from app.signin.tries import queries as try_queries
from app.signin.unlocking import confirm
from app.signin.visits import queries as visit_queries
from app.transaction import Transaction, begin
from app.wording import Text

# Long enough to scan a code; a screen that was left open is locked after 15 min.
FRESH = timedelta(minutes=10)


def prove(database: Database, means: Means, session: Session, password: str, now: datetime) -> None:
    """Note that the session's person knows the password. Raises Denied, TooOften."""
    _, attempt_id = confirm(database, means, session, password, now, "prove")
    with begin(database, session.actor, as_owner=True) as tx:
        try_queries.pass_attempt(tx.conn, attempt_id)
        visit_queries.note_proof(tx.conn, session.session_id, now)


def require_proof(tx: Transaction, session: Session, person: Person, now: datetime) -> None:
    """Raise Denied unless password or second factor were shown a moment ago.

    Whoever has no password here has signed in through the office's provider a moment ago.
    """
    shown = visit_queries.proved_at(tx.conn, session.session_id)
    if person.password_hash is None:
        shown = visit_queries.opened_at(tx.conn, session.session_id)
    if shown is None or now - shown > FRESH:
        todo = (
            Text("输入密码，再做一次", "Enter the password and do it again")
            if person.password_hash
            else Text("退出，重新登录后再做", "Sign out, sign in again and then do it")
        )
        raise Denied(
            "E-ACC-158",
            Text("先确认是您本人", "First show that it is you"),
            Text(
                "登录第二步要改，密码不是刚刚输过的",
                "The second step of signing in is to change, and the password "
                "was not entered just now",
            ),
            todo,
        )
