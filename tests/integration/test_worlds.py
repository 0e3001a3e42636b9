"""Two incidents in the real world and a drill beside them: nothing of one is seen in another.

The matrix in SQL asks every table as every reach, once for each incident; over HTTP every read
that names an incident is asked for each; by socket three screens watch at once.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from app.accounts.model import Label, Role, Scope, scope_of_unit
from app.accounts.row_scope import take_scope
from app.clock import format_utc, parse_utc, real_now
from app.database import Connection
from app.live.housekeeping import prepare_store
from app.services import SERVICES
from app.worlds.model import REAL_WORLD_ID
from tests.clients import SignedInClient, client_of, session_of
from tests.integration.live_screens import Screen
from tests.integration.rights_city import polygon
from tests.live_process import Live, eventually, live_process, sentence

pytestmark = pytest.mark.city

CITY, PUTUO, SHENJIAMEN = "330900", "330903", "330903001"
DRILL_START = "2015-07-10T02:00:00Z"
TYPHOON, QUAKE, DRILL = NAMES = ("海葵之夜", "东极地震", "蓝军推演")
# Of each table whose rows belong to an incident or to a world: which of them a row is of.
OF_AN_INCIDENT = ("evacuation_zone", "field_report", "response_draft", "event")
OF_A_WORLD = ("position_latest", "position_history", "event")
TABLES = (
    "evacuation_zone", "field_report", "response_draft", "event", "position_latest",
    "position_history",
)  # fmt: skip


@dataclass(frozen=True)
class Matter:
    """An incident with everything in it named after it."""

    name: str
    number: int
    world: int


@pytest.fixture(scope="module")
def planner(app: Flask) -> SignedInClient:
    return client_of(app)


@pytest.fixture(scope="module")
def matters(app: Flask, planner: SignedInClient, conn: Connection) -> dict[str, Matter]:
    """A typhoon and an earthquake in the real world, and a drill; the demo's own is closed."""
    prepare_store(conn)
    now_open = planner.get("/api/v1/incident").get_json()["incident_id"]
    assert planner.post(f"/api/v1/incidents/{now_open}/close", json={}).status_code == 200
    found: dict[str, Matter] = {}
    for name in NAMES:
        drill = {"start_at": DRILL_START, "rate": 0} if name == DRILL else {}
        body = {"kind": "other", "name": name, "exercise": bool(drill), **drill}
        made = planner.post("/api/v1/incidents", json=body).get_json()
        found[name] = Matter(name, made["incident_id"], made["world_id"])
    for index, matter in enumerate(found.values()):
        fill(app, planner, conn, matter, index)
    return found


def fill(app: Flask, planner: SignedInClient, conn: Connection, matter: Matter, index: int) -> None:
    """A zone, a report and a drafted response, each called as the incident is; a vessel at sea."""
    named = f"?incident={matter.number}"
    zone = planner.post(
        f"/api/v1/zones{named}", json={"polygon": polygon(PUTUO), "name": f"区-{matter.name}"}
    )
    assert zone.status_code == 201, zone.get_data(as_text=True)
    draft = {"track": "flood", "level": 4, "basis_text": f"依据-{matter.name}"}
    assert planner.post(f"/api/v1/responses{named}", json=draft).status_code == 201
    report(app, matter, index, f"报告-{matter.name}")
    at = parse_utc(DRILL_START) if matter.world else real_now()
    for table in ("position_latest", "position_history"):
        conn.execute(
            f"""
            INSERT INTO {table} (world_id, vessel_id, fix_at, recorded_at, lon, lat, source,
                                 county_code, township_code)
            SELECT %s, vessel_id, %s, %s, 122.5, 30.2, 1, 330903, 330903001 FROM vessel
            WHERE county_code = '330903' ORDER BY vessel_id LIMIT 1 OFFSET %s
            """,
            (matter.world, at, real_now(), index),
        )


