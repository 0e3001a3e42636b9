"""A request that was refused, in the audit."""

from flask import g, request

from app import edge
from app.accounts.model import SYSTEM_ACTOR
from app.audit.denials import Denials
from app.audit.queries import record
from app.errors import AppError, Unavailable
from app.transaction import begin


def note_denial(denials: Denials, error: AppError) -> None:
    """Record a refusal in a transaction of its own: the request's was rolled back."""
    visitor = edge.visitor()
    if not denials.may_record(visitor.address):
        return
    try:
        with begin(edge.database(), SYSTEM_ACTOR, as_owner=True) as tx:
            record(
                tx.conn,
                g.get("actor") or SYSTEM_ACTOR,
                "denied",
                f"{request.method} {request.path}"[:200],
                "refused",
                {"code": error.code, "address": visitor.address},
            )
    except Unavailable:
        return  # the database is away: the log has it
