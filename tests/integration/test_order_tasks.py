"""From an issued order to the last grid: who is told, who answers, what goes up, what ends it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from psycopg import errors

from app.accounts.model import SYSTEM_ACTOR, Label, Role, Scope, scope_of_unit
from app.accounts.row_scope import take_scope
from app.database import Connection
from app.incidents.queries import current_incident
from app.services import SERVICES
from app.tasks import sources
from app.tasks.actions import TaskDesk, give_out
from app.tasks.clockwork import escalate
from app.tasks.due import Deadline
from app.tasks.ladder import TaskState
from app.tasks.model import Addressee, NewTask, SourceReference, TaskLevel
from app.tasks.source import TaskSource
from app.transaction import begin
from app.wording import Text
from app.worker.task_jobs import escalate_everywhere
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import DINGHAI, PUTUO, SHENJIAMEN, draw

pytestmark = pytest.mark.city

BASE = "/api/v1"
ROLES = ("city_app", "county_app", "township_app")


@pytest.fixture(scope="module")
def signer(app: Flask) -> SignedInClient:
    return client_of(app, role=Role.COMMANDER, login="signer")


@pytest.fixture(scope="module")
def county(app: Flask) -> SignedInClient:
    return client_of(app, unit=PUTUO)


@pytest.fixture(scope="module")
def township(app: Flask) -> SignedInClient:
    return client_of(app, unit=SHENJIAMEN, login="shenjiamen")


@pytest.fixture(scope="module")
def stranger(app: Flask) -> SignedInClient:
    return client_of(app, unit=DINGHAI)


def send(client: SignedInClient, path: str, body: Any, status: int = 200) -> Any:
    answer = client.post(f"{BASE}{path}", json=body)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def ask(client: SignedInClient, path: str, status: int = 200) -> Any:
    answer = client.get(f"{BASE}{path}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def issue(client: SignedInClient, signer: SignedInClient, zone: str) -> int:
    document = send(client, "/documents", {"kind": "evacuation_order", "subject": zone}, 201)
    path = f"/documents/{document['document_id']}"
    for who, step in ((client, "submit"), (signer, "sign"), (client, "issue")):
        send(who, f"{path}/{step}", {})
    return int(document["document_id"])


def chain(client: SignedInClient, order: int) -> list[dict[str, Any]]:
    told = ask(client, f"/tasks/chain?source=evacuation_order&reference={order}")
    return list(told["tasks"])


@pytest.fixture
def order(client: SignedInClient, signer: SignedInClient, conn: Connection) -> Any:
    """An order for a zone in Putuo that the city has issued; lifted afterwards."""
    stop_clock(conn)
    zone = draw(client, PUTUO)
    number = issue(client, signer, zone)
    yield number
    if ask(client, f"/documents/{number}")["state"] == "issued":
        send(signer, f"/documents/{number}/lift", {"reason": "试完"})
    assert client.delete(f"{BASE}/zones/{zone}").status_code in (200, 204)


def stop_clock(conn: Connection) -> None:
    conn.execute("UPDATE world SET rate = 0 WHERE closed_at IS NULL AND exercise")


def pass_minutes(conn: Connection, minutes: float) -> None:
    """The world's clock goes on by so many minutes."""
    conn.execute(
        "UPDATE world SET anchor_incident_at = anchor_incident_at + %s"
        " WHERE closed_at IS NULL AND exercise",
        (timedelta(minutes=minutes),),
    )


def of_level(tasks: list[dict[str, Any]], level: str) -> dict[str, Any]:
    return next(each for each in tasks if each["level"] == level)


def steps(conn: Connection, task: int) -> list[tuple[str, str]]:
    return conn.execute(
        "SELECT step, state FROM task_step WHERE task_id = %s ORDER BY step_id", (task,)
    ).fetchall()


