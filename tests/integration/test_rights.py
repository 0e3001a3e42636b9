"""Every route × every asker: nobody gets a row of another's, and the entitled one gets it.

A route that is in neither list below fails; so does one without a rule. A cell counts only where
the city, asking the same, is given rows that are foreign to the asker.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

import pytest
from flask import Flask

from app import create_app
from app.accounts.rights import PERMISSIONS, Permission
from app.database import connect
from app.services import SERVICES
from app.web.access import RULES, Rule
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import (
    ASKERS,
    AUDITOR,
    CITY,
    COUNTY_A,
    COUNTY_B,
    DINGHAI,
    PUTUO,
    TABLET,
    TOWNSHIP,
    WALL,
    Asker,
    draw,
    foreign_to,
    held,
    markers,
    polygon,
    put_vessels_at_sea,
    rectangle,
    report,
)
from tests.integration.rights_sample import contradict, issue, listed_households, own_rows

pytestmark = pytest.mark.city

P = Permission
CHANGES = (P.DRAW_ZONES, P.IMPORT_LAYERS, P.SET_CLOCK, P.CONFIGURE)
LOOK = Permission.WATCH, Permission.VIEW, Permission.EXPORT

# Reads that carry no row of anybody's: the storm, the roads, the clock, the words of the screens.
PUBLIC = {
    "health.processes", "health.troubles", "apidoc.get_document", "apidoc.get_page",
    "feeds.get_feeds",
    "configuration.get_configuration", "configuration.get_values", "configuration.get_changes",
    "due.get_rules", "task_actions.get_rules", "incidents.get_incident",
    "incidents.list_incidents", "worlds.list_worlds", "maplayers.get_basemap",
    "response.get_responses", "response.get_recommendation", "response.get_rules",
    "typhoon.list_typhoons", "typhoon.get_typhoon", "wind.get_arrival",
    "wind.get_isochrones", "wind.get_seats", "typhoon.get_bulletins", "changes.get_events",
    "wind.get_cone", "wind.get_probability", "storm_events.get_similar",
    "wind.get_strip", "wind.get_swath", "typhoon_archive.get_export",
    "typhoon_archive.get_stored", "typhoon_archive.get_formats", "typhoon_archive.get_import",
    "typhoon_archive.get_seasons", "series.list_all", "series.get_one", "warnings.get_rules",
    "warnings.get_suggestions", "closures.get_closures", "proposed_closures.get_proposals",
    "documents.get_key",
}  # fmt: skip
SCOPED_LAYERS = (
    "hazard-points", "risk-areas", "shelters", "aquaculture", "vessels", "evacuation-zones",
)  # fmt: skip
# Reads with rows that somebody owns: addresses whose answer to the city names some of PUTUO's
# (for county A) and of DINGHAI's (for all the others).
Sample = Mapping[str, Any]


def scoped_paths(sample: Sample) -> dict[str, list[str]]:
    both = [(DINGHAI, sample[DINGHAI]), (PUTUO, sample[PUTUO])]
    return {
        "events.get_events": ["/api/v1/events?after=0"],
        "evacuation.get_zones": ["/api/v1/zones"],
        "evacuation.get_zone": [f"/api/v1/zones/{own['zone']}" for _, own in both],
        "evacuation.get_summary": [],  # figures only: test_the_summary_counts_the_own
        "field_reports.get_reports": ["/api/v1/field-reports?limit=500"],
        "maplayers.get_layers": [],  # counts only: test_counts_of_layers_are_the_own
        "maplayers.get_features": [
            f"/api/v1/layers/{layer}/features?limit=10000" for layer in SCOPED_LAYERS
        ],
        "maplayers.get_feature": [
            f"/api/v1/layers/{layer}/features/{quote(key)}"
            for _, own in both
            for layer, key in own["keys"].items()
        ],
        "maplayers.get_search": [
            f"/api/v1/search?limit=50&q={quote(name)}" for _, own in both for name in own["names"]
        ],
        "maplayers.get_tile": [
            f"/tiles/{layer}/9/429/210.mvt" for layer in SCOPED_LAYERS if layer != "vessels"
        ],
        "layer_files.get_export": [
            f"/api/v1/layers/{layer}/export?format={form}"
            for layer in SCOPED_LAYERS
            for form in ("gpkg", "geojson", "csv", "kml")
        ],
        "shelters.get_nearest": [
            f"/api/v1/shelters/nearest?lon={lon}&lat={lat}&limit=20"
            for lon, lat in ((122.105, 30.02), (122.3, 29.945))
        ],
        "vessels.get_vessels": [
            f"/api/v1/vessels?limit=1000&after={after}" for after in range(0, 7000, 1000)
        ],
        "vessels.get_vessel": [f"/api/v1/vessels/{own['vessel']}" for _, own in both],
        "vessels.get_track": [],  # numbers only: test_a_foreign_track_does_not_exist
        "wind.get_places": ["/api/v1/typhoons/201509/places?force=7,10"],
        "changes.get_changes": ["/api/v1/typhoons/201509/changes?issued_at=2015-07-10T18:00:00Z"],
        **document_paths([own for _, own in both]),
        **roll_call_paths([own for _, own in both]),
        **plan_paths(),
        **task_paths(),
        "units.get_responsibility": [],  # test_administration.py: masked, and the unit's own
        "briefing.get_page": ["/api/v1/briefing.html"],
        "briefing.get_geopackage": ["/api/v1/briefing.gpkg"],
        **register_paths([own["keys"]["shelters"] for _, own in both]),
    }


def task_paths() -> dict[str, list[str]]:
    """Rows that name units by code: test_order_tasks.py, test_everybody_sees_the_own_tasks."""
    reads = ("get_tasks", "get_chain", "get_silent", "get_task")
    return {f"tasks.{read}": [] for read in reads}


def plan_paths() -> dict[str, list[str]]:
    """Names only: test_a_county_reads_its_own_zones_of_a_plan."""
    reads = ("get_plans", "get_plan", "get_comparison", "get_other_comparison")
    return {f"plans.{read}": [] for read in reads}


def document_paths(owns: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {
        "documents.get_documents": ["/api/v1/documents"],
        "documents.get_document": [f"/api/v1/documents/{own['document']}" for own in owns],
        "documents.get_docx": [],  # packed: test_a_foreign_document_does_not_exist
        "documents.get_signed": [],
    }


def roll_call_paths(owns: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {
        "roll_calls.get_roll_calls": ["/api/v1/roll-calls"],
        "roll_calls.get_roll_call": [f"/api/v1/roll-calls/{own['roll_call']}" for own in owns],
        "roll_calls.get_lines": [
            f"/api/v1/roll-calls/{own['roll_call']}/lines?limit=500" for own in owns
        ],
        "roll_calls.get_contradictions": ["/api/v1/roll-calls/contradictions"],
        "households.get_households": [
            f"/api/v1/households?limit=500&unit={own['village']}" for own in owns
        ],
        "households.get_household": [f"/api/v1/households/{own['household']}" for own in owns],
    }


def register_paths(keys: list[str]) -> dict[str, list[str]]:
    shelters = "/api/v1/registers/shelters"
    searched = [f"{shelters}?q={quote(key)}" for key in keys]
    return {
        "registers.get_registers": [],  # counts only: test_registers.py
        "registers.get_rows": [f"{shelters}?limit=500", *searched],
        "registers.get_one": [f"{shelters}/rows/{quote(key)}" for key in keys],
        "registers.get_history": [],  # masked, of a row that is looked for first: there too
        "registers.get_export": [f"{shelters}/export?format={form}" for form in ("csv", "gpkg")],
    }


@pytest.fixture(scope="module")
def clients(app: Flask) -> dict[Asker, SignedInClient]:
    return {asker: client_of(app, unit=asker.unit, role=asker.role) for asker in ASKERS}


@pytest.fixture(scope="module")
def sample(app: Flask, clients: dict[Asker, SignedInClient], city_database: str) -> Sample:
    with connect(city_database) as conn:
        put_vessels_at_sea(conn)
    zones = {county: draw(clients[CITY], county) for county in (DINGHAI, PUTUO)}
    for zone in zones.values():
        body = {"kind": "evacuation_order", "subject": zone}
        answer = clients[CITY].post("/api/v1/documents", json=body)
        assert answer.status_code == 201
        issue(app, clients[CITY], f"/api/v1/documents/{answer.get_json()['document_id']}")
    for household in listed_households(clients[CITY]):
        contradict(clients[CITY], clients[COUNTY_A if household["village_code"].startswith(DINGHAI)
                                          else COUNTY_B], household)  # fmt: skip
    report(clients[TABLET], 1)
    report(clients[COUNTY_A], 2)
    with connect(city_database) as conn:
        return {county: own_rows(conn, county, zones[county]) for county in (DINGHAI, PUTUO)}


@pytest.fixture(scope="module")
def owned(sample: Sample, city_database: str) -> dict[str, set[str]]:
    return markers(city_database)


def reads(app: Flask) -> set[str]:
    """Endpoints that give something to those who may look."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and RULES.get(rule.endpoint) in LOOK
    }


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    served = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert served - set(RULES) == set()


