"""A plan of the whole city is read by each unit as far as its own ground goes."""

import pytest
from flask import Flask

from tests.clients import client_of
from tests.integration.rights_city import DINGHAI, PUTUO, draw

pytestmark = pytest.mark.city


def test_a_county_reads_its_own_zones_of_a_plan(app: Flask) -> None:
    city, county = client_of(app), client_of(app, unit=PUTUO)
    zones = {draw(city, DINGHAI), (own := draw(city, PUTUO))}
    plan = city.post("/api/v1/plans", json={"name": "全市"}).get_json()
    assert zones <= {zone["zone_id"] for zone in plan["zones"]}
    seen = county.get(f"/api/v1/plans/{plan['plan_id']}").get_json()
    assert {zone["zone_id"] for zone in seen["zones"]} & zones == {own}
    found = county.get(f"/api/v1/plans/{plan['plan_id']}/comparison").get_json()
    assert {row["zone_id"] for row in found["zones"]} & zones == {own}
