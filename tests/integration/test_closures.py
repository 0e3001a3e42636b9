"""Closures: who may say so, what a zone's answer makes of it at once, and what was known when."""

import io
from datetime import timedelta
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import format_utc, parse_utc
from app.database import Database
from app.evacuation.actions import retime_zones
from app.evacuation.queries import has_turned
from app.incidents.queries import get_incident
from app.network.cache import NetworkCache
from app.services import SERVICES
from app.transaction import on_connection
from app.worker.closure_jobs import answer_all
from tests.factories_evacuation import (
    FAR,
    SMALL,
    START,
    STORM,
    box,
    faster_forecast,
    open_incident,
)
from tests.integration.island_city import answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident

POLICE = {"issuer": "交警支队", "reason": "横风"}
BRIDGE = {"kind": "road", "object": "5", "state": "closed", **POLICE}
LINE = {"kind": "ferry_line", "object": "1", "state": "closed", "issuer": "港航中心"}
WEST = box(122.005, 29.91, 122.075, 29.99)


def hour(hours: float) -> str:
    return format_utc(START + timedelta(hours=hours))


def close(client: FlaskClient, body: Any, **more: Any) -> Any:
    return send(client, "POST", "/closures", {**body, **more}, status=201)


def refused(client: FlaskClient, body: Any, status: int = 422) -> Any:
    return send(client, "POST", "/closures", body, status=status)


def cutoffs(timing: Any) -> dict[str, Any]:
    return {each["kind"]: each for each in timing["cutoffs"]}


def test_a_stretch_of_a_bridge_is_the_bridge(client: FlaskClient) -> None:
    made = close(client, BRIDGE)
    assert (made["kind"], made["object"], made["name"]["zh"]) == ("bridge", "跨海大桥", "跨海大桥")
    assert (made["standing"], made["from_at"]) == ("closed", hour(0))
    assert made["until_at"] is None and made["origin"] == "entered" and made["may_lift"]
    listed = send(client, "GET", "/closures")["closures"]
    assert [each["entry_id"] for each in listed] == [made["entry_id"]]


def test_a_bridge_that_will_close_ends_the_zone_by_its_issuers_word(client: FlaskClient) -> None:
    forecast = cutoffs(answer(client, SMALL)["timing"])["bridge"]
    close(client, BRIDGE, from_at=hour(6))
    word = cutoffs(answer(client, SMALL)["timing"])["bridge"]
    assert parse_utc(word["cutoff_at"]) < parse_utc(forecast["cutoff_at"])
    assert (word["cutoff_at"], word["issuer"]) == (hour(6), "交警支队")
    assert "交警支队" in word["detail"]["zh"] and "横风" in word["detail"]["zh"]
    assert forecast["issuer"] is None


def test_a_closed_bridge_is_no_way_and_those_behind_it_are_told(client: FlaskClient) -> None:
    assert answer(client, SMALL)["assignment"]["placed"] == 180
    close(client, BRIDGE)
    found = answer(client, SMALL)["assignment"]
    assert found["placed"] == 0
    assert "跨海大桥" in found["unreachable"][0]["why"]["zh"]


def test_a_stopped_line_carries_nobody(client: FlaskClient) -> None:
    assert answer(client, FAR)["assignment"]["placed"] > 0
    close(client, LINE)
    found = answer(client, FAR)["assignment"]
    assert found["placed"] == 0 and "大岛—离岛" in found["unreachable"][0]["why"]["zh"]


def test_a_road_without_a_wind_limit_ends_the_zone_too(client: FlaskClient) -> None:
    assert "bridge" not in cutoffs(answer(client, WEST)["timing"])
    close(client, BRIDGE, object="2", from_at=hour(6))
    road = cutoffs(answer(client, WEST)["timing"])["bridge"]
    assert (road["name"], road["issuer"], road["cutoff_at"]) == ("路2", "交警支队", hour(6))


def test_a_saved_zone_is_timed_again_at_once_and_then_worked_out_anew(
    client: FlaskClient, app: Flask, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, SMALL)
    close(client, BRIDGE)
    read = send(client, "GET", f"/zones/{zone['zone_id']}")["answer"]
    assert cutoffs(read["timing"])["bridge"]["passed"] is True
    assert read["timing"]["ways"][0]["at_risk"] == 180
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        assert retime_zones(tx, get_incident(conn, incident), START) == 1
    database: Database = SERVICES.read(app.extensions).database
    assert answer_all(database, NetworkCache(), incident) == 1
    assert answer_all(database, NetworkCache(), incident) == 0
    fresh = send(client, "GET", f"/zones/{zone['zone_id']}")["answer"]
    assert fresh["assignment"]["placed"] == 0
    assert [way["way"] for way in fresh["timing"]["ways"]] == ["stay"]


