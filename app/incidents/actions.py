"""What can be done with an incident: open it in a world, label it, close it."""

from datetime import datetime

from app.accounts.model import CITY_CODE, Actor, Label
from app.accounts.rights import Permission, require
from app.clock import IncidentClock, real_now
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.events.model import EventKind
from app.incidents import queries
from app.incidents.model import MAX_NAME, Incident, NewIncident
from app.transaction import Transaction
from app.wording import Text
from app.worlds import queries as worlds
from app.worlds.actions import check_moment, check_rate, open_exercise_world
from app.worlds.model import REAL_WORLD_ID


def open_incident(tx: Transaction, new: NewIncident) -> Incident:
    """Open one beside those that are open. Raises Denied, Conflict, InvalidInput, NotFound."""
    _require_city(tx.actor)
    queries.lock_incidents(tx.conn)
    _check_start(tx, new)
    world_id, opened_at = _world_for(tx, new)
    incident_id = queries.insert_incident(
        tx.conn,
        kind=new.kind,
        name=new.name.strip(),
        storm_id=new.storm_id,
        opened_at=opened_at,
        world_id=world_id,
        label=new.label,
    )
    incident = queries.get_incident(tx.conn, incident_id)
    worlds.tell_processes(tx.conn)
    _announce_incident(tx, EventKind.INCIDENT_OPENED, incident)
    detail = {"name": incident.name, "exercise": new.exercise, "label": new.label,
              "world": world_id}  # fmt: skip
    tx.audit("open_incident", _object_name(incident), detail=detail | {"storm": new.storm_id})
    return incident


def close_incident(tx: Transaction, incident_id: int) -> Incident:
    """Close it; its zones, reports and responses stay to be read. Raises Denied, Conflict.

    With its last incident an exercise's world closes too.
    """
    _require_city(tx.actor)
    queries.lock_incidents(tx.conn)
    incident = queries.get_incident(tx.conn, incident_id)
    if incident.closed_at is not None:
        raise Conflict(
            "E-INC-005",
            Text("没有关闭", "It was not closed"),
            Text(f"“{incident.name}”早已关闭", f"“{incident.name}” was closed before"),
            Text("刷新页面看现在的事件", "Reload the page to see the incident now"),
        )
    now = real_now()
    at = incident.clock.at(now)
    in_force = queries.list_active_responses(tx.conn, incident_id, at)
    queries.close_incident(tx.conn, incident_id, now)
    worlds.close_exercises_without_incident(tx.conn, now)
    worlds.tell_processes(tx.conn)
    _announce_incident(tx, EventKind.INCIDENT_CLOSED, incident)
    detail = {"name": incident.name, "responses_in_force": len(in_force)}
    tx.audit("close_incident", _object_name(incident), detail=detail)
    return queries.get_incident(tx.conn, incident_id)


def relabel_incident(tx: Transaction, incident_id: int, label: Label) -> Incident:
    """Give an incident, open or closed, another label. Raises Denied, NotFound."""
    _require_city(tx.actor)
    incident = queries.get_incident(tx.conn, incident_id)
    if label is incident.label:
        return incident
    if label.rank > tx.actor.clearance.rank:
        raise Denied(
            "E-INC-006",
            Text("标记没有改", "The label was not changed"),
            Text(f"您看不到标为 {label} 的事件", f"You cannot see incidents labelled {label}"),
            Text("请权限更高的人来改", "Ask somebody with a higher clearance"),
        )
    queries.set_label(tx.conn, incident_id, label)
    worlds.tell_processes(tx.conn)
    # Of no incident and with nothing in it: who loses sight of the incident must hear of it too.
    tx.append_event(EventKind.INCIDENT_RELABELLED, "incident", {}, valid_at=real_now())
    detail = {"before": incident.label, "after": label}
    tx.audit("label_incident", _object_name(incident), detail=detail)
    return queries.get_incident(tx.conn, incident_id)


def _object_name(incident: Incident) -> str:
    return f"incident/{incident.incident_id}"


