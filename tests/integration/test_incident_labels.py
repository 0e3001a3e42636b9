"""A sensitive incident: who is not cleared gets nothing of it, over HTTP, in SQL nor by socket."""

from collections.abc import Iterator, Mapping

import pytest
from flask import Flask

from app.accounts.model import Label, Role, Scope, scope_of_unit
from app.accounts.row_scope import take_scope
from app.database import Connection
from app.incidents.queries import current_incident
from app.live.housekeeping import prepare_store
from tests.clients import SignedInClient, client_of, session_of
from tests.integration.live_screens import Screen
from tests.integration.rights_city import PUTUO, SHENJIAMEN, draw, put_vessels_at_sea, report
from tests.live_process import Live, live_process
from tests.roll_calls import ask, lines_of, send_report

pytestmark = pytest.mark.city

# Every table whose rows belong to an incident and that a screen asks for.
OF_AN_INCIDENT = (
    "incident", "event", "evacuation_zone", "evacuation_zone_version", "evacuation_zone_answer",
    "field_report", "response_activation", "response_draft", "document",
    "task", "roll_call", "roll_call_line", "roll_call_report", "roll_call_pulse",
    "plan_version", "plan_zone",
)  # fmt: skip
OF_A_ZONE = {
    "evacuation_zone_version",
    "evacuation_zone_answer",
    "plan_zone",
}  # an incident's by their zone
# Of an exercise that holds nothing one may know of, the world is hidden with what it holds. The
# real world is everybody's, and its positions are facts of vessels: see docs/decisions.md.
OF_A_WORLD = (
    "world", "position_latest", "position_history", "position_rejection", "closure_entry",
    "document_signature",
)  # fmt: skip
READS = (
    "/api/v1/incident", "/api/v1/zones", "/api/v1/summary", "/api/v1/responses",
    "/api/v1/field-reports", "/api/v1/bulletins", "/api/v1/roll-calls",
)  # fmt: skip


@pytest.fixture(scope="module")
def planner(app: Flask) -> SignedInClient:
    return client_of(app)


@pytest.fixture(scope="module")
def incident(app: Flask, planner: SignedInClient, conn: Connection) -> int:
    """The incident, with a zone, its versions, a report and a drafted response in it."""
    zone = draw(planner, PUTUO)
    path = f"/api/v1/zones/{zone}"
    version = planner.get(path).get_json()["version"]
    assert planner.put(path, json={"name": "改名", "version": version}).status_code == 200
    report(client_of(app, unit=SHENJIAMEN, role=Role.FIELD), 1)
    drafted = {"track": "flood", "level": 4, "basis_text": "试"}
    assert planner.post("/api/v1/responses", json=drafted).status_code == 201
    works = {"kind": "works", "name": "码头施工", "lon": 122.1, "lat": 29.95, "state": "closed",
             "issuer": "建设局"}  # fmt: skip
    assert planner.post("/api/v1/closures", json=works).status_code == 201
    sign_order(app, planner, zone)
    report_household(planner)
    assert planner.post("/api/v1/plans", json={"name": "初稿"}).status_code == 201
    incident = current_incident(conn)
    prepare_store(conn)
    put_vessels_at_sea(conn)
    conn.execute(
        "INSERT INTO position_rejection (world_id, source, reason, raw, recorded_at)"
        " VALUES (%s, 1, 'test', '', now())",
        (incident.world.world_id,),
    )
    return incident.incident_id


def report_household(planner: SignedInClient) -> None:
    """One report of the list that the order has frozen."""
    (listed,) = ask(planner, "GET", "/roll-calls")["roll_calls"]
    send_report(planner, lines_of(planner, listed)[0], "notified")


def sign_order(app: Flask, planner: SignedInClient, zone: str) -> None:
    order = {"kind": "evacuation_order", "subject": zone}
    drafted = planner.post("/api/v1/documents", json=order)
    assert drafted.status_code == 201, drafted.get_data(as_text=True)
    path = f"/api/v1/documents/{drafted.get_json()['document_id']}"
    signer = client_of(app, role=Role.COMMANDER)
    for who, step in ((planner, "submit"), (signer, "sign"), (planner, "issue")):
        answer = who.post(f"{path}/{step}", json={})
        assert answer.status_code == 200, answer.get_data(as_text=True)


def label(planner: SignedInClient, incident: int, to: Label) -> None:
    answer = planner.put(f"/api/v1/incidents/{incident}/label", json={"label": to})
    assert answer.status_code == 200, answer.get_data(as_text=True)


@pytest.fixture
def sensitive(planner: SignedInClient, incident: int) -> Iterator[int]:
    label(planner, incident, Label.SENSITIVE)
    yield incident
    label(planner, incident, Label.INTERNAL)


def rows(conn: Connection, scope: Scope, clearance: Label) -> Mapping[str, int]:
    """How many rows of an incident each table shows."""
    counts: dict[str, int] = {}
    with conn.transaction(force_rollback=True):
        take_scope(conn, scope, clearance)
        for table in OF_A_WORLD:
            row = conn.execute(f"SELECT count(*) FROM {table} WHERE world_id > 0").fetchone()
            counts[table] = 0 if row is None else int(row[0])
        for table in OF_AN_INCIDENT:
            where = "" if table in OF_A_ZONE else "WHERE incident_id IS NOT NULL"
            row = conn.execute(f"SELECT count(*) FROM {table} {where}").fetchone()
            counts[table] = 0 if row is None else int(row[0])
    return counts


