"""HTTP of evacuation zones."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

import psycopg
from flask import Blueprint, current_app, request

from app import edge
from app.clock import real_now
from app.configuration.queries import value
from app.errors import InvalidInput, TooLarge
from app.evacuation import actions, queries
from app.evacuation.actions import Planner
from app.evacuation.answer import default_lead, measure_area
from app.evacuation.cutoffs import LeadTimes
from app.evacuation.due_body import read_due
from app.evacuation.model import Polygon, Zone
from app.evacuation.present import present_exposure, present_zone
from app.evacuation.redaction import Redactor
from app.evacuation.summary import summarise
from app.exposure.due import HazardBasis, due_for
from app.exposure.model import AreaQuestion
from app.exposure.newest import NewestWins, Superseded
from app.geo.polygon import checked_polygon
from app.incidents.routes import incident_asked
from app.network.cache import NetworkCache
from app.transaction import Transaction
from app.wording import Text, reason_of

blueprint = Blueprint("evacuation", __name__, url_prefix="/api/v1")

Json = dict[str, Any]
_MAX_LEAD_MIN = 7 * 24 * 60
_MAX_NAME = 60


@blueprint.record_once
def _set_up(state: Any) -> None:
    """What one process keeps between requests: the network, and who drags right now."""
    state.app.extensions["network"] = NetworkCache()
    state.app.extensions["previews"] = NewestWins()


@blueprint.get("/zones")
def get_zones() -> Json:
    """The incident's zones with their answers."""
    with edge.transaction() as tx:
        planner = _planner(tx)
        # The planner's page asks for zones first; a drawn one should not wait for the roads.
        planner.cache.warm_up(edge.database(), value(tx.conn, "evac.travel_horizon_min"))
        zones = queries.list_zones(tx.conn, planner.incident.incident_id)
        return {"zones": _shown(planner, zones)}


@blueprint.post("/zones")
def post_zone() -> tuple[Json, int]:
    """Save a new zone."""
    data = edge.body()
    polygon = checked_polygon(data.get("polygon"))
    with edge.transaction() as tx:
        planner = _planner(tx)
        lead = _lead(data, default_lead(tx.conn))
        due = read_due(data) or due_for(HazardBasis.WIND)
        zone = actions.create_zone(planner, polygon, due, _name(data), lead, edge.language())
        return _just_answered(planner, zone), 201


@blueprint.get("/zones/<uuid:zone_id>")
def get_zone(zone_id: UUID) -> Json:
    """One zone, its timing under the newest bulletin."""
    with edge.transaction() as tx:
        planner = _planner(tx)
        zone = queries.get_zone(tx.conn, planner.incident.incident_id, zone_id)
        return _shown(planner, [zone])[0]


@blueprint.put("/zones/<uuid:zone_id>")
def put_zone(zone_id: UUID) -> Json:
    """Change a zone; `version` is the one the change was made on."""
    data = edge.body()
    polygon = checked_polygon(data["polygon"]) if data.get("polygon") is not None else None
    with edge.transaction() as tx:
        planner = _planner(tx)
        before = queries.get_zone(tx.conn, planner.incident.incident_id, zone_id)
        zone = actions.edit_zone(
            planner,
            zone_id,
            polygon=polygon,
            due=read_due(data),
            name=_name(data),
            lead=_lead(data, before.lead),
            expected_version=_version(data.get("version")),
        )
        return _just_answered(planner, zone)


@blueprint.delete("/zones/<uuid:zone_id>")
def delete_zone(zone_id: UUID) -> Json:
    """Delete a zone; undo brings it back."""
    with edge.transaction() as tx:
        planner = _planner(tx)
        version = _version(request.args.get("version"))
        return present_zone(actions.delete_zone(planner, zone_id, version))


@blueprint.post("/zones/<uuid:zone_id>/undo")
def undo_zone(zone_id: UUID) -> Json:
    """Take back the zone's last change."""
    data = edge.body() if request.content_length else {}
    with edge.transaction() as tx:
        planner = _planner(tx)
        zone = actions.undo_zone(planner, zone_id, _version(data.get("version")))
        return _just_answered(planner, zone)


@blueprint.post("/zones/preview")
def preview() -> Json:
    """Exposure of a polygon that is being drawn. The newest of a `client` wins.

    A polygon half drawn may cross itself: that is told as `refused`, not as an error.
    """
    data = edge.body()
    try:
        polygon = checked_polygon(data.get("polygon"))
    except (InvalidInput, TooLarge) as error:
        return {"refused": {"code": error.code, "why": error.why, **error.detail}}
    client = str(data.get("client") or request.remote_addr)[:64]
    try:
        with edge.transaction() as tx, _previews().turn(client, tx.conn):
            planner = _planner(tx)
            area = _area(planner, polygon, data)
            return {"exposure": present_exposure(measure_area(tx.conn, area, planner.at))}
    except (Superseded, psycopg.errors.QueryCanceled):
        # Not an error: the newer preview's answer is on its way to the same client.
        return {"superseded": True}


