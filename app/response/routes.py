"""HTTP of response levels."""

from datetime import datetime
from typing import Any

from flask import Blueprint, request

from app import edge
from app.clock import real_now
from app.configuration.queries import value
from app.errors import InvalidInput
from app.incidents.model import Incident, ResponseTrack
from app.incidents.queries import current_incident, get_incident
from app.response import actions, queries
from app.response.model import Activation, Recommendation
from app.response.recommendation import LIMIT_KEYS, recommend
from app.response.situation import situation_of
from app.transaction import Transaction
from app.typhoon.queries import get_storm, list_outlooks, list_seats

blueprint = Blueprint("response", __name__, url_prefix="/api/v1")


@blueprint.get("/responses")
def get_responses() -> dict[str, Any]:
    """What is in force, what was, and what the default table would recommend."""
    with edge.transaction() as tx:
        incident = _incident(tx)
        at = edge.at_argument() or incident.clock.at(real_now())
        return _present(tx, incident, at)


@blueprint.post("/responses")
def post_response() -> tuple[dict[str, Any], int]:
    """Activate a level, or change it."""
    data = edge.body()
    track, level, basis = _track(data), data.get("level"), data.get("basis_text")
    if not (level is None or type(level) is int) or not isinstance(basis, str):
        raise InvalidInput(
            "E-RSP-004", "响应没有启动", "level 要是整数或空，basis_text 要是文字", "改正后再发"
        )
    with edge.transaction() as tx:
        incident = current_incident(tx.conn)
        at = incident.clock.at(real_now())
        actions.activate(tx, incident, track=track, level=level, basis_text=basis, at=at)
        return _present(tx, incident, at), 201


@blueprint.post("/responses/end")
def post_end() -> dict[str, Any]:
    """End the response of one's unit on a track."""
    track = _track(edge.body())
    with edge.transaction() as tx:
        incident = current_incident(tx.conn)
        at = incident.clock.at(real_now())
        actions.end(tx, incident, track=track, at=at)
        return _present(tx, incident, at)


def _incident(tx: Transaction) -> Incident:
    if request.args.get("incident"):
        return get_incident(tx.conn, edge.int_argument("incident", 0, 1, 2**31 - 1))
    return current_incident(tx.conn)


def _track(data: dict[str, Any]) -> ResponseTrack:
    try:
        return ResponseTrack(str(data.get("track")))
    except ValueError as error:
        names = "、".join(ResponseTrack)
        raise InvalidInput(
            "E-RSP-005", "响应没有改", f"没有这一类：{data.get('track')}", f"用 {names}"
        ) from error


def _present(tx: Transaction, incident: Incident, at: datetime) -> dict[str, Any]:
    activations = queries.list_activations(tx.conn, incident.incident_id, at)
    return {
        "at": at,
        "active": [_activation(each) for each in activations if each.ended_at is None],
        "history": [_activation(each) for each in activations if each.ended_at is not None],
        "recommended": _recommended(tx, incident, at),
    }


def _recommended(tx: Transaction, incident: Incident, at: datetime) -> dict[str, Any] | None:
    """None when nothing is known of a storm. Never put in force by itself."""
    if incident.storm_id is None:
        return None
    outlooks = list_outlooks(tx.conn, get_storm(tx.conn, incident.storm_id), at)
    if not outlooks:
        return None
    situation = situation_of(outlooks[0], list_seats(tx.conn), at)
    limits = {key: value(tx.conn, key) for key in LIMIT_KEYS}
    return {
        "agency": outlooks[0].track.agency,
        **_recommendation(recommend(situation, limits)),
    }


def _activation(each: Activation) -> dict[str, Any]:
    return {
        "activation_id": each.activation_id,
        "issuer_unit": each.issuer_unit,
        "track": each.track,
        "title": each.track.names,
        "level": each.level,
        "started_at": each.started_at,
        "ended_at": each.ended_at,
        "basis_text": each.basis_text,
    }


def _recommendation(each: Recommendation) -> dict[str, Any]:
    return {
        "level": each.level,
        "rules": [
            {"code": rule.code, "level": rule.level, "text": rule.text} for rule in each.rules
        ],
        "not_considered": list(each.not_considered),
        "default_table": True,
    }
