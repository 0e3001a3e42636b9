"""Suggested signals of the sample storm, what each rests on, and the table an office adopts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR, Role
from app.clock import format_utc, real_now
from app.database import connect
from app.series.actions import Origin, import_series
from app.series.intake import NOTHING_SAID, parse_series
from app.transaction import on_connection
from tests.clients import client_of

pytestmark = pytest.mark.city

COUNTIES = {"330902", "330903", "330921", "330922"}
RANKS = ["blue", "yellow", "orange", "red"]


def asked(client: FlaskClient, day: int, hour: int, kind: str = "typhoon") -> dict[str, Any]:
    at = format_utc(datetime(2015, 7, day, hour, tzinfo=UTC))
    answer = client.get(f"/api/v1/warning-signals/suggestions?at={at}").get_json()
    assert set(answer["asked"]) == COUNTIES
    return {one["unit_code"]: one for one in answer["signals"] if one["kind"] == kind}


def test_the_signal_rises_as_the_storm_comes_and_says_why(client: FlaskClient) -> None:
    colours: list[int] = []
    for day, hour in ((8, 12), (10, 0), (10, 12), (11, 0), (11, 6)):
        found = asked(client, day, hour).get("330903")
        colours.append(-1 if found is None else RANKS.index(found["colour"]))
    assert colours == sorted(colours) and colours[0] <= 0 and colours[-1] >= 2, colours
    found = asked(client, 10, 12)["330903"]
    assert found["rule"] == f"typhoon-{found['colour']}" and found["default_table"]
    assert found["figures"]["force"] >= found["figures"]["threshold_force"]
    assert found["suggestion"] is True and found["illustrative"] is True
    assert "门槛" in found["reason"]["zh"] and "threshold" in found["reason"]["en"]


def test_rain_is_suggested_from_the_gauges_and_only_where_it_falls(client: FlaskClient) -> None:
    assert asked(client, 9, 0, "rain") == {}
    found = asked(client, 11, 8, "rain")
    assert "330903" in found and found["330903"]["figures"]["rain_mm"] >= 50
    assert all(one["illustrative"] for one in found.values())


def test_without_a_storm_the_same_wind_is_a_gale(client: FlaskClient, city_database: str) -> None:
    at = datetime(2015, 12, 20, 0, tzinfo=UTC)
    text = "station,kind,nature,at,value,unit,span_min\n"
    text += f"SS01,wind,observed,{format_utc(at)},20.8,m/s,10\n"  # force 9 from 20.8
    text += f"DH01,wind,observed,{format_utc(at)},10.7,m/s,10\n"  # force 6 only from 10.8
    with connect(city_database) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        import_series(tx, parse_series(text.encode(), NOTHING_SAID, real_now()), Origin("t"))
        conn.execute("UPDATE incident SET storm_id = NULL")
    answer = client.get(f"/api/v1/warning-signals/suggestions?at={format_utc(at)}").get_json()
    found = {(one["unit_code"], one["kind"]): one["colour"] for one in answer["signals"]}
    assert found == {("330922", "gale"): "yellow"}
    with connect(city_database) as conn:
        conn.execute("UPDATE incident SET storm_id = '201509'")


def test_an_office_adopts_a_table_and_it_counts_when_another_approves(client: FlaskClient) -> None:
    shipped = client.get("/api/v1/warning-signals/rules").get_json()
    assert (
        shipped["is_default"]
        and len(shipped["rules"]) == 12
        and "sources#warning-signals" in shipped["source"]
    )
    stricter = [{**rule, "mean_force": 18, "gust_force": 18} if "mean_force" in rule else rule
                for rule in shipped["rules"]]  # fmt: skip
    sent = {"rules": stricter, "source": "试行表", "reason": "试行", "version": 0}
    waits = client.put("/api/v1/warning-signals/rules", json=sent)
    assert waits.status_code == 201 and asked(client, 11, 0) != {}
    signer = client_of(client.application, role=Role.COMMANDER)
    path = f"/api/v1/configuration/changes/{waits.get_json()['change_id']}/approval"
    approved = signer.post(path, json={})
    assert approved.status_code == 200 and approved.get_json()["version"] == 1
    assert asked(client, 11, 0) == {}
    assert client.put("/api/v1/warning-signals/rules", json=sent).status_code == 409
    bad = client.put("/api/v1/warning-signals/rules", json={"rules": [{}], "source": "x"})
    assert bad.status_code == 422 and bad.get_json()["code"] == "E-WRN-001"


def test_the_stations_layer_shows_what_was_known_at_the_moment(client: FlaskClient) -> None:
    def card(at: str) -> dict[str, Any]:
        answer = client.get(f"/api/v1/layers/stations/features/DH01?at={at}").get_json()
        return {field["name"]: field["value"] for field in answer["fields"]}

    at_noon = card("2015-07-11T04:30:00Z")
    assert at_noon["observed_at"].startswith("2015-07-11T04:00") and at_noon["look"] == "fresh"
    assert at_noon["surge_m"] > 1 and at_noon["wind_ms"] > 20
    assert card("2015-07-08T01:00:00Z")["surge_m"] < 0.1
    assert card("2015-07-14T10:00:00Z")["look"] == "late"
    assert card("2015-07-20T00:00:00Z")["look"] == "none"
    assert card("2015-07-20T00:00:00Z")["surge_m"] is None