def test_an_issued_order_goes_down_the_chain_with_its_deadline(
    client: SignedInClient, conn: Connection, order: int
) -> None:
    tasks = chain(client, order)
    levels = [each["level"] for each in tasks]
    assert levels[:3] == ["county", "township", "village"]
    assert levels.count("grid") >= 3 * levels.count("village") > 0
    assert [each["unit"]["code"] for each in tasks] == sorted(
        each["unit"]["code"] for each in tasks
    )
    paper = ask(client, f"/documents/{order}")
    assert {each["number"] for each in tasks} == {paper["number"]}
    assert {each["page"] for each in tasks} == {f"/orders#{order}"}
    villages = sum(each["people"] for each in tasks if each["level"] == "village")
    assert of_level(tasks, "county")["people"] == villages > 0
    content = conn.execute("SELECT content FROM document WHERE document_id = %s", (order,))
    ways = (content.fetchone() or [{}])[0]["ways"]
    starts = [way["latest_start_at"] for way in ways if way["latest_start_at"]]
    assert all(each["due_at"] is not None for each in tasks) == bool(starts)
    assert all(each["holder"].endswith("**") for each in tasks if each["holder"])
    told = [e for e in ask(client, "/events?after=0&limit=1000")["events"]
            if e["kind"] == "task_changed" and e["payload"]["reference"] == str(order)]  # fmt: skip
    assert sum(each["payload"]["tasks"] for each in told) == len(tasks)
    audited = conn.execute(
        "SELECT detail->'tasks' FROM audit_entry WHERE action = 'task_create' AND object = %s",
        (f"evacuation_order/{order}",),
    ).fetchall()
    assert sum(len(row[0]) for row in audited) == len(tasks)


def test_a_county_acknowledges_its_own_and_by_telephone_what_lies_below(
    client: SignedInClient, county: SignedInClient, stranger: SignedInClient, order: int,
    conn: Connection,
) -> None:  # fmt: skip
    tasks = chain(county, order)
    own, village = of_level(tasks, "county"), of_level(tasks, "village")
    assert own["own"] and "acknowledge" in own["may"]
    done = send(county, f"/tasks/{own['task_id']}/acknowledge", {"version": own["version"]})
    assert done["state"] == "acknowledged" and done["answer"]["by_phone"] is False
    assert done["answer"]["name"] == "planner-330903"
    refused = send(county, f"/tasks/{village['task_id']}/acknowledge", {}, 422)
    assert refused["code"] == "E-TSK-012"
    send(county, f"/tasks/{village['task_id']}/call", {"result": "no_answer"})
    body = {"spoken_with": "王阿国"}
    phoned = send(county, f"/tasks/{village['task_id']}/acknowledge", body)
    assert phoned["answer"]["by_phone"] and phoned["call"]["result"] == "no_answer"
    assert phoned["steps"][-1]["spoken_with"] == "王阿国"
    assert ask(stranger, f"/tasks/{own['task_id']}", 404)["code"] == "E-TSK-002"
    assert chain(stranger, order) == []
    entry = conn.execute(
        "SELECT detail FROM audit_entry WHERE action = 'task_acknowledge' AND object = %s",
        (f"task/{village['task_id']}",),
    ).fetchone()
    assert entry is not None and entry[0]["by_phone"] and "王阿国" not in str(entry[0])


def test_the_whole_way_of_a_task_with_its_refusals(
    client: SignedInClient, county: SignedInClient, order: int, conn: Connection
) -> None:
    task = of_level(chain(county, order), "county")["task_id"]
    assert send(county, f"/tasks/{task}/done", {"note": "到位"}, 409)["code"] == "E-TSK-013"
    stale = {"version": 99}
    assert send(county, f"/tasks/{task}/acknowledge", stale, 409)["code"] == "E-TSK-003"
    send(county, f"/tasks/{task}/acknowledge", {})
    assert send(county, f"/tasks/{task}/acknowledge", {}, 409)["code"] == "E-TSK-013"
    assert send(county, f"/tasks/{task}/cannot", {}, 422)["code"] == "E-TSK-015"
    send(county, f"/tasks/{task}/cannot", {"note": "车不够"})
    offered = [each["code"] for each in ask(client, f"/tasks/{task}")["posts"]]
    assert offered == ["330900-duty", "330900-responsible", "330903-duty"]
    assert [each["code"] for each in ask(county, f"/tasks/{task}")["posts"]] == offered[2:]
    duty = {"post": "330903-duty", "note": "换值班员办"}
    given = send(client, f"/tasks/{task}/reassign", duty)
    assert given["state"] == "open" and given["post"] == "330903-duty"
    assert given["answer"] is None
    send(county, f"/tasks/{task}/acknowledge", {})
    done = send(county, f"/tasks/{task}/done", {"note": "人都到了，清点 688"})
    assert done["state"] == "done" and done["may"] == ["close"]
    assert steps(conn, task) == [
        ("create", "open"), ("acknowledge", "acknowledged"), ("cannot", "cannot"),
        ("reassign", "open"), ("acknowledge", "acknowledged"), ("done", "done"),
    ]  # fmt: skip


