"""What officers do to accounts, and what none of them may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.accounts.model import Role
from app.accounts.rights import Permission, may, require
from app.accounts.session_model import new_token
from app.administration.people import queries
from app.administration.people.model import Account
from app.administration.reach import reaches, require_other, require_unit
from app.administration.signers.agreement import require_agreement
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.signin.policy import policy_in_force
from app.signin.tries.queries import forget_attempts
from app.signin.visits import queries as visit_queries
from app.transaction import Transaction
from app.wording import Text

LINK_LASTS = timedelta(hours=24)
OFFICERS = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
# Without one of these nobody could give the others their rights back.
_INDISPENSABLE = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
_NAME_LIMIT = 64


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is entered for a new person."""

    login: str
    display_name: str
    unit_code: str
    role: Role
    email: str | None = None


def accounts_in_reach(tx: Transaction, now: datetime) -> Sequence[Account]:
    """The accounts of the units that the actor's office reaches."""
    tries = policy_in_force(tx.conn).limits.account
    found = queries.list_accounts(tx.conn, now, tries)
    return [each for each in found if reaches(tx.actor.scope, each.unit_code)]


def get_account(tx: Transaction, account_id: int, now: datetime) -> Account:
    """An account in reach. Raises NotFound."""
    tries = policy_in_force(tx.conn).limits.account
    found = queries.find_account(tx.conn, account_id, now, tries)
    if found is None or not reaches(tx.actor.scope, found.unit_code):
        raise NotFound(
            "E-ADM-005",
            Text("没有这个人员", "No such person"),
            Text("编号不存在，或不归您管", "It does not exist, or is not yours to manage"),
            Text("刷新人员列表", "Reload the list of people"),
        )
    return found


def add_account(tx: Transaction, new: NewAccount, now: datetime) -> Account:
    """Make an account, as a viewer: more is the security administrator's to give.

    Raises Denied, Conflict, InvalidInput, NotFound.
    """
    require_unit(tx, new.unit_code)
    if new.role is not Role.VIEWER and not may(tx.actor, Permission.ADMINISTER_RIGHTS):
        raise Denied(
            "E-ADM-006",
            Text("人员没有加上", "The person was not added"),
            Text(
                "管理员只能加“查看”角色，别的角色由安全管理员给",
                "An administrator adds people as viewers only; other roles are "
                "given by the security administrator",
            ),
            Text(
                "先以查看角色加人，再请安全管理员改角色",
                "Add the person as a viewer, then ask the security administrator "
                "to change the role",
            ),
        )
    account_id = queries.insert_account(
        tx.conn,
        login=new.login.strip().lower(),
        display_name=new.display_name.strip(),
        unit_code=new.unit_code,
        role=_a_persons_role(new.role),
        email=new.email,
        created_by=tx.actor.name,
    )
    added = get_account(tx, account_id, now)
    tx.audit(
        "add_account", f"account/{added.login}",
        detail={"unit_code": new.unit_code, "role": new.role},
    )  # fmt: skip
    return added


def change_account(
    tx: Transaction, account_id: int, changes: dict[str, Any], now: datetime
) -> Account:
    """Change what the body names. Rights end what stood on them: the sessions begin anew.

    Raises Denied, Conflict, InvalidInput, NotFound.
    """
    queries.lock_officers(tx.conn)
    before = get_account(tx, account_id, now)
    if before.break_glass:
        raise Denied(
            "E-ADM-007",
            Text("没有改", "Not changed"),
            Text("应急账号是封存的", "The break-glass account is sealed"),
            Text("用 ./haitang user break-glass 管理", "Manage it with ./haitang user break-glass"),
        )
    values = _check_changes(tx, before, changes, now)
    if not values:
        return before
    _require_agreement(tx, before, values, now)
    queries.update_account(tx.conn, account_id, values)
    _end_what_changed(tx, before, values, now)
    detail = {name: str(value) for name, value in values.items()}
    tx.audit("change_account", f"account/{before.login}", detail=detail)
    return get_account(tx, account_id, now)


def make_link(
    tx: Transaction, account_id: int, now: datetime, *, reset_factors: bool = False
) -> tuple[str, datetime]:
    """The token of a one-time set-up or reset link, and until when it opens.

    An officer's link is the security administrator's to make, everybody else's the
    administrator's; nobody makes the own. Raises Denied, NotFound.
    """
    account = get_account(tx, account_id, now)
    require_other(tx.actor, account_id)
    require(tx.actor, _right_over(account))
    if account.break_glass or account.disabled_at is not None:
        raise Denied(
            "E-ADM-008",
            Text("没有做链接", "No link was made"),
            Text("这个账号已停用或是封存的", "The account is disabled or sealed"),
            Text("先恢复账号", "Enable the account first"),
        )
    require_agreement(tx, account, "link+factors" if reset_factors else "link", now)
    if reset_factors:
        queries.drop_factors(tx.conn, account_id)
    token, expires_at = new_token(), now + LINK_LASTS
    queries.insert_set_up_link(tx.conn, token, account_id, tx.actor.name, expires_at)
    tx.audit("make_link", f"account/{account.login}", detail={"reset_factors": reset_factors})
    return token, expires_at


def end_sessions(tx: Transaction, account_id: int, now: datetime) -> int:
    """Sign somebody out everywhere; gives how many sessions ended."""
    account = get_account(tx, account_id, now)
    ended = visit_queries.end_sessions(tx.conn, account_id, now, "revoked")
    tx.audit("end_sessions", f"account/{account.login}", detail={"ended": ended})
    return ended


