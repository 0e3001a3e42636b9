"""Whom the office asks for a second proof at sign-in.

GB/T 22239-2019 (level 3) 8.1.4.1 d: users are to be identified by a combination of two or more of
passwords, cryptography and biometrics, of which at least one is cryptography
(应采用口令、密码技术、
生物技术等两种或两种以上组合的鉴别技术对用户进行身份鉴别，
且其中一种鉴别技术至少应使用密码技术来实现).
A one-time code (HMAC) and a passkey (signature) both are. The clause names no exception; that a
running response is not interrupted by it is ours, as with the age of passwords.
"""

from enum import StrEnum
from typing import Any

from app.accounts.model import Role

KEY = "account.second_factor"


class Demand(StrEnum):
    """Who has to have a second factor."""

    OPTIONAL = "optional"  # nobody; whoever has one is asked for it
    DESK = "desk"  # every role that changes, signs, administers or reads the audit
    EVERYONE = "everyone"


# The software before this setting asked nobody; an office that is assessed at level 3 changes it.
DEFAULT = Demand.OPTIONAL

_LOOKS_OR_REPORTS = frozenset({Role.VIEWER, Role.FIELD, Role.WALL})

ROLES: dict[Demand, frozenset[Role]] = {
    Demand.OPTIONAL: frozenset(),
    Demand.DESK: frozenset(Role) - _LOOKS_OR_REPORTS,
    Demand.EVERYONE: frozenset(Role),
}


def demand_values() -> dict[str, Any]:
    """What the query of sessions compares the office's choice and a role with."""
    return {"demand": DEFAULT, "desk_roles": sorted(ROLES[Demand.DESK])}
