"""What a desk saw at a moment: zones and answers as they stood, whatever has come since."""

from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import format_utc, parse_utc, real_now
from app.database import connect
from app.evacuation.actions import retime_zones
from app.evacuation.zone_answer import VERSION
from app.incidents.queries import get_incident
from app.transaction import on_connection
from app.worker.reactions import RETIME_ZONES, react
from app.worlds.actions import set_clock
from tests.factories_evacuation import SMALL, START, STORM, WEST_OF_BIG, add_vessel, faster_forecast
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident
from tests.integration.island_city import save, send

LATER = START + timedelta(hours=6)
LATEST = START + timedelta(hours=12)


@pytest.fixture(scope="module", autouse=True)
def longer_storm(dsn: str) -> None:
    """A last fix, so that the exercise's clock may be set that far."""
    with connect(dsn) as conn:
        conn.execute(
            "INSERT INTO track_fix (storm_id, agency, kind, fix_at, lon, lat, source)"
            " VALUES (%s, 'JMA', 'besttrack', %s, 122.2, 34, 'authored')",
            (STORM, START + timedelta(hours=48)),
        )


def hour(number: float) -> str:
    """`?at=` of so many hours after the start."""
    return f"?at={format_utc(START + timedelta(hours=number))}"


def set_to(conn: psycopg.Connection, incident: int, moment: datetime) -> None:
    """Put the exercise's clock there; it stands still."""
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        set_clock(tx, get_incident(conn, incident).world, rate=0, incident_at=moment)


def retime(conn: psycopg.Connection, incident: int) -> None:
    """As the worker does after a bulletin, an import or a changed clock."""
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        here = get_incident(conn, incident)
        retime_zones(tx, here, here.clock.now())


def names(client: FlaskClient, at: str = "") -> list[str]:
    return [zone["name"] for zone in send(client, "GET", f"/zones{at}")["zones"]]


