"""The break-glass account: its password is printed once, sealed in an envelope, and never used.

It commands the whole city when everybody else is locked out. Its use raises an event on every
screen and an entry of its own in the audit.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from app.accounts.model import CITY_CODE, Role
from app.accounts.password import Passwords
from app.administration.people import queries
from app.errors import Conflict
from app.signin.queries import set_password
from app.signin.visits.queries import end_sessions
from app.transaction import Transaction
from app.wording import Text

# Without what is easily confused on paper: 24 of 30 signs are 117 random bits.
_SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _GROUP = 6, 4


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes into the envelope."""

    login: str
    password: str


def seal_envelope(
    tx: Transaction, passwords: Passwords, now: datetime, *, again: bool = False
) -> Envelope:
    """Make the account, or with `again` a new one for the old. Raises Conflict when there is one.

    Its name is random too: nobody can slow it down by trying it.
    """
    queries.lock_officers(tx.conn)
    known = queries.list_break_glass(tx.conn)
    if known and not again:
        raise Conflict(
            "E-ADM-041",
            Text("没有做应急账号", "No break-glass account was made"),
            Text("已经有一个封存着", "There is one already, sealed"),
            Text(
                "要换新的，加 --again；旧的随即停用",
                "Add --again for a new one; the old one is disabled at once",
            ),
        )
    for account_id in known:
        queries.update_account(tx.conn, account_id, {"disabled_at": now})
        end_sessions(tx.conn, account_id, now, "disabled")
    login = f"break-glass-{secrets.token_hex(3)}"
    account_id = queries.insert_account(
        tx.conn, login=login, display_name="应急账号", unit_code=CITY_CODE, role=Role.COMMANDER,
        email=None, created_by=tx.actor.name, break_glass=True,
    )  # fmt: skip
    password = _make_password()
    set_password(tx.conn, account_id, passwords.hash(password), now)
    tx.audit("seal_break_glass", f"account/{login}", detail={"replaced": len(known)})
    return Envelope(login, password)


def _make_password() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