def test_silence_goes_up_a_level_each_half_hour_by_the_incident_s_clock(
    app: Flask, client: SignedInClient, county: SignedInClient, order: int, conn: Connection
) -> None:
    database = SERVICES.read(app.extensions).database
    first = of_level(chain(county, order), "county")
    send(county, f"/tasks/{first['task_id']}/acknowledge", {})
    assert escalate_everywhere(database) == 0
    pass_minutes(conn, 31)
    count = len(chain(client, order))
    assert escalate_everywhere(database) == count - 1
    assert escalate_everywhere(database) == 0  # once a level
    tasks = chain(client, order)
    village, grid = of_level(tasks, "village"), of_level(tasks, "grid")
    assert village["escalated_to"]["code"] == SHENJIAMEN[:9] or village["escalation"] == 1
    assert grid["escalated_to"]["code"] == grid["unit"]["code"]
    assert of_level(tasks, "county")["escalation"] == 0
    pass_minutes(conn, 30)
    escalate_everywhere(database)
    seen = ask(county, f"/tasks/{village['task_id']}")
    assert seen["escalated_to"]["code"] == PUTUO and seen["escalation"] == 2
    last = seen["steps"][-1]
    assert (last["step"], last["cause"]["en"]) == ("escalate", "nobody acknowledged it")
    silent = ask(client, "/tasks/silent")
    told = next(each for each in silent["units"] if each["unit"] == village["unit"]["code"])
    assert told["escalation"] >= 1 and told["lon"] is not None
    assert silent["escalate_min"] == 30


def test_a_clock_at_sixty_takes_up_what_real_minutes_would_not(
    app: Flask, order: int, conn: Connection
) -> None:
    with begin(SERVICES.read(app.extensions).database, SYSTEM_ACTOR) as tx:
        incident = current_incident(tx.conn)
        an_hour_on = incident.clock.now() + timedelta(hours=1, seconds=1)
        escalate(tx, incident, an_hour_on)
    rounds = conn.execute(
        "SELECT max(escalation), count(DISTINCT task_id) FROM task JOIN task_step USING (task_id)"
        " WHERE reference = %s AND level = 'village' AND step = 'escalate'", (str(order),)
    ).fetchone()  # fmt: skip
    assert rounds is not None and rounds[0] == 2


def test_lifting_an_order_closes_what_waits_and_says_why(
    client: SignedInClient, signer: SignedInClient, county: SignedInClient, order: int
) -> None:
    tasks = chain(county, order)
    done = of_level(tasks, "county")["task_id"]
    send(county, f"/tasks/{done}/acknowledge", {})
    send(county, f"/tasks/{done}/done", {"note": "人都到了"})
    send(signer, f"/documents/{order}/lift", {"reason": "险情排除"})
    after = chain(client, order)
    assert {each["state"] for each in after} == {"done", "closed"}
    assert sum(each["state"] == "done" for each in after) == 1
    closed = next(each for each in after if each["state"] == "closed")
    last = ask(client, f"/tasks/{closed['task_id']}")["steps"][-1]
    assert (last["cause"]["en"], last["note"]) == ("the document was lifted", "险情排除")
    silent = {each["unit"] for each in ask(client, "/tasks/silent")["units"]}
    assert not silent & {each["unit"]["code"] for each in after}


def test_a_new_order_ends_the_tasks_of_the_one_before(
    client: SignedInClient, signer: SignedInClient, order: int
) -> None:
    zone = ask(client, f"/documents/{order}")["subject"]
    second = issue(client, signer, zone)
    before = chain(client, order)
    last = ask(client, f"/tasks/{before[0]['task_id']}")["steps"][-1]
    assert {each["state"] for each in before} == {"closed"}
    assert last["cause"]["en"] == "a newer document replaced it"
    assert {each["state"] for each in chain(client, second)} == {"open"}
    send(signer, f"/documents/{second}/lift", {"reason": "试完"})


def test_the_list_is_the_own_unit_s_in_order_of_risk(
    county: SignedInClient, township: SignedInClient, order: int
) -> None:
    first = of_level(chain(county, order), "county")
    send(county, f"/tasks/{first['task_id']}/acknowledge", {})
    told = ask(county, "/tasks?state=live")
    states = [each["state"] for each in told["tasks"]]
    assert states == sorted(states, key=["open", "cannot", "acknowledged"].index)
    assert told["counts"]["open"] == len(ask(county, "/tasks?unanswered=1")["tasks"])
    unknown = ask(county, "/tasks?state=lost", 422)
    assert unknown["code"] == "E-TSK-004"
    codes = {each["unit"]["code"][:9] for each in ask(township, "/tasks")["tasks"]}
    assert codes <= {SHENJIAMEN}


