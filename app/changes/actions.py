"""Telling everyone what a bulletin changed, once a bulletin; and that bulletins stay away."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.changes import present, queries
from app.changes.briefing import Desk, load_desk, load_pair, make_briefing
from app.changes.events import EventRules, moved_arrivals, storm_events
from app.changes.model import Briefing, ChangeKind, Urgency
from app.configuration.queries import value
from app.events.model import EventKind
from app.incidents.model import Incident
from app.storm_events.model import StormEvent, StormEventKind, clock_text
from app.strict_json import plain
from app.transaction import Transaction
from app.typhoon.explanation import Explanation
from app.typhoon.model import TrackKind
from app.typhoon.outlook import Outlook
from app.typhoon.queries import find_last_bulletin, get_storm, list_outlooks
from app.typhoon.warning_lines import LINE_24H, is_inside

# Sentences about zones and vessels stay with those who may see them: they ask over HTTP.
_FOR_ALL = frozenset(set(ChangeKind) - {ChangeKind.ZONE, ChangeKind.VESSEL})


def brief_changes(tx: Transaction, incident: Incident, at: datetime) -> list[Briefing]:
    """Brief every agency whose newest bulletin at `at` was not briefed last, and announce it."""
    if incident.storm_id is None:
        return []
    storm, made = get_storm(tx.conn, incident.storm_id), list[Briefing]()
    agencies = {
        outlook.track.agency: None
        for outlook in list_outlooks(tx.conn, storm, at)
        if _is_live(outlook)
    }
    desk: Desk | None = None
    for agency in agencies:
        subject = f"{storm.storm_id}/{agency}"
        times = queries.list_bulletin_times(tx.conn, storm.storm_id, agency, at, limit=1)
        since = queries.find_briefed_at(tx.conn, incident.incident_id, subject)
        if times == [since]:
            continue
        desk = desk or load_desk(tx.conn, incident, at)
        made.append(make_briefing(desk, *load_pair(tx.conn, storm, agency, at)))
        _announce_briefing(tx, incident, subject, made[-1])
        events = _events_since(made[-1], desk.rules, since)
        _announce_events(tx, incident, storm.storm_id, events)
    return made


def _events_since(made: Briefing, rules: EventRules, since: datetime | None) -> list[StormEvent]:
    """What the bulletin brought, and what those brought that were passed over: in a fast exercise
    the clock may jump two bulletins at a time."""
    brought = [*made.new_events]
    if made.before is not None:
        brought += moved_arrivals(made.arrivals, made.after, rules.arrival_moved_min)
    keys = {event.key for event in brought}
    if since is None:
        return brought
    passed_over = [
        event
        for event in storm_events(made.after.outlook, rules)
        if not event.expected and event.known_at > since and event.key not in keys
    ]
    return [*passed_over, *brought]


def _is_live(outlook: Outlook) -> bool:
    """An archive without forecasts brings no bulletins."""
    return outlook.forecast is not None or outlook.track.kind is TrackKind.OPERATIONAL


def _announce_briefing(tx: Transaction, incident: Incident, subject: str, made: Briefing) -> None:
    told = present.briefing(made)
    vessels = [each.urgency for each in made.fleet.changed]
    payload = {
        "storm_id": made.after.storm.storm_id,
        "agency": told.agency,
        "from": told.from_,
        "to": told.to,
        "level": {
            "before": told.level.before,
            "after": told.level.after,
            "rule": told.level.rule,
        },
        "sentences": [present.sentence(each) for each in made.sentences if each.kind in _FOR_ALL],
        "vessels_newly_late": vessels.count(Urgency.NEWLY_LATE),
        "zones_newly_late": sum(zone.urgency is Urgency.NEWLY_LATE for zone in made.zones),
    }
    tx.append_event(
        EventKind.CHANGE_BRIEFED,
        subject,
        plain(payload),
        valid_at=made.after.issued_at,
        incident_id=incident.incident_id,
    )


def _announce_events(
    tx: Transaction, incident: Incident, storm_id: str, events: Iterable[StormEvent]
) -> None:
    """Each once an incident; an awaited one again whenever it newly appears."""
    until = datetime.max.replace(tzinfo=incident.opened_at.tzinfo)
    known = {
        told["key"]
        for told in queries.list_announced(tx.conn, incident.incident_id, storm_id, until)
    }
    for event in events:
        if event.expected or event.key not in known:
            tx.append_event(
                EventKind.STORM_EVENT,
                storm_id,
                plain(present.storm_event(event)),
                valid_at=event.known_at,
                incident_id=incident.incident_id,
            )


def announce_stale(tx: Transaction, incident: Incident, at: datetime) -> StormEvent | None:
    """Say once that the next bulletin is overdue (configuration `typhoon.stale_fix_min_*`)."""
    if incident.storm_id is None:
        return None
    last = find_last_bulletin(tx.conn, incident.storm_id, at)
    if last is None:
        return None
    inside = is_inside(LINE_24H, last.lon, last.lat)
    limit_min = value(tx.conn, f"typhoon.stale_fix_min_{'inside' if inside else 'outside'}")
    stale_at = last.issued_at + timedelta(minutes=limit_min)
    if at <= stale_at:
        return None
    kind = StormEventKind.STALE_BULLETIN
    event = StormEvent(
        kind,
        f"{last.agency}/{kind}/{last.issued_at:%Y-%m-%dT%H:%M}",
        stale_at,
        stale_at,
        last.agency,
        None,
        False,
        Explanation(
            f"{last.agency} {clock_text(last.issued_at)} 之后 {limit_min:g} 分钟没有新的台风报",
            f"no bulletin for {limit_min:g} min after {last.agency} {clock_text(last.issued_at)}",
        ),
        {"issued_at": last.issued_at, "limit_min": limit_min, "inside_24h_line": inside},
        last.lon,
        last.lat,
    )
    _announce_events(tx, incident, incident.storm_id, [event])
    return event
