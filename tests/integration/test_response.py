"""Response levels: a person activates, the table only recommends."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.database import connect
from app.settings import load_settings
from tests.clients import client_of
from tests.integration.test_typhoon_path import fill

SEATS = {"330902": (122.10, 30.02), "330903": (122.30, 29.95)}


@pytest.fixture(scope="module")
def client(empty_database: str) -> Iterator[FlaskClient]:
    fill(empty_database)
    with connect(empty_database) as conn:
        for code, place in SEATS.items():
            conn.execute(
                """
                INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate, seat)
                VALUES (%s, 'county', %s, '', '', false, ST_SetSRID(ST_MakePoint(%s, %s), 4326))
                """,
                (code, code, *place),
            )
    app = create_app(load_settings({"HAITANG_DATABASE_URL": empty_database}))
    yield client_of(app)
    app.extensions["haitang"]["database"].close()


def recommended(client: FlaskClient, at: str) -> dict:
    response = client.get(f"/api/v1/responses?at={at}")
    assert response.status_code == 200, response.text
    return response.get_json()["recommended"]


def test_recommended_level_rises_as_chanhom_comes(client: FlaskClient) -> None:
    times = ("06T00", "08T00", "09T00", "10T00")
    levels = [recommended(client, f"2015-07-{time}:00:00Z")["level"] for time in times]
    assert levels == [None, 4, 3, 2]


def test_each_recommendation_names_the_rule_that_fired(client: FlaskClient) -> None:
    told = recommended(client, "2015-07-10T00:00:00Z")
    assert [rule["code"] for rule in told["rules"]] == ["R2-T10", "R2-TY"]
    assert "门槛 24 小时" in told["rules"][0]["text"]
    assert told["default_table"] is True
    assert told["not_considered"]


def test_a_recommendation_puts_nothing_in_force(client: FlaskClient) -> None:
    body = client.get("/api/v1/responses?at=2015-07-10T00:00:00Z").get_json()
    assert body["recommended"]["level"] == 2
    assert body["active"] == []


def test_raising_a_level_ends_the_lower_one_and_keeps_it(client: FlaskClient) -> None:
    for level in (4, 3):
        response = client.post(
            "/api/v1/responses",
            json={"track": "typhoon", "level": level, "basis_text": "会商：48 小时内受影响"},
        )
        assert response.status_code == 201, response.text
    body = client.get("/api/v1/responses").get_json()
    assert [each["level"] for each in body["active"]] == [3]
    assert [each["level"] for each in body["history"]] == [4]
    (shown,) = client.get("/api/v1/incident").get_json()["response"]
    assert (shown["track"], shown["level"], shown["issuer_unit"]) == ("typhoon", 3, "330900")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"track": "typhoon", "level": 5, "basis_text": "x"}, "E-RSP-001"),
        ({"track": "typhoon", "level": None, "basis_text": "x"}, "E-RSP-001"),
        ({"track": "sea_typhoon", "level": 4, "basis_text": "x"}, "E-RSP-001"),
        ({"track": "typhoon", "level": 4, "basis_text": " "}, "E-RSP-002"),
        ({"track": "typhoon", "level": True, "basis_text": "x"}, "E-RSP-004"),
        ({"track": "moon", "level": 4, "basis_text": "x"}, "E-RSP-005"),
    ],
)
def test_a_response_that_cannot_be_is_refused(client: FlaskClient, body: dict, code: str) -> None:
    response = client.post("/api/v1/responses", json=body)
    assert response.status_code == 422
    assert response.get_json()["code"] == code


def test_ending_what_is_not_in_force_is_a_conflict(client: FlaskClient) -> None:
    response = client.post("/api/v1/responses/end", json={"track": "flood"})
    assert response.status_code == 409
    assert response.get_json()["code"] == "E-RSP-003"


def test_seats_tell_both_forces_and_who_is_first(client: FlaskClient) -> None:
    told = client.get("/api/v1/typhoons/201509/seats?at=2015-07-10T00:00:00Z").get_json()
    assert [seat["code"] for seat in told["seats"]] == list(SEATS)
    assert told["earliest"]["7"] == "330903"
    arrivals = told["seats"][1]["arrivals"]
    assert arrivals["7"]["earliest_at"] < arrivals["10"]["earliest_at"]
    assert {wind["agency"] for wind in told["seats"][0]["by_agency"]["7"]} == {"JMA", "IBTrACS"}
