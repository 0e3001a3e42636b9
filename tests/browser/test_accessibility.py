"""What somebody needs who has no pointer, or does not see: the whole way by key; axe's rules."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import Demo
from tests.browser.cut import parts_cut
from tests.browser.screen_states import SCREENS, Screen, leave, reach
from tests.browser.test_accounts import Office, office, open_map, sign_in
from tests.browser.test_pictures import four_zones
from tests.browser.test_planner import camera_of, wait_for_camera
from tests.browser.visitors import Visitors, visitors

pytestmark = pytest.mark.browser
__all__ = ["four_zones", "office", "visitors"]  # fixtures

PATIENCE_MS = 120_000  # software WebGL on few cores
MOST_TABS = 80


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus says `name`; never a pointer, never focus()."""
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} was not reached in {MOST_TABS} presses of Tab")


@pytest.mark.load
def test_from_sign_in_to_a_saved_zone_by_keyboard_alone(office: Office) -> None:  # noqa: F811
    office.officer("zou.jian", "planner")
    desk = office.desk()
    page = desk.page
    page.goto(f"{office.base}/signin")
    sign_in(page, "zou.jian")
    open_map(desk)
    before = camera_of(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("sjm")
    expect(page.get_by_role("option").filter(has_text="沈家门街道").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_camera(page, before)
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator(".maplibregl-canvas").first).to_be_focused()
    for arrow, steps in (("ArrowUp", 3), ("ArrowRight", 4), ("ArrowDown", 5)):
        for _ in range(steps):
            page.keyboard.press(arrow)
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="保存", exact=True)).to_be_enabled(timeout=PATIENCE_MS)
    tab_to(page, "保存")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("已存"))).to_be_visible(timeout=PATIENCE_MS)
    zone = newest_zone(office.demo)
    expect(page.locator(".answer-head .zone-tag")).to_have_text(str(zone["number"]))
    # The next tests draw on an empty map.
    path = f"/api/v1/zones/{zone['zone_id']}?version={zone['version']}"
    office.demo.send("DELETE", path)


def newest_zone(demo: Demo) -> dict[str, Any]:
    zones: list[dict[str, Any]] = demo.get("/api/v1/zones")["zones"]
    return max(zones, key=lambda zone: int(zone["number"]))


@pytest.mark.load
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_axe_finds_no_serious_fault_and_nothing_is_cut(
    visitors: Visitors,  # noqa: F811
    four_zones: Demo,  # noqa: F811
    screen: Screen,
    language: str,
) -> None:
    themes, colours = screen.themes, language == "zh"
    page = visitors.at(screen, language, viewport={"width": 1440, "height": 900}).page
    faults = [*serious_faults(page, themes, colours=colours), *parts_cut(page)]
    for state in screen.states:
        reach(page, state)
        faults += [
            f"{state.name}: {each}" for each in serious_faults(page, themes, colours=colours)
        ]
        faults += [f"{state.name}: {each}" for each in parts_cut(page)]
        leave(page, state)
    page.context.close()
    assert faults == []
