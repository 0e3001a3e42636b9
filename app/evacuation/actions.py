"""What can be done with a zone. Every change is a new version and is answered at once."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from app.clock import format_utc
from app.database import Connection
from app.errors import Conflict
from app.evacuation import queries
from app.evacuation.answer import Question, TimedAnswer, answer, retime
from app.evacuation.cutoffs import CutoffKind, LeadTimes, TimingInputs, Way
from app.evacuation.model import Polygon, Zone, ZoneChange, ZoneState, check_change
from app.evacuation.order_queries import find_order_in_force
from app.evacuation.present import (
    present_answer,
    present_arrivals,
    present_timing,
    present_waiting,
)
from app.evacuation.turning import turned
from app.evacuation.words import ZONE
from app.evacuation.zone_answer import StoredAnswer
from app.events.model import EventKind
from app.exposure.due import Due
from app.exposure.model import AreaQuestion, GroupCode
from app.incidents.model import Incident
from app.incidents.place import place_of
from app.network.cache import NetworkCache
from app.strict_json import dumps, plain
from app.transaction import Transaction
from app.wording import Language, Text, as_text

_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


class Planner:
    """Answers within one transaction: incident, its moment, and the process's network cache."""

    def __init__(
        self, tx: Transaction, cache: NetworkCache, incident: Incident, at: datetime
    ) -> None:
        self.tx = tx
        self.cache = cache
        self.incident = incident
        self.at = at

    def answer(self, area: AreaQuestion, lead: LeadTimes) -> StoredAnswer:
        """The answer, with the inputs that let timing be run again."""
        question = Question(self.incident, self.at, area, lead)
        return present_answer(answer(self.tx.conn, self.cache, question), self.at)

    def answered(self, zone: Zone) -> Zone:
        """`zone` with a fresh answer; a deleted zone has none."""
        if zone.state == ZoneState.DELETED:
            return replace(zone, answer=None)
        return replace(zone, answer=self.answer(self.area(zone.polygon, zone.due, zone), zone.lead))

    def placed(self, zone: Zone) -> Zone:
        """`zone` with the county and township it lies in."""
        place = place_of(self.tx.conn, self.tx.actor, dumps(zone.polygon))
        return replace(zone, county_code=place.county_code, township_code=place.township_code)

    def area(self, polygon: Polygon, due: Due, zone: Zone | None = None) -> AreaQuestion:
        """The question for a checked polygon, of a zone that exists or of none yet."""
        where = (self.incident.incident_id, self.incident.world.world_id)
        question = AreaQuestion(*where, dumps(polygon), due.groups)
        if zone is None:
            return question
        return replace(question, zone_id=zone.zone_id, number=zone.number)


def retimed(
    conn: Connection, incident: Incident, at: datetime, zones: Sequence[Zone]
) -> list[StoredAnswer | None]:
    """Stored answers with timing run again under what is known at `at` and the zones' minutes.

    Exposure, assignment and clearance stay: neither a bulletin nor the minutes change them.
    """
    answered = [(zone, zone.answer) for zone in zones if zone.answer is not None]
    inputs = [replace(stored.timing_inputs, lead=zone.lead) for zone, stored in answered]
    counted = [stored.basis.counted_hash if stored.basis else "" for _, stored in answered]
    timed = zip(inputs, retime(conn, incident, inputs, at, counted), strict=True)
    return [
        None if zone.answer is None else _merge_timing(zone.answer, *next(timed), at)
        for zone in zones
    ]


def _merge_timing(
    stored: StoredAnswer, inputs: TimingInputs, timed: TimedAnswer, at: datetime
) -> StoredAnswer:
    return replace(
        stored,
        arrival=present_arrivals(timed),
        timing=present_timing(timed, at),
        waiting=present_waiting(timed, at),
        lead=inputs.lead,
        basis=timed.basis,
        timing_inputs=inputs,
    )


def retime_zones(tx: Transaction, incident: Incident, at: datetime) -> int:
    """Keep the timing of every zone that says something else now; how many moved or turned.

    After a clock was set back each zone is answered anew from that moment on.
    """
    queries.lock_zones(tx.conn, incident.incident_id)
    moved = 0
    zones = queries.list_zones(tx.conn, incident.incident_id)
    for zone, fresh in zip(zones, retimed(tx.conn, incident, at, zones), strict=True):
        back = _is_taken_back(zone, incident)
        come = _has_turned(zone, at)
        if back or (fresh is not None and (come or _says_only(fresh) != _says_only(zone.answer))):
            since = incident.clock.anchor_incident_at if back else at
            queries.keep_answer(tx.conn, zone, fresh, since)
        if fresh is not None and (come or _latest_start(fresh) != _latest_start(zone.answer)):
            moved += 1
            _answered_again(tx, zone, at, {"latest_start_at": _latest_start(fresh)})
        if stopped := _stopped_lines(fresh) - _stopped_lines(zone.answer):
            _line_stopped(tx, zone, at, sorted(stopped))
    _delete_again(tx, incident)
    return moved


