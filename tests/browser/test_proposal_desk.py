"""The city's own proposal in a real browser: drafted, one accepted, and it is a zone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Demo
from tests.browser.test_planner import PATIENCE_MS, clear_zones, open_desk
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser


@pytest.mark.load
def test_a_plan_is_drafted_and_one_of_its_zones_accepted(desk: Watched, demo: Demo) -> None:
    clear_zones(demo)
    page = desk.page
    open_desk(desk)
    page.get_by_role("button", name="拟定方案").click()
    plan = page.get_by_role("region", name="转移方案")
    plan.get_by_role("button", name="拟定方案").click()
    rows = plan.locator("tbody tr")
    rows.first.wait_for(timeout=PATIENCE_MS)
    drafted = rows.count()
    assert drafted > 50
    expect(plan.locator(".magnitude")).to_contain_text("灿鸿 公布 7,973")
    expect(plan.locator(".magnitude")).to_contain_text("梅花 公布 78,000")
    first = rows.first
    name = first.get_by_role("button").inner_text()
    people = first.locator("td").nth(1).inner_text()
    first.get_by_role("button").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    plan.get_by_role("button", name="采用 1 区").click()
    expect(rows).to_have_count(drafted - 1, timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    expect(page.locator(".zones .zone-name")).to_have_text(re.compile(re.escape(name)))
    (zone,) = demo.get("/api/v1/zones")["zones"]
    assert zone["name"] == name
    assert zone["answer"]["exposure"]["land"]["people"] == int(people.replace(",", ""))
    clear_zones(demo)
