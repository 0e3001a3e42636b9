"""A plan is kept and a what-if worked out: what stands is compared with it and stays as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Demo
from tests.browser.test_orders import press
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

OPEN_MS = 120_000  # software WebGL on two cores
GROUND = [[122.295, 29.94], [122.31, 29.94], [122.31, 29.955], [122.295, 29.955], [122.295, 29.94]]
BEGUN = "2015-07-09T18:20:00Z"
SPEED = 120  # of the demo that all tests share
NAME = "沈家门 比较"


@pytest.fixture
def zone(demo: Demo) -> Iterator[Any]:
    """A zone at a clock that hardly moves."""
    demo.send("PATCH", "/api/v1/incident/clock", {"incident_at": BEGUN, "rate": 1})
    polygon = {"type": "Polygon", "coordinates": [GROUND]}
    made = demo.send("POST", "/api/v1/zones", {"polygon": polygon, "name": NAME})
    yield made
    demo.send("DELETE", f"/api/v1/zones/{made['zone_id']}")
    demo.send("PATCH", "/api/v1/incident/clock", {"rate": SPEED})


def test_a_what_if_is_told_as_one_and_changes_nothing(demo: Demo, desk: Watched, zone: Any) -> None:
    page = desk.page
    page.goto(f"{desk.base}/")
    press(page.get_by_role("button", name="比较方案"))
    plans = page.locator(".plans")
    plans.get_by_label("方案名").fill("初稿", timeout=OPEN_MS)
    press(plans.get_by_role("button", name="存为方案"))
    expect(plans.locator(".plans-kept li")).to_contain_text("初稿")

    expect(plans.get_by_role("button", name="算一算")).to_have_attribute("aria-disabled", "true")
    plans.get_by_label("快慢").select_option(label="早到 6 时")
    press(plans.get_by_role("button", name="算一算"))
    told = plans.locator(".plans-told")
    expect(told).to_have_attribute("data-whatif", "true", timeout=OPEN_MS)
    expect(told).to_contain_text("不能据此下令")
    row = told.locator("tbody tr").filter(has_text=NAME)
    expect(row).to_contain_text("提前")
    answered = demo.get(f"/api/v1/zones/{zone['zone_id']}")["answer"]
    assert answered["timing"]["latest_start_at"] == zone["answer"]["timing"]["latest_start_at"]

    press(plans.locator(".plans-kept li").filter(has_text="初稿").get_by_role("button"))
    expect(told).to_have_attribute("data-whatif", "false")
    expect(row).to_contain_text("相同")
    assert desk.foreign == desk.complaints == []