def unlock(tx: Transaction, account_id: int, now: datetime) -> Account:
    """Forget the failed tries, so that the next one is checked again."""
    account = get_account(tx, account_id, now)
    forgotten = forget_attempts(tx.conn, account.login)
    tx.audit("unlock_account", f"account/{account.login}", detail={"forgotten": forgotten})
    return get_account(tx, account_id, now)


def _right_over(account: Account) -> Permission:
    """Who opens a way into an account can be that person: an officer's is not the
    administrator's to open.
    """
    is_officer = account.role in OFFICERS
    return Permission.ADMINISTER_RIGHTS if is_officer else Permission.ADMINISTER_UNITS


def _check_changes(
    tx: Transaction, before: Account, changes: dict[str, Any], now: datetime
) -> dict[str, object]:
    """The columns to set, each with the right that it needs."""
    values: dict[str, object] = {}
    if "role" in changes:
        values |= _check_role(tx, before, changes["role"])
    if "disabled" in changes:
        values |= _check_disabling(tx, before, changes["disabled"], now)
    if "unit_code" in changes:
        values |= _check_unit(tx, before, str(changes["unit_code"]))
    if "display_name" in changes:
        require(tx.actor, Permission.ADMINISTER_UNITS)
        values["display_name"] = _check_name(changes["display_name"])
    if "email" in changes:
        # The address decides who comes in through the office's provider, as a link would.
        require_other(tx.actor, before.account_id)
        require(tx.actor, _right_over(before))
        values |= {"email": str(changes["email"] or "").strip() or None, "oidc_subject": None}
    return values


def _require_agreement(
    tx: Transaction, before: Account, values: dict[str, object], now: datetime
) -> None:
    """Each way into an account that signs, or out of its hands: shutting it is free."""
    role = values.get("role")
    wanted = role if isinstance(role, Role) else None
    for name in ("role", "unit_code", "email"):
        if name in values and (name != "email" or values[name] != before.email):
            require_agreement(tx, before, f"{name}:{values[name] or ''}", now, wanted)
    if "disabled_at" in values and values["disabled_at"] is None:
        require_agreement(tx, before, "enable", now)


def _check_role(tx: Transaction, before: Account, wanted: object) -> dict[str, object]:
    require(tx.actor, Permission.ADMINISTER_RIGHTS)
    role = _a_persons_role(wanted)
    if role is before.role:
        return {}
    require_other(tx.actor, before.account_id)
    _keep_one(tx, before)
    return {"role": role}


def _check_disabling(
    tx: Transaction, before: Account, wanted: object, now: datetime
) -> dict[str, object]:
    require(tx.actor, Permission.SEE_ACCOUNTS)
    require_other(tx.actor, before.account_id)
    if not isinstance(wanted, bool):
        raise InvalidInput(
            "E-REQ-005",
            Text("请求没有被接受", "The request was not accepted"),
            Text("disabled 要 true 或 false", "disabled must be true or false"),
            Text("改正再发", "Correct it and send it again"),
        )
    if wanted == (before.disabled_at is not None):
        return {}
    if wanted:
        _keep_one(tx, before)
    return {"disabled_at": now if wanted else None}


def _check_unit(tx: Transaction, before: Account, wanted: str) -> dict[str, object]:
    require(tx.actor, Permission.ADMINISTER_UNITS)
    require_other(tx.actor, before.account_id)
    require_unit(tx, wanted)
    return {} if wanted == before.unit_code else {"unit_code": wanted}


def _keep_one(tx: Transaction, leaving: Account) -> None:
    """Raises Conflict when nobody would be left in an office that the others depend on."""
    if leaving.role not in _INDISPENSABLE or leaving.disabled_at is not None:
        return
    if not queries.count_others(tx.conn, leaving.role, leaving.account_id):
        raise Conflict(
            "E-ADM-009",
            Text("没有改", "Not changed"),
            Text("这是最后一个能做这件事的账号", "This is the last account that can do this"),
            Text("先让另一个人担任这个角色", "Give the role to somebody else first"),
        )


def _end_what_changed(
    tx: Transaction, before: Account, values: dict[str, object], now: datetime
) -> None:
    if values.get("disabled_at") is not None:
        visit_queries.end_sessions(tx.conn, before.account_id, now, "disabled")
    elif "role" in values or "unit_code" in values:
        visit_queries.end_sessions(tx.conn, before.account_id, now, "revoked")


def _a_persons_role(text: object) -> Role:
    """Raises InvalidInput for what no account can be: walls are devices."""
    if isinstance(text, str) and text in set(Role) - {Role.WALL}:
        return Role(text)
    raise InvalidInput(
        "E-ADM-010",
        Text("没有保存", "Not saved"),
        Text(f"没有角色“{text}”", f"There is no role “{text}”"),
        Text("从角色表里选", "Choose one from the table of roles"),
    )


def _check_name(text: object) -> str:
    if isinstance(text, str) and 0 < len(text.strip()) <= _NAME_LIMIT:
        return text.strip()
    raise InvalidInput(
        "E-ADM-003",
        Text("没有保存", "Not saved"),
        Text("姓名要 1 到 64 个字", "A name has 1 to 64 characters"),
        Text("改正后再存", "Correct it and save again"),
    )
