"""HTTP of response levels and of the rule table that recommends one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import edge
from app.adoption.present import ChangeView, present_change
from app.blueprint import Blueprint
from app.clock import real_now
from app.errors import InvalidInput
from app.incidents.model import Incident, ResponseTrack
from app.incidents.routes import incident_asked
from app.response import board, drafts, present
from app.response.drafts_model import Change
from app.response.issuer import issuer_of
from app.response.table import TABLE
from app.response.view import load_ground
from app.rule_tables.actions import ask_for_rules
from app.rule_tables.queries import get_rule_table, read_shipped
from app.transaction import Transaction
from app.typed_json import extend
from app.typhoon.queries import get_storm, list_outlooks
from app.wording import Text

blueprint = Blueprint("response", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class Responses(board.Standing):
    """What is in force and what was, and what the table in force would recommend."""

    at: datetime
    recommended: present.RecommendedLevel | None


@dataclass(frozen=True, slots=True)
class DraftedResponses(Responses):
    """The same after a draft was made."""

    draft_id: int


@dataclass(frozen=True, slots=True)
class RecommendationAnswer:
    """What the table in force would recommend at `at`."""

    at: datetime
    recommended: present.RecommendedLevel | None


@blueprint.get("/responses")
def get_responses() -> Responses:
    """What is in force, what was, and what the default table would recommend."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = edge.at_argument() or incident.clock.at(real_now())
        return _present_responses(tx, incident, at)


@blueprint.post("/responses")
def post_response() -> tuple[DraftedResponses, int]:
    """Draft a level, or a change of it: another person's signature puts it in force.

    `unit_code` is whose: without it the own unit's; only the city names another."""
    data = edge.body()
    track, level, basis = _read_track(data), data.get("level"), data.get("basis_text")
    if not (level is None or type(level) is int) or not isinstance(basis, str):
        raise InvalidInput(
            "E-RSP-004",
            Text("响应没有启动", "The response was not started"),
            Text(
                "level 要是整数或空，basis_text 要是文字",
                "level must be a whole number or empty, and basis_text a text",
            ),
            Text("改正后再发", "Correct it and send again"),
        )
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = incident.clock.at(real_now())
        number = drafts.draft_change(
            tx,
            incident,
            change=Change.ACTIVATE,
            track=track,
            level=level,
            basis_text=basis,
            at=at,
            unit=issuer_of(tx, data.get("unit_code")),
        )
        return extend(DraftedResponses, _present_responses(tx, incident, at), draft_id=number), 201


@blueprint.post("/responses/end")
def post_end() -> tuple[DraftedResponses, int]:
    """Draft the end of a response on a track; `unit_code` as for a level."""
    data = edge.body()
    track, basis = _read_track(data), str(data.get("basis_text") or "")
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = incident.clock.at(real_now())
        number = drafts.draft_change(
            tx, incident, change=Change.END, track=track, level=None, basis_text=basis, at=at,
            unit=issuer_of(tx, data.get("unit_code")),
        )  # fmt: skip
        return extend(DraftedResponses, _present_responses(tx, incident, at), draft_id=number), 201


@blueprint.post("/responses/drafts/<int:draft_id>/sign")
def sign_draft(draft_id: int) -> Responses:
    """Put a draft in force; its drafter cannot."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = incident.clock.at(real_now())
        drafts.sign_draft(tx, incident, draft_id, at)
        return _present_responses(tx, incident, at)


@blueprint.delete("/responses/drafts/<int:draft_id>")
def delete_draft(draft_id: int) -> Responses:
    """Take a draft back."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = incident.clock.at(real_now())
        drafts.withdraw_draft(tx, draft_id, at)
        return _present_responses(tx, incident, at)


@blueprint.get("/responses/recommendation")
def get_recommendation() -> RecommendationAnswer:
    """What the rule table would recommend, with the rules that fired and their figures."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = edge.at_argument() or incident.clock.at(real_now())
        return RecommendationAnswer(at, _recommend_level(tx, incident, at))


@blueprint.get("/response-rules")
def get_rules() -> present.ResponseTable:
    """The rule table in force and what each measure means."""
    with edge.transaction() as tx:
        return present.rule_table(get_rule_table(tx.conn, TABLE), read_shipped(TABLE))


@blueprint.put("/response-rules")
def put_rules() -> tuple[ChangeView, int]:
    """Ask for a whole table, for a `reason` and by a `source`; another person approves it.

    `version` is the one that was edited; `rules` null: the shipped table, again."""
    data = edge.body()
    with edge.transaction() as tx:
        return present_change(tx, ask_for_rules(tx, TABLE, data, real_now())), 201


def _read_track(data: dict[str, Any]) -> ResponseTrack:
    try:
        return ResponseTrack(str(data.get("track")))
    except ValueError as error:
        names = "、".join(ResponseTrack)
        raise InvalidInput(
            "E-RSP-005",
            Text("响应没有改", "The response was not changed"),
            Text(f"没有这一类：{data.get('track')}", f"There is no kind {data.get('track')}"),
            Text(f"用 {names}", f"Use {names}"),
        ) from error


def _present_responses(tx: Transaction, incident: Incident, at: datetime) -> Responses:
    standing = board.standing(tx, incident.incident_id, at)
    return extend(Responses, standing, at=at, recommended=_recommend_level(tx, incident, at))


def _recommend_level(
    tx: Transaction, incident: Incident, at: datetime
) -> present.RecommendedLevel | None:
    """None when nothing is known of a storm. Never put in force by itself."""
    if incident.storm_id is None:
        return None
    outlooks = list_outlooks(tx.conn, get_storm(tx.conn, incident.storm_id), at)
    if not outlooks:
        return None
    told = load_ground(tx.conn).recommend(outlooks[0], outlooks, at)
    return present.recommendation(told)
