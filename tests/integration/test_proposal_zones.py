"""The city's own proposal over the small city of islands: drafted, merged, accepted as a zone."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.model import Role
from tests.clients import client_of
from tests.factories_evacuation import START
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident
from tests.integration.island_city import send


@pytest.fixture(autouse=True)
def registers(conn: psycopg.Connection, incident: int) -> Iterator[None]:
    """Rafts on the far island, huts beside the slope, visitors on both."""
    conn.execute("INSERT INTO population_group VALUES (5, 'aquaculture', 60), (3, 'site_hut', 80)")
    conn.execute("UPDATE population_site SET visitors = 25 WHERE site_id = 5")
    yield
    conn.execute(
        "DELETE FROM population_group WHERE group_code IN"
        " ('aquaculture', 'site_hut', 'dangerous_house')"
    )
    conn.execute("UPDATE population_site SET visitors = 0 WHERE site_id = 5")


def propose(client: FlaskClient, status: int = 200, **body: Any) -> Any:
    return send(client, "POST", "/proposal", body, status)


def by_key(proposal: Any) -> dict[str, Any]:
    return {zone["key"]: zone for zone in proposal["zones"]}


def test_each_level_drafts_its_registers_and_the_zones_hold_them(client: FlaskClient) -> None:
    people = {
        level: {zone["key"]: zone["people"] for zone in propose(client, level=level)["zones"]}
        for level in (4, 3, 2, 1)
    }
    assert people[4] == {"T1.aquaculture": 60}
    assert people[3] == people[4] | {"T1.geohazard": 40, "T1.site_hut": 80, "T1.visitor": 25}
    assert people[2] == people[3]  # nobody is on file in a dangerous house
    assert people[1] == people[3] | {"T1.low_lying": 15}


def test_zones_come_by_latest_start_each_with_its_clock_and_shelters(client: FlaskClient) -> None:
    found = propose(client, level=1)
    starts = [zone["timing"]["latest_start_at"] for zone in found["zones"]]
    assert starts == sorted(starts) and None not in starts
    rafts = by_key(found)["T1.aquaculture"]
    assert [way["way"] for way in rafts["timing"]["ways"]] == ["raft"]
    assert rafts["timing"]["binding"]["kind"] == "group_due"
    assert "ferry" in {each["kind"] for each in rafts["timing"]["cutoffs"]}
    assert rafts["placed"] == 60 == sum(shelter["assigned"] for shelter in rafts["shelters"])


def test_one_lots_place_in_a_shelter_is_no_other_lots(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    """Forty below the slope and sixty in weak houses live beside a shelter of eighty places."""
    conn.execute("INSERT INTO population_group VALUES (1, 'dangerous_house', 60)")
    zones = by_key(propose(client, level=1))
    taken = {
        key: sum(s["assigned"] for s in zones[key]["shelters"] if s["code"] == "S4")
        for key in ("T1.geohazard", "T1.dangerous_house")
    }
    assert taken == {"T1.geohazard": 40, "T1.dangerous_house": 40}
    assert zones["T1.dangerous_house"]["placed"] == 60


def test_totals_keep_visitors_apart_and_stand_beside_the_public_figures(
    client: FlaskClient,
) -> None:
    found = propose(client, level=1)
    totals = found["totals"]
    assert (totals["people"], totals["visitors"], totals["zones"]) == (195, 25, 5)
    assert [(each["storm_id"], each["people"]) for each in found["published"]] == [
        ("201509", 7973),
        ("202212", 78_000),
    ]
    assert not any(each["within"] for each in found["published"])


def test_an_accepted_zone_has_the_people_it_was_proposed_with_and_is_not_proposed_again(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    huts = by_key(propose(client, level=1))["T1.site_hut"]
    body = {
        "polygon": huts["polygon"], "hazard": huts["hazard"], "name": huts["name"]["zh"],
        "due_groups": [group["code"] for group in huts["groups"]],
    }  # fmt: skip
    zone = send(client, "POST", "/zones", body, status=201)
    assert (zone["name"], zone["hazard"], zone["due_groups"]) == ("试镇 工棚", "wind", ["site_hut"])
    assert zone["answer"]["exposure"]["land"]["people"] == huts["people"] == 80
    again = propose(client, level=1)
    assert "T1.site_hut" not in by_key(again) and again["totals"]["zoned"] == 80
    audited = conn.execute(
        "SELECT count(*) FROM audit_entry WHERE action = 'zone_create' AND object = %s",
        (f"zone/{zone['zone_id']}",),
    ).fetchone()
    assert audited == (1,)


def test_two_of_one_township_merge_into_one_with_the_people_of_both(client: FlaskClient) -> None:
    body = {"township": "T1", "groups": ["geohazard", "site_hut"]}
    zone = send(client, "POST", "/proposal/merged", body)
    assert (zone["key"], zone["people"]) == ("T1.geohazard.site_hut", 120)
    assert zone["hazard"] == "other" and zone["name"]["en"] == "试镇 slopes, huts"


def test_without_a_level_the_one_in_force_is_drafted_and_none_is_said_so(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    refused = propose(client, 422)
    assert refused["code"] == "E-PRO-003"
    conn.execute(
        "INSERT INTO response_activation (incident_id, issuer_unit, track, level, started_at,"
        " basis_text) VALUES (%s, '330900', 'typhoon', 4, %s, '试')", (incident, START)
    )  # fmt: skip
    found = propose(client)
    assert (found["level"], found["level_in_force"]) == (4, 4)
    assert propose(client, level=3)["level_in_force"] == 4


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/proposal", {"level": 5}, "E-PRO-001"),
        ("/proposal", {"level": "II"}, "E-PRO-001"),
        ("/proposal", {"level": True}, "E-PRO-001"),
        ("/proposal", {"level": 1, "area": "999999"}, "E-PRO-002"),
        ("/proposal/merged", {"township": "T1", "groups": ["other"]}, "E-PRO-004"),
        ("/proposal/merged", {"township": "T1", "groups": ["nobody"]}, "E-PRO-005"),
        ("/proposal/merged", {"groups": ["other"]}, "E-PRO-005"),
        ("/proposal/merged", {"township": "T9", "groups": ["other"]}, "E-PRO-002"),
    ],
)
def test_what_cannot_be_drafted_is_refused_in_both_languages(
    client: FlaskClient, path: str, body: Any, code: str
) -> None:
    told = [
        client.post(f"/api/v1{path}", json=body, headers={"Accept-Language": language})
        for language in ("zh", "en")
    ]
    status = 404 if code == "E-PRO-004" else 422
    assert [each.status_code for each in told] == [status, status]
    chinese, english = (each.get_json() for each in told)
    assert chinese["code"] == english["code"] == code
    assert chinese["title"] != english["title"]


def test_who_may_not_draw_zones_may_not_draft_and_asks_no_progress(app: Flask) -> None:
    viewer = client_of(app, role=Role.VIEWER, login="looks-on")
    assert viewer.post("/api/v1/proposal", json={"level": 1}).status_code == 403
    assert viewer.get("/api/v1/proposal/progress").status_code == 403


def test_a_draft_tells_its_client_how_far_it_is(client: FlaskClient) -> None:
    send(client, "POST", "/proposal", {"level": 1, "client": "tab"})
    assert send(client, "GET", "/proposal/progress?client=tab") == {"done": 5, "total": 5}
    assert send(client, "GET", "/proposal/progress?client=other") == {"done": 0, "total": 0}


def test_whom_no_forecast_wind_reaches_is_held_back_and_counted(client: FlaskClient) -> None:
    found = send(client, "POST", "/proposal?at=2015-07-12T12:00:00Z", {"level": 1})
    assert found["zones"] == []
    held = {each["code"]: (each["people"], each["force"]) for each in found["held_back"]}
    assert held["site_hut"] == (80, 10) and held["aquaculture"] == (60, 7)
