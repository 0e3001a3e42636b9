"""Requests that write a household or a roll-call of county A."""

from typing import Any

from app.clock import format_utc, real_now
from app.incidents.queries import current_incident
from tests.integration.rights_city import DINGHAI
from tests.integration.write_request import Ground, Request
from tests.roll_calls import fresh_id


def listed_line(ground: Ground) -> dict[str, Any]:
    """A household of county A alone on a new list."""
    incident = current_incident(ground.conn).incident_id
    row = ground.conn.execute(
        """
        WITH home AS (
            SELECT household_id, village_code, people FROM household
            WHERE county_code = %(county)s AND struck_at IS NULL ORDER BY household_id LIMIT 1
        ), paper AS (
            INSERT INTO document (incident_id, kind, subject, issuer_unit, county_code, content,
                                  authors)
            VALUES (%(incident)s, 'evacuation_order', %(subject)s, %(county)s, %(county)s, '{}',
                    '{nobody}') RETURNING document_id
        ), list AS (
            INSERT INTO roll_call (incident_id, subject, number, name, document_id, started_at,
                                   county_code)
            SELECT %(incident)s, %(subject)s, 1, '转移区 1', document_id, now(), %(county)s
            FROM paper RETURNING roll_call_id
        )
        INSERT INTO roll_call_line (roll_call_id, incident_id, household_id, village_code, people)
        SELECT roll_call_id, %(incident)s, household_id, village_code, people FROM list, home
        RETURNING line_id, roll_call_id, people
        """,
        {"county": DINGHAI, "incident": incident, "subject": fresh_id()},
    ).fetchone()
    assert row is not None
    return {"line_id": row[0], "roll_call_id": row[1], "people": row[2]}


def _told(line: dict[str, Any], state: str) -> dict[str, Any]:
    return {"report_id": fresh_id(), "line_id": line["line_id"], "state": state,
            "people": line["people"], "made_at": format_utc(real_now())}  # fmt: skip


def household_report(ground: Ground) -> Request:
    reports = [_told(listed_line(ground), "notified")]
    return Request("POST", "/api/v1/roll-calls/reports", {"reports": reports})


def settled_line(ground: Ground) -> Request:
    line = listed_line(ground)
    heads: list[str] = []
    for client, state in ((ground.county, "collective"), (ground.city, "refused")):
        body = {"reports": [_told(line, state)]}
        (answer,) = client.post("/api/v1/roll-calls/reports", json=body).get_json()["answers"]
        heads = answer["standing"]["heads"]
    assert len(heads) == 2
    body = {**_told(line, "refused"), "heads": heads, "reason": "电话问过"}
    return Request("POST", f"/api/v1/roll-calls/lines/{line['line_id']}/settle", body)


def closed_list(ground: Ground) -> Request:
    number = listed_line(ground)["roll_call_id"]
    return Request("POST", f"/api/v1/roll-calls/{number}/close", {})


def new_household(_: Ground) -> Request:
    body = {
        "village_code": "330902002001", "grid": "第一网格", "house_number": "13号", "people": 3,
        "groups": ["geohazard"], "mobility_limited": 1, "lon": 122.106, "lat": 30.02,
        "head": "王阿定", "phones": ["13857200417"], "helper": "李海燕",
    }  # fmt: skip
    return Request("POST", "/api/v1/households", body)


def _entered(ground: Ground) -> tuple[str, dict[str, Any]]:
    made = new_household(ground)
    answer = made.send(ground.county)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return f"/api/v1/households/{answer.get_json()['household_id']}", dict(made.body)


def changed_household(ground: Ground) -> Request:
    path, body = _entered(ground)
    return Request("PUT", path, {**body, "people": 4, "version": 1})


def struck_household(ground: Ground) -> Request:
    return Request("POST", f"{_entered(ground)[0]}/strike", {"version": 1})


def revealed_household(ground: Ground) -> Request:
    return Request("POST", f"{_entered(ground)[0]}/reveal", {})
