"""The table that recommends a level: asked for by one, approved by another, kept by version."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.accounts.model import Role
from app.database import connect
from tests.clients import client_of
from tests.integration.test_response import commander as commander
from tests.integration.test_response import dsn as dsn
from tests.integration.test_response import recommended


@pytest.fixture
def own_rules(empty_database: str, client: FlaskClient) -> Iterator[FlaskClient]:
    """A client that may configure; the default table comes back afterwards."""
    yield client_of(client.application, role=Role.ADMINISTRATOR)
    with connect(empty_database) as conn:
        conn.execute("DELETE FROM configuration_value WHERE key = 'response.rules'")
        conn.execute("DELETE FROM configuration_change WHERE key = 'response.rules'")


def ask_for(client: FlaskClient, rules: object, **more: object) -> Any:
    body = {"rules": rules, "source": "市防指会议纪要", "reason": "汛前修订", **more}
    return client.put("/api/v1/response-rules", json=body)


def approve(commander: FlaskClient, asked: Any) -> Any:
    assert asked.status_code == 201, asked.text
    number = asked.get_json()["change_id"]
    return commander.post(f"/api/v1/configuration/changes/{number}/approval", json={})


def test_an_edited_rule_changes_the_recommendation_once_another_approves(
    own_rules: FlaskClient, client: FlaskClient, commander: FlaskClient
) -> None:
    table = own_rules.get("/api/v1/response-rules").get_json()
    assert (table["version"], table["default_table"]) == (0, True)
    rules = [rule for rule in table["rules"] if rule["id"] == "R4-T7"]
    rules[0]["conditions"] = [{"measure": "force_7_in_h", "value": 200}]
    asked = ask_for(own_rules, rules, version=0)
    assert own_rules.get("/api/v1/response-rules").get_json()["default_table"]
    assert approve(commander, asked).status_code == 200
    told = recommended(client, "2015-07-10T00:00:00Z")
    assert (told["level"], [rule["id"] for rule in told["rules"]]) == (4, ["R4-T7"])
    assert (told["table_version"], told["default_table"]) == (1, False)
    assert told["label"] == {"zh": "本单位采用的表", "en": "adopted by this office"}


def test_the_shipped_table_comes_back_as_a_version_of_its_own(
    own_rules: FlaskClient, commander: FlaskClient
) -> None:
    rules = own_rules.get("/api/v1/response-rules").get_json()["rules"]
    approve(commander, ask_for(own_rules, rules[:1]))
    assert approve(commander, ask_for(own_rules, None, version=1)).status_code == 200
    back = own_rules.get("/api/v1/response-rules").get_json()
    assert (back["version"], back["default_table"], back["rules"]) == (2, True, rules)


def test_whoever_edits_an_old_version_is_told_so(
    own_rules: FlaskClient, commander: FlaskClient
) -> None:
    rules = own_rules.get("/api/v1/response-rules").get_json()["rules"]
    asked = ask_for(own_rules, rules, version=0)
    second = ask_for(own_rules, rules, version=0)
    assert (second.status_code, second.get_json()["code"]) == (409, "E-CFG-005")
    assert approve(commander, asked).status_code == 200
    late = ask_for(own_rules, rules, version=0)
    assert (late.status_code, late.get_json()["code"]) == (409, "E-CFG-004")


def test_an_adopted_table_is_audited_whole(
    own_rules: FlaskClient, commander: FlaskClient, empty_database: str
) -> None:
    rules = own_rules.get("/api/v1/response-rules").get_json()["rules"]
    approve(commander, ask_for(own_rules, rules[:1]))
    with connect(empty_database) as conn:
        row = conn.execute(
            "SELECT detail, actor FROM audit_entry WHERE action = 'change_value'"
            " AND object = 'response.rules' ORDER BY audit_id DESC LIMIT 1"
        ).fetchone()
    assert row is not None
    assert (row[0]["value"]["rules"], row[0]["source"]) == (rules[:1], "市防指会议纪要")
    assert row[0]["asked_by"] != row[1]


def test_a_viewer_may_read_but_not_adopt(client: FlaskClient) -> None:
    viewer = client_of(client.application, role=Role.VIEWER)
    rules = viewer.get("/api/v1/response-rules").get_json()["rules"]
    refused = viewer.put("/api/v1/response-rules", json={"rules": rules, "source": "x"})
    assert refused.status_code == 403


def test_a_table_that_cannot_be_tells_every_fault_and_changes_nothing(
    own_rules: FlaskClient,
) -> None:
    faulty = [
        {"id": "A", "level": 5, "text": {"zh": "甲", "en": "a"}, "conditions": []},
        {"id": "A", "level": 4, "text": {"zh": "甲"},
         "conditions": [{"measure": "moon", "value": 1}, {"measure": "force_7_in_h", "value": -1},
                        {"measure": "class_now", "value": "XX"}, {"measure": "nearest_km"}]},
    ]  # fmt: skip
    refused = own_rules.put("/api/v1/response-rules", json={"rules": faulty, "source": "x"})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "E-RSP-006")
    why = refused.get_json()["detail"]
    for part in ("level", "text", "moon", "force_7_in_h", "class_now", "nearest_km", "用了两次"):
        assert part in why
    assert own_rules.get("/api/v1/response-rules").get_json()["version"] == 0
