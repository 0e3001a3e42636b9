"""HTTP of evacuation zones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from flask import request

from app import edge
from app.blueprint import Blueprint
from app.clock import real_now
from app.configuration.queries import value
from app.errors import InvalidInput, TooLarge
from app.evacuation import actions, queries
from app.evacuation.actions import Planner
from app.evacuation.answer import default_lead, measure_area
from app.evacuation.cutoffs import LeadTimes
from app.evacuation.due_body import read_due
from app.evacuation.model import Polygon, Zone
from app.evacuation.present import ZoneHead, ZoneList, ZoneView, present_exposure, present_zone
from app.evacuation.shown import answers_at, present_views, view_zones
from app.evacuation.totals.summary import Summary, summarise
from app.evacuation.zone_answer import ExposureAnswer, ZoneAnswer
from app.exposure.due import HazardBasis, due_for
from app.exposure.due_rules import due_table, get_due_rules
from app.exposure.model import AreaQuestion
from app.exposure.newest import NewestWins, Superseded
from app.geo.geojson import GeoPolygon
from app.geo.polygon import checked_polygon
from app.incidents.routes import incident_asked
from app.network.cache import NetworkCache
from app.services import Slot
from app.strict_json import JsonObject
from app.transaction import Transaction
from app.wording import Text, reason_of

blueprint = Blueprint("evacuation", __name__, url_prefix="/api/v1")

Json = dict[str, Any]
_MAX_LEAD_MIN = 7 * 24 * 60
_MAX_NAME = 60
_NETWORK = Slot("network", NetworkCache)
_PREVIEWS = Slot("previews", NewestWins)


@blueprint.record_once
def _set_up(state: Any) -> None:
    """What one process keeps between requests: the network, and who drags right now."""
    _NETWORK.put(state.app.extensions, NetworkCache())
    _PREVIEWS.put(state.app.extensions, NewestWins())


@dataclass(frozen=True, slots=True)
class PreviewAnswer:
    """What a drawn polygon holds, or why it cannot be one, or that a newer one was asked."""

    exposure: ExposureAnswer | None = None
    refused: JsonObject | None = None
    superseded: bool = False


@blueprint.get("/zones")
def get_zones() -> ZoneList:
    """The incident's zones with their answers; with `at` those that stood at that moment.

    One that is to come is worked out for the zones as they are.
    """
    with edge.transaction() as tx:
        planner, past = _planner_asked(tx)
        # The planner's page asks for zones first; a drawn one should not wait for the roads.
        planner.cache.warm_up(edge.database(), value(tx.conn, "evac.travel_horizon_min"))
        return ZoneList(view_zones(tx, planner.incident, planner.at, past, edge.language()))


@blueprint.post("/zones")
def post_zone() -> tuple[ZoneView, int]:
    """Save a new zone."""
    data = edge.body()
    polygon = _read_polygon(data)
    with edge.transaction() as tx:
        planner = _planner_now(tx)
        lead = _read_lead(data, default_lead(tx.conn))
        table = due_table(get_due_rules(tx.conn))
        due = read_due(data, table) or due_for(table, HazardBasis.WIND)
        zone = actions.create_zone(planner, polygon, due, _read_name(data), lead, edge.language())
        return _just_answered(planner, zone), 201


@blueprint.get("/zones/<uuid:zone_id>")
def get_zone(zone_id: UUID) -> ZoneView:
    """One zone, its timing under the newest bulletin; with `at` as it stood at that moment."""
    with edge.transaction() as tx:
        planner, past = _planner_asked(tx)
        incident = planner.incident
        zones = [queries.get_zone(tx.conn, incident.incident_id, zone_id, past)]
        answers = answers_at(tx.conn, incident, zones, planner.at, past)
        return present_views(tx, zones, answers, edge.language())[0]


@blueprint.put("/zones/<uuid:zone_id>")
def put_zone(zone_id: UUID) -> ZoneView:
    """Change a zone; `version` is the one the change was made on."""
    data = edge.body()
    polygon = _read_polygon(data) if data.get("polygon") is not None else None
    with edge.transaction() as tx:
        planner = _planner_now(tx)
        before = queries.get_zone(tx.conn, planner.incident.incident_id, zone_id)
        zone = actions.edit_zone(
            planner,
            zone_id,
            polygon=polygon,
            due=read_due(data, due_table(get_due_rules(tx.conn))),
            name=_read_name(data),
            lead=_read_lead(data, before.lead),
            expected_version=_read_version(data.get("version")),
        )
        return _just_answered(planner, zone)


@blueprint.delete("/zones/<uuid:zone_id>")
def delete_zone(zone_id: UUID) -> ZoneHead:
    """Delete a zone; undo brings it back."""
    with edge.transaction() as tx:
        planner = _planner_now(tx)
        version = _read_version(request.args.get("version"))
        return present_zone(actions.delete_zone(planner, zone_id, version))


@blueprint.post("/zones/<uuid:zone_id>/undo")
def undo_zone(zone_id: UUID) -> ZoneView:
    """Take back the zone's last change."""
    data = edge.body() if request.content_length else {}
    with edge.transaction() as tx:
        planner = _planner_now(tx)
        zone = actions.undo_zone(planner, zone_id, _read_version(data.get("version")))
        return _just_answered(planner, zone)


