"""Four eyes on a response level: who drafts it does not sign it (sources#response-levels)."""

from dataclasses import replace
from datetime import datetime

from app.errors import Denied, InvalidInput
from app.events.model import EventKind
from app.incidents.model import Incident, ResponseTrack
from app.response import actions, draft_queries
from app.response.drafts_model import Change, Draft
from app.response.issuer import acts_for_all, place_of_issuer
from app.transaction import Transaction
from app.wording import Text

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
    unit: str,
) -> int:
    """Draft a level, or an end, for a unit; gives the draft's number.

    Raises InvalidInput for a level that the track has not, or without a basis.
    """
    if change is Change.ACTIVATE:
        actions.check_level(track, level)
    if not 0 < len(basis_text.strip()) <= _BASIS_LIMIT:
        raise InvalidInput(
            "E-RSP-002",
            Text("响应没有起草", "The response was not drafted"),
            Text(
                f"依据要写 1 到 {_BASIS_LIMIT} 字", f"The basis has 1 to {_BASIS_LIMIT} characters"
            ),
            Text("补上会商结论", "Add what the consultation concluded"),
        )
    draft = Draft(
        0,
        incident.incident_id,
        unit,
        change,
        track,
        level,
        basis_text.strip(),
        tx.actor.name,
        at,
    )
    number = draft_queries.insert_draft(tx.conn, draft)
    _announce_draft(tx, replace(draft, draft_id=number), "drafted", at)
    tx.audit("draft_response", f"response_draft/{number}", detail={"track": track, "level": level})
    return number


def sign_draft(tx: Transaction, incident: Incident, draft_id: int, at: datetime) -> None:
    """Put a draft of the actor's unit in force, or any where the actor is the city.

    Raises NotFound, Conflict when it is no longer open, Denied for its own drafter.
    """
    draft = _lock_draft(tx, draft_id)
    draft.check_open()
    if draft.drafted_by == tx.actor.name:
        raise Denied(
            "E-RSP-012",
            Text("没有签发", "It was not signed"),
            Text("起草人不能签发自己起草的响应", "Who drafted a response cannot sign it"),
            Text("请另一位有签发权的人签发", "Ask somebody else with the right to sign"),
        )
    draft_queries.mark_signed(tx.conn, draft_id, tx.actor.name, at)
    tx.audit("sign_response", f"response_draft/{draft_id}", detail={"drafted_by": draft.drafted_by})
    track = ResponseTrack(draft.track)
    if draft.change == Change.END:
        actions.end(tx, incident, track=track, at=at, unit=draft.issuer_unit)
    else:
        actions.activate(
            tx, incident, track=track, level=draft.level, basis_text=draft.basis_text, at=at,
            unit=draft.issuer_unit,
        )  # fmt: skip
    _announce_draft(tx, draft, "signed", at)


def withdraw_draft(tx: Transaction, draft_id: int, at: datetime) -> None:
    """Take back a draft that the actor might sign or drafted. Raises NotFound, Conflict when it is
    no longer open."""
    draft = _lock_draft(tx, draft_id)
    draft.check_open()
    draft_queries.mark_withdrawn(tx.conn, draft_id, at)
    tx.audit("withdraw_response", f"response_draft/{draft_id}")
    _announce_draft(tx, draft, "withdrawn", at)


def _lock_draft(tx: Transaction, draft_id: int) -> Draft:
    unit = None if acts_for_all(tx.actor) else tx.actor.unit_code
    return draft_queries.lock_draft(tx.conn, draft_id, unit)


def _announce_draft(tx: Transaction, draft: Draft, what: str, at: datetime) -> None:
    """Tell the desks that see the draft: what waits for a signature, and what no longer does."""
    tx.append_event(
        EventKind.RESPONSE_DRAFTED,
        f"response_draft/{draft.draft_id}",
        {
            "draft_id": draft.draft_id,
            "issuer_unit": draft.issuer_unit,
            "change": draft.change,
            "track": draft.track,
            "level": draft.level,
            "what": what,
        },
        valid_at=at,
        incident_id=draft.incident_id,
        place=place_of_issuer(tx.conn, draft.issuer_unit),
    )