@blueprint.post("/zones/answer")
def post_answer() -> Json:
    """The whole answer for a polygon, without saving anything."""
    data = edge.body()
    polygon = checked_polygon(data.get("polygon"))
    with edge.transaction() as tx:
        planner = _planner(tx)
        zone = _known_zone(planner, data)
        lead = _lead(data, default_lead(tx.conn) if zone is None else zone.lead)
        return _without_inputs(planner.answer(_area(planner, polygon, data, zone), lead))


@blueprint.get("/summary")
def get_summary() -> Json:
    """The wall's counts."""
    with edge.transaction() as tx:
        planner = _planner(tx)
        return summarise(tx.conn, planner.incident, planner.at)


def _planner(tx: Transaction) -> Planner:
    incident = incident_asked(tx)
    at = edge.at_argument() or incident.clock.at(real_now())
    return Planner(tx, cast(NetworkCache, current_app.extensions["network"]), incident, at)


def _previews() -> NewestWins:
    return cast(NewestWins, current_app.extensions["previews"])


def _known_zone(planner: Planner, data: Json) -> Zone | None:
    if data.get("zone_id") is None:
        return None
    try:
        zone_id = UUID(str(data["zone_id"]))
    except ValueError as error:
        raise InvalidInput(
            "E-EVA-011",
            Text("转移区编号看不懂", "The zone's number cannot be read"),
            reason_of(error),
            Text("改正后再发", "Correct it and send again"),
        ) from error
    return queries.get_zone(planner.tx.conn, planner.incident.incident_id, zone_id)


def _area(planner: Planner, polygon: Polygon, data: Json, zone: Zone | None = None) -> AreaQuestion:
    """Who leaves is what the body says, else what the zone says, else who wind threatens."""
    zone = zone or _known_zone(planner, data)
    due = read_due(data) or (due_for(HazardBasis.WIND) if zone is None else zone.due)
    return planner.area(polygon, due, zone)


def _shown(planner: Planner, zones: Sequence[Zone]) -> list[Json]:
    """Zones with their stored answers, timing run again under what is known now."""
    fresh = actions.retimed(planner.tx.conn, planner.incident, planner.at, zones)
    return _presented(planner, zones, fresh)


def _just_answered(planner: Planner, zone: Zone) -> Json:
    """A zone whose stored answer is of this very moment."""
    return _presented(planner, [zone], [zone.answer])[0]


def _presented(
    planner: Planner, zones: Sequence[Zone], answers: Sequence[Json | None]
) -> list[Json]:
    redactor = Redactor(planner.tx.conn, planner.tx.actor, edge.language())
    return [
        {
            **present_zone(zone),
            "answer": None if answer is None else redactor.redacted(_without_inputs(answer)),
        }
        for zone, answer in zip(zones, answers, strict=True)
    ]


def _without_inputs(answer: Json) -> Json:
    return {key: value for key, value in answer.items() if key != "timing_inputs"}


def _lead(data: Json, otherwise: LeadTimes) -> LeadTimes:
    return LeadTimes(
        _minutes(data, "mobilisation_min", otherwise.mobilisation_min),
        _minutes(data, "notification_min", otherwise.notification_min),
        _minutes(data, "buffer_min", otherwise.buffer_min),
    )


def _minutes(data: Json, key: str, otherwise: float) -> float:
    value = data.get(key)
    if value is None:
        return otherwise
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= _MAX_LEAD_MIN:
        raise InvalidInput(
            "E-EVA-012",
            Text("分钟数没有被接受", "The minutes were not accepted"),
            Text(f"{key} 收到 {value}", f"Got {value} for {key}"),
            Text(f"填 0 到 {_MAX_LEAD_MIN} 的数", f"Enter a number from 0 to {_MAX_LEAD_MIN}"),
        )
    return float(value)


def _name(data: Json) -> str | None:
    name = str(data.get("name") or "").strip()
    if len(name) > _MAX_NAME:
        raise InvalidInput(
            "E-EVA-013",
            Text("名称没有被接受", "The name was not accepted"),
            Text(f"有 {len(name)} 个字", f"It has {len(name)} characters"),
            Text(f"不超过 {_MAX_NAME} 个字", f"Use at most {_MAX_NAME} characters"),
        )
    return name or None


def _version(value: object) -> int | None:
    if value is None:
        return None
    text = str(value)
    if not text.isdecimal():
        raise InvalidInput(
            "E-EVA-014",
            Text("版本号看不懂", "The version cannot be read"),
            Text(f"收到“{text}”", f"Got “{text}”"),
            Text("发读到的 version", "Send the version that was read"),
        )
    return int(text)