# The zone reaches over one township's edge, the draft is the city's: not theirs to see at all.
OTHERS = {
    "330900": set[str](),
    PUTUO: {"response_draft", "position_rejection"},
    SHENJIAMEN: {
        "response_draft",
        "position_rejection",
        "evacuation_zone",
        "document",
        "document_signature",
        *OF_A_ZONE,
    },
}


@pytest.mark.parametrize("unit", [*OTHERS])
def test_no_table_shows_a_row_of_it_to_who_is_not_cleared(
    conn: Connection, sensitive: int, unit: str
) -> None:
    scope = scope_of_unit(unit)
    for clearance in (Label.PUBLIC, Label.INTERNAL):
        assert set(rows(conn, scope, clearance).values()) == {0}
    cleared = rows(conn, scope, Label.SENSITIVE)
    assert {table for table, count in cleared.items() if count == 0} == OTHERS[unit]


def test_every_table_with_an_incidents_number_is_spoken_of(conn: Connection) -> None:
    found = conn.execute(
        """
        SELECT DISTINCT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attname = 'incident_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relnamespace = 'public'::regnamespace
        """
    ).fetchall()
    assert {row[0] for row in found} == {*OF_AN_INCIDENT} - OF_A_ZONE


def test_every_table_with_a_worlds_number_is_spoken_of(conn: Connection) -> None:
    found = conn.execute(
        """
        SELECT DISTINCT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attname = 'world_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relnamespace = 'public'::regnamespace
        """
    ).fetchall()
    assert {row[0] for row in found} == {*OF_A_WORLD, "incident", "event"}


@pytest.mark.parametrize("role", [Role.WALL, Role.FIELD, Role.VIEWER])
def test_over_http_there_is_nothing_of_it(
    app: Flask, planner: SignedInClient, sensitive: int, role: Role
) -> None:
    asker = client_of(app, role=role)
    for path in READS:
        asked = path if path == "/api/v1/incident" else f"{path}?incident={sensitive}"
        for address in (asked, path):
            answer = asker.get(address)
            # Reports may be of no incident: their list is there, and empty.
            assert answer.status_code in (403, 404) or answer.get_json() == {"reports": []}, address
        assert planner.get(path).status_code == 200, path
    for path in ("/api/v1/events?after=0", "/api/v1/incidents"):
        (kept,) = (each for each in planner.get(path).get_json().values() if isinstance(each, list))
        assert sensitive in {each["incident_id"] for each in kept}, path
        answer = asker.get(path)
        told = (
            answer.get_json()[path.split("/")[3].split("?")[0]] if answer.status_code < 400 else []
        )
        assert sensitive not in {each["incident_id"] for each in told}, path
    zones = "/api/v1/layers/evacuation-zones/features"
    assert asker.get(f"{zones}?incident={sensitive}").status_code == 404
    assert asker.get(zones).get_json()["features"] == []
    assert len(planner.get(zones).get_json()["features"]) == 1


@pytest.fixture(scope="module")
def live(city_database: str) -> Iterator[Live]:
    with live_process(city_database) as process:
        process.start()
        yield process


def test_by_socket_neither_the_replay_nor_the_stream_tells_of_it(
    live: Live, planner: SignedInClient, conn: Connection, sensitive: int
) -> None:
    askers = {
        role: Screen(live, session_of(conn, role=role), after=0)
        for role in (Role.WALL, Role.FIELD, Role.VIEWER, Role.PLANNER)
    }
    for screen in askers.values():
        screen.wait_for_tick()
    assert planner.post("/api/v1/responses/end", json={"track": "sea_typhoon"}).status_code < 500
    planner.post("/api/v1/zones", json={"polygon": other_ground()})
    owned = {
        int(row[0])
        for row in conn.execute("SELECT seq FROM event WHERE incident_id = %s", (sensitive,))
    }
    askers[Role.PLANNER].wait_for_event(max(owned))
    for role, screen in askers.items():
        screen.wait_for_tick()
        screen.wait_for_tick()
        heard = set(screen.events) & owned
        screen.client.close()
        assert heard == (owned if role is Role.PLANNER else set()), role
    assert max(owned) == conn.execute("SELECT max(seq) FROM event").fetchone()[0]  # type: ignore[index]


def other_ground() -> dict[str, object]:
    ring = [[122.31, 29.96], [122.32, 29.96], [122.32, 29.97], [122.31, 29.97], [122.31, 29.96]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_who_loses_sight_of_it_hears_that_something_changed_and_nothing_of_what(
    app: Flask, planner: SignedInClient, incident: int
) -> None:
    wall = client_of(app, role=Role.WALL)
    before = wall.get("/api/v1/events").get_json()["last_seq"]
    label(planner, incident, Label.SENSITIVE)
    (told,) = wall.get(f"/api/v1/events?after={before}").get_json()["events"]
    label(planner, incident, Label.INTERNAL)
    assert (told["kind"], told["incident_id"], told["payload"], told["subject"]) == (
        "incident_relabelled", None, {}, "incident",
    )  # fmt: skip
    assert wall.get("/api/v1/incident").status_code == 200
