"""Four eyes on a response level: who drafts it does not sign it (reference domain §2.1)."""

from datetime import datetime

from app.errors import Denied, InvalidInput
from app.incidents.model import Incident, ResponseTrack
from app.response import actions, draft_queries
from app.response.drafts_model import Change, Draft
from app.transaction import Transaction

_BASIS_LIMIT = 2000


def draft_change(
    tx: Transaction,
    incident: Incident,
    *,
    change: Change,
    track: ResponseTrack,
    level: int | None,
    basis_text: str,
    at: datetime,
) -> int:
    """Draft a level, or an end, for the actor's unit; gives the draft's number.

    Raises InvalidInput for a level that the track has not, or without a basis.
    """
    if change is Change.ACTIVATE:
        actions.check_level(track, level)
    if not 0 < len(basis_text.strip()) <= _BASIS_LIMIT:
        raise InvalidInput(
            "E-RSP-002", "响应没有起草", f"依据要写 1 到 {_BASIS_LIMIT} 字", "补上会商结论"
        )
    draft = Draft(
        0, incident.incident_id, tx.actor.unit_code, change, track, level, basis_text.strip(),
        tx.actor.name, at,
    )  # fmt: skip
    number = draft_queries.insert_draft(tx.conn, draft)
    tx.audit("draft_response", f"response_draft/{number}", detail={"track": track, "level": level})
    return number


def sign_draft(tx: Transaction, incident: Incident, draft_id: int, at: datetime) -> None:
    """Put a draft of the actor's unit in force.

    Raises NotFound, Conflict when it is no longer open, Denied for its own drafter.
    """
    draft = draft_queries.lock_draft(tx.conn, draft_id, tx.actor.unit_code)
    draft.check_open()
    if draft.drafted_by == tx.actor.name:
        raise Denied(
            "E-RSP-012", "没有签发", "起草人不能签发自己起草的响应", "请另一位有签发权的人签发"
        )
    draft_queries.mark_signed(tx.conn, draft_id, tx.actor.name, at)
    tx.audit("sign_response", f"response_draft/{draft_id}", detail={"drafted_by": draft.drafted_by})
    track = ResponseTrack(draft.track)
    if draft.change == Change.END:
        actions.end(tx, incident, track=track, at=at)
    else:
        actions.activate(
            tx, incident, track=track, level=draft.level, basis_text=draft.basis_text, at=at
        )


def withdraw_draft(tx: Transaction, draft_id: int, at: datetime) -> None:
    """Take back a draft of the actor's unit. Raises NotFound, or Conflict when it is not open."""
    draft = draft_queries.lock_draft(tx.conn, draft_id, tx.actor.unit_code)
    draft.check_open()
    draft_queries.mark_withdrawn(tx.conn, draft_id, at)
    tx.audit("withdraw_response", f"response_draft/{draft_id}")
