"""HTTP of the audit page; in `web`, because audit itself lies below HTTP."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from app import edge
from app.audit import queries
from app.audit.model import Entry, Verification
from app.audit.queries import AuditQuestion
from app.audit.verification import verify
from app.audit.witness import witness_of
from app.blueprint import Blueprint
from app.clock import parse_utc
from app.errors import InvalidInput
from app.wording import Text, reason_of

blueprint = Blueprint("audit", __name__, url_prefix="/api/v1/audit")


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, whether there are older ones, and every action that was ever recorded."""

    entries: list[Entry]
    more: bool
    actions: list[str]


@dataclass(frozen=True, slots=True)
class VerificationAnswer:
    """What checking the chain found."""

    verification: Verification


@blueprint.get("")
def get_entries() -> AuditPage:
    """Entries that match, newest first; looking is itself recorded."""
    limit = edge.int_argument("limit", 100, 1, 1000)
    question = _read_question()
    with edge.transaction(as_owner=True) as tx:
        found = queries.search_entries(tx.conn, question, limit + 1)
        if question.before is None:
            tx.audit("read_audit", "audit", detail={"asked": request.query_string.decode()[:200]})
        return AuditPage(found[:limit], len(found) > limit, queries.list_actions(tx.conn))


@blueprint.get("/verification")
def get_verification() -> VerificationAnswer:
    """What checking chain, seals and witness finds now."""
    with edge.transaction(as_owner=True) as tx:
        found = verify(tx.conn, witness_of(edge.settings()))
        tx.audit("verify_audit", "audit", detail={"breaks": len(found.breaks)})
        return VerificationAnswer(found)


def _read_question() -> AuditQuestion:
    given = {name: request.args.get(name) or None for name in
             ("actor", "action", "object", "result")}  # fmt: skip
    before = edge.int_argument("before", 0, 0, 2**62)
    return AuditQuestion(
        since=_read_moment("from"),
        until=_read_moment("to"),
        text=request.args.get("q") or None,
        before=before or None,
        **given,
    )


def _read_moment(name: str) -> datetime | None:
    text = request.args.get(name)
    try:
        return parse_utc(text.replace(" ", "+")) if text else None
    except ValueError as error:
        raise InvalidInput(
            "E-REQ-003",
            Text("时间看不懂", "The time cannot be read"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error