def answer_again(planner: Planner, zone_id: uuid.UUID) -> bool:
    """Work a zone out anew over the roads and lines as they are; whether it says something else."""
    conn, incident_id = planner.tx.conn, planner.incident.incident_id
    queries.lock_zones(conn, incident_id)
    zone = queries.get_zone(conn, incident_id, zone_id)
    fresh = planner.answered(zone)
    if _says_only(fresh.answer) == _says_only(zone.answer):
        return False
    queries.keep_answer(conn, zone, fresh.answer, planner.at)
    _answered_again(planner.tx, zone, planner.at, {"because_of": "closure"})
    return True


def _has_turned(zone: Zone, at: datetime) -> bool:
    return zone.answer is not None and turned(zone.answer.timing, at)


def _delete_again(tx: Transaction, incident: Incident) -> None:
    """A zone stays deleted when the clock is set back to before its deletion."""
    for zone in queries.list_zones(tx.conn, incident.incident_id, state=ZoneState.DELETED):
        if _is_taken_back(zone, incident):
            queries.keep_answer(tx.conn, zone, None, incident.clock.anchor_incident_at)


def _is_taken_back(zone: Zone, incident: Incident) -> bool:
    return zone.standing is not None and zone.standing.taken_back(incident.clock)


def _says_only(answer: StoredAnswer | None) -> Any:
    """Everything in an answer but when, and in how many milliseconds, it was worked out.

    Plain, so that the order in which the database keeps names is no difference.
    """
    if answer is None:
        return None
    timing = replace(answer.timing, margin_s=None, incident_at=_NO_MOMENT)
    return plain(replace(answer, timing=timing, elapsed_ms=0.0))


def _stopped_lines(answer: StoredAnswer | None) -> set[str]:
    """Lines of the visitors' plan that sail no more."""
    ferries = [] if answer is None else answer.timing.cutoffs
    return {
        as_text(each.name).zh
        for each in ferries
        if each.passed and each.kind is CutoffKind.FERRY and each.way is Way.HOME_BOAT
    }


def _line_stopped(tx: Transaction, zone: Zone, at: datetime, lines: list[str]) -> None:
    """Announce that a plan leans on boats that are gone: its visitors need a place there now."""
    tx.append_event(
        EventKind.FERRY_STOPPED,
        str(zone.zone_id),
        {"number": zone.number, "name": zone.name, "lines": lines},
        valid_at=at,
        incident_id=zone.incident_id,
        place=zone.place,
    )


def _latest_start(answer: StoredAnswer | None) -> str | None:
    """As it is told, so that a part of a second moves nothing."""
    latest = None if answer is None else answer.timing.latest_start_at
    return None if latest is None else format_utc(latest)


def _answered_again(tx: Transaction, zone: Zone, at: datetime, why: dict[str, Any]) -> None:
    tx.append_event(
        EventKind.ZONE_ANSWERED,
        str(zone.zone_id),
        {"number": zone.number, "name": zone.name, **why},
        valid_at=at,
        incident_id=zone.incident_id,
        place=zone.place,
    )


def create_zone(
    planner: Planner,
    polygon: Polygon,
    due: Due,
    name: str | None,
    lead: LeadTimes,
    language: Language,
) -> Zone:
    """Saves a new zone under the incident's next number; one without a name is called by it."""
    tx, incident_id = planner.tx, planner.incident.incident_id
    queries.lock_zones(tx.conn, incident_id)
    number = queries.next_number(tx.conn, incident_id)
    zone = Zone(
        zone_id=uuid.uuid4(),
        incident_id=incident_id,
        number=number,
        name=name or f"{ZONE.spoken(language)} {number}",
        state=ZoneState.DRAFT,
        **asdict(lead),
        version=1,
        origin_version=1,
        polygon=polygon,
        hazard=due.hazard,
        due_groups=sorted(due.groups),
        answer=None,
        valid_at=planner.at,
        recorded_at=planner.at,
        changed_by=tx.actor.name,
    )
    zone = planner.answered(planner.placed(zone))
    queries.insert_zone(tx.conn, zone)
    _announce_zone(planner, zone, "create")
    return queries.get_zone(tx.conn, incident_id, zone.zone_id)


def edit_zone(
    planner: Planner,
    zone_id: uuid.UUID,
    *,
    polygon: Polygon | None,
    due: Due | None,
    name: str | None,
    lead: LeadTimes | None,
    expected_version: int | None,
) -> Zone:
    """A new version with what is given changed. Raises Conflict when someone was quicker."""
    before = _lock_open(planner, zone_id, ZoneChange.EDIT, expected_version)
    chosen = due or before.due
    after = replace(
        before,
        polygon=before.polygon if polygon is None else polygon,
        hazard=chosen.hazard,
        due_groups=sorted(chosen.groups),
        name=name or before.name,
        version=before.version + 1,
        origin_version=before.version + 1,
        **asdict(lead or before.lead),
    )
    return _change_zone(planner, before, after, "edit")


def delete_zone(planner: Planner, zone_id: uuid.UUID, expected_version: int | None) -> Zone:
    """Takes a zone off the map; undo brings it back. Raises Conflict while an order moves it."""
    before = _lock_open(planner, zone_id, ZoneChange.DELETE, expected_version)
    _check_not_ordered(planner, before)
    number = before.version + 1
    after = replace(before, state=ZoneState.DELETED, version=number, origin_version=number)
    return _change_zone(planner, before, after, "delete")


