"""HTTP of the roles: which may do what, as the one table has it. Read-only by design."""

from dataclasses import dataclass

from app.accounts.model import Role
from app.accounts.rights import PERMISSIONS, Permission
from app.blueprint import Blueprint

blueprint = Blueprint("roles", __name__, url_prefix="/api/v1/roles")


@dataclass(frozen=True, slots=True)
class RoleRights:
    """A role and what it may do."""

    role: Role
    permissions: list[Permission]


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Every role, in their order."""

    roles: list[RoleRights]


@blueprint.get("")
def get_roles() -> RoleTable:
    """Every role with its permissions, in the order of the roles."""
    return RoleTable([RoleRights(role, sorted(PERMISSIONS[role])) for role in Role])
