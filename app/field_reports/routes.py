"""HTTP of field reports."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import edge
from app.blueprint import Blueprint
from app.clock import parse_utc
from app.errors import InvalidInput
from app.field_reports.actions import Receipt, receive_report
from app.field_reports.model import FieldReport, NewFieldReport, ReportKind
from app.field_reports.queries import list_reports
from app.incidents.routes import find_incident_asked
from app.wording import Text, reason_of

blueprint = Blueprint("field_reports", __name__, url_prefix="/api/v1")

_UUID_VERSION = 7
_MAX_TEXT = 2000


@dataclass(frozen=True, slots=True)
class FieldReportList:
    """Reports, newest first."""

    reports: list[FieldReport]


@blueprint.post("/field-reports")
def post_report() -> tuple[Receipt, int]:
    """Take in a report for the `incident_id` it was written in, or for none.

    A resend of the same is answered 200 and changes nothing; other words under its id are 409.
    """
    new = _read_report(edge.body())
    with edge.transaction() as tx:
        receipt = receive_report(tx, new)
    return receipt, 200 if receipt.duplicate else 201


@blueprint.get("/field-reports")
def get_reports() -> FieldReportList:
    """The incident's reports, newest first."""
    limit = edge.int_argument("limit", 50, 1, 500)
    with edge.transaction() as tx:
        return FieldReportList(list_reports(tx.conn, find_incident_asked(tx), limit))


def _read_report(data: dict[str, Any]) -> NewFieldReport:
    try:
        report_id = UUID(str(data.get("report_id")))
        kind = ReportKind(str(data.get("kind")))
        made_at = parse_utc(str(data.get("made_at")))
    except ValueError as error:
        raise _report_refusal(reason_of(error)) from error
    if report_id.version != _UUID_VERSION:
        raise _report_refusal(Text("report_id 不是 UUIDv7", "report_id is not a UUIDv7"))
    lon, lat = _read_place(data)
    return NewFieldReport(
        report_id, kind, _read_text(data), _read_people(data), made_at, lon, lat, _incident_id(data)
    )


def _incident_id(data: dict[str, Any]) -> int | None:
    """The number that was sent; one that no incident can have is none: a report is taken."""
    number = data.get("incident_id")
    return number if type(number) is int and 0 < number < 2**31 else None


def _read_text(data: dict[str, Any]) -> str:
    text = str(data.get("text") or "").strip()
    if not 1 <= len(text) <= _MAX_TEXT or "\x00" in text:
        raise _report_refusal(
            Text(
                f"正文要 1 到 {_MAX_TEXT} 个字，收到 {len(text)} 个",
                f"The text has 1 to {_MAX_TEXT} characters; got {len(text)}",
            )
        )
    return text


def _read_people(data: dict[str, Any]) -> int | None:
    people = data.get("people")
    if people is None:
        return None
    if not isinstance(people, int) or isinstance(people, bool) or not 0 <= people <= 10_000_000:
        raise _report_refusal(Text(f"人数收到 {people}", f"Got {people} as the number of people"))
    return people


def _read_place(data: dict[str, Any]) -> tuple[float | None, float | None]:
    lon, lat = data.get("lon"), data.get("lat")
    if lon is None and lat is None:
        return None, None
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in (lon, lat))
    if not numbers or not (-180 <= float(lon or 0) <= 180 and -90 <= float(lat or 0) <= 90):
        raise _report_refusal(Text(f"位置收到 {lon}, {lat}", f"Got {lon}, {lat} as the position"))
    return float(lon or 0), float(lat or 0)


def _report_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-REP-001",
        Text("报告没有收下", "The report was not taken"),
        why,
        Text(
            "改正后再发；原文还在平板上",
            "Correct it and send again; the original is still on the tablet",
        ),
    )
