"""A roll-call in a test: an order issued over a zone, and what reporters send of it."""

from collections.abc import Iterable
from itertools import count
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from app.clock import format_utc, real_now

_numbers = count(1)


def fresh_id() -> str:
    """A UUIDv7 that no other report of the run has."""
    return str(UUID(f"0190b5a1-0000-7000-8000-{next(_numbers):012d}"))


def ask(client: FlaskClient, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = client.open(f"/api/v1{path}", method=method, json=body)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def draw_zone(client: FlaskClient, polygon: Any, hazard: str = "slope", **more: Any) -> Any:
    body = {"polygon": polygon, "hazard": hazard, **more}
    return ask(client, "POST", "/zones", body, status=201)


def issue_order(drafter: FlaskClient, signer: FlaskClient, zone_id: str) -> Any:
    """Draft, submit, sign and issue the zone's order; gives the issued document."""
    order = {"kind": "evacuation_order", "subject": zone_id}
    document = ask(drafter, "POST", "/documents", order, status=201)
    path = f"/documents/{document['document_id']}"
    ask(drafter, "POST", f"{path}/submit", {})
    ask(signer, "POST", f"{path}/sign", {})
    return ask(drafter, "POST", f"{path}/issue", {})


def end_order(signer: FlaskClient, document: Any, step: str = "lift") -> Any:
    path = f"/documents/{document['document_id']}/{step}"
    return ask(signer, "POST", path, {"reason": "险情核查完毕"})


def roll_call_of(client: FlaskClient, zone_id: str) -> Any:
    """The zone's newest roll-call as the list tells it."""
    found = ask(client, "GET", "/roll-calls")["roll_calls"]
    return next(each for each in found if each["zone_id"] == zone_id)


def lines_of(client: FlaskClient, roll_call: Any, query: str = "") -> list[Any]:
    path = f"/roll-calls/{roll_call['roll_call_id']}/lines?limit=500{query}"
    return ask(client, "GET", path)["lines"]


def told(line: Any, state: str, **more: Any) -> dict[str, Any]:
    """A report of a line, as a tablet or the desk sends it."""
    return {"report_id": fresh_id(), "line_id": line["line_id"], "state": state,
            "made_at": format_utc(real_now()), **more}  # fmt: skip


def send_reports(client: FlaskClient, reports: Iterable[Any]) -> list[Any]:
    return ask(client, "POST", "/roll-calls/reports", {"reports": list(reports)})["answers"]


def send_report(client: FlaskClient, line: Any, state: str, **more: Any) -> Any:
    """Send one report that is taken; gives what stands of the line."""
    (answer,) = send_reports(client, [told(line, state, **more)])
    assert answer["refused"] is None, answer
    return answer["standing"]
