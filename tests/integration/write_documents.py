"""Requests that write a document of county A."""

from collections.abc import Callable

from tests.integration.rights_city import DINGHAI, draw
from tests.integration.write_request import Ground, Request

_SIGNERS = frozenset({"sign"})


def new_document(ground: Ground) -> Request:
    body = {"kind": "evacuation_order", "subject": _zone(ground)}
    return Request("POST", "/api/v1/documents", body)


def edited_document(ground: Ground) -> Request:
    return Request("PUT", _drafted(ground), {"remarks": "大巴 6 辆"})


def document_step(step: str, *before: str) -> Callable[[Ground], Request]:
    """A step with a draft that others have brought so far."""

    def prepare(ground: Ground) -> Request:
        path = _drafted(ground)
        for each in before:
            who = ground.signer if each in _SIGNERS else ground.county
            answer = who.post(f"{path}/{each}", json={})
            assert answer.status_code == 200, answer.get_data(as_text=True)
        return Request("POST", f"{path}/{step}", {"reason": "试"})

    return prepare


def _drafted(ground: Ground) -> str:
    answer = new_document(ground).send(ground.county)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return f"/api/v1/documents/{answer.get_json()['document_id']}"


def _zone(ground: Ground) -> str:
    """A new zone; those of before let its people go, and their orders are lifted."""
    for each in ground.county.get("/api/v1/documents").get_json()["documents"]:
        if each["state"] == "issued":
            lifted = f"/api/v1/documents/{each['document_id']}/lift"
            assert ground.signer.post(lifted, json={"reason": "试"}).status_code == 200
    for each in ground.county.get("/api/v1/zones").get_json()["zones"]:
        ground.county.delete(f"/api/v1/zones/{each['zone_id']}")
    return draw(ground.county, DINGHAI)
