"""Unlocking a screen with a passkey: for whoever signs in through the office's provider and so
has no password here, and for whoever would rather touch a key.
"""

from datetime import datetime
from typing import Any

from app.accounts import passkeys
from app.accounts.passkeys import RelyingParty
from app.accounts.session_model import Session
from app.database import Database
from app.errors import Denied
from app.signin import queries, ticket
from app.signin.model import Means
from app.signin.own_account import own_person
from app.signin.second_step import verify_passkey
from app.signin.ticket import Step, Ticket
from app.signin.unlocking import refuse_expired
from app.signin.visits import queries as visit_queries
from app.transaction import begin
from app.wording import Text


def ask_to_unlock(
    database: Database, means: Means, session: Session, site: RelyingParty
) -> tuple[dict[str, Any], str]:
    """Options for the browser, and the ticket that holds their challenge. Raises Denied."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        known = queries.list_credential_ids(tx.conn, person.account_id)
    if not known:
        raise Denied(
            "E-ACC-155",
            Text("没有解锁", "Not unlocked"),
            Text("这个账号没有通行密钥", "This account has no passkey"),
            Text("输入密码解锁，或重新登录", "Unlock with the password, or sign in again"),
        )
    ceremony = passkeys.begin_authentication(site, known, verified=True)
    made = Ticket(
        Step.UNLOCK,
        person.account_id,
        session_id=str(session.session_id),
        data={"challenge": ceremony.challenge.hex()},
    )
    return ceremony.options, ticket.write(means.seal, made)


def unlock_with_passkey(
    database: Database,
    means: Means,
    session: Session,
    text: str | None,
    credential: dict[str, Any],
    site: RelyingParty,
    now: datetime,
) -> str:
    """The session's new token. Raises Denied, NotSignedIn for another session's ticket.

    Alone it stands for the password, so it must have recognised its person: a key left in its
    socket opens nothing. A password that has run out is no nearer to its change for it.
    """
    held = ticket.read(means.seal, text, Step.UNLOCK)
    if held.session_id != str(session.session_id):
        raise Denied(
            "E-ACC-152",
            Text("没有解锁", "Not unlocked"),
            Text("这一步是在另一个会话里开始的", "This step was begun in another session"),
            Text("从头再做一次", "Begin again"),
        )
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        verify_passkey(tx, person, held, credential, site, now, verified=True)
        refuse_expired(tx, person, now)
        tx.audit("unlock", f"account/{person.login}", detail={"method": "passkey"})
        return visit_queries.renew_token(tx.conn, session.session_id, now)
