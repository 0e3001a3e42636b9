"""Storm events and change briefings as the API tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.changes.events import LandfallJudgement
from app.changes.fleet import METHOD
from app.changes.likelihood import METHOD as METHOD_LIKELY
from app.changes.likelihood import LikelyChange
from app.changes.model import (
    ArrivalChange,
    Briefing,
    ChangeKind,
    Knowledge,
    Sentence,
    Shift,
    Urgency,
    VesselChange,
    ZoneArrival,
    ZoneChange,
)
from app.geo.compass import compass_en, compass_zh
from app.geo.geojson import Feature, GeoLineString, Position
from app.response.model import Recommendation
from app.response.present import RecommendedLevel, recommendation
from app.storm_events.model import StormEvent, StormEventKind
from app.strict_json import JsonObject
from app.typed_json import extend
from app.typhoon.explanation import Explanation
from app.typhoon.model import Forecast, NoteKind, StormNote, TrackKind
from app.typhoon.path import running_lon
from app.wording import Text


@dataclass(frozen=True, slots=True)
class StormEventAnswer:
    """A storm event: `at` when it became known, `valid_at` when it happens."""

    kind: StormEventKind
    key: str
    at: datetime
    valid_at: datetime
    agency: str
    track_kind: TrackKind | None
    expected: bool
    text: Explanation
    figures: JsonObject
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class LandfallAnswer:
    """What one track says of landfall: where and when, or how near it came to which land."""

    agency: str
    track_kind: TrackKind
    landfalls: list[StormEventAnswer]
    nearest_land: Explanation | None
    nearest_km: float | None


@dataclass(frozen=True, slots=True)
class AnnouncedLandfall:
    """A landfall as an agency announced it, in its own figures."""

    agency: str
    at: datetime
    lon: float | None
    lat: float | None
    published: dict[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class StormEvents:
    """What happened to a storm and what is awaited, by every agency."""

    at: datetime
    events: list[StormEventAnswer]
    landfalls: list[LandfallAnswer]
    announced_landfalls: list[AnnouncedLandfall]


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence in both languages with its figures."""

    kind: ChangeKind
    zh: str
    en: str
    figures: JsonObject


@dataclass(frozen=True, slots=True)
class BriefedBulletin:
    """A bulletin that a briefing compares."""

    issued_at: datetime
    forecast_issued_at: datetime | None
    synthetic: bool
    track_kind: TrackKind


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """A forecast as it was, or is."""

    role: Literal["before", "after"]
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """How far and whither a forecast position moved."""

    valid_at: datetime
    lead_h: float
    km: float
    bearing_deg: float
    direction: Text
    role: Literal["shift"] = "shift"


@dataclass(frozen=True, slots=True)
class TrackShift:
    """Both forecasts and what lies between them."""

    features: list[Feature[ForecastLine, GeoLineString] | Feature[ShiftLine, GeoLineString]]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True)
class ArrivalShift:
    """First arrival of a force at a county's seat by both bulletins; None: not awaited."""

    unit_code: str
    name: str
    force: int
    before_at: datetime | None
    after_at: datetime | None
    shift_min: float | None
    lon: float
    lat: float
    reason: str | None


@dataclass(frozen=True, slots=True)
class ZoneShift:
    """A zone's latest start by both bulletins."""

    zone_id: UUID
    number: int
    name: str
    before_at: datetime | None
    after_at: datetime | None
    shift_min: float | None
    urgency: Urgency
    arrivals: tuple[ZoneArrival, ...]


@dataclass(frozen=True, slots=True)
class VesselShift:
    """A vessel whose time to reach port became too short, or long enough again."""

    vessel_id: int
    name: str | None
    urgency: Urgency
    before_at: datetime | None
    after_at: datetime | None
    port: str
    port_km: float
    port_at: datetime
    lon: float
    lat: float
    fix_at: datetime


@dataclass(frozen=True, slots=True)
class FleetCount:
    """Vessels at sea, and how many are too late by each bulletin."""

    at_sea: int
    late_before: int
    late_after: int
    method: Text


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The level recommended by each bulletin, with the rules that decide."""

    before: int | None
    after: int | None
    rule: list[str]
    before_rule: list[str]
    recommendation: RecommendedLevel


@dataclass(frozen=True, slots=True)
class ChangeBriefing:
    """An agency's bulletin against the one before."""

    storm_id: str
    agency: str
    from_: BriefedBulletin | None
    to: BriefedBulletin
    sentences: list[ToldSentence]
    track_shift: TrackShift
    arrivals: list[ArrivalShift]
    zones: list[ZoneShift]
    vessels: list[VesselShift]
    fleet: FleetCount
    level: LevelChange
    events: list[StormEventAnswer]


@dataclass(frozen=True, slots=True)
class BulletinChanges(ChangeBriefing):
    """With the ensemble's arrivals in the counties by both bulletins."""

    likelihood: list[LikelyChange]
    likelihood_method: Text


def storm_event(event: StormEvent) -> StormEventAnswer:
    """A storm event."""
    return StormEventAnswer(
        kind=event.kind,
        key=event.key,
        at=event.known_at,
        valid_at=event.valid_at,
        agency=event.agency,
        track_kind=event.track_kind,
        expected=event.expected,
        text=event.text,
        figures=dict(event.figures),
        lon=event.lon,
        lat=event.lat,
    )


