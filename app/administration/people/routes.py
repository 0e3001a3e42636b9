"""HTTP of accounts, for the two officers who tend them."""

from collections.abc import Generator
from contextlib import contextmanager

from app import edge
from app.accounts.model import Role
from app.accounts.qr import qr_svg
from app.administration.people import actions
from app.administration.people.actions import NewAccount
from app.administration.people.model import (
    Account,
    AddedPerson,
    ChangedPerson,
    ListedPerson,
    OneTimeLink,
    People,
    present,
)
from app.administration.signers import agreement
from app.administration.signers.agreement import AgreementWanted
from app.administration.signers.model import ApprovedChange, Withdrawn
from app.administration.signers.model import present as present_change
from app.blueprint import Blueprint
from app.body import optional_text, text_of
from app.clock import real_now
from app.errors import InvalidInput
from app.signin.policy import policy_in_force
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("people", __name__, url_prefix="/api/v1/accounts")


@blueprint.get("")
def get_accounts() -> People:
    """The accounts of the units in reach."""
    now = real_now()
    with edge.transaction(as_owner=True) as tx:
        window = policy_in_force(tx.conn).limits.window
        found = actions.accounts_in_reach(tx, now)
        waiting = agreement.open_changes(tx, now)
    return People(
        accounts=[present(account, now, window) for account in found],
        signer_changes=[present_change(change) for change in waiting],
    )


@blueprint.post("")
def post_account() -> tuple[AddedPerson, int]:
    """Add a person; a one-time link to hand over comes with the answer."""
    data, now = edge.body(), real_now()
    new = NewAccount(
        login=optional_text(data, "login") or text_of(data, "name"),
        display_name=text_of(data, "display_name"),
        unit_code=text_of(data, "unit_code"),
        role=_read_role(optional_text(data, "role") or Role.VIEWER),
        email=optional_text(data, "email"),
    )
    with edge.transaction(as_owner=True) as tx:
        added = actions.add_account(tx, new, now)
        token, expires_at = actions.make_link(tx, added.account_id, now)
        shown = _present_person(tx, added)
    link = f"{edge.base_address()}/enter#{token}"
    return AddedPerson(link, qr_svg(link), expires_at, shown), 201


@blueprint.patch("/<int:account_id>")
def patch_account(account_id: int) -> ChangedPerson:
    """Change name, unit, e-mail, role or whether it is disabled; each needs its own right."""
    changes = edge.body()
    with _record_request(), edge.transaction(as_owner=True) as tx:
        changed = actions.change_account(tx, account_id, changes, real_now())
        return ChangedPerson(_present_person(tx, changed))


@blueprint.post("/<int:account_id>/link")
def post_link(account_id: int) -> tuple[OneTimeLink, int]:
    """A one-time link to set a (new) password by; with `reset_factors` the second ones go."""
    reset = edge.body().get("reset_factors") is True
    with _record_request(), edge.transaction(as_owner=True) as tx:
        token, expires_at = actions.make_link(tx, account_id, real_now(), reset_factors=reset)
    link = f"{edge.base_address()}/enter#{token}"
    return OneTimeLink(link, qr_svg(link), expires_at), 201


@blueprint.delete("/<int:account_id>/sessions")
def delete_sessions(account_id: int) -> dict[str, int]:
    """Sign somebody out everywhere."""
    with edge.transaction(as_owner=True) as tx:
        return {"ended": actions.end_sessions(tx, account_id, real_now())}


@blueprint.post("/<int:account_id>/unlock")
def post_unlock(account_id: int) -> ChangedPerson:
    """Let an account be tried again from anywhere."""
    with edge.transaction(as_owner=True) as tx:
        return ChangedPerson(_present_person(tx, actions.unlock(tx, account_id, real_now())))


@blueprint.post("/signer-changes/<int:change_id>/approval")
def post_approval(change_id: int) -> ApprovedChange:
    """Agree to a change of an account that signs; then whoever asked for it does it again."""
    with edge.transaction(as_owner=True) as tx:
        return ApprovedChange(present_change(agreement.approve(tx, change_id, real_now())))


@blueprint.delete("/signer-changes/<int:change_id>")
def delete_signer_change(change_id: int) -> Withdrawn:
    """Take back, or object to, a change of an account that signs."""
    with edge.transaction(as_owner=True) as tx:
        agreement.withdraw(tx, change_id, real_now())
    return Withdrawn()


@contextmanager
def _record_request() -> Generator[None]:
    """Write down what needs a second officer, in a transaction of its own: the other is undone."""
    try:
        yield
    except AgreementWanted as wanted:
        with edge.transaction(as_owner=True) as tx:
            agreement.ask(tx, wanted, real_now())
        raise


def _present_person(tx: Transaction, account: Account) -> ListedPerson:
    return present(account, real_now(), policy_in_force(tx.conn).limits.window)


def _read_role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise InvalidInput(
            "E-ADM-010",
            Text("没有保存", "Not saved"),
            Text(f"没有角色“{text}”", f"There is no role “{text}”"),
            Text("从角色表里选", "Choose one from the table of roles"),
        ) from error