def test_a_route_that_says_nothing_answers_nobody(app: Flask) -> None:
    forgotten = create_app(SERVICES.read(app.extensions).settings)
    forgotten.add_url_rule("/api/v1/forgotten", "forgotten", lambda: {"rows": [1]})
    answer = client_of(forgotten).get("/api/v1/forgotten")
    SERVICES.read(forgotten.extensions).database.close()
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "E-ACC-004"


def test_every_read_is_in_the_matrix(app: Flask, sample: Sample) -> None:
    missing = reads(app) - PUBLIC - set(scoped_paths(sample))
    assert missing == set(), "say in test_rights.py whose rows these routes give"


def test_nobody_reads_a_row_of_anothers(
    app: Flask,
    clients: dict[Asker, SignedInClient],
    sample: Sample,
    owned: dict[str, set[str]],
) -> None:
    told: list[str] = []
    counted = 0
    for endpoint, paths in scoped_paths(sample).items():
        cells: set[Asker] = set()
        for path in paths:
            all_of_it = clients[CITY].get(path).data
            for asker in ASKERS:
                foreign = foreign_to(asker, owned)
                entitled = held(all_of_it, foreign)
                answer = clients[asker].get(path)
                # What the asker wrote itself may come back in the words of a refusal.
                leaked = held(answer.data, foreign) - held(unquote(path).encode(), foreign)
                told += [f"{asker.name} {path}: {sorted(leaked)[:3]}"] if leaked else []
                if entitled and asker is not CITY:
                    cells.add(asker)
        counted += len(cells)
        if paths:
            wanted = {a for a in ASKERS if a is not CITY}
            told += [f"{endpoint}: nothing foreign for {a.name}" for a in wanted - cells]
    print(f"{counted} cells counted")
    assert told == [], "\n".join(told)


