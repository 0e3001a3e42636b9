"""Gathers what a briefing shows, all at one moment of one incident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import __version__, strict_json
from app.accounts.model import Actor
from app.clock import real_now
from app.evacuation.shown import view_zones
from app.evacuation.totals.summary import summarise
from app.evacuation.words import ZONE
from app.events.queries import last_seq
from app.incidents.model import Incident
from app.maplayers.access import Outlet, may_view, visible_fields
from app.maplayers.definition import Field, Geometry, Group, Layer
from app.maplayers.registry import Registry
from app.maplayers.sql import Moment, read_rows
from app.transaction import Transaction
from app.wording import PRODUCT, Language, Text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A layer with its rows; `geom` is WKB."""

    layer: Layer
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a briefing says. `zone` and `answer` are None when there is no zone."""

    incident: Incident
    at: datetime
    made_at: datetime
    made_by: str
    zone: Json | None
    answer: Json | None
    zones: Sequence[Json]
    summary: Json
    layers: Sequence[Drawn]
    versions: Mapping[str, str]
    language: Language


def take_picture(
    tx: Transaction,
    incident: Incident,
    asked: datetime | None,
    registry: Registry,
    zone_id: str | None,
    language: Language,
) -> Picture:
    """The picture of now or of the moment asked for, as it stood where that is past, with the
    zone asked for or the most urgent one."""
    at, past = asked or incident.clock.now(), incident.clock.past(asked)
    zones = strict_json.plain(view_zones(tx, incident, at, past, language))
    where = incident.incident_id, incident.world.world_id
    zone = _choose_zone(zones, zone_id)
    return Picture(
        incident=incident,
        at=at,
        made_at=real_now(),
        made_by=tx.actor.name,
        zone=zone,
        answer=None if zone is None else zone["answer"],
        zones=zones,
        summary=strict_json.plain(summarise(tx.conn, incident, at, past)),
        layers=_draw_layers(tx, Moment(*where, at, past=past), registry),
        versions=_list_versions(tx, incident, zone, language),
        language=language,
    )


def _choose_zone(zones: Sequence[Json], zone_id: str | None) -> Json | None:
    if zone_id is not None:
        return next((zone for zone in zones if str(zone["zone_id"]) == zone_id), None)
    return min(zones, key=_urgency_of, default=None)


def _urgency_of(zone: Json) -> tuple[bool, str]:
    latest = None if zone["answer"] is None else zone["answer"]["timing"]["latest_start_at"]
    return latest is None, str(latest)


def _draw_layers(tx: Transaction, moment: Moment, registry: Registry) -> list[Drawn]:
    return [
        Drawn(layer, fields, read_rows(tx.conn, layer, fields, moment))
        for layer in registry.values()
        if is_shown(layer, tx.actor)
        for fields in [visible_fields(layer, tx.actor, Outlet.BRIEFING)]
    ]


def is_shown(layer: Layer, actor: Actor) -> bool:
    """What belongs on a briefing: what is on by default, without the base the map has anyway."""
    return (
        layer.default_on
        and layer.group is not Group.BASE
        and layer.geometry is not Geometry.NONE
        and may_view(layer, actor)
    )


def _list_versions(
    tx: Transaction, incident: Incident, zone: Json | None, language: Language
) -> dict[str, str]:
    texts = {
        Text("程序", "Program"): f"{PRODUCT.spoken(language)} {__version__}",
        Text("事件序号", "Event number"): str(last_seq(tx.conn)),
        Text("事件", "Incident"): f"{incident.incident_id} {incident.name}",
    }
    if zone is not None:
        number, version = zone["number"], zone["version"]
        of_zone = Text(f"{number} 号区 第 {version} 版", f"{number}, version {version}")
        texts[ZONE] = of_zone.spoken(language)
    said = {name.spoken(language): value for name, value in texts.items()}
    if zone is not None:
        answer: Json = zone["answer"] or {}
        said |= {str(key): str(value) for key, value in dict(answer.get("versions") or {}).items()}
    return said