def _check_not_ordered(planner: Planner, zone: Zone) -> None:
    number = find_order_in_force(planner.tx.conn, zone.incident_id, zone.zone_id)
    if number is not None:
        raise Conflict(
            "E-EVA-023",
            Text("这个区正按令转移", "People of this zone are leaving by order"),
            Text(f"{number} 还有效", f"{number} is in force"),
            Text("先解除或撤回转移令", "Lift or withdraw the order first"),
        )


def undo_zone(planner: Planner, zone_id: uuid.UUID, expected_version: int | None) -> Zone:
    """Takes back the last change, a deletion too; again and again to the zone's first version."""
    before = _lock_open(planner, zone_id, ZoneChange.UNDO, expected_version)
    snapshot = queries.get_snapshot(planner.tx.conn, zone_id, before.origin_version - 1)
    if snapshot is None:
        raise Conflict(
            "E-EVA-022",
            Text("没有可撤销的了", "There is nothing left to undo"),
            Text(f"{before.name}已是最初画的样子", f"{before.name} is as it was first drawn"),
            Text("不要它就删除", "Delete it if it is not wanted"),
        )
    after = replace(
        before,
        polygon=snapshot.polygon,
        # Versions from before groups were chosen took everybody.
        hazard=snapshot.hazard,
        due_groups=snapshot.due_groups,
        name=snapshot.name,
        state=snapshot.state,
        mobilisation_min=snapshot.mobilisation_min,
        notification_min=snapshot.notification_min,
        buffer_min=snapshot.buffer_min,
        version=before.version + 1,
        # Content of an older version: the next undo goes on from there, not back again.
        origin_version=snapshot.origin_version,
    )
    return _change_zone(planner, before, after, "undo")


def _lock_open(
    planner: Planner, zone_id: uuid.UUID, change: ZoneChange, expected_version: int | None
) -> Zone:
    incident_id = planner.incident.incident_id
    queries.lock_zones(planner.tx.conn, incident_id)
    zone = queries.get_zone(planner.tx.conn, incident_id, zone_id)
    check_change(zone, change, expected_version)
    return zone


def _change_zone(planner: Planner, before: Zone, after: Zone, action: str) -> Zone:
    conn = planner.tx.conn
    after = replace(after, valid_at=planner.at, changed_by=planner.tx.actor.name)
    same_people = _who_and_where(before) == _who_and_where(after)
    if same_people and before.answer is not None:
        after = replace(after, answer=retimed(conn, planner.incident, planner.at, [after])[0])
    else:
        after = planner.answered(planner.placed(after))
    queries.update_zone(conn, before, after)
    _announce_zone(planner, after, action)
    if not same_people:
        _settle_neighbours(planner, (before, after))
    return queries.get_zone(conn, before.incident_id, before.zone_id)


def _who_and_where(zone: Zone) -> tuple[Polygon, ZoneState, frozenset[GroupCode]]:
    return zone.polygon, zone.state, zone.due.groups


def _announce_zone(planner: Planner, zone: Zone, action: str) -> None:
    deleted = zone.state == ZoneState.DELETED
    planner.tx.append_event(
        EventKind.ZONE_DELETED if deleted else EventKind.ZONE_CHANGED,
        str(zone.zone_id),
        {"number": zone.number, "name": zone.name, "version": zone.version, "action": action},
        valid_at=planner.at,
        incident_id=zone.incident_id,
        place=zone.place,
    )
    planner.tx.audit(f"zone_{action}", f"zone/{zone.zone_id}", detail={"version": zone.version})


def _settle_neighbours(planner: Planner, changed: tuple[Zone, Zone]) -> None:
    """Answers again the later zones that share ground, shelters or boats with a changed one.

    People on shared ground, places in a shelter and seats of a line belong to the lower number, so
    a change reaches only higher ones, in order.
    """
    conn = planner.tx.conn
    number, touched = changed[0].number, _taken_by(changed)
    near = queries.list_overlapping(conn, changed[0].incident_id, [z.polygon for z in changed])
    for zone in queries.list_zones(conn, changed[0].incident_id):
        used = _taken_by((zone,))
        if zone.number <= number or not (zone.zone_id in near or used & touched):
            continue
        fresh = planner.answered(zone)
        if _says_only(fresh.answer) != _says_only(zone.answer):
            queries.keep_answer(conn, zone, fresh.answer, planner.at)
        touched |= used | _taken_by((fresh,))
        _answered_again(planner.tx, zone, planner.at, {"because_of": number})


def _taken_by(zones: Iterable[Zone]) -> set[str | int]:
    """Shelters by code and lines by id that the zones use."""
    answers = [zone.answer for zone in zones if zone.answer is not None]
    shelters = {each.code for answer in answers for each in answer.assignment.shelters}
    moved = [each for answer in answers for each in answer.timing_inputs.movements]
    lines = {line.line_id for each in moved for line in each.ferries if line.line_id is not None}
    return shelters | lines
