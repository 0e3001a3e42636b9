"""An installation in service opens, labels and closes its incidents; every process follows."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app.accounts.model import Role
from app.cli import cli
from app.clock import parse_utc, real_now
from app.database import Connection
from app.errors import AppError
from app.tooling.bench.fanout.processes import get_json
from app.worlds.queries import close_exercises_without_incident
from tests.clients import SignedInClient, client_of, session_of
from tests.integration.live_screens import Screen
from tests.live_process import Live, eventually, live_process, sentence

OPEN = "/api/v1/incidents"
REAL = {"kind": "other", "name": "寒潮大风", "exercise": False}


@pytest.fixture(autouse=True)
def none_open(conn: Connection) -> None:
    conn.execute("UPDATE incident SET closed_at = now() WHERE closed_at IS NULL")
    close_exercises_without_incident(conn, real_now())


@pytest.fixture
def planner(app: Flask, conn: Connection) -> SignedInClient:
    return client_of(app)


@pytest.fixture
def console(empty_database: str, conn: Connection, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAITANG_DATABASE_URL", empty_database)

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli(), ["incident", *words])

    return run


def opened(client: SignedInClient, **more: Any) -> dict[str, Any]:
    answer = client.post(OPEN, json=REAL | more)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()


def code_of(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.get_data(as_text=True)
    return str(answer.get_json()["code"])


def test_a_real_incident_runs_in_real_time_and_others_open_beside_it(
    planner: SignedInClient,
) -> None:
    before = real_now()
    found = opened(planner)
    assert found["clock"]["rate"] == 1.0
    assert found["clock"]["anchor_real_at"] == found["clock"]["anchor_incident_at"]
    assert before.replace(microsecond=0) <= parse_utc(found["opened_at"]) <= real_now()
    assert found["label"] == "internal"
    quake = opened(planner, name="地震")
    drill = opened(planner, name="演练", exercise=True, rate=0)
    assert (found["world_id"], quake["world_id"]) == (0, 0) and drill["world_id"] > 0
    # Who names none sees the newest real one: a drill takes nobody's screen.
    assert planner.get("/api/v1/incident").get_json()["name"] == "地震"
    for each in (found, quake, drill):
        path = f"/api/v1/incident?incident={each['incident_id']}"
        assert planner.get(path).get_json()["name"] == each["name"]


def test_what_is_written_names_its_incident_while_several_are_open(planner: SignedInClient) -> None:
    """It went to whichever was the newest."""
    first = opened(planner)["incident_id"]
    draft = {"track": "flood", "level": 4, "basis_text": "试"}
    assert planner.post("/api/v1/responses", json=draft).status_code == 201
    second = opened(planner, name="地震")["incident_id"]
    refused = planner.post("/api/v1/responses", json=draft)
    assert code_of(refused, 422) == "E-INC-014"
    assert "寒潮大风" in refused.get_json()["detail"] and "地震" in refused.get_json()["detail"]
    named = planner.post(f"/api/v1/responses?incident={second}", json=draft)
    assert named.status_code == 201
    drafts = {
        number: len(planner.get(f"/api/v1/responses?incident={number}").get_json()["drafts"])
        for number in (first, second)
    }
    assert drafts == {first: 1, second: 1}


def test_one_drill_at_a_time_and_several_matters_in_it(planner: SignedInClient) -> None:
    drill = opened(planner, name="演练", exercise=True, rate=0, start_at="2015-07-10T02:00:00Z")
    again = planner.post(OPEN, json=REAL | {"exercise": True})
    assert code_of(again, 409) == "E-WLD-002" and "演练" in again.get_json()["detail"]
    world = drill["world_id"]
    quake = opened(planner, name="演练中的地震", exercise=True, world_id=world)
    assert (quake["world_id"], quake["opened_at"]) == (world, "2015-07-10T02:00:00Z")
    for wrong in ({"world_id": world}, {"world_id": 0, "exercise": True}):
        assert code_of(planner.post(OPEN, json=REAL | wrong), 409) == "E-INC-013"
    planner.post(f"{OPEN}/{drill['incident_id']}/close", json={})
    worlds = {each["world_id"]: each for each in planner.get("/api/v1/worlds").get_json()["worlds"]}
    assert worlds[world]["closed_at"] is None and worlds[0]["exercise"] is False
    planner.post(f"{OPEN}/{quake['incident_id']}/close", json={})
    worlds = {each["world_id"]: each for each in planner.get("/api/v1/worlds").get_json()["worlds"]}
    assert worlds[world]["closed_at"] is not None
    assert opened(planner, name="下一个", exercise=True)["world_id"] > world


def test_a_closed_one_is_still_listed_and_another_opens(planner: SignedInClient) -> None:
    first = opened(planner)["incident_id"]
    assert planner.post(f"{OPEN}/{first}/close", json={}).get_json()["closed_at"] is not None
    assert code_of(planner.post(f"{OPEN}/{first}/close", json={}), 409) == "E-INC-005"
    assert code_of(planner.get("/api/v1/incident"), 404) == "E-INC-002"
    second = opened(planner, name="第二个")["incident_id"]
    listed = planner.get(OPEN).get_json()["incidents"]
    assert [each["incident_id"] for each in listed[:2]] == [second, first]
    assert listed[0]["closed_at"] is None and listed[1]["closed_at"] is not None


def test_an_exercise_has_a_clock_of_its_own_and_a_real_incident_has_not(
    planner: SignedInClient,
) -> None:
    start = "2015-07-10T02:00:00Z"
    refused = planner.post(OPEN, json=REAL | {"start_at": start})
    assert code_of(refused, 422) == "E-INC-009"
    found = opened(planner, exercise=True, start_at=start, rate=60)
    assert found["clock"]["rate"] == 60.0
    assert parse_utc(found["clock"]["anchor_incident_at"]) == parse_utc(start)


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"kind": "earthquake"}, 422, "E-INC-012"),
        ({"label": "secret"}, 422, "E-INC-012"),
        ({"name": "名" * 65}, 422, "E-INC-007"),
        ({"exercise": "yes"}, 422, "E-INC-010"),
        ({"exercise": True, "rate": 601}, 422, "E-CLK-002"),
        ({"exercise": True, "start_at": "2015-07-10 02:00"}, 422, "E-INC-011"),
        ({"storm_id": "209901"}, 404, "E-INC-008"),
    ],
)
def test_what_is_wrong_is_said(
    planner: SignedInClient, wrong: dict[str, Any], status: int, code: str
) -> None:
    assert code_of(planner.post(OPEN, json=REAL | wrong), status) == code
    assert planner.get("/api/v1/incident").status_code == 404


@pytest.mark.parametrize("role", [Role.PLANNER, Role.COMMANDER])
def test_only_the_city_opens_labels_and_closes(
    app: Flask, planner: SignedInClient, role: Role
) -> None:
    city, county = client_of(app, role=role), client_of(app, unit="330902", role=role)
    assert code_of(county.post(OPEN, json=REAL), 403) == "E-ACC-009"
    path = f"{OPEN}/{opened(city)['incident_id']}"
    assert code_of(county.post(f"{path}/close", json={}), 403) == "E-ACC-009"
    assert code_of(county.put(f"{path}/label", json={"label": "public"}), 403) == "E-ACC-009"
    assert city.put(f"{path}/label", json={"label": "public"}).get_json()["label"] == "public"
    assert city.post(f"{path}/close", json={}).status_code == 200


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WALL, Role.FIELD, Role.ADMINISTRATOR])
def test_nobody_else_does(app: Flask, planner: SignedInClient, role: Role) -> None:
    assert code_of(client_of(app, role=role).post(OPEN, json=REAL), 403) == "E-ACC-001"


def test_each_deed_is_audited_and_announced(planner: SignedInClient, conn: Connection) -> None:
    before = conn.execute("SELECT coalesce(max(audit_id), 0) FROM audit_entry").fetchone()
    seq = planner.get("/api/v1/events").get_json()["last_seq"]
    number = opened(planner)["incident_id"]
    planner.put(f"{OPEN}/{number}/label", json={"label": "sensitive"})
    planner.post(f"{OPEN}/{number}/close", json={})
    assert before is not None
    rows = conn.execute(
        "SELECT action, object, actor FROM audit_entry WHERE audit_id > %s ORDER BY audit_id",
        before,
    ).fetchall()
    deeds = ("open_incident", "label_incident", "close_incident")
    assert rows == [(deed, f"incident/{number}", "planner-330900") for deed in deeds]
    events = planner.get(f"/api/v1/events?after={seq}").get_json()["events"]
    assert [event["kind"] for event in events] == [
        "incident_opened", "incident_relabelled", "incident_closed",
    ]  # fmt: skip


def test_the_console_does_the_same(console: Any) -> None:
    assert console("open", "--kind", "other", "演练一", "--exercise", "--rate", "0").exit_code == 0
    again = console("open", "又一个", "--exercise")
    assert isinstance(again.exception, AppError) and again.exception.code == "E-WLD-002"
    assert console("label", "sensitive").exit_code == 0
    listed = json.loads(console("list", "--json").output)["incidents"][0]
    assert (listed["name"], listed["label"], listed["exercise"]) == ("演练一", "sensitive", True)
    assert console("close").exit_code == 0
    assert json.loads(console("list", "--json").output)["incidents"][0]["closed_at"] is not None


@pytest.fixture
def live(conn: Connection, empty_database: str) -> Iterator[Live]:
    with live_process(empty_database) as process:
        process.start()
        yield process


def test_live_watches_without_an_incident_and_follows_each_that_opens_and_closes(
    live: Live, planner: SignedInClient, conn: Connection
) -> None:
    """It is never started anew: the fleet of the real world is there whatever opens and closes."""
    assert live.child is not None
    process = live.child.pid
    assert get_json(live.path, "/live/healthz") == {"ok": True}
    live.send_udp(sentence(1), sentence(1, course=46.0))  # a stranger is heard twice
    latest = "SELECT world_id FROM position_latest ORDER BY world_id"
    eventually(lambda: conn.execute(latest).fetchall() == [(0,)])
    screen = Screen(live, session_of(conn, role=Role.VIEWER), after=0)
    try:
        screen.listen(1.0)
        assert len(screen.movers) == 1
        told = len(screen.events)
        first = opened(planner)["incident_id"]
        screen.listen(1.0)
        assert len(screen.events) == told + 1 and len(screen.movers) == 1
        planner.post(f"{OPEN}/{first}/close", json={})
        screen.listen(1.0)
        assert len(screen.events) == told + 2
        exercise = opened(
            planner, exercise=True, start_at="2015-07-10T02:00:00Z", rate=0
        )["world_id"]  # fmt: skip
        screen.listen(2.5)
        # An exercise begins with an empty sea of its own.
        assert (len(screen.events), screen.movers) == (told + 3, {})
        assert screen.told["tick"]["incident_at"] == "2015-07-10T02:00:00Z"  # type: ignore[index]
        rows = conn.execute(latest).fetchall()
        assert (exercise,) not in rows
    finally:
        screen.client.close()
    time.sleep(0.2)
    assert live.child.poll() is None and live.child.pid == process
