"""JSON forms of storm events and change briefings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.changes.events import LandfallJudgement
from app.changes.fleet import METHOD
from app.changes.likelihood import METHOD as METHOD_LIKELY
from app.changes.likelihood import LikelyChange
from app.changes.model import (
    ArrivalChange,
    Briefing,
    FleetChange,
    Knowledge,
    Sentence,
    Shift,
    VesselChange,
    ZoneChange,
)
from app.geo.compass import compass_en, compass_zh
from app.response.model import Recommendation
from app.response.present import recommendation
from app.storm_events.model import StormEvent
from app.typhoon.model import Forecast, NoteKind, StormNote
from app.typhoon.path import running_lon

Json = dict[str, Any]


def storm_event(event: StormEvent) -> Json:
    """A storm event: `at` when it became known, `valid_at` when it happens."""
    return {
        "kind": event.kind,
        "key": event.key,
        "at": event.known_at,
        "valid_at": event.valid_at,
        "agency": event.agency,
        "track_kind": event.track_kind,
        "expected": event.expected,
        "text": event.text,
        "figures": dict(event.figures),
        "lon": event.lon,
        "lat": event.lat,
    }


def landfalls(judged: list[LandfallJudgement]) -> list[Json]:
    """Each track's own answer about landfall."""
    return [
        {
            "agency": each.agency,
            "track_kind": each.track_kind,
            "landfalls": [storm_event(event) for event in each.landfalls],
            "nearest_land": each.nearest_land,
            "nearest_km": each.nearest_km,
        }
        for each in judged
    ]


def announced_landfalls(notes: Sequence[StormNote], at: datetime) -> list[Json]:
    """Landfalls as an agency announced them, in its own figures, by `at`."""
    return [
        {
            "agency": note.agency,
            "at": note.at,
            "lon": note.lon,
            "lat": note.lat,
            "published": dict(note.published),
            "source": note.source,
        }
        for note in notes
        if note.kind is NoteKind.LANDFALL and note.at is not None and note.at <= at
    ]


def likelihood(changes: Sequence[LikelyChange]) -> Json:
    """The ensemble's arrivals in the counties by both bulletins."""
    return {"likelihood": list(changes), "likelihood_method": METHOD_LIKELY}


def briefing(made: Briefing) -> Json:
    """A whole briefing."""
    return {
        "storm_id": made.after.storm.storm_id,
        "agency": made.after.outlook.track.agency,
        "from": None if made.before is None else _bulletin(made.before),
        "to": _bulletin(made.after),
        "sentences": [sentence(each) for each in made.sentences],
        "track_shift": _track_shift(made),
        "arrivals": [_arrival(each) for each in made.arrivals],
        "zones": [_zone(each) for each in made.zones],
        **_fleet(made.fleet),
        "level": _level(made.level_before, made.level_after),
        "events": [storm_event(event) for event in made.new_events],
    }


def sentence(told: Sentence) -> Json:
    """A sentence in both languages with its figures."""
    return {"kind": told.kind, "zh": told.zh, "en": told.en, "figures": dict(told.figures)}


def _bulletin(known: Knowledge) -> Json:
    forecast = known.outlook.forecast
    return {
        "issued_at": known.issued_at,
        "forecast_issued_at": None if forecast is None else forecast.issued_at,
        "synthetic": forecast is not None and forecast.synthetic,
        "track_kind": known.outlook.track.kind,
    }


def _track_shift(made: Briefing) -> Json:
    before = None if made.before is None else made.before.outlook.forecast
    after = made.after.outlook.forecast
    tracks = [
        _track(forecast, role)
        for forecast, role in ((before, "before"), (after, "after"))
        if forecast is not None and len(forecast.points) > 1
    ]
    return {
        "type": "FeatureCollection",
        "features": [*tracks, *(_shift(shift) for shift in made.shifts)],
    }


def _track(forecast: Forecast, role: str) -> Json:
    """A forecast as a line; longitudes run on over 180° so that it stays one piece."""
    lon = running_lon([point.lon for point in forecast.points])
    places = [[float(x), p.lat] for x, p in zip(lon, forecast.points, strict=True)]
    return _line(places, {"role": role, "issued_at": forecast.issued_at})


def _shift(shift: Shift) -> Json:
    lon = running_lon([shift.from_place[0], shift.to_place[0]])
    places = [[float(lon[0]), shift.from_place[1]], [float(lon[1]), shift.to_place[1]]]
    properties = {
        "role": "shift",
        "valid_at": shift.valid_at,
        "lead_h": round(shift.lead_h, 2),
        "km": round(shift.km, 1),
        "bearing_deg": round(shift.bearing_deg, 1),
        "direction": {"zh": compass_zh(shift.bearing_deg), "en": compass_en(shift.bearing_deg)},
    }
    return _line(places, properties)


def _line(places: list[list[float]], properties: Json) -> Json:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": places},
    }


def _arrival(change: ArrivalChange) -> Json:
    shift = change.shift_min
    return {
        "unit_code": change.unit_code,
        "name": change.name,
        "force": change.force,
        "before_at": change.before_at,
        "after_at": change.after_at,
        "shift_min": None if shift is None else round(shift, 1),
        "lon": change.lon,
        "lat": change.lat,
        "reason": change.reason,
    }


def _zone(change: ZoneChange) -> Json:
    shift = change.shift_min
    return {
        "zone_id": change.zone_id,
        "number": change.number,
        "name": change.name,
        "before_at": change.before_at,
        "after_at": change.after_at,
        "shift_min": None if shift is None else round(shift, 1),
        "urgency": change.urgency,
        "arrivals": list(change.arrivals),
    }


def _fleet(fleet: FleetChange) -> Json:
    return {
        "vessels": [_vessel(each) for each in fleet.changed],
        "fleet": {
            "at_sea": fleet.at_sea,
            "late_before": fleet.late_before,
            "late_after": fleet.late_after,
            "method": METHOD,
        },
    }


def _vessel(change: VesselChange) -> Json:
    craft = change.craft
    return {
        "vessel_id": craft.vessel_id,
        "name": craft.name,
        "urgency": change.urgency,
        "before_at": change.before_at,
        "after_at": change.after_at,
        "port": craft.port,
        "port_km": round(craft.port_km, 1),
        "port_at": change.port_at,
        "lon": craft.lon,
        "lat": craft.lat,
        "fix_at": craft.fix_at,
    }


def _level(before: Recommendation | None, after: Recommendation) -> Json:
    return {
        "before": None if before is None else before.level,
        "after": after.level,
        "rule": [each.rule.rule_id for each in after.deciding],
        "before_rule": [] if before is None else [each.rule.rule_id for each in before.deciding],
        "recommendation": recommendation(after),
    }
