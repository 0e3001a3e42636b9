"""HTTP of storm events and change briefings."""

from dataclasses import replace
from datetime import datetime

from flask import request

from app import edge, typed_json
from app.accounts.rights import Permission, may
from app.blueprint import Blueprint
from app.changes import present, queries
from app.changes.briefing import load_desk, load_pair, load_rules, make_briefing
from app.changes.events import judge_landfalls, storm_events
from app.changes.likelihood import likely_changes
from app.clock import parse_utc
from app.errors import InvalidInput, NotFound
from app.response.view import load_ground
from app.storm_events.model import StormEventKind
from app.transaction import Transaction
from app.typhoon.archive.queries import list_notes
from app.typhoon.model import Storm
from app.typhoon.queries import get_storm, list_outlooks
from app.typhoon.routes import incident, moment
from app.wording import Text, reason_of

blueprint = Blueprint("changes", __name__, url_prefix="/api/v1")

# Found in the event stream, for they depend on when a bulletin came or did not.
_ANNOUNCED = frozenset({StormEventKind.ARRIVAL_MOVED, StormEventKind.STALE_BULLETIN})


@blueprint.get("/typhoons/<storm_id>/events")
def get_events(storm_id: str) -> present.StormEvents:
    """What happened to a storm and what is awaited, by every agency, as known at `at`."""
    with edge.transaction() as tx:
        storm, at = get_storm(tx.conn, storm_id), moment(tx)
        outlooks = list_outlooks(tx.conn, storm, at)
        ground = load_ground(tx.conn)
        rules = load_rules(tx.conn, ground)
        announced = _announced_events(tx, storm, at)
        notes = list_notes(tx.conn, storm.storm_id)
    events = [
        present.storm_event(event) for outlook in outlooks for event in storm_events(outlook, rules)
    ]
    return present.StormEvents(
        at=at,
        events=events + announced,
        landfalls=present.landfalls(judge_landfalls(outlooks, ground.coast)),
        announced_landfalls=present.announced_landfalls(notes, at),
    )


def _announced_events(
    tx: Transaction, storm: Storm, at: datetime
) -> list[present.StormEventAnswer]:
    told = queries.list_announced(tx.conn, incident(tx).incident_id, storm.storm_id, at)
    events = [typed_json.read(present.StormEventAnswer, event) for event in told]
    return [event for event in events if event.kind in _ANNOUNCED]


@blueprint.get("/typhoons/<storm_id>/changes")
def get_changes(storm_id: str) -> present.BulletinChanges:
    """An agency's bulletin of `issued_at` (or its newest) against the one before.

    It is told for the zones as they are, with `at` for those that stood at that moment.

    Who may only watch gets the fleet's counts, not its vessels."""
    with edge.transaction() as tx:
        case, until = incident(tx), _issued_at() or moment(tx)
        storm = get_storm(tx.conn, storm_id)
        agency = request.args.get("agency") or _first_agency(tx, storm, until)
        before, after = load_pair(tx.conn, storm, agency, until)
        desk = load_desk(tx.conn, case, after.issued_at, case.clock.past(edge.at_argument()))
        made = make_briefing(desk, before, after)
        counties = [seat.code for seat in desk.ground.seats]
        likely = likely_changes(tx.conn, before, after, counties)
    told = present.changes(made, likely)
    return told if may(edge.actor(), Permission.VIEW) else replace(told, vessels=[])


def _first_agency(tx: Transaction, storm: Storm, at: datetime) -> str:
    outlooks = list_outlooks(tx.conn, storm, at)
    if not outlooks:
        raise NotFound(
            "E-CHG-002",
            Text("这时还没有台风报", "There is no typhoon bulletin yet at this time"),
            Text(
                f"{storm.name_zh}，截至 {at:%Y-%m-%d %H:%M} UTC",
                f"{storm.name_en}, up to {at:%Y-%m-%d %H:%M} UTC",
            ),
            Text("把时间往后移", "Choose a later time"),
        )
    return outlooks[0].track.agency


def _issued_at() -> datetime | None:
    text = request.args.get("issued_at")
    if not text:
        return None
    try:
        return parse_utc(text.replace(" ", "+"))
    except ValueError as error:
        raise InvalidInput(
            "E-CHG-003",
            Text("时间看不懂", "The time cannot be read"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error
