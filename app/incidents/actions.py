"""What can be done with an incident's clock."""

from datetime import datetime

from app.clock import real_now
from app.errors import Conflict, InvalidInput
from app.events.model import EventKind
from app.incidents import queries
from app.incidents.model import MAX_RATE, Incident
from app.transaction import Transaction


def set_clock(
    tx: Transaction, incident: Incident, *, rate: float | None, incident_at: datetime | None
) -> Incident:
    """Change an exercise's rate or moment. Raises Conflict for a live incident."""
    if not incident.exercise:
        raise Conflict("E-CLK-001", "时钟没有改", "这是实战事件，时间只能照走", "要回放请另开演练")
    if rate is not None and not 0 <= rate <= MAX_RATE:
        raise InvalidInput(
            "E-CLK-002", "时钟没有改", f"倍速 {rate} 超出 0 到 {MAX_RATE:.0f}", "选范围内的倍速"
        )
    _check_span(tx, incident, incident_at)
    clock = incident.clock.rebased(real_now(), rate=rate, incident_at=incident_at)
    queries.update_clock(tx.conn, incident.incident_id, clock)
    tx.append_event(
        EventKind.CLOCK_CHANGED,
        str(incident.incident_id),
        {"rate": clock.rate, "jumped": incident_at is not None},
        valid_at=clock.anchor_incident_at,
        incident_id=incident.incident_id,
    )
    tx.audit("set_clock", f"incident/{incident.incident_id}", detail={"rate": clock.rate})
    return queries.get_incident(tx.conn, incident.incident_id)


def _check_span(tx: Transaction, incident: Incident, incident_at: datetime | None) -> None:
    span = queries.storm_span(tx.conn, incident.storm_id) if incident.storm_id else None
    if incident_at is None or span is None:
        return
    if not span[0] <= incident_at <= span[1]:
        raise InvalidInput(
            "E-CLK-003", "时钟没有改", "这个时刻在台风资料之外", "选路径起止之间的时刻"
        )
