"""Putting a change briefing together: one agency's bulletin against the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.changes import sentences
from app.changes.arrivals import arrival_changes, zone_changes
from app.changes.events import EventRules, new_events
from app.changes.fleet import Sailing, fleet_change
from app.changes.model import Briefing, Craft, Knowledge, Sentence
from app.changes.queries import list_bulletin_times, list_crafts
from app.changes.shifts import track_shifts
from app.closures.model import StatedClosures
from app.closures.queries import load_said
from app.configuration.queries import list_settings, value
from app.database import Connection
from app.errors import NotFound
from app.evacuation.answer import Figures
from app.evacuation.model import Zone
from app.evacuation.queries import list_zones
from app.evacuation.surge import SurgeTable, load_surge
from app.incidents.model import Incident
from app.response.view import Ground, load_ground
from app.storm_events.practice import motion_rules
from app.typhoon.model import Storm
from app.typhoon.outlook import Outlook
from app.typhoon.queries import list_outlooks
from app.wording import Text


@dataclass(frozen=True, slots=True)
class Desk:
    """What every briefing of a moment shares: the ground, the rules, the zones, the boats."""

    ground: Ground
    rules: EventRules
    track_moved_km: float
    sailing: Sailing
    zones: tuple[Zone, ...]
    crafts: tuple[Craft, ...]
    surge: SurgeTable
    said: StatedClosures


def load_rules(conn: Connection, ground: Ground) -> EventRules:
    """What counts as an event, as the office set it."""
    return EventRules(motion_rules(conn), ground.coast, value(conn, "typhoon.arrival_moved_min"))


def load_desk(
    conn: Connection, incident: Incident, at: datetime, past: datetime | None = None
) -> Desk:
    """The desk with the boats as they were at `at` and the zones as they are, or were at `past`."""
    ground = load_ground(conn)
    heard = timedelta(hours=value(conn, "vessel.offline_h"))
    return Desk(
        ground,
        load_rules(conn, ground),
        value(conn, "typhoon.track_moved_km"),
        Sailing(value(conn, "evac.withdraw_kn"), value(conn, "evac.sea_detour")),
        tuple(list_zones(conn, incident.incident_id, past)),
        tuple(list_crafts(conn, incident.world.world_id, at, heard)),
        load_surge(conn, at, Figures(list_settings(conn))),
        load_said(conn, incident, at),
    )


def load_pair(
    conn: Connection, storm: Storm, agency: str, until: datetime
) -> tuple[Knowledge | None, Knowledge]:
    """The agency's bulletin known at `until`, and the one before it. Raises NotFound."""
    times = list_bulletin_times(conn, storm.storm_id, agency, until)
    now = list_outlooks(conn, storm, times[0]) if times else []
    mine = next((each for each in now if each.track.agency == agency), None)
    if mine is None:
        raise NotFound(
            "E-CHG-001",
            Text(
                "这时还没有这家机构的台风报", "This agency has no typhoon bulletin yet at this time"
            ),
            Text(
                f"{storm.name_zh}，机构 {agency}，截至 {until:%Y-%m-%d %H:%M} UTC",
                f"{storm.name_en}, agency {agency}, up to {until:%Y-%m-%d %H:%M} UTC",
            ),
            Text("换一家机构，或把时间往后移", "Choose another agency, or a later time"),
        )
    after = Knowledge(storm, times[0], mine, tuple(now), tuple(now))
    if len(times) < 2:
        return None, after
    return _known_before(conn, after, times[1]), after


def _known_before(conn: Connection, after: Knowledge, issued_at: datetime) -> Knowledge | None:
    track, then = after.outlook.track, list_outlooks(conn, after.storm, issued_at)
    mine = next(
        (
            each
            for each in then
            if (each.track.agency, each.track.kind) == (track.agency, track.kind)
        ),
        None,
    )
    if mine is None:
        return None
    outlooks = tuple(mine if each is after.outlook else each for each in after.outlooks)
    return Knowledge(after.storm, issued_at, mine, outlooks, tuple(then))


def make_briefing(desk: Desk, before: Knowledge | None, after: Knowledge) -> Briefing:
    """The whole briefing."""
    ground, rules = desk.ground, desk.rules
    was: Outlook | None = None if before is None else before.outlook
    made = Briefing(
        before,
        after,
        level_before=None
        if before is None
        else ground.recommend(before.outlook, before.then, before.issued_at),
        level_after=ground.recommend(after.outlook, after.then, after.issued_at),
        shifts=tuple(track_shifts(was.forecast if was else None, after.outlook.forecast)),
        arrivals=tuple(arrival_changes(before, after, ground.seats)),
        zones=tuple(zone_changes(before, after, desk.zones, desk.surge, desk.said)),
        fleet=fleet_change(before, after, desk.crafts, desk.sailing),
        new_events=tuple(new_events(before, after, rules)),
        sentences=(),
    )
    return replace(made, sentences=tuple(_make_sentences(made, desk)))


def _make_sentences(made: Briefing, desk: Desk) -> Sequence[Sentence]:
    if made.before is None:
        level = sentences.level_sentence(None, made.level_after)
        first = sentences.first_sentence(made.after)
        return [first, *([level] if level else []), *sentences.event_sentences(made.new_events)]
    return list(_tell_changes(made, made.before, desk)) or [sentences.no_change_sentence()]


def _tell_changes(made: Briefing, before: Knowledge, desk: Desk) -> Iterator[Sentence]:
    least_min = desk.rules.arrival_moved_min
    singles = (
        sentences.level_sentence(made.level_before, made.level_after),
        sentences.strength_sentence(before, made.after),
        sentences.track_sentence(made.shifts, desk.track_moved_km),
        sentences.fleet_sentence(made.fleet),
    )
    level, strength, track, fleet = singles
    ordered = (
        *([level] if level else []),
        *sentences.event_sentences(made.new_events),
        *sentences.arrival_sentences(made.arrivals, least_min),
        *sentences.zone_sentences(made.zones, least_min),
        *([fleet] if fleet else []),
        *([track] if track else []),
        *([strength] if strength else []),
    )
    yield from ordered
