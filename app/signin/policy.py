"""The rules of signing in that the office has adopted."""

from dataclasses import dataclass, replace
from datetime import timedelta

from app.accounts.password import POLICIES, PasswordPolicy, PolicyId
from app.accounts.second_factor import KEY, Demand
from app.accounts.throttle import TryLimits
from app.configuration.queries import text, value
from app.database import Connection


@dataclass(frozen=True, slots=True)
class Policy:
    """What a password must be, how many tries are checked, who needs a second proof."""

    password: PasswordPolicy
    limits: TryLimits
    second_factor: Demand


def policy_in_force(conn: Connection) -> Policy:
    """The policy as configured now."""
    chosen = POLICIES[PolicyId(text(conn, "account.password_policy"))]
    if chosen.max_age is not None:
        age = timedelta(days=value(conn, "account.password_age_d"))
        chosen = replace(chosen, max_age=age)
    limits = TryLimits(
        account=int(value(conn, "account.lock_tries")),
        window=timedelta(minutes=value(conn, "account.lock_min")),
    )
    return Policy(chosen, limits, Demand(text(conn, KEY)))