@blueprint.post("/zones/preview")
def preview() -> PreviewAnswer:
    """Exposure of a polygon that is being drawn. The newest of a `client` wins.

    A polygon half drawn may cross itself: that is told as `refused`, not as an error.
    """
    data = edge.body()
    try:
        polygon = _read_polygon(data)
    except (InvalidInput, TooLarge) as error:
        return PreviewAnswer(refused={"code": error.code, "why": error.why, **error.detail})
    client = str(data.get("client") or request.remote_addr)[:64]
    try:
        with edge.transaction() as tx, _held_previews().turn(client, tx.conn):
            planner, _ = _planner_asked(tx)
            area = _read_area(planner, polygon, data)
            return PreviewAnswer(present_exposure(measure_area(tx.conn, area, planner.at)))
    except (Superseded, psycopg.errors.QueryCanceled):
        # Not an error: the newer preview's answer is on its way to the same client.
        return PreviewAnswer(superseded=True)


@blueprint.post("/zones/answer")
def post_answer() -> ZoneAnswer:
    """The whole answer for a polygon, without saving anything."""
    data = edge.body()
    polygon = _read_polygon(data)
    with edge.transaction() as tx:
        planner, _ = _planner_asked(tx)
        zone = _known_zone(planner, data)
        lead = _read_lead(data, default_lead(tx.conn) if zone is None else zone.lead)
        return planner.answer(_read_area(planner, polygon, data, zone), lead).shown()


@blueprint.get("/summary")
def get_summary() -> Summary:
    """The wall's counts; with `at` those of that moment."""
    with edge.transaction() as tx:
        planner, past = _planner_asked(tx)
        return summarise(tx.conn, planner.incident, planner.at, past)


def _read_polygon(data: Json) -> GeoPolygon:
    """The polygon of a body. Raises InvalidInput, TooLarge."""
    return GeoPolygon(checked_polygon(data.get("polygon"))["coordinates"])


def _planner_now(tx: Transaction) -> Planner:
    """At the moment of the world's clock: nobody writes into the past."""
    incident = incident_asked(tx)
    return Planner(tx, network_cache(), incident, incident.clock.at(real_now()))


def network_cache() -> NetworkCache:
    """The network that this process keeps."""
    return edge.held(_NETWORK)


def _planner_asked(tx: Transaction) -> tuple[Planner, datetime | None]:
    """A planner that only looks, at the moment asked for, and that moment where it is past."""
    planner, at = _planner_now(tx), edge.at_argument()
    looking = Planner(tx, planner.cache, planner.incident, at or planner.at)
    return looking, planner.incident.clock.past(at)


def _held_previews() -> NewestWins:
    return edge.held(_PREVIEWS)


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


def _read_area(
    planner: Planner, polygon: Polygon, data: Json, zone: Zone | None = None
) -> AreaQuestion:
    """Who leaves is what the body says, else what the zone says, else who wind threatens."""
    zone = zone or _known_zone(planner, data)
    table = due_table(get_due_rules(planner.tx.conn))
    due = read_due(data, table) or (due_for(table, HazardBasis.WIND) if zone is None else zone.due)
    return planner.area(polygon, due, zone)


def _just_answered(planner: Planner, zone: Zone) -> ZoneView:
    """A zone whose stored answer is of this very moment."""
    return present_views(planner.tx, [zone], [zone.answer], edge.language())[0]


def _read_lead(data: Json, otherwise: LeadTimes) -> LeadTimes:
    return LeadTimes(
        _read_minutes(data, "mobilisation_min", otherwise.mobilisation_min),
        _read_minutes(data, "notification_min", otherwise.notification_min),
        _read_minutes(data, "buffer_min", otherwise.buffer_min),
    )


def _read_minutes(data: Json, key: str, otherwise: float) -> float:
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


def _read_name(data: Json) -> str | None:
    name = str(data.get("name") or "").strip()
    if len(name) > _MAX_NAME:
        raise InvalidInput(
            "E-EVA-013",
            Text("名称没有被接受", "The name was not accepted"),
            Text(f"有 {len(name)} 个字", f"It has {len(name)} characters"),
            Text(f"不超过 {_MAX_NAME} 个字", f"Use at most {_MAX_NAME} characters"),
        )
    return name or None


def _read_version(value: object) -> int | None:
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
