"""A zone under several hands: versions, undo, deletion, events, and drawings that are refused."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from app.evacuation import actions
from tests.factories_evacuation import SMALL, WEST_OF_BIG
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident
from tests.integration.island_city import save, send

BOW_TIE = {
    "type": "Polygon",
    "coordinates": [
        [[122.0, 29.9], [122.1, 30.0], [122.1, 29.9], [122.0, 30.0], [122.0, 29.9]],
    ],
}


def listed(client: FlaskClient) -> set[str]:
    return {zone["zone_id"] for zone in send(client, "GET", "/zones")["zones"]}


def test_a_zone_edited_by_two_keeps_the_first_and_tells_the_second(client: FlaskClient) -> None:
    zone = save(client, WEST_OF_BIG)
    path = f"/zones/{zone['zone_id']}"
    send(client, "PUT", path, {"name": "甲", "version": 1})
    problem = send(client, "PUT", path, {"name": "乙", "version": 1}, status=409)
    assert (problem["code"], problem["version"]) == ("E-EVA-021", 2)
    assert send(client, "GET", path)["name"] == "甲"


def test_undo_goes_back_step_by_step_past_fifty_and_through_a_deletion(
    client: FlaskClient,
) -> None:
    zone = save(client, SMALL, name="第 0 版")
    path = f"/zones/{zone['zone_id']}"
    for step in range(1, 56):
        send(client, "PUT", path, {"name": f"第 {step} 版"})
    send(client, "DELETE", path)
    assert zone["zone_id"] not in listed(client)
    for step in range(55, -1, -1):
        assert send(client, "POST", f"{path}/undo")["name"] == f"第 {step} 版"
    assert zone["zone_id"] in listed(client)
    assert send(client, "POST", f"{path}/undo", status=409)["code"] == "E-EVA-022"


def test_undo_of_a_deletion_takes_the_version_that_the_deletion_answered(
    client: FlaskClient,
) -> None:
    """What the desk does on Ctrl+Z: it has only the answer of its DELETE to go by."""
    zone = save(client, SMALL, name="虾峙 渔排")
    path = f"/zones/{zone['zone_id']}"
    gone = send(client, "DELETE", f"{path}?version={zone['version']}")
    back = send(client, "POST", f"{path}/undo", {"version": gone["version"]})
    assert (back["name"], back["state"], back["answer"] is None) == (zone["name"], "draft", False)
    assert back["polygon"] == zone["polygon"]


def test_undo_after_an_undo_and_an_edit_brings_back_what_was_there_before(
    client: FlaskClient,
) -> None:
    zone = save(client, SMALL, name="一")
    path = f"/zones/{zone['zone_id']}"
    send(client, "PUT", path, {"name": "二"})
    send(client, "POST", f"{path}/undo")
    send(client, "PUT", path, {"name": "三"})
    assert send(client, "POST", f"{path}/undo")["name"] == "一"
    assert send(client, "POST", f"{path}/undo", status=409)["code"] == "E-EVA-022"


def test_a_deleted_zone_cannot_be_edited(client: FlaskClient) -> None:
    zone = save(client, SMALL)
    path = f"/zones/{zone['zone_id']}"
    send(client, "DELETE", path)
    assert send(client, "PUT", path, {"name": "新"}, status=409)["code"] == "E-EVA-020"


def test_a_bow_tie_is_refused_with_its_place(client: FlaskClient) -> None:
    problem = send(client, "POST", "/zones", {"polygon": BOW_TIE}, 422)
    assert problem["code"] == "E-GEO-006"
    assert problem["place"]["lon"] == pytest.approx(122.05)


def test_a_crossing_while_drawing_is_shown_and_is_no_error(client: FlaskClient) -> None:
    found = send(client, "POST", "/zones/preview", {"polygon": BOW_TIE})
    assert found["refused"]["code"] == "E-GEO-006"
    assert found["refused"]["place"]["lat"] == pytest.approx(29.95)


def test_every_change_of_a_zone_is_an_event(client: FlaskClient) -> None:
    before = send(client, "GET", "/events")["last_seq"]
    zone = save(client, SMALL)
    send(client, "PUT", f"/zones/{zone['zone_id']}", {"name": "改"})
    send(client, "DELETE", f"/zones/{zone['zone_id']}")
    kinds = [e["kind"] for e in send(client, "GET", f"/events?after={before}")["events"]]
    assert kinds == ["zone_changed", "zone_changed", "zone_deleted"]


@pytest.mark.parametrize(
    "body",
    [
        {"mobilisation_min": -1},
        {"buffer_min": "60"},
        {"notification_min": True},
        {"name": "长" * 61},
    ],
)
def test_bad_minutes_and_names_are_refused(client: FlaskClient, body: dict[str, Any]) -> None:
    problem = send(client, "POST", "/zones", {"polygon": SMALL, **body}, status=422)
    assert problem["code"] in {"E-EVA-012", "E-EVA-013"}


def test_what_a_change_answers_is_not_timed_twice_and_is_what_is_read_afterwards(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list[Any]()

    def refuse(*_: object) -> None:
        raise AssertionError("it was answered at this very moment")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "retimed", refuse)
        shown.append(send(client, "POST", "/zones", {"polygon": SMALL}, status=201))
        path = f"/zones/{shown[0]['zone_id']}"
        shown.append(send(client, "PUT", path, {"polygon": WEST_OF_BIG}))
    assert send(client, "GET", path)["answer"] == shown[1]["answer"]
    assert shown[1]["answer"] != shown[0]["answer"]
