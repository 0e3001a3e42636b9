"""HTTP of the sign-in policy: read by both officers, set by the security administrator."""

from dataclasses import dataclass
from typing import Any

from app import edge
from app.accounts.password import POLICIES, PasswordPolicy, PolicyId
from app.accounts.second_factor import KEY, Demand
from app.adoption.actions import ask_change
from app.adoption.model import Wanted
from app.blueprint import Blueprint
from app.clock import real_now
from app.configuration.queries import text, value
from app.errors import InvalidInput
from app.signin.policy import policy_in_force
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("policy", __name__, url_prefix="/api/v1/policy")

# Name in the answer -> configuration key, lowest and highest figure that makes sense.
_FIGURES = {
    "password_age_d": ("account.password_age_d", 1, 3650),
    "lock_tries": ("account.lock_tries", 3, 20),
    "lock_min": ("account.lock_min", 1, 1440),
    "idle_min": ("session.idle_min", 1, 240),
    "absolute_h": ("session.absolute_h", 1, 72),
    "signer_delay_h": ("account.signer_delay_h", 4, 168),
    "keep_days": ("audit.keep_days", 180, 3650),
}


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """What a new password must be."""

    id: PolicyId
    min_length: int
    max_length: int
    classes: int
    max_age_days: int | None
    history: int


@dataclass(frozen=True, slots=True)
class SigninPolicy:
    """The policy in force, those to choose from, and the limits of tries and sessions."""

    password_policy: PolicyId
    policy: PasswordRules
    policies: list[PasswordRules]
    second_factor: Demand
    password_age_d: float
    lock_tries: float
    lock_min: float
    idle_min: float
    absolute_h: float
    signer_delay_h: float
    keep_days: float


@blueprint.get("")
def get_policy() -> SigninPolicy:
    """The policy in force, the rule books to choose from, and the limits of sessions."""
    with edge.transaction(as_owner=True) as tx:
        return _present_policy(tx)


@blueprint.put("")
def put_policy() -> SigninPolicy:
    """Set what the body names. Passwords that stand stay; the next ones meet the new rules.

    `second_factor` is asked of sessions that stand as well, with their next request; see
    `app.accounts.second_factor` for what GB/T 22239-2019 8.1.4.1 d says.
    """
    data = edge.body()
    with edge.transaction(as_owner=True) as tx:
        changes = _read_changes(data)
        for key, chosen in changes.items():
            grounds = "set by the security administrator"
            ask_change(tx, Wanted(key, chosen, grounds, grounds, None), real_now())
        tx.audit("change_policy", "policy", detail=dict(changes))
        return _present_policy(tx)


def present_policy(policy: PasswordPolicy) -> PasswordRules:
    """What a new password must be."""
    return PasswordRules(
        id=policy.policy_id,
        min_length=policy.min_length,
        max_length=policy.max_length,
        classes=policy.classes,
        max_age_days=None if policy.max_age is None else policy.max_age.days,
        history=policy.history,
    )


def _present_policy(tx: Transaction) -> SigninPolicy:
    in_force = policy_in_force(tx.conn).password
    choices = [
        present_policy(in_force if policy.policy_id is in_force.policy_id else policy)
        for policy in POLICIES.values()
    ]
    figures = {name: value(tx.conn, key) for name, (key, _, _) in _FIGURES.items()}
    return SigninPolicy(
        password_policy=PolicyId(text(tx.conn, "account.password_policy")),
        policy=present_policy(in_force),
        policies=choices,
        second_factor=Demand(text(tx.conn, KEY)),
        **figures,
    )


def _read_changes(data: dict[str, Any]) -> dict[str, float | str]:
    """Configuration keys with their new values. Raises InvalidInput."""
    changes: dict[str, float | str] = {}
    chosen = data.get("password_policy", data.get("id"))
    if chosen is not None:
        if not isinstance(chosen, str) or chosen not in set(PolicyId):
            raise _policy_refusal(
                Text(f"没有口令策略“{chosen}”", f"There is no password policy “{chosen}”"),
                Text("写 mlps3 或 asvs", "Write mlps3 or asvs"),
            )
        changes["account.password_policy"] = chosen
    if (demand := data.get("second_factor")) is not None:
        if not isinstance(demand, str) or demand not in set(Demand):
            raise _policy_refusal(
                Text("second_factor 不是三种之一", "second_factor is none of the three"),
                Text("写 optional、desk 或 everyone", "Write optional, desk or everyone"),
            )
        changes[KEY] = demand
    for name, (key, low, high) in _FIGURES.items():
        if name in data:
            changes[key] = _read_figure(name, data[name], low, high)
    if not changes:
        raise _policy_refusal(
            Text("正文里没有要改的项", "The body names nothing to change"),
            Text("写 password_policy 或一个限值", "Write password_policy or a limit"),
        )
    return changes


def _read_figure(name: str, found: object, low: float, high: float) -> float:
    if isinstance(found, int | float) and not isinstance(found, bool) and low <= found <= high:
        return found
    raise _policy_refusal(
        Text(
            f"{name} 要 {low:g} 到 {high:g} 的数",
            f"{name} must be a number from {low:g} to {high:g}",
        ),
        Text("改正后再存", "Correct it and save again"),
    )


def _policy_refusal(why: Text, todo: Text) -> InvalidInput:
    return InvalidInput("E-ADM-031", Text("策略没有改", "The policy was not changed"), why, todo)