def test_each_asker_gets_rows_of_its_own(
    clients: dict[Asker, SignedInClient], sample: Sample, owned: dict[str, set[str]]
) -> None:
    for asker in (TOWNSHIP, COUNTY_A, COUNTY_B, CITY):
        mine = set().union(*owned.values()) - foreign_to(asker, owned)
        for path in ("/api/v1/layers/shelters/features?limit=10000", "/api/v1/vessels?limit=1000"):
            assert held(clients[asker].get(path).data, mine), (asker.name, path)


@pytest.mark.parametrize("asker", [None, *ASKERS], ids=lambda a: "nobody" if a is None else a.name)
def test_a_route_answers_only_those_with_its_permission(
    app: Flask, clients: dict[Asker, SignedInClient], sample: Sample, asker: Asker | None
) -> None:
    for endpoint, paths in scoped_paths(sample).items():
        rule = RULES[endpoint]
        for path in paths[:1]:
            client = app.test_client() if asker is None else clients[asker]
            status = client.get(path).status_code
            if asker is None:
                assert status == 401, path
            elif rule not in PERMISSIONS[asker.role]:
                assert status == 403, (asker.name, path)
            else:
                assert status in (200, 404), (asker.name, path, status)


def test_the_open_routes_carry_nothing_of_the_city(app: Flask, owned: dict[str, set[str]]) -> None:
    names = set().union(*owned.values())
    for rule in app.url_map.iter_rules():
        read = "GET" in (rule.methods or ())
        if RULES.get(rule.endpoint) is Rule.OPEN and not rule.arguments and read:
            answer = app.test_client().get(rule.rule)
            assert held(answer.data, names) == set(), rule.rule
            answer.close()