def _announce_incident(tx: Transaction, kind: EventKind, incident: Incident) -> None:
    tx.append_event(
        kind,
        str(incident.incident_id),
        {"name": incident.name, "exercise": incident.exercise},
        valid_at=incident.clock.now(),
        incident_id=incident.incident_id,
    )


def _require_city(actor: Actor) -> None:
    """An incident is the whole city's: a county's planner does not open or close it."""
    require(actor, Permission.OPEN_INCIDENT)
    if actor.scope is not None and actor.unit_code != CITY_CODE:
        raise Denied(
            "E-INC-003",
            Text("事件没有改", "The incident was not changed"),
            Text(
                "打开、关闭和标记事件是市级的事",
                "Opening, closing and labelling incidents is the city's",
            ),
            Text("请市级规划员或指挥员来做", "Ask a planner or commander of the city"),
        )


def _check_start(tx: Transaction, new: NewIncident) -> None:
    if not 0 < len(new.name.strip()) <= MAX_NAME:
        raise InvalidInput(
            "E-INC-007",
            Text("事件没有打开", "The incident was not opened"),
            Text(f"名称要 1 到 {MAX_NAME} 个字", f"A name has 1 to {MAX_NAME} characters"),
            Text("改好名称再打开", "Correct the name and open again"),
        )
    if new.storm_id is not None and not queries.storm_exists(tx.conn, new.storm_id):
        raise NotFound(
            "E-INC-008",
            Text("事件没有打开", "The incident was not opened"),
            Text(f"库里没有台风 {new.storm_id}", f"Typhoon {new.storm_id} is not in the database"),
            Text("先导入它的路径", "Import its track first"),
        )
    if new.label.rank > tx.actor.clearance.rank:
        raise Denied(
            "E-INC-006",
            Text("事件没有打开", "The incident was not opened"),
            Text(
                f"您看不到标为 {new.label} 的事件", f"You cannot see incidents labelled {new.label}"
            ),
            Text("选低一级的标记", "Choose a lower label"),
        )
    own_clock = new.exercise and new.world_id is None
    if not own_clock and (new.start_at is not None or new.rate is not None):
        raise InvalidInput(
            "E-INC-009",
            Text("事件没有打开", "The incident was not opened"),
            Text(
                "实战和已开的演练，时间照走",
                "The real world and an exercise under way have their own time",
            ),
            Text(
                "去掉起始时刻和倍速，或另开演练",
                "Leave out start and speed, or open another exercise",
            ),
        )
    _check_world(tx, new)
    check_rate(new.rate)
    check_moment(queries.storm_span(tx.conn, new.storm_id) if new.storm_id else None, new.start_at)


def _world_for(tx: Transaction, new: NewIncident) -> tuple[int, datetime]:
    """The number of the world it opens in, and the moment there."""
    now = real_now()
    if new.world_id is not None:
        return new.world_id, worlds.get_world(tx.conn, new.world_id).clock.at(now)
    if not new.exercise:
        return REAL_WORLD_ID, now
    clock = _first_clock(tx, new, now)
    return open_exercise_world(tx, new.name.strip(), clock), clock.anchor_incident_at


def _first_clock(tx: Transaction, new: NewIncident, now: datetime) -> IncidentClock:
    """An exercise begins with its storm unless told otherwise."""
    span = queries.storm_span(tx.conn, new.storm_id) if new.storm_id else None
    start = new.start_at or (now if span is None else span[0])
    return IncidentClock(now, start, 1.0 if new.rate is None else new.rate)


def _check_world(tx: Transaction, new: NewIncident) -> None:
    """Raise Conflict for a world that is over or of another kind; NotFound where there is none."""
    if new.world_id is None:
        return
    world = worlds.get_world(tx.conn, new.world_id)
    if world.closed_at is not None or world.exercise is not new.exercise:
        raise Conflict(
            "E-INC-013",
            Text("事件没有打开", "The incident was not opened"),
            Text(
                f"世界 {world.world_id} 已结束，或不是这一种",
                f"World {world.world_id} is over, or is of the other kind",
            ),
            Text(
                "看 ./haitang world list，选一个开着的",
                "See ./haitang world list and choose one that is open",
            ),
        )
