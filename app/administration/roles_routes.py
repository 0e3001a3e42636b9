"""HTTP of the roles: which may do what, as the one table has it. Read-only by design."""

from typing import Any

from flask import Blueprint

from app.accounts.model import Role
from app.accounts.rights import PERMISSIONS

blueprint = Blueprint("roles", __name__, url_prefix="/api/v1/roles")


@blueprint.get("")
def get_roles() -> dict[str, Any]:
    """Every role with its permissions, in the order of the roles."""
    return {"roles": [{"role": role, "permissions": sorted(PERMISSIONS[role])} for role in Role]}
