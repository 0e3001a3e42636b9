"""The first start: nobody can sign in yet, so the console prints two links that each open once.

Two, because the administrator makes accounts but cannot give them rights, and the security
administrator gives rights but makes no accounts. There is no default password.
"""

from collections.abc import Mapping
from datetime import datetime

from app.accounts.model import CITY_CODE, SYSTEM_ACTOR, Role
from app.accounts.session_model import new_token
from app.administration.people import queries
from app.administration.people.actions import LINK_LASTS
from app.database import Connection
from app.transaction import Transaction, on_connection

_OFFICERS = (
    (Role.ADMINISTRATOR, "administrator", "系统管理员"),
    (Role.SECURITY_ADMINISTRATOR, "security", "安全管理员"),
)


def first_links(conn: Connection, now: datetime) -> Mapping[str, str]:
    """Paths of one-time links by login; empty as soon as anybody has set up a way in."""
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        queries.lock_officers(conn)
        if queries.can_anybody_sign_in(conn):
            return {}
        return {login: _make_link(tx, role, login, name, now) for role, login, name in _OFFICERS}


def _make_link(tx: Transaction, role: Role, login: str, name: str, now: datetime) -> str:
    """A set-up link of the account, which is made when it is not there; earlier links die."""
    known = queries.find_by_login(tx.conn, login, now, tries=1)
    account_id = known.account_id if known else queries.insert_account(
        tx.conn, login=login, display_name=name, unit_code=CITY_CODE, role=role, email=None,
        created_by="first start",
    )  # fmt: skip
    token = new_token()
    queries.insert_set_up_link(tx.conn, token, account_id, "first start", now + LINK_LASTS)
    tx.audit("make_first_link", f"account/{login}")
    return f"/enter#{token}"