def kept(conn: psycopg.Connection, zone: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every answer of a zone: version, form, since when, and whether it has a hash."""
    return conn.execute(
        "SELECT zone_version, form, valid_at, inputs_hash IS NOT NULL FROM evacuation_zone_answer"
        " WHERE zone_id = %s ORDER BY answer_id",
        (zone["zone_id"],),
    ).fetchall()


def test_a_zone_drawn_later_is_not_there_before(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    save(client, WEST_OF_BIG, name="西")
    set_to(conn, incident, LATER)
    later = save(client, SMALL, name="小岛")
    before = send(client, "GET", f"/summary{hour(3)}")["zones"]
    assert (before["zones"], before["people_due"]) == (1, 520)
    assert send(client, "GET", f"/summary{hour(6)}")["zones"]["zones"] == 2
    assert names(client, hour(3)) == ["西"]
    layer = "/layers/evacuation-zones/features"
    drawn = {at: send(client, "GET", f"{layer}{hour(at)}")["features"] for at in (3, 6)}
    assert {at: len(features) for at, features in drawn.items()} == {3: 1, 6: 2}
    assert (
        "小岛" not in page(client, hour(3))
        and "小岛" in page(client, "")
        and "小岛" in page(client, hour(6))
    )
    path = f"/zones/{later['zone_id']}"
    assert send(client, "GET", f"{path}{hour(3)}", status=404)["code"] == "E-EVA-015"
    assert send(client, "GET", f"{path}{hour(6)}")["name"] == "小岛"


def page(client: FlaskClient, at: str) -> str:
    answer = client.get(f"/api/v1/briefing.html{at}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_zone_deleted_later_still_counts_before(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, WEST_OF_BIG, name="西")
    set_to(conn, incident, LATER)
    send(client, "DELETE", f"/zones/{zone['zone_id']}")
    assert send(client, "GET", f"/summary{hour(3)}")["zones"]["people_due"] == 520
    assert send(client, "GET", f"/summary{hour(6)}")["zones"]["zones"] == 0
    assert (names(client, hour(3)), names(client, hour(6))) == (["西"], [])


def test_a_zone_drawn_anew_is_what_it_was_before(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, WEST_OF_BIG, name="西")
    path = f"/zones/{zone['zone_id']}"
    set_to(conn, incident, LATER)
    send(client, "PUT", path, {"polygon": SMALL, "name": "小岛", "hazard": "surge",
                               "due_groups": ["resident"], "buffer_min": 5})  # fmt: skip
    told = send(client, "GET", f"{path}{hour(3)}")
    for part in ("polygon", "name", "hazard", "due_groups", "lead", "version", "valid_at"):
        assert told[part] == zone[part], part
    assert told["answer"]["exposure"] == zone["answer"]["exposure"]
    assert told["standing"]["until"] == format_utc(LATER)
    assert send(client, "GET", f"{path}{hour(7)}")["name"] == "小岛"


def test_the_answer_before_a_bulletin_is_told_with_until_when_it_stood(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, SMALL)
    path, first = f"/zones/{zone['zone_id']}", zone["answer"]
    with faster_forecast(conn, LATER):
        set_to(conn, incident, LATER)
        retime(conn, incident)
        before = send(client, "GET", f"{path}{hour(2 + 1 / 6)}")
        after = send(client, "GET", f"{path}{hour(6)}")
    # The newer bulletin is not even there any more: nothing is worked out again.
    assert send(client, "GET", f"{path}{hour(6)}") == after
    assert before["answer"]["basis"] == first["basis"]
    assert before["answer"]["timing"]["cutoffs"] == first["timing"]["cutoffs"]
    assert before["standing"]["since"] == format_utc(START)
    assert before["standing"]["until"] == after["standing"]["since"] == format_utc(LATER)
    assert after["standing"]["until"] is None
    latest = parse_utc(before["answer"]["timing"]["latest_start_at"])
    left = latest - (START + timedelta(hours=2, minutes=10))
    assert before["answer"]["timing"]["margin_s"] == pytest.approx(left.total_seconds(), abs=1)
    assert after["answer"]["timing"]["latest_start_at"] < format_utc(latest)
    issued = [told["answer"]["basis"]["bulletins"][0]["issued_at"] for told in (before, after)]
    assert issued == [format_utc(START), format_utc(LATER)]
    assert [row[:3] for row in kept(conn, zone)] == [(1, VERSION, START), (1, VERSION, LATER)]
    assert all(hashed for *_, hashed in kept(conn, zone))


def test_timing_again_from_the_same_inputs_keeps_nothing_new(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, SMALL)
    set_to(conn, incident, START + timedelta(hours=1))
    retime(conn, incident)
    retime(conn, incident)
    assert len(kept(conn, zone)) == 1


def test_another_input_is_kept_also_where_it_changes_no_figure(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    """An agency that gives no circles says where the storm is, and no wind comes earlier for it."""
    zone, moment = save(client, SMALL), START + timedelta(hours=1)
    conn.execute(
        "INSERT INTO track_fix (storm_id, agency, kind, fix_at, lon, lat, source)"
        " VALUES (%s, 'KMA', 'operational', %s, 122.2, 22.2, 'authored')",
        (STORM, moment),
    )
    set_to(conn, incident, moment)
    retime(conn, incident)
    retime(conn, incident)
    conn.execute("DELETE FROM track_fix WHERE agency = 'KMA'")
    told, before = (
        send(client, "GET", f"/zones/{zone['zone_id']}{hour(1)}")["answer"],
        zone["answer"],
    )
    assert [row[2] for row in kept(conn, zone)] == [START, moment]
    for part in ("exposure", "assignment", "clearance", "arrival"):
        assert told[part] == before[part], part
    assert told["timing"]["cutoffs"] == before["timing"]["cutoffs"]
    agencies = [{each["agency"] for each in of["basis"]["bulletins"]} for of in (before, told)]
    assert agencies == [{"JMA"}, {"JMA", "KMA"}]
    assert told["basis"]["inputs_hash"] != before["basis"]["inputs_hash"]
    assert told["basis"]["counted_hash"] == before["basis"]["counted_hash"]


def test_a_moment_to_come_is_worked_out_for_the_zones_as_they_are(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, SMALL)
    with faster_forecast(conn, LATER):
        (told,) = send(client, "GET", f"/zones{hour(6)}")["zones"]
    assert told["answer"]["basis"]["bulletins"][0]["issued_at"] == format_utc(LATER)
    assert len(kept(conn, zone)) == 1


def test_nobody_writes_into_the_past(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    set_to(conn, incident, LATER)
    zone = send(client, "POST", f"/zones{hour(1)}", {"polygon": SMALL}, status=201)
    path = f"/zones/{zone['zone_id']}"
    send(client, "PUT", f"{path}{hour(1)}", {"name": "改"})
    send(client, "POST", f"{path}/undo{hour(1)}")
    send(client, "DELETE", f"{path}{hour(1)}")
    assert [since for _, _, since, _ in kept(conn, zone)] == [LATER] * 4


def test_an_answer_cannot_be_written_over(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    """Not by the owner either, as whom the worker and the console write."""
    zone = save(client, SMALL)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
        conn.execute(
            "UPDATE evacuation_zone_answer SET valid_at = now() WHERE zone_id = %s",
            (zone["zone_id"],),
        )


def test_the_fleet_is_counted_where_it_was(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    save(client, WEST_OF_BIG)
    vessel = add_vessel(conn, incident, 122.5, 29.5, crew=5, fix_at=LATER)
    for fix_at, lon, lat in ((START, 122.03, 29.92), (LATER, 122.5, 29.5)):
        conn.execute(
            "INSERT INTO position_history"
            " (world_id, vessel_id, fix_at, recorded_at, lon, lat, source)"
            " SELECT world_id, %s, %s, %s, %s, %s, 1 FROM incident WHERE incident_id = %s",
            (vessel, fix_at, real_now(), lon, lat, incident),
        )
    add_vessel(conn, incident, 122.04, 29.92, crew=3, fix_at=LATER)  # not heard of before
    set_to(conn, incident, LATER)
    before, after = (send(client, "GET", f"/summary{hour(at)}") for at in (0.1, 6))
    assert (before["zones"]["sea_people_due"], before["vessels"]["vessels"]) == (5, 1)
    assert (after["zones"]["sea_people_due"], after["vessels"]["vessels"]) == (3, 2)


def test_a_clock_set_back_takes_back_what_stood_after_and_no_zone(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    west = save(client, WEST_OF_BIG, name="西")
    set_to(conn, incident, LATER)
    gone = save(client, SMALL, name="小岛")
    send(client, "PUT", f"/zones/{west['zone_id']}", {"name": "西二"})
    set_to(conn, incident, LATEST)
    send(client, "DELETE", f"/zones/{gone['zone_id']}")
    set_to(conn, incident, START + timedelta(hours=2))
    retime(conn, incident)
    # Before the moment that it was set to nothing changes; after it stands what the desk has now.
    assert names(client, hour(1)) == ["西"]
    for at in (2, 3, 6, 7, 13):
        assert names(client, hour(at)) == names(client) == ["西二"], at
    told = send(client, "GET", f"/zones/{west['zone_id']}{hour(7)}")["standing"]
    assert (told["since"], told["until"]) == (hour(2)[4:], None)
    rows = len(kept(conn, west)), len(kept(conn, gone))
    retime(conn, incident)
    assert (len(kept(conn, west)), len(kept(conn, gone))) == rows
    assert rows == (3, 3)


def test_a_changed_clock_has_the_worker_time_its_worlds_zones(
    conn: psycopg.Connection, incident: int
) -> None:
    react(conn)
    conn.execute("DELETE FROM procrastinate_jobs")
    set_to(conn, incident, LATER)
    react(conn)
    jobs = conn.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s", [RETIME_ZONES])
    assert jobs.fetchall() == [({"incident_id": incident},)]