@pytest.mark.parametrize(
    ("unit", "role", "own"),
    [(DINGHAI, Role.PLANNER, DINGHAI), (PUTUO, Role.WALL, PUTUO), (DINGHAI, Role.WALL, DINGHAI),
     (SHENJIAMEN, Role.FIELD, SHENJIAMEN), ("330900", Role.VIEWER, "3309")],
)  # fmt: skip
def test_everybody_sees_the_own_tasks_and_those_below(
    app: Flask, client: SignedInClient, order: int, unit: str, role: Role, own: str
) -> None:
    asker = client_of(app, unit=unit, role=role)
    chain_path = f"/tasks/chain?source=evacuation_order&reference={order}"
    silent = ask(asker, "/tasks/silent")["units"]
    everything = {each["unit"] for each in ask(client, "/tasks/silent")["units"]}
    assert {each["unit"] for each in silent} == {c for c in everything if c.startswith(own)}
    if role is Role.WALL:
        ask(asker, chain_path, 403)
        return
    for path in ("/tasks", chain_path):
        codes = {each["unit"]["code"] for each in ask(client, path)["tasks"]}
        seen = {each["unit"]["code"] for each in ask(asker, path)["tasks"]}
        assert seen == {code for code in codes if code.startswith(own)}
    for task in chain(client, order):
        inside = task["unit"]["code"].startswith(own)
        ask(asker, f"/tasks/{task['task_id']}", 200 if inside else 404)


def test_the_application_roles_cannot_jump_delete_or_rewrite(
    order: int, client: SignedInClient, conn: Connection
) -> None:
    village = of_level(chain(client, order), "village")
    number = village["task_id"]
    refused = [
        "UPDATE task SET state = 'done' WHERE task_id = %s",
        "UPDATE task SET due_at = now() WHERE task_id = %s",
    ]
    denied = [
        "UPDATE task SET content = '{}' WHERE task_id = %s",
        "DELETE FROM task WHERE task_id = %s",
        "UPDATE task_step SET note = 'x' WHERE task_id = %s",
        "DELETE FROM task_step WHERE task_id = %s",
    ]
    scopes = (scope_of_unit("330900"), scope_of_unit(PUTUO),
              scope_of_unit(village["unit"]["code"]))  # fmt: skip
    for scope in scopes:
        for text in refused:
            with pytest.raises(errors.RestrictViolation):
                run_as(conn, scope, text, number)
        for text in denied:
            with pytest.raises(errors.InsufficientPrivilege):
                run_as(conn, scope, text, number)
    for text in (refused[0], denied[1], denied[3]):
        with pytest.raises((errors.RestrictViolation, errors.InsufficientPrivilege)):
            conn.execute(text.encode(), (number,))  # the owner neither
    stranger = scope_of_unit(DINGHAI)
    close = "UPDATE task SET state = 'closed' WHERE task_id = %s"
    assert run_as(conn, stranger, close, number) == 0
    assert ask(client, f"/tasks/{number}")["state"] == TaskState.OPEN


def run_as(conn: Connection, scope: Scope, text: str, number: int) -> int:
    with conn.transaction(force_rollback=True):
        take_scope(conn, scope, Label.SENSITIVE)
        return conn.execute(text.encode(), (number,)).rowcount


def test_a_source_from_outside_needs_one_file(
    app: Flask, client: SignedInClient, conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(told: Any) -> Text:
        return Text(f"查 {told['what']}", f"Inspect {told['what']}")

    inspection = TaskSource("inspection", Text("排查", "Inspection"), "", dict, says)
    monkeypatch.setattr(sources, "SOURCES", {**sources.SOURCES, "inspection": inspection})
    told = SourceReference("inspection", "a-1", "第 1 次")
    with begin(SERVICES.read(app.extensions).database, SYSTEM_ACTOR) as tx:
        incident = current_incident(tx.conn)
        to = Addressee(DINGHAI, TaskLevel.COUNTY, f"{DINGHAI}-duty")
        new = NewTask(to, {"what": "2 号边坡"}, Deadline())
        desk = TaskDesk(tx, incident, incident.clock.now())
        assert len(give_out(desk, told, [new])) == 1
        assert give_out(desk, told, [new]) == []  # the post has it already
    (shown,) = ask(client, "/tasks/chain?source=inspection&reference=a-1")["tasks"]
    assert (shown["says"]["en"], shown["page"], shown["number"]) == (
        "Inspect 2 号边坡", None, "第 1 次"
    )  # fmt: skip
    send(client, f"/tasks/{shown['task_id']}/close", {"note": "试完"})
