"""A signed level gives out the actions of the table; raised it adds, lowered or ended it closes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.accounts.model import SYSTEM_ACTOR, Role
from app.database import Connection
from app.incidents.queries import current_incident
from app.services import SERVICES
from app.tasks import queries
from app.tasks.actions import TaskDesk, give_out
from app.tasks.anchors import anchors_of
from app.tasks.clockwork import reschedule
from app.tasks.due import Anchor, Deadline
from app.tasks.model import Addressee, NewTask, SourceReference, TaskLevel
from app.transaction import begin
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import DINGHAI

pytestmark = pytest.mark.city

BASE = "/api/v1"
BEGUN = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def county(app: Flask) -> SignedInClient:
    return client_of(app, unit=DINGHAI)


@pytest.fixture(scope="module")
def signer(app: Flask) -> SignedInClient:
    return client_of(app, unit=DINGHAI, role=Role.COMMANDER)


def sign(county: SignedInClient, signer: SignedInClient, path: str = "", **more: Any) -> None:
    body = {"track": "typhoon", "basis_text": "会商"} | more
    drafted = county.post(f"{BASE}/responses{path}", json=body)
    assert drafted.status_code == 201, drafted.get_data(as_text=True)
    number = drafted.get_json()["draft_id"]
    signed = signer.post(f"{BASE}/responses/drafts/{number}/sign", json={})
    assert signed.status_code == 200, signed.get_data(as_text=True)


def live(county: SignedInClient) -> dict[str, list[Any]]:
    answer = county.get(f"{BASE}/tasks?state=live&source=response_level").get_json()
    found: dict[str, list[Any]] = {}
    for task in answer["tasks"]:
        found.setdefault(task["number"], []).append(task)
    return found


def test_levels_give_out_add_close_and_keep_what_was_answered(
    county: SignedInClient, signer: SignedInClient
) -> None:
    sign(county, signer, level=4)
    four = live(county)
    assert "A10" in four and "A16" not in four
    (duty,) = four["A01"]
    assert (duty["post"], duty["level"]) == (f"{DINGHAI}-duty", "county")
    assert duty["due_at"] is not None and duty["counted_from"] is None  # from the signature
    assert {each["level"] for each in four["A10"]} == {"township"}
    assert four["A06"][0]["counted_from"] == {"anchor": "t7", "offset_min": -720}
    assert four["A10"][0]["says"]["zh"].endswith("（乡镇防指）")
    path = f"{BASE}/tasks/{duty['task_id']}/acknowledge"
    assert county.post(path, json={}).status_code == 200

    sign(county, signer, level=3)
    three = live(county)
    assert set(four) < set(three) and "A16" in three
    assert three["A01"][0]["state"] == "acknowledged"
    assert len(three["A01"]) == 1

    sign(county, signer, level=4)
    assert set(live(county)) == set(four)
    sign(county, signer, "/end")
    assert live(county) == {}
    closed = county.get(f"{BASE}/tasks/{duty['task_id']}").get_json()
    assert closed["state"] == "closed"
    assert closed["steps"][-1]["cause"]["en"] == "the response level changed"


def test_another_track_gives_out_nothing(county: SignedInClient, signer: SignedInClient) -> None:
    sign(county, signer, track="flood", level=1)
    assert live(county) == {}


def test_a_bulletin_moves_what_is_counted_from_the_wind_and_no_signed_moment(
    app: Flask, conn: Connection
) -> None:
    with begin(SERVICES.read(app.extensions).database, SYSTEM_ACTOR) as tx:
        incident = current_incident(tx.conn)
        at = BEGUN  # not the clock's: it runs while the other tests do
        fixed_at = at + timedelta(hours=5)
        anchored, fixed = give_out(
            TaskDesk(tx, incident, at),
            SourceReference("response_level", "probe", "X"),
            [
                probe(f"{DINGHAI}-duty", Deadline(anchor=Anchor.T7, offset_min=-60)),
                probe(f"{DINGHAI}-responsible", Deadline(fixed_at=fixed_at)),
            ],
        )
        for hours in range(1, 36):
            reschedule(tx, incident, at + timedelta(hours=hours))
        moved = queries.get_task(tx.conn, anchored.task_id)
        assert None not in (anchored.due_at, moved.due_at)
        assert moved.due_at != anchored.due_at
        assert queries.get_task(tx.conn, fixed.task_id).due_at == fixed_at
        last = queries.list_steps(tx.conn, [anchored.task_id])[anchored.task_id][-1]
        assert (last.step, last.cause, last.due_at) == ("reschedule", "bulletin", moved.due_at)


def probe(post: str, due: Deadline) -> NewTask:
    action = {"code": "X", "what": {"zh": "查", "en": "look"}, "role": {"zh": "一", "en": "a"}}
    return NewTask(Addressee(DINGHAI, TaskLevel.COUNTY, post), action, due)


def test_a_landfall_is_counted_from_where_the_centre_comes_ashore(conn: Connection) -> None:
    """Muifa: published for 20:30 of 14 September 2022 in Putuo."""
    storm = replace(current_incident(conn), storm_id="202212")
    at = datetime(2022, 9, 15, tzinfo=UTC)
    found = anchors_of(conn, storm, at, {DINGHAI: {Anchor.LANDFALL}})[DINGHAI][Anchor.LANDFALL]
    assert found is not None
    assert abs(found - datetime(2022, 9, 14, 12, 30, tzinfo=UTC)) < timedelta(hours=3)


def test_the_table_is_the_office_s_to_change(client: SignedInClient, app: Flask) -> None:
    told = client.get(f"{BASE}/task-actions").get_json()
    assert told["is_default"] and len(told["rules"]) == 29
    rules = [rule for rule in told["rules"] if rule["code"] != "A29"]
    grounds = {"source": "会议纪要", "reason": "汛前修订"}
    asked = client.put(f"{BASE}/task-actions", json={"rules": rules} | grounds)
    assert asked.status_code == 201, asked.get_data(as_text=True)
    other = client_of(app, role=Role.COMMANDER)
    number = asked.get_json()["change_id"]
    path = f"{BASE}/configuration/changes/{number}/approval"
    assert other.post(path, json={}).status_code == 200
    assert len(client.get(f"{BASE}/task-actions").get_json()["rules"]) == 28
    broken = [*rules, rules[0], {"code": "B1", "level": "5"}]
    refused = client.put(f"{BASE}/task-actions", json={"rules": broken} | grounds)
    assert refused.status_code == 422 and refused.get_json()["code"] == "E-TSK-020"
    assert "A01" in refused.get_json()["detail"]
