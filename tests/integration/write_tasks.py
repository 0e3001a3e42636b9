"""Requests that take a step with a task of a township of county A."""

from collections.abc import Callable
from typing import Any

from tests.integration.write_documents import document_step
from tests.integration.write_request import Ground, Request

_BODIES: dict[str, dict[str, Any]] = {
    "acknowledge": {"spoken_with": "王某"},
    "done": {"spoken_with": "王某", "note": "人都到了"},
    "cannot": {"spoken_with": "王某", "note": "船开不了"},
    "call": {"result": "no_answer"},
    "close": {"note": "并入另一项"},
}


def task_step(step: str, *before: str) -> Callable[[Ground], Request]:
    """A step with a task that was brought so far; whoever stands above it may, by telephone."""

    def prepare(ground: Ground) -> Request:
        path = f"/api/v1/tasks/{_given_out(ground)}"
        for each in before:
            answer = ground.county.post(f"{path}/{each}", json=_BODIES[each])
            assert answer.status_code == 200, answer.get_data(as_text=True)
        return Request("POST", f"{path}/{step}", _BODIES[step])

    return prepare


def passed_on_task(ground: Ground) -> Request:
    """To the township's own duty officer."""
    number = _given_out(ground)
    unit = ground.county.get(f"/api/v1/tasks/{number}").get_json()["unit"]["code"]
    body = {"post": f"{unit}-duty", "note": "责任人在岛外"}
    return Request("POST", f"/api/v1/tasks/{number}/reassign", body)


def _given_out(ground: Ground) -> int:
    """The township's task of an order that was just issued."""
    issue = document_step("issue", "submit", "sign")(ground)
    issued = issue.send(ground.county)
    assert issued.status_code == 200, issued.get_data(as_text=True)
    number = issued.get_json()["document_id"]
    found = ground.county.get(
        f"/api/v1/tasks?source=evacuation_order&reference={number}&level=township"
    ).get_json()
    return int(found["tasks"][0]["task_id"])