def report(app: Flask, matter: Matter | None, number: int, text: str) -> dict[str, Any]:
    body = {
        "report_id": str(UUID(f"0190b5a0-0000-7000-8000-{number:012d}")), "kind": "other",
        "text": text, "made_at": format_utc(real_now()),
        "incident_id": None if matter is None else matter.number,
    }  # fmt: skip
    tablet = client_of(app, unit=SHENJIAMEN, role=Role.FIELD)
    answer = tablet.post("/api/v1/field-reports", json=body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()["report"]


def seen(conn: Connection, scope: Scope, clearance: Label) -> dict[str, set[tuple[int, int]]]:
    """(incident, world) of every row that an asker sees, by table; 0 for no incident."""
    found: dict[str, set[tuple[int, int]]] = {}
    with conn.transaction(force_rollback=True):
        take_scope(conn, scope, clearance)
        for table in TABLES:
            incident = "incident_id" if table in OF_AN_INCIDENT else "0"
            world = (
                "(SELECT world_id FROM incident i WHERE i.incident_id = t.incident_id)"
                if table not in OF_A_WORLD
                else "world_id"
            )
            rows = conn.execute(f"SELECT DISTINCT {incident}, {world} FROM {table} t").fetchall()
            found[table] = {(int(row[0]), int(row[1])) for row in rows if None not in row}
    return found


@pytest.fixture
def drill_is_sensitive(planner: SignedInClient, matters: dict[str, Matter]) -> Iterator[Matter]:
    path = f"/api/v1/incidents/{matters[DRILL].number}/label"
    assert planner.put(path, json={"label": "sensitive"}).status_code == 200
    yield matters[DRILL]
    assert planner.put(path, json={"label": "internal"}).status_code == 200


@pytest.mark.parametrize("unit", [CITY, PUTUO, SHENJIAMEN])
def test_the_matrix_in_sql_every_row_is_of_one_incident_and_its_own_world(
    conn: Connection, matters: dict[str, Matter], unit: str
) -> None:
    rows = seen(conn, scope_of_unit(unit), Label.INTERNAL)
    world_of = {matter.number: matter.world for matter in matters.values()}
    for table in OF_AN_INCIDENT:
        for number, world in rows[table]:
            if number in world_of:
                assert world == world_of[number], (table, number)
    drafts = rows["response_draft"] if unit == CITY else set()
    assert {number for number, _ in drafts} <= set(world_of)
    # The zone reaches over a township's edge, and is the county's.
    for table in ("field_report", *(("evacuation_zone",) if unit != SHENJIAMEN else ())):
        assert {number for number, _ in rows[table]} >= set(world_of), (unit, table)
    for table in ("position_latest", "position_history"):
        assert {world for _, world in rows[table]} >= {REAL_WORLD_ID, matters[DRILL].world}


@pytest.mark.parametrize("unit", [CITY, PUTUO, SHENJIAMEN])
def test_a_drill_that_one_may_not_know_of_hides_its_world_and_nothing_of_the_real_one(
    conn: Connection, matters: dict[str, Matter], drill_is_sensitive: Matter, unit: str
) -> None:
    before = seen(conn, scope_of_unit(unit), Label.SENSITIVE)
    rows = seen(conn, scope_of_unit(unit), Label.INTERNAL)
    for table, found in rows.items():
        assert not {pair for pair in found if pair[0] == drill_is_sensitive.number}, table
        assert not {pair for pair in found if pair[1] == drill_is_sensitive.world}, table
        assert found == {pair for pair in before[table] if pair[1] != drill_is_sensitive.world}


# Every read of what belongs to an incident, and what in its body tells whose it is.
READS = (
    "/api/v1/zones", "/api/v1/responses", "/api/v1/field-reports", "/api/v1/incident",
    "/api/v1/layers/evacuation-zones/features", "/api/v1/events?after=0",
)  # fmt: skip


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("name", NAMES)
def test_over_http_each_incident_answers_for_itself(
    planner: SignedInClient, matters: dict[str, Matter], path: str, name: str
) -> None:
    joiner = "&" if "?" in path else "?"
    answer = planner.get(f"{path}{joiner}incident={matters[name].number}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    told = answer.get_json()
    if path.startswith("/api/v1/events"):  # that others opened, every screen hears
        told = [
            each
            for each in told["events"]
            if each["incident_id"] not in (None, matters[name].number)
        ]
        assert told == []
        return
    text = json.dumps(told, ensure_ascii=False)
    assert name in text
    for other in set(NAMES) - {name}:
        assert other not in text, (path, other)


@pytest.mark.parametrize("name", NAMES)
def test_vessels_are_those_of_the_incident_s_world(
    planner: SignedInClient, conn: Connection, matters: dict[str, Matter], name: str
) -> None:
    path = f"/api/v1/layers/vessels/features?incident={matters[name].number}&limit=1000"
    drawn = {each["id"] for each in planner.get(path).get_json()["features"]}
    rows = conn.execute(
        "SELECT vessel_id::text FROM position_latest WHERE world_id = %s", (matters[name].world,)
    ).fetchall()
    assert {str(each) for each in drawn} == {row[0] for row in rows}
    summary = planner.get(f"/api/v1/summary?incident={matters[name].number}").get_json()
    assert summary["zones"]["zones"] == 1 and summary["vessels"]["vessels"] == len(rows)


def test_each_world_has_its_clock(planner: SignedInClient, matters: dict[str, Matter]) -> None:
    at = {
        name: planner.get(f"/api/v1/incident?incident={matter.number}").get_json()["incident_at"]
        for name, matter in matters.items()
    }
    assert at[DRILL] == DRILL_START
    assert all(datetime.fromisoformat(at[name]) > datetime(2020, 1, 1, tzinfo=UTC)
               for name in (TYPHOON, QUAKE))  # fmt: skip
    for name, status in ((TYPHOON, 409), (DRILL, 200)):
        path = f"/api/v1/incident/clock?incident={matters[name].number}"
        assert planner.patch(path, json={"rate": 0}).status_code == status, name


def test_a_late_report_goes_where_it_was_written_however_late_and_whatever_is_open(
    app: Flask, planner: SignedInClient, matters: dict[str, Matter]
) -> None:
    quake = matters[QUAKE]
    path = f"/api/v1/incidents/{quake.number}"
    assert planner.post(f"{path}/close", json={}).status_code == 200
    try:
        late = report(app, quake, 100, "迟到的报告")
        assert late["incident_id"] == quake.number
        loose = report(app, None, 101, "事件之间的报告")
        gone = report(app, Matter("", 2_000_000, 0), 102, "不知是谁的报告")
        assert (loose["incident_id"], gone["incident_id"]) == (None, None)
        texts = {
            name: {each["text"] for each in planner.get(
                f"/api/v1/field-reports?incident={matter.number}").get_json()["reports"]}
            for name, matter in matters.items()
        }  # fmt: skip
    finally:
        with_app_reopen(app, quake)
    assert "迟到的报告" in texts[QUAKE] and "迟到的报告" not in texts[TYPHOON] | texts[DRILL]
    # Between incidents is the real world: no drill takes it for its own.
    assert "事件之间的报告" in texts[TYPHOON] and "事件之间的报告" not in texts[DRILL]


def with_app_reopen(app: Flask, matter: Matter) -> None:
    database = SERVICES.read(app.extensions).database
    with database.connection() as conn:
        conn.execute(
            "UPDATE incident SET closed_at = NULL WHERE incident_id = %s", (matter.number,)
        )


@pytest.fixture(scope="module")
def live(city_database: str, matters: dict[str, Matter]) -> Iterator[Live]:
    with live_process(city_database) as process:
        process.start()
        yield process


def feeds_of(screen: Screen) -> set[str]:
    return {feed["id"] for feed in screen.told["feeds"]["feeds"]}  # type: ignore[index]


def test_by_socket_three_screens_never_see_each_others_vessels_nor_events(
    live: Live, planner: SignedInClient, conn: Connection, matters: dict[str, Matter]
) -> None:
    """The same ship sails in both worlds: each screen has it where its own world says."""
    row = conn.execute(
        "SELECT vessel_id, mmsi FROM vessel WHERE mmsi IS NOT NULL AND registered LIMIT 1"
    ).fetchone()
    assert row is not None
    vessel, mmsi = row
    start = planner.get("/api/v1/events?after=9007199254740991").get_json()["last_seq"]
    screens = {
        name: Screen(live, session_of(conn, login=f"watch-{matter.number}"), after=start,
                     incident=matter.number)
        for name, matter in matters.items()
    }  # fmt: skip
    try:
        live.send_udp(sentence(0, mmsi=mmsi, lon=122.31))
        live.send_drill(sentence(0, mmsi=mmsi, lon=122.71))
        eventually(lambda: live.counters("drill_udp")["stored"] == 1)
        eventually(lambda: live.counters("ais_udp")["stored"] == 1)
        for name, matter in matters.items():
            path = f"/api/v1/responses?incident={matter.number}"
            draft = {"track": "typhoon", "level": 4, "basis_text": name}
            assert planner.post(path, json=draft).status_code == 201
        owned = {
            name: {row[0] for row in conn.execute(
                "SELECT seq FROM event WHERE incident_id = %s AND seq > %s",
                (matter.number, start))}
            for name, matter in matters.items()
        }  # fmt: skip
        for name, screen in screens.items():
            screen.wait_for_event(max(owned[name]))
            screen.listen(2.5)
        epochs = {name: screen.epoch for name, screen in screens.items()}
        places = {name: screen.movers.get(vessel) for name, screen in screens.items()}
        assert places == {TYPHOON: 122.31, QUAKE: 122.31, DRILL: 122.71}
        assert epochs[TYPHOON] == epochs[QUAKE] != epochs[DRILL]
        for name, screen in screens.items():
            others = set[int]().union(*(owned[other] for other in set(NAMES) - {name}))
            assert owned[name] <= set(screen.events) and not others & set(screen.events), name
        tick = screens[DRILL].told["tick"]
        assert tick["incident_at"] == DRILL_START  # type: ignore[index]
        feeds = {name: feeds_of(screen) for name, screen in screens.items()}
        assert "drill_udp" in feeds[DRILL] and "ais_udp" not in feeds[DRILL]
        assert "ais_udp" in feeds[TYPHOON] and "drill_udp" not in feeds[TYPHOON]
    finally:
        for screen in screens.values():
            screen.client.close()


def test_a_screen_that_changes_its_incident_changes_its_world(
    live: Live, conn: Connection, matters: dict[str, Matter]
) -> None:
    screen = Screen(live, session_of(conn, login="changes"), incident=matters[TYPHOON].number)
    try:
        screen.wait_for_tick()
        assert screen.told["tick"]["rate"] == 1  # type: ignore[index]
        screen.client.emit("follow", {"incident": matters[DRILL].number})
        screen.listen(2.5)
        assert screen.told["tick"]["incident_at"] == DRILL_START  # type: ignore[index]
        screen.client.emit("follow", {"incident": None})
        screen.listen(2.5)
        # Whoever follows none by number is in the real world while something is open there.
        assert screen.told["tick"]["rate"] == 1  # type: ignore[index]
    finally:
        screen.client.close()
