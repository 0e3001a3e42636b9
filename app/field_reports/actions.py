"""Taking in what the field sends."""

from dataclasses import dataclass

from app.clock import real_now
from app.errors import Conflict
from app.events.model import EventKind
from app.field_reports import queries
from app.field_reports.model import FieldReport, NewFieldReport
from app.incidents.place import place_of
from app.incidents.queries import find_incident
from app.strict_json import dumps
from app.transaction import Transaction
from app.wording import Text


@dataclass(frozen=True, slots=True)
class Receipt:
    """The report as stored, and whether it was there before."""

    report: FieldReport
    duplicate: bool


def receive_report(tx: Transaction, new: NewFieldReport) -> Receipt:
    """Store a report once, in the incident that it names, open or closed.

    It is never put into whichever is open: what was written in none, or in one that its writer may
    not know of any more, is of none. Raises Conflict when its id already belongs to a report that
    says something else.
    """
    incident = None if new.incident_id is None else find_incident(tx.conn, new.incident_id)
    incident_id = None if incident is None else incident.incident_id
    place = place_of(tx.conn, tx.actor, _point_text(new))
    added = queries.insert_report(tx.conn, incident_id, tx.actor.name, new, place)
    stored = queries.get_report(tx.conn, new.report_id)
    if stored is None or not new.is_as_stored(stored):
        raise Conflict(
            "E-REP-002",
            Text("报告没有收下", "The report was not taken"),
            Text("这个编号已经是另一份报告", "The number belongs to another report already"),
            Text("在平板上重新填一份", "Fill in a new one on the tablet"),
        )
    if added:
        tx.append_event(
            EventKind.FIELD_REPORT_RECEIVED,
            str(new.report_id),
            {"kind": stored.kind, "text": stored.text, "people": stored.people,
             "lon": stored.lon, "lat": stored.lat},
            valid_at=real_now() if incident is None else incident.clock.now(),
            incident_id=incident_id,
            place=place,
        )  # fmt: skip
        tx.audit("receive_report", f"field_report/{new.report_id}")
    return Receipt(stored, duplicate=not added)


def _point_text(new: NewFieldReport) -> str | None:
    if new.lon is None or new.lat is None:
        return None
    return dumps({"type": "Point", "coordinates": [new.lon, new.lat]})
