"""SQL of the audit table; rows are only ever added."""

from collections.abc import Mapping
from typing import Any, Literal

from psycopg.types.json import Jsonb

from app.accounts.model import Actor
from app.database import Connection

Result = Literal["done", "refused", "failed"]


def record(
    conn: Connection,
    actor: Actor,
    action: str,
    object_name: str,
    result: Result = "done",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one audit entry in the caller's transaction."""
    conn.execute(
        """
        INSERT INTO audit_entry (actor, role, unit_code, address, action, object, result, detail)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (actor.name, actor.role, actor.unit_code, actor.address, action, object_name, result,
         Jsonb(dict(detail or {}))),
    )  # fmt: skip