def landfalls(judged: list[LandfallJudgement]) -> list[LandfallAnswer]:
    """Each track's own answer about landfall."""
    return [
        LandfallAnswer(
            agency=each.agency,
            track_kind=TrackKind(each.track_kind),
            landfalls=[storm_event(event) for event in each.landfalls],
            nearest_land=each.nearest_land,
            nearest_km=each.nearest_km,
        )
        for each in judged
    ]


def announced_landfalls(notes: Sequence[StormNote], at: datetime) -> list[AnnouncedLandfall]:
    """Landfalls as an agency announced them, in its own figures, by `at`."""
    return [
        AnnouncedLandfall(
            note.agency, note.at, note.lon, note.lat, dict(note.published), note.source
        )
        for note in notes
        if note.kind is NoteKind.LANDFALL and note.at is not None and note.at <= at
    ]


def changes(made: Briefing, likely: Sequence[LikelyChange]) -> BulletinChanges:
    """A whole briefing beside the ensemble's arrivals."""
    return extend(
        BulletinChanges, briefing(made), likelihood=list(likely), likelihood_method=METHOD_LIKELY
    )


def briefing(made: Briefing) -> ChangeBriefing:
    """A whole briefing."""
    fleet = made.fleet
    return ChangeBriefing(
        storm_id=made.after.storm.storm_id,
        agency=made.after.outlook.track.agency,
        from_=None if made.before is None else _present_bulletin(made.before),
        to=_present_bulletin(made.after),
        sentences=[sentence(each) for each in made.sentences],
        track_shift=_track_shift(made),
        arrivals=[_present_arrival(each) for each in made.arrivals],
        zones=[_present_zone(each) for each in made.zones],
        vessels=[_present_vessel(each) for each in fleet.changed],
        fleet=FleetCount(fleet.at_sea, fleet.late_before, fleet.late_after, METHOD),
        level=_present_level(made.level_before, made.level_after),
        events=[storm_event(event) for event in made.new_events],
    )


def sentence(told: Sentence) -> ToldSentence:
    """A sentence in both languages with its figures."""
    return ToldSentence(told.kind, told.zh, told.en, dict(told.figures))


def _present_bulletin(known: Knowledge) -> BriefedBulletin:
    forecast = known.outlook.forecast
    return BriefedBulletin(
        issued_at=known.issued_at,
        forecast_issued_at=None if forecast is None else forecast.issued_at,
        synthetic=forecast is not None and forecast.synthetic,
        track_kind=known.outlook.track.kind,
    )


def _track_shift(made: Briefing) -> TrackShift:
    tracks = [_present_track(made.after.outlook.forecast, "after")]
    if made.before is not None:
        tracks.insert(0, _present_track(made.before.outlook.forecast, "before"))
    drawn = [track for track in tracks if track is not None]
    return TrackShift([*drawn, *(_present_shift(shift) for shift in made.shifts)])


def _present_track(
    forecast: Forecast | None, role: Literal["before", "after"]
) -> Feature[ForecastLine, GeoLineString] | None:
    """A forecast as a line; longitudes run on over 180° so that it stays one piece."""
    if forecast is None or len(forecast.points) < 2:
        return None
    lon = running_lon([point.lon for point in forecast.points])
    places: list[Position] = [
        (float(x), point.lat) for x, point in zip(lon, forecast.points, strict=True)
    ]
    return Feature(ForecastLine(role, forecast.issued_at), GeoLineString(places))


def _present_shift(shift: Shift) -> Feature[ShiftLine, GeoLineString]:
    lon = running_lon([shift.from_place[0], shift.to_place[0]])
    places = [(float(lon[0]), shift.from_place[1]), (float(lon[1]), shift.to_place[1])]
    properties = ShiftLine(
        valid_at=shift.valid_at,
        lead_h=round(shift.lead_h, 2),
        km=round(shift.km, 1),
        bearing_deg=round(shift.bearing_deg, 1),
        direction=Text(compass_zh(shift.bearing_deg), compass_en(shift.bearing_deg)),
    )
    return Feature(properties, GeoLineString(places))


def _present_arrival(change: ArrivalChange) -> ArrivalShift:
    shift = change.shift_min
    return ArrivalShift(
        unit_code=change.unit_code,
        name=change.name,
        force=change.force,
        before_at=change.before_at,
        after_at=change.after_at,
        shift_min=None if shift is None else round(shift, 1),
        lon=change.lon,
        lat=change.lat,
        reason=change.reason,
    )


def _present_zone(change: ZoneChange) -> ZoneShift:
    shift = change.shift_min
    return ZoneShift(
        zone_id=change.zone_id,
        number=change.number,
        name=change.name,
        before_at=change.before_at,
        after_at=change.after_at,
        shift_min=None if shift is None else round(shift, 1),
        urgency=change.urgency,
        arrivals=change.arrivals,
    )


def _present_vessel(change: VesselChange) -> VesselShift:
    craft = change.craft
    return VesselShift(
        vessel_id=craft.vessel_id,
        name=craft.name,
        urgency=change.urgency,
        before_at=change.before_at,
        after_at=change.after_at,
        port=craft.port,
        port_km=round(craft.port_km, 1),
        port_at=change.port_at,
        lon=craft.lon,
        lat=craft.lat,
        fix_at=craft.fix_at,
    )


def _present_level(before: Recommendation | None, after: Recommendation) -> LevelChange:
    return LevelChange(
        before=None if before is None else before.level,
        after=after.level,
        rule=[each.rule.rule_id for each in after.deciding],
        before_rule=[] if before is None else [each.rule.rule_id for each in before.deciding],
        recommendation=recommendation(after),
    )
