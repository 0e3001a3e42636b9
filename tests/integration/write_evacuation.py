"""Requests that write a zone, a closure or a drafted plan."""

from collections.abc import Callable
from typing import Any

from tests.integration.rights_city import DINGHAI, draw, polygon
from tests.integration.write_request import Ground, Request


def new_zone(_: Ground) -> Request:
    return Request("POST", "/api/v1/zones", {"polygon": polygon(DINGHAI)})


def new_plan(ground: Ground) -> Request:
    draw(ground.county, DINGHAI)
    return Request("POST", "/api/v1/plans", {"name": "初稿"})


def whatif(_: Ground) -> Request:
    return Request("POST", "/api/v1/whatif", {"supposition": {"earlier_h": 6}})


def zone_request(method: str, path: str, body: Any) -> Callable[[Ground], Request]:
    def prepare(ground: Ground) -> Request:
        zone = draw(ground.county, DINGHAI)
        if path:  # what can be taken back
            ground.county.put(f"/api/v1/zones/{zone}", json={"name": "先前", "version": 1})
        return Request(method, f"/api/v1/zones/{zone}{path}", body)

    return prepare


def polygon_at(path: str) -> Callable[[Ground], Request]:
    return lambda _: Request("POST", path, {"polygon": polygon(DINGHAI)})


def _scenic_of_a(ground: Ground) -> str:
    """A scenic area that lies in county A alone."""
    row = ground.conn.execute(
        "SELECT scenic_id::text FROM scenic_area WHERE counties_touched(geom) = %s"
        " ORDER BY scenic_id LIMIT 1", ([DINGHAI],)
    ).fetchone()  # fmt: skip
    assert row is not None
    return str(row[0])


def closure(ground: Ground) -> Request:
    body = {"kind": "scenic_area", "object": _scenic_of_a(ground), "state": "closed",
            "issuer": "文旅局"}  # fmt: skip
    return Request("POST", "/api/v1/closures", body)


def closures_file(ground: Ground) -> Request:
    area = _scenic_of_a(ground)
    text = f"类型,对象,状态,发布单位,经度,纬度\n景区,{area},封闭,文旅局,,\n"
    form = {"file": (text.encode(), "closures.csv")}
    return Request("POST", "/api/v1/closures/import", form=form)


def lift(ground: Ground) -> Request:
    answer = closure(ground).send(ground.city)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    number = answer.get_json()["entry_id"]
    return Request("POST", f"/api/v1/closures/{number}/lift", {"issuer": "文旅局"})


def proposal(_: Ground) -> Request:
    return Request("POST", "/api/v1/proposal", {"level": 3})


def merged_proposal(_: Ground) -> Request:
    body = {"township": "330903001", "groups": ["dangerous_house", "site_hut"]}
    return Request("POST", "/api/v1/proposal/merged", body)
