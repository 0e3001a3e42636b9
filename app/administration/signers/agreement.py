"""Whoever opens a way into an account that signs could sign: one officer alone must not.

Such a change is asked for first, and everybody hears of it. It is done once another officer has
approved it, or once the delay is over; then the same request is made again. The console is held by
nobody: whoever runs it owns the data.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.accounts.model import Role
from app.accounts.rights import PERMISSIONS, Permission
from app.administration.people.model import Account
from app.administration.reach import reaches, require_other
from app.administration.signers import queries
from app.administration.signers.model import SignerChange
from app.clock import format_utc
from app.configuration.queries import value
from app.errors import Conflict, Denied, NotFound
from app.events.model import EventKind
from app.transaction import Transaction
from app.wording import Text

DELAY = "account.signer_delay_h"
# What nobody came back for in this time has to be asked for again.
LAPSES_AFTER = timedelta(days=7)


class AgreementWanted(Conflict):
    """The change was not made: it has to be asked for, or is waiting."""

    def __init__(self, account: Account, change: str, due_at: datetime) -> None:
        super().__init__(
            "E-ADM-040",
            Text("还没有做：这个账号能签发", "Not done yet: this account can sign"),
            Text(
                "要另一位管理员同意，或等到期；已告知所有人",
                "Another administrator has to agree, or the delay to pass; everybody has been told",
            ),
            Text(
                f"由另一位管理员在人员页同意，或到 {format_utc(due_at)} 之后，再做一次",
                f"Have another administrator agree on the people page, or try again after"
                f" {format_utc(due_at)}",
            ),
            detail={"due_at": format_utc(due_at)},
        )
        self.account_id, self.change, self.due_at = account.account_id, change, due_at


def signs(role: Role) -> bool:
    """Whether accounts of the role put response levels in force."""
    return Permission.SIGN in PERMISSIONS[role]


def require_agreement(
    tx: Transaction, account: Account, change: str, now: datetime, role: Role | None = None
) -> None:
    """Raise AgreementWanted unless two officers or the delay stand behind it; uses that up.

    `role` is the one the account is to have. What concerns nobody who signs passes.
    """
    if tx.actor.scope is None or not (signs(account.role) or (role is not None and signs(role))):
        return
    found = queries.find_open(tx.conn, account.account_id, change, now)
    if found is None:
        delay = timedelta(hours=value(tx.conn, DELAY))
        raise AgreementWanted(account, change, now + delay)
    if found.approved_by is None and now < found.due_at:
        raise AgreementWanted(account, change, found.due_at)
    queries.close(tx.conn, found.change_id, now)


def ask(tx: Transaction, wanted: AgreementWanted, now: datetime) -> None:
    """Write down that somebody wants it, and tell everybody; once."""
    if queries.find_open(tx.conn, wanted.account_id, wanted.change, now) is not None:
        return
    login = queries.insert(
        tx.conn, wanted.account_id, wanted.change, tx.actor.name, now, wanted.due_at,
        wanted.due_at + LAPSES_AFTER,
    )  # fmt: skip
    detail = {"change": wanted.change, "due_at": format_utc(wanted.due_at)}
    tx.audit("ask_signer_change", f"account/{login}", detail=detail)
    tx.append_event(
        EventKind.SIGNER_CHANGE_ASKED, login, detail | {"asked_by": tx.actor.name}, valid_at=now
    )


def open_changes(tx: Transaction, now: datetime) -> Sequence[SignerChange]:
    """What is asked for in the actor's reach."""
    found = queries.list_open(tx.conn, now)
    return [each for each in found if reaches(tx.actor.scope, each.unit_code)]


def approve(tx: Transaction, change_id: int, now: datetime) -> SignerChange:
    """Agree to what another officer asked for. Raises NotFound, Denied."""
    found = _find_change(tx, change_id, now)
    require_other(tx.actor, found.account_id)
    if found.asked_by == tx.actor.name:
        raise Denied(
            "E-ADM-041",
            Text("没有同意", "Not agreed to"),
            Text("这是您自己提出的", "You asked for it yourself"),
            Text("由另一位管理员来同意", "Have another administrator agree"),
        )
    queries.approve(tx.conn, change_id, tx.actor.name, now)
    tx.audit("approve_signer_change", f"account/{found.login}", detail={"change": found.change})
    return _find_change(tx, change_id, now)


def withdraw(tx: Transaction, change_id: int, now: datetime) -> None:
    """Take back, or object to, what was asked for. Raises NotFound."""
    found = _find_change(tx, change_id, now)
    queries.close(tx.conn, change_id, now, withdrawn_by=tx.actor.name)
    tx.audit("withdraw_signer_change", f"account/{found.login}", detail={"change": found.change})


def _find_change(tx: Transaction, change_id: int, now: datetime) -> SignerChange:
    for each in open_changes(tx, now):
        if each.change_id == change_id:
            return each
    raise NotFound(
        "E-ADM-043",
        Text("没有这个申请", "There is no such request"),
        Text("它已经做了、撤了或过期", "It has been done, withdrawn or has lapsed"),
        Text("刷新人员列表", "Reload the list of people"),
    )
