"""What an office may change: bounds, versions, grounds, four eyes, and the answer that names it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.model import Role
from app.adoption.model import SIGNED_ON
from app.configuration.defaults import DEFAULTS, TEXTS
from app.configuration.queries import value
from app.database import Connection
from tests.clients import client_of
from tests.factories_evacuation import WEST_OF_BIG
from tests.integration.island_city import answer
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident

PATH = "/api/v1/configuration"
GROUNDS = {"source": "市防指〔2026〕3 号", "reason": "汛前修订"}


@pytest.fixture
def commander(app: Flask) -> FlaskClient:
    return client_of(app, role=Role.COMMANDER)


@pytest.fixture(autouse=True)
def as_shipped(conn: Connection) -> None:
    conn.execute("DELETE FROM configuration_value")
    conn.execute("DELETE FROM configuration_change")


def change(client: FlaskClient, key: str, chosen: object, **more: object) -> Any:
    return client.put(f"{PATH}/values/{key}", json={"value": chosen, **GROUNDS, **more})


def told(client: FlaskClient, key: str) -> dict[str, Any]:
    values = client.get(f"{PATH}/values").get_json()["values"]
    return next(each for each in values if each["key"] == key)


def history(client: FlaskClient, key: str) -> list[dict[str, Any]]:
    return client.get(f"{PATH}/changes/{key}").get_json()["changes"]


def test_every_value_says_what_it_is_in_both_languages_and_lies_within_its_bounds() -> None:
    assert [each.key for each in DEFAULTS if not each.low <= each.value <= each.high] == []
    assert [each.key for each in (*DEFAULTS, *TEXTS) if not (each.zh and each.en)] == []
    assert [each.key for each in (*DEFAULTS, *TEXTS) if not each.en.isascii()] == []
    assert {each.key for each in DEFAULTS} >= SIGNED_ON


def test_a_value_is_changed_with_its_grounds_and_kept_by_version(
    client: FlaskClient, conn: Connection
) -> None:
    assert not told(client, "evac.buffer_min")["adopted"]
    made = change(client, "evac.buffer_min", 45, version=0)
    assert (made.status_code, made.get_json()["state"]) == (200, "in_force")
    now = told(client, "evac.buffer_min")
    assert (now["value"], now["version"], now["adopted"]) == (45.0, 1, True)
    assert (now["source"], now["reason"]) == (GROUNDS["source"], GROUNDS["reason"])
    assert now["changed_by"] == "planner-330900" and now["in_force_at"] is not None
    change(client, "evac.buffer_min", 50, version=1)
    assert [each["value"] for each in history(client, "evac.buffer_min")] == [50.0, 45.0]
    assert value(conn, "evac.buffer_min") == 50.0


def test_the_shipped_value_comes_back_as_a_version_of_its_own(
    client: FlaskClient, conn: Connection
) -> None:
    change(client, "evac.buffer_min", 45)
    assert change(client, "evac.buffer_min", None).status_code == 200
    now = told(client, "evac.buffer_min")
    assert (now["value"], now["version"], now["adopted"]) == (60.0, 2, False)
    assert value(conn, "evac.buffer_min") == 60.0
    assert history(client, "evac.buffer_min")[0]["value"] is None


@pytest.mark.parametrize(
    ("key", "chosen"),
    [
        ("evac.buffer_min", -1),
        ("evac.buffer_min", 721),
        ("evac.buffer_min", "60"),
        ("evac.buffer_min", True),
        ("evac.buffer_min", [60]),
        ("evac.land_force", 9.5),
        ("typhoon.cone_percent", 100),
        ("desk.phone", ""),
        ("desk.phone", "call me"),
        ("desk.phone", 110),
    ],
)
def test_what_cannot_be_is_refused_with_the_bounds_and_changes_nothing(
    client: FlaskClient, key: str, chosen: object
) -> None:
    refused = change(client, key, chosen)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "E-CFG-002")
    assert refused.get_json()["detail"] and refused.get_json()["todo"]
    assert told(client, key)["version"] == 0 and history(client, key) == []


@pytest.mark.parametrize("name", ["source", "reason"])
def test_a_change_without_source_or_reason_is_refused(client: FlaskClient, name: str) -> None:
    for words in ("", "   ", None):
        refused = change(client, "evac.buffer_min", 45, **{name: words})
        assert (refused.status_code, refused.get_json()["code"]) == (422, "E-CFG-003")


def test_whoever_changes_an_old_version_is_told_so(client: FlaskClient) -> None:
    change(client, "evac.buffer_min", 45, version=0)
    late = change(client, "evac.buffer_min", 50, version=0)
    assert (late.status_code, late.get_json()["code"]) == (409, "E-CFG-004")
    assert told(client, "evac.buffer_min")["value"] == 45.0


def test_a_value_that_nobody_reads_or_another_office_s_is_refused(client: FlaskClient) -> None:
    assert change(client, "evac.nothing", 1).get_json()["code"] == "E-CFG-001"
    assert change(client, "session.idle_min", 60).get_json()["code"] == "E-CFG-009"


def test_the_duty_phone_is_one_of_them(client: FlaskClient) -> None:
    assert change(client, "desk.phone", "0580-2020110").status_code == 200
    texts = client.get(PATH).get_json()["texts"]
    phone = next(each for each in texts if each["key"] == "desk.phone")
    assert (phone["text"], phone["adopted"], phone["version"]) == ("0580-2020110", True, 1)


def test_what_signed_levels_rest_on_takes_two_people(
    client: FlaskClient, commander: FlaskClient, app: Flask, conn: Connection
) -> None:
    key = "typhoon.landfall_min_km2"
    asked = change(client, key, 5).get_json()
    assert asked["state"] == "waiting" and value(conn, key) == 10.0
    waiting = commander.get(f"{PATH}/values").get_json()["waiting"]
    assert [(each["key"], each["may_approve"]) for each in waiting] == [(key, True)]
    path = f"{PATH}/changes/{asked['change_id']}"
    assert client.post(f"{path}/approval", json={}).status_code == 403
    approved = commander.post(f"{path}/approval", json={}).get_json()
    assert (approved["state"], approved["approved_by"]) == ("in_force", "commander-330900")
    assert value(conn, key) == 5.0
    again = commander.post(f"{path}/approval", json={})
    assert (again.status_code, again.get_json()["code"]) == (409, "E-CFG-007")


def test_who_asked_does_not_approve_also_after_a_change_of_role(
    client: FlaskClient, commander: FlaskClient, conn: Connection
) -> None:
    asked = change(client, "typhoon.landfall_min_km2", 5).get_json()
    conn.execute("UPDATE configuration_change SET asked_by = 'commander-330900'")
    refused = commander.post(f"{PATH}/changes/{asked['change_id']}/approval", json={})
    assert (refused.status_code, refused.get_json()["code"]) == (403, "E-CFG-008")
    assert value(conn, "typhoon.landfall_min_km2") == 10.0


def test_a_change_that_waits_is_taken_back_and_makes_way(
    client: FlaskClient, commander: FlaskClient
) -> None:
    asked = change(client, "typhoon.landfall_min_km2", 5).get_json()
    assert change(client, "typhoon.landfall_min_km2", 6).get_json()["code"] == "E-CFG-005"
    gone = commander.delete(f"{PATH}/changes/{asked['change_id']}").get_json()
    assert (gone["state"], gone["withdrawn_by"]) == ("withdrawn", "commander-330900")
    assert change(client, "typhoon.landfall_min_km2", 6).status_code == 200


def test_open_screens_and_the_audit_learn_of_it(client: FlaskClient, conn: Connection) -> None:
    change(client, "evac.buffer_min", 45)
    change(client, "typhoon.landfall_min_km2", 5)
    events = conn.execute(
        "SELECT kind, payload FROM event WHERE kind LIKE 'configuration%' ORDER BY seq DESC LIMIT 2"
    ).fetchall()
    assert events == [
        ("configuration_asked", {"key": "typhoon.landfall_min_km2", "what": "asked"}),
        ("configuration_changed", {"key": "evac.buffer_min", "version": 1}),
    ]
    audited = conn.execute(
        "SELECT action, object, detail->>'reason' FROM audit_entry ORDER BY audit_id DESC LIMIT 2"
    ).fetchall()
    assert audited == [
        ("ask_value_change", "typhoon.landfall_min_km2", "汛前修订"),
        ("change_value", "evac.buffer_min", "汛前修订"),
    ]


def test_the_answer_names_the_versions_it_used(client: FlaskClient, commander: FlaskClient) -> None:
    before = answer(client, WEST_OF_BIG, hazard="slope")
    assert {each["version"] for each in before["assumptions"]} == {0}
    assert before["versions"]["due_rules"] == "0"
    change(client, "evac.land_force", 9)
    rules = client.get("/api/v1/due-rules").get_json()["rules"]
    rules = [{**each, "groups": ["geohazard", "visitor"]} if each["hazard"] == "slope" else each
             for each in rules]  # fmt: skip
    asked = client.put("/api/v1/due-rules", json={"rules": rules, **GROUNDS})
    number = asked.get_json()["change_id"]
    assert answer(client, WEST_OF_BIG, hazard="slope")["assignment"]["demand"] == 40
    commander.post(f"{PATH}/changes/{number}/approval", json={})
    after = answer(client, WEST_OF_BIG, hazard="slope")
    named = {each["key"]: each for each in after["assumptions"]}["evac.land_force"]
    assert (named["value"], named["version"], named["adopted"]) == (9.0, 1, True)
    assert named["meaning"]["en"].startswith("People on land")
    assert after["versions"]["due_rules"] == "1"
    assert after["assignment"]["demand"] == 60  # 40 in danger of a landslide, 20 visitors


@pytest.mark.parametrize(
    "rules",
    [
        [], None, "all", [{"hazard": "rain", "groups": ["visitor"]}],
        [{"hazard": "wind", "groups": []}], [{"hazard": "wind", "groups": ["everyone"]}],
        [{"hazard": "wind", "groups": 5}],
    ],
)  # fmt: skip
def test_a_due_table_that_cannot_be_is_refused(client: FlaskClient, rules: object) -> None:
    body = {"rules": "none" if rules is None else rules, **GROUNDS}
    refused = client.put("/api/v1/due-rules", json=body)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "E-EXP-001")
