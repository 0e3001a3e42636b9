"""A report counts once however often the tablet sends it."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.clock import real_now
from app.database import connect
from app.incidents.queries import insert_incident

PATH = "/api/v1/field-reports"


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as conn:
        insert_incident(conn, kind="other", name="实战", storm_id=None, opened_at=real_now())
    return dsn


def uuid7() -> str:
    bits = uuid.uuid4().int & ~(0xF << 76) | (7 << 76)
    return str(uuid.UUID(int=bits))


def report(**changes: Any) -> dict[str, Any]:
    plain = {
        "report_id": uuid7(),
        "kind": "danger",
        "text": "后山有裂缝，正在掉石头",
        "people": 12,
        "made_at": "2015-07-10T02:00:00Z",
        "lon": 122.3,
        "lat": 29.95,
    }
    return {**plain, **changes}


def test_a_report_is_stored_listed_and_announced(client: FlaskClient) -> None:
    sent = report()
    assert client.post(PATH, json=sent).status_code == 201
    newest = client.get(PATH).get_json()["reports"][0]
    assert (newest["report_id"], newest["text"]) == (sent["report_id"], sent["text"])
    assert (newest["lon"], newest["lat"], newest["people"]) == (122.3, 29.95, 12)
    events = client.get("/api/v1/events?after=0").get_json()["events"]
    assert (events[-1]["kind"], events[-1]["subject"]) == (
        "field_report_received", sent["report_id"]
    )  # fmt: skip


def test_a_resend_is_answered_well_and_changes_nothing(client: FlaskClient) -> None:
    sent = report()
    client.post(PATH, json=sent)
    before = client.get("/api/v1/events").get_json()["last_seq"]
    again = client.post(PATH, json=sent)
    assert (again.status_code, again.get_json()["duplicate"]) == (200, True)
    assert client.get("/api/v1/events").get_json()["last_seq"] == before


def test_another_report_under_a_used_id_is_a_conflict(client: FlaskClient) -> None:
    sent = report()
    client.post(PATH, json=sent)
    for changed in (
        {"text": "另一回事"}, {"kind": "other"}, {"people": 13}, {"people": None}, {"lon": 122.31},
        {"lon": None, "lat": None}, {"made_at": "2015-07-10T02:00:01Z"},
    ):  # fmt: skip
        other = client.post(PATH, json={**sent, **changed})
        assert (other.status_code, other.get_json()["code"]) == (409, "E-REP-002"), changed


def test_a_report_without_a_place_is_taken(client: FlaskClient) -> None:
    sent = report(lon=None, lat=None, people=None)
    stored = client.post(PATH, json=sent).get_json()["report"]
    assert (stored["lon"], stored["people"]) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"report_id": str(uuid.uuid4())},
        {"report_id": "x"},
        {"kind": "gossip"},
        {"text": "  "},
        {"text": "字" * 2001},
        {"people": -1},
        {"people": 1.5},
        {"people": True},
        {"made_at": "2015-07-10T02:00:00"},
        {"lon": 200},
        {"lat": None},
        {"lon": "122"},
    ],
)
def test_a_report_that_makes_no_sense_is_refused(
    client: FlaskClient, changes: dict[str, Any]
) -> None:
    answer = client.post(PATH, json=report(**changes))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "E-REP-001")


def test_a_report_is_taken_also_while_no_incident_is_open(client: FlaskClient, dsn: str) -> None:
    """It got 404, the tablet called that a refusal, and it was never sent again."""
    with connect(dsn) as conn:
        conn.execute("UPDATE incident SET closed_at = now()")
    sent = report()
    try:
        taken = client.post(PATH, json=sent)
        assert (taken.status_code, taken.get_json()["report"]["incident_id"]) == (201, None)
        assert client.post(PATH, json=sent).get_json()["duplicate"] is True
        assert client.get(PATH).get_json()["reports"][0]["report_id"] == sent["report_id"]
    finally:
        with connect(dsn) as conn:
            conn.execute("UPDATE incident SET closed_at = NULL")
    # Whoever opens the next incident finds what came before it.
    assert sent["report_id"] in [
        each["report_id"] for each in client.get(PATH).get_json()["reports"]
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"lon": 10**400}, "beyond"),
        ({"people": 10**30}, "beyond"),
        ({"made_at": "0001-01-01T00:00:00+14:00"}, "E-REP-001"),
        ({"text": [[[]]]}, "E-REP-001"),
    ],
)
def test_what_no_number_or_calendar_holds_is_refused(
    client: FlaskClient, changed: dict[str, Any], why: str
) -> None:
    answer = client.post(PATH, json=report(**changed))
    assert 400 <= answer.status_code < 500 or answer.status_code == 201
    assert answer.status_code == 201 or why in answer.text


@pytest.mark.parametrize("limit", ["--5", "-", "٣", "1e3", "9" * 5000, "0x1", "5\x00", "½"])
def test_a_limit_that_is_no_number_is_refused(client: FlaskClient, limit: str) -> None:
    answer = client.get(PATH, query_string={"limit": limit})
    assert answer.status_code < 500, limit


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, '{"text": "\\u0000"}'.encode("utf-16")]
)
def test_a_body_that_no_parser_holds_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post(PATH, data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "E-REQ-001")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x" * 99])
def test_a_moment_beyond_the_calendar_is_refused(client: FlaskClient, at: str) -> None:
    for path in ("/api/v1/summary", "/api/v1/typhoon", "/api/v1/evacuation-zones"):
        answer = client.get(path, query_string={"at": at})
        assert answer.status_code != 500, path