def test_a_lifted_closure_opens_the_bridge_and_stays_in_the_history(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    made = close(client, BRIDGE)
    lifted = send(client, "POST", f"/closures/{made['entry_id']}/lift", {"issuer": "交警支队"})
    assert lifted["lifts"] == made["entry_id"]
    assert send(client, "GET", "/closures")["closures"] == []
    assert answer(client, SMALL)["assignment"]["placed"] == 180
    told = send(client, "GET", "/closures?history=1")["closures"]
    assert [(each["state"], each["standing"]) for each in told] == [
        ("open", "open"), ("closed", "lifted"),
    ]  # fmt: skip
    again = send(client, "POST", f"/closures/{made['entry_id']}/lift", {"issuer": "我"}, 409)
    assert again["code"] == "E-CLO-006"
    with_actions = conn.execute(
        "SELECT action FROM audit_entry WHERE object LIKE 'closure/%' ORDER BY audit_id"
    ).fetchall()[-2:]
    assert [row[0] for row in with_actions] == ["enter_closure", "lift_closure"]


def test_it_can_be_asked_what_the_desk_knew(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    move_clock(conn, incident, 2)
    close(client, BRIDGE, from_at=hour(1))
    move_clock(conn, incident, 4)
    for at, known in ((1.9, 0), (2, 1)):
        found = send(client, "GET", f"/closures?history=1&at={hour(at)}")["closures"]
        assert len(found) == known
    early = answer(client, SMALL)  # the newest
    assert early["assignment"]["placed"] == 0
    before = client.post(f"/api/v1/zones/answer?at={hour(1.9)}", json={
        "polygon": SMALL, "hazard": "other"}).get_json()  # fmt: skip
    assert before["assignment"]["placed"] == 180


def move_clock(conn: psycopg.Connection, incident: int, hours: float) -> None:
    conn.execute(
        "UPDATE world SET anchor_incident_at = %s, anchor_real_at = clock_timestamp()"
        " WHERE world_id = (SELECT world_id FROM incident WHERE incident_id = %s)",
        (START + timedelta(hours=hours), incident),
    )


def test_a_clock_set_back_takes_back_what_was_said_after(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    move_clock(conn, incident, 3)
    close(client, BRIDGE)
    move_clock(conn, incident, 1)
    assert send(client, "GET", f"/closures?at={hour(5)}")["closures"] == []
    move_clock(conn, incident, 5)


def test_another_world_knows_nothing_of_it(client: FlaskClient, conn: psycopg.Connection) -> None:
    close(client, BRIDGE)
    open_incident(conn, STORM)
    assert send(client, "GET", "/closures")["closures"] == []


def test_bad_closures_are_refused_with_what_to_do(client: FlaskClient) -> None:
    told = refused(client, {**BRIDGE, "from_at": hour(6), "until_at": hour(5)})
    assert told["code"] == "E-CLO-004" and "止" in told["detail"] and told["todo"]
    assert refused(client, {**BRIDGE, "until_at": hour(-1)})["code"] == "E-CLO-004"
    assert refused(client, {**LINE, "object": "77"}, 404)["code"] == "E-CLO-002"
    assert refused(client, {**BRIDGE, "object": "没有的桥"}, 404)["code"] == "E-CLO-002"
    for wrong in ({"state": "half"}, {"kind": "tunnel"}, {"issuer": "x" * 61},
                  {"from_at": "noon"}, {"limit_force": 99}):  # fmt: skip
        assert refused(client, {**BRIDGE, **wrong})["code"] == "E-CLO-001", wrong
    assert refused(client, {**BRIDGE, "issuer": " "})["code"] == "E-REQ-005"
    english = client.post("/api/v1/closures", json={**LINE, "object": "77"},
                          headers={"Accept-Language": "en"}).get_json()  # fmt: skip
    assert "77" in english["detail"] and english["todo"].startswith("Click it on the map")
    assert send(client, "GET", "/closures?history=1")["closures"] == []


def test_works_stand_where_they_are(client: FlaskClient) -> None:
    works = {"kind": "works", "name": "海堤抢修", "lon": 122.1, "lat": 29.95, "state": "closed",
             "issuer": "建设局", "from_at": hour(2), "until_at": hour(9)}  # fmt: skip
    made = close(client, works)
    assert (made["standing"], made["lon"]) == ("will_close", 122.1)
    (drawn,) = send(client, "GET", "/layers/closures/features")["features"]
    assert drawn["properties"]["standing"] == "will_close"
    assert refused(client, {**works, "lon": True})["code"] == "E-CLO-001"


def test_the_map_shows_what_the_list_shows(client: FlaskClient) -> None:
    made = close(client, BRIDGE)
    close(client, LINE, from_at=hour(3))
    drawn = send(client, "GET", "/layers/closures/features")["features"]
    listed = send(client, "GET", "/closures")["closures"]
    assert {each["properties"]["issuer"]: each["properties"]["standing"] for each in drawn} == {
        each["issuer"]: each["standing"] for each in listed
    }
    send(client, "POST", f"/closures/{made['entry_id']}/lift", {"issuer": "交警支队"})
    assert len(send(client, "GET", "/layers/closures/features")["features"]) == 1


def test_the_forecast_proposes_until_somebody_has_said_so(client: FlaskClient) -> None:
    proposed = {p["kind"]: p for p in send(client, "GET", "/closures/proposals")["proposals"]}
    assert proposed["bridge"]["name"]["zh"] == "跨海大桥" and proposed["bridge"]["limit_force"] == 8
    assert "JMA" in proposed["bridge"]["told"]["zh"] and not proposed["bridge"]["blows_now"]
    close(client, {**BRIDGE, "kind": "bridge", "object": proposed["bridge"]["object"]},
          from_at=proposed["bridge"]["closes_at"])  # fmt: skip
    left = send(client, "GET", "/closures/proposals")["proposals"]
    assert [each["kind"] for each in left] == ["ferry_line"]


def test_all_who_are_signed_in_hear_of_it(client: FlaskClient, conn: psycopg.Connection) -> None:
    made = close(client, BRIDGE)
    row = conn.execute(
        "SELECT everyone, payload->>'issuer' FROM event WHERE kind = 'closure_changed'"
        " AND subject = %s", (str(made["entry_id"]),)
    ).fetchone()  # fmt: skip
    assert row == (True, "交警支队")


def test_a_bulletin_moves_no_start_that_a_word_decides(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    def moved() -> tuple[str, str]:
        told = send(client, "GET", f"/typhoons/{STORM}/changes?issued_at={hour(6)}")
        (zone,) = told["zones"]
        return zone["before_at"], zone["after_at"]

    save(client, SMALL)
    moment = START + timedelta(hours=6)
    move_clock(conn, incident, 6)
    with faster_forecast(conn, moment):
        before, after = moved()
        assert after < before
        close(client, BRIDGE, from_at=hour(10))
        before, after = moved()
        assert after == before


def test_a_bridge_that_opens_again_by_its_hour_turns_the_kept_answer(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    save(client, SMALL)
    close(client, BRIDGE, from_at=hour(3), until_at=hour(5))
    at = START + timedelta(hours=3.5)
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        assert retime_zones(tx, get_incident(conn, incident), at) == 1
    assert not has_turned(conn, incident, START + timedelta(hours=4.9))
    assert has_turned(conn, incident, START + timedelta(hours=5))
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        retime_zones(tx, get_incident(conn, incident), START + timedelta(hours=5))
    assert not has_turned(conn, incident, START + timedelta(hours=5.1))


def bring(client: FlaskClient, text: str, **more: str) -> Any:
    data = {"file": (io.BytesIO(text.encode()), "closures.csv"), **more}
    return client.post("/api/v1/closures/import", data=data)


def test_a_table_of_closures_is_taken_whole_or_told_row_by_row(client: FlaskClient) -> None:
    good = (
        "类型,对象,状态,起,止,发布单位,原因,经度,纬度\n"
        "桥,跨海大桥,将封闭,2015-07-10 14:00,,交警支队,横风,,\n"
        "客运航线,大岛—离岛,封闭,,2015-07-11T08:00:00+08:00,港航中心,,,\n"
        "施工,海堤抢修,封闭,,,建设局,,122.1,29.95\n"
    )
    told = bring(client, good)
    assert told.status_code == 201, told.get_data(as_text=True)
    taken = told.get_json()["taken"]
    assert [each["kind"] for each in taken] == ["bridge", "ferry_line", "works"]
    assert [each["origin"] for each in taken] == ["imported"] * 3
    assert (taken[0]["from_at"], taken[0]["standing"]) == (hour(6), "will_close")
    assert taken[1]["until_at"] == hour(24)
    half = good + "桥,没有的桥,封闭,,,交警支队,,,\n客运航线,1,半开,,,港航中心,,,\n"
    refused_ = bring(client, half)
    assert (refused_.status_code, refused_.get_json()["code"]) == (422, "E-CLO-007")
    assert (
        "第 4 行" in refused_.get_json()["detail"] and "没有的桥" in refused_.get_json()["detail"]
    )
    assert len(send(client, "GET", "/closures?history=1")["closures"]) == 3
    some = bring(client, half, accept_partial="1").get_json()
    assert (len(some["taken"]), [each["line"] for each in some["bad_rows"]]) == (3, [4, 5])