def test_a_zone_on_foreign_ground_counts_nobody_and_uses_no_foreign_shelter(
    clients: dict[Asker, SignedInClient], owned: dict[str, set[str]], sample: Sample
) -> None:
    asked = {"polygon": rectangle(122.27, 29.93, 122.294, 29.96)}  # no zone lies there yet
    for path in ("/api/v1/zones/preview", "/api/v1/zones/answer"):
        full = clients[CITY].post(path, json=asked).get_json()
        exposure = full.get("exposure", full)
        assert exposure["land"]["residents"] > 1000
        answer = clients[COUNTY_A].post(path, json=asked)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        seen = answer.get_json()
        assert seen.get("exposure", seen)["land"]["residents"] == 0
        assert held(answer.data, foreign_to(COUNTY_A, owned)) == set()


def test_the_summary_counts_the_own(clients: dict[Asker, SignedInClient], sample: Sample) -> None:
    def people(asker: Asker) -> int:
        return int(clients[asker].get("/api/v1/summary").get_json()["zones"]["people_due"])

    assert people(CITY) == people(COUNTY_A) + people(COUNTY_B)
    assert people(COUNTY_A) > 0 and people(COUNTY_B) > 0


def test_counts_of_layers_are_the_own(clients: dict[Asker, SignedInClient]) -> None:
    def shelters(asker: Asker) -> int:
        layers = clients[asker].get("/api/v1/layers").get_json()["layers"]
        return int(next(layer["count"] for layer in layers if layer["id"] == "shelters"))

    assert 0 < shelters(TOWNSHIP) < shelters(COUNTY_B) < shelters(CITY)


def test_a_foreign_document_does_not_exist(
    clients: dict[Asker, SignedInClient], sample: Sample
) -> None:
    for file in ("document.docx", "signed.json"):
        for asker, county, status in (
            (COUNTY_A, PUTUO, 404), (COUNTY_B, DINGHAI, 404), (TOWNSHIP, DINGHAI, 404),
            (COUNTY_A, DINGHAI, 200), (CITY, PUTUO, 200),
        ):  # fmt: skip
            path = f"/api/v1/documents/{sample[county]['document']}/{file}"
            told = clients[asker].get(path).status_code
            assert told == status, (path, asker)


def test_a_foreign_track_does_not_exist(
    clients: dict[Asker, SignedInClient], sample: Sample
) -> None:
    path = f"/api/v1/vessels/{sample[PUTUO]['vessel']}/track"
    assert clients[COUNTY_A].get(path).status_code == 404
    assert clients[CITY].get(path).status_code == 200
    assert clients[COUNTY_B].get(path).status_code == 200


def test_a_county_changes_nothing_of_anothers(
    clients: dict[Asker, SignedInClient], sample: Sample
) -> None:
    path = f"/api/v1/zones/{sample[PUTUO]['zone']}"
    assert clients[COUNTY_A].put(path, json={"name": "别人的", "version": 1}).status_code == 404
    assert clients[COUNTY_A].delete(path).status_code == 404
    assert clients[COUNTY_A].post(f"{path}/undo", json={}).status_code == 404
    assert clients[CITY].get(path).get_json()["name"] != "别人的"


def test_what_a_township_reports_its_own_county_and_the_city_read(
    clients: dict[Asker, SignedInClient], sample: Sample
) -> None:
    def texts(asker: Asker) -> set[str]:
        answer = clients[asker].get("/api/v1/field-reports?limit=500").get_json()
        return {one["text"] for one in answer["reports"]}

    assert texts(TABLET) == texts(COUNTY_B) == {"报告 1"}
    assert texts(COUNTY_A) == {"报告 2"}
    assert texts(CITY) == {"报告 1", "报告 2"}


def test_a_wall_and_an_auditor_change_nothing(clients: dict[Asker, SignedInClient]) -> None:
    for asker in (WALL, AUDITOR, TABLET):
        for endpoint, rule in RULES.items():
            if isinstance(rule, Permission) and rule not in PERMISSIONS[asker.role]:
                continue
            assert rule not in CHANGES, (asker.name, endpoint)
        answer = clients[asker].post("/api/v1/zones", json={"polygon": polygon(PUTUO)})
        assert answer.status_code == 403


def test_a_sensitive_incident_is_kept_from_those_without_clearance(
    clients: dict[Asker, SignedInClient], city_database: str, sample: Sample
) -> None:
    def label(text: str) -> None:
        with connect(city_database) as conn:
            conn.execute("UPDATE incident SET label = %s", (text,))

    label("sensitive")
    try:
        assert clients[TABLET].get("/api/v1/incident").status_code == 404
        assert clients[CITY].get("/api/v1/incident").status_code == 200
    finally:
        label("internal")
