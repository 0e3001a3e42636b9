"""Taking in what the field sends."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import Conflict
from app.events.model import EventKind
from app.incidents.model import Incident
from app.incidents.place import place_of
from app.strict_json import dumps
from app.tasks import queries
from app.tasks.model import FieldReport, NewFieldReport
from app.transaction import Transaction
from app.wording import Text


@dataclass(frozen=True, slots=True)
class Receipt:
    """The report as stored, and whether it was there before."""

    report: FieldReport
    duplicate: bool


def receive_report(
    tx: Transaction, incident: Incident | None, at: datetime, new: NewFieldReport
) -> Receipt:
    """Stores a report once, of no incident while none is open.

    Raises Conflict when its id already belongs to a report that says something else.
    """
    incident_id = None if incident is None else incident.incident_id
    place = place_of(tx.conn, tx.actor, _point(new))
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
            valid_at=at,
            incident_id=incident_id,
            place=place,
        )  # fmt: skip
        tx.audit("receive_report", f"field_report/{new.report_id}")
    return Receipt(stored, duplicate=not added)


def _point(new: NewFieldReport) -> str | None:
    if new.lon is None or new.lat is None:
        return None
    return dumps({"type": "Point", "coordinates": [new.lon, new.lat]})
