"""What can be done with an incident: open it, label it, set its clock, close it."""

from datetime import datetime

from app.accounts.model import CITY_CODE, Actor, Label
from app.accounts.rights import Permission, require
from app.clock import IncidentClock, real_now
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.events.model import EventKind
from app.incidents import queries
from app.incidents.model import MAX_NAME, MAX_RATE, Incident, NewIncident
from app.transaction import Transaction
from app.wording import Text


def open_incident(tx: Transaction, new: NewIncident) -> Incident:
    """Open an incident. Raises Denied, Conflict while another is open, InvalidInput, NotFound."""
    _require_city(tx.actor)
    queries.lock_incidents(tx.conn)
    _check_none_open(tx)
    _check(tx, new)
    clock = _first_clock(tx, new)
    incident_id = queries.insert_incident(
        tx.conn,
        kind=new.kind,
        name=new.name.strip(),
        exercise=new.exercise,
        storm_id=new.storm_id,
        clock=clock,
        label=new.label,
    )
    incident = queries.get_incident(tx.conn, incident_id)
    queries.tell_processes(tx.conn, incident_id)
    _announce(tx, EventKind.INCIDENT_OPENED, incident)
    detail = {"name": incident.name, "exercise": new.exercise, "label": new.label}
    tx.audit("open_incident", _object(incident), detail=detail | {"storm": new.storm_id})
    return incident


def close_incident(tx: Transaction, incident_id: int) -> Incident:
    """Close it; its zones, reports and responses stay to be read. Raises Denied, Conflict."""
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
    queries.tell_processes(tx.conn, incident_id)
    _announce(tx, EventKind.INCIDENT_CLOSED, incident)
    detail = {"name": incident.name, "responses_in_force": len(in_force)}
    tx.audit("close_incident", _object(incident), detail=detail)
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
    queries.tell_processes(tx.conn, incident_id)
    # Of no incident and with nothing in it: who loses sight of the incident must hear of it too.
    tx.append_event(EventKind.INCIDENT_RELABELLED, "incident", {}, valid_at=real_now())
    detail = {"before": incident.label, "after": label}
    tx.audit("label_incident", _object(incident), detail=detail)
    return queries.get_incident(tx.conn, incident_id)


def set_clock(
    tx: Transaction, incident: Incident, *, rate: float | None, incident_at: datetime | None
) -> Incident:
    """Change an exercise's rate or moment. Raises Conflict for a live incident."""
    if not incident.exercise:
        raise Conflict(
            "E-CLK-001",
            Text("时钟没有改", "The clock was not changed"),
            Text("这是实战事件，时间只能照走", "This is a real incident; its time runs as it is"),
            Text("要回放请另开演练", "Open an exercise to replay"),
        )
    _check_rate(rate)
    _check_span(tx, incident.storm_id, incident_at)
    clock = incident.clock.rebased(real_now(), rate=rate, incident_at=incident_at)
    queries.update_clock(tx.conn, incident.incident_id, clock)
    tx.append_event(
        EventKind.CLOCK_CHANGED,
        str(incident.incident_id),
        {"rate": clock.rate, "jumped": incident_at is not None},
        valid_at=clock.anchor_incident_at,
        incident_id=incident.incident_id,
    )
    tx.audit("set_clock", _object(incident), detail={"rate": clock.rate})
    return queries.get_incident(tx.conn, incident.incident_id)


def _object(incident: Incident) -> str:
    return f"incident/{incident.incident_id}"


def _announce(tx: Transaction, kind: EventKind, incident: Incident) -> None:
    tx.append_event(
        kind,
        str(incident.incident_id),
        {"name": incident.name, "exercise": incident.exercise},
        valid_at=incident.clock.now(),
        incident_id=incident.incident_id,
    )


def _require_city(actor: Actor) -> None:
    """One incident is the whole city's: a county's planner does not open or close it."""
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


def _check_none_open(tx: Transaction) -> None:
    now_open = queries.find_current_incident(tx.conn)
    if now_open is not None:
        kind = Text("演练", "The exercise") if now_open.exercise else Text("事件", "The incident")
        raise Conflict(
            "E-INC-004",
            Text("事件没有打开", "The incident was not opened"),
            Text(
                f"{kind.zh}“{now_open.name}”（{now_open.incident_id}）还开着",
                f"{kind.en} “{now_open.name}” ({now_open.incident_id}) is still open",
            ),
            Text("先关闭它，再打开新的", "Close it first, then open the new one"),
            detail={"incident_id": now_open.incident_id, "name": now_open.name},
        )


def _check(tx: Transaction, new: NewIncident) -> None:
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
    if not new.exercise and (new.start_at is not None or new.rate is not None):
        raise InvalidInput(
            "E-INC-009",
            Text("事件没有打开", "The incident was not opened"),
            Text("实战事件的时间只能照走", "A real incident's time runs as it is"),
            Text(
                "去掉起始时刻和倍速，或改为演练",
                "Leave out start and speed, or make it an exercise",
            ),
        )
    _check_rate(new.rate)
    _check_span(tx, new.storm_id, new.start_at)


def _first_clock(tx: Transaction, new: NewIncident) -> IncidentClock:
    """Real time for a real incident; an exercise begins with its storm unless told otherwise."""
    now = real_now()
    if not new.exercise:
        return IncidentClock(now, now, 1.0)
    span = queries.storm_span(tx.conn, new.storm_id) if new.storm_id else None
    start = new.start_at or (now if span is None else span[0])
    return IncidentClock(now, start, 1.0 if new.rate is None else new.rate)


def _check_rate(rate: float | None) -> None:
    if rate is not None and not 0 <= rate <= MAX_RATE:
        raise InvalidInput(
            "E-CLK-002",
            Text("时钟没有改", "The clock was not changed"),
            Text(
                f"倍速 {rate} 超出 0 到 {MAX_RATE:.0f}",
                f"The speed {rate} is outside 0 to {MAX_RATE:.0f}",
            ),
            Text("选范围内的倍速", "Choose a speed in the range"),
        )


def _check_span(tx: Transaction, storm_id: str | None, incident_at: datetime | None) -> None:
    span = queries.storm_span(tx.conn, storm_id) if storm_id else None
    if incident_at is None or span is None:
        return
    if not span[0] <= incident_at <= span[1]:
        raise InvalidInput(
            "E-CLK-003",
            Text("时钟没有改", "The clock was not changed"),
            Text("这个时刻在台风资料之外", "The moment lies outside the typhoon's data"),
            Text("选路径起止之间的时刻", "Choose a moment between the track's beginning and end"),
        )
