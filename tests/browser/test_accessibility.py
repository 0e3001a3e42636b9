"""What somebody needs who has no pointer, or does not see: the whole way by key; axe's rules."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CLONE, Demo, signed_in
from tests.browser.test_accounts import Office, office, open_map, sign_in
from tests.browser.test_planner import camera_of, wait_for_camera
from tests.browser.watched import watch

pytestmark = pytest.mark.browser
__all__ = ["office"]  # a fixture

PATIENCE_MS = 120_000  # software WebGL on few cores
MOST_TABS = 80
# The package is no dependency yet (docs/decisions.md): where it lies, if it is there.
AXE = Path(
    os.environ.get("HAITANG_AXE", CLONE / "static" / "node_modules" / "axe-core" / "axe.min.js")
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = {"serious", "critical"}


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus says `name`; never a pointer, never focus()."""
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} was not reached in {MOST_TABS} presses of Tab")


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


@pytest.mark.skipif(not AXE.is_file(), reason=f"axe-core is not there: {AXE}")
@pytest.mark.parametrize("path", ["/signin", "/", "/wall", "/account"])
def test_axe_finds_no_serious_fault(browser: Browser, demo: Demo, path: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    if path != "/signin":
        signed_in(context, demo.planner)
    page = watch(context, demo.base).page
    page.goto(demo.base + path)
    page.locator(".first").wait_for(state="detached", timeout=PATIENCE_MS)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    faults = [(fault["id"], [node["html"][:120] for node in fault["nodes"]])
              for fault in found["violations"] if fault["impact"] in SERIOUS]  # fmt: skip
    context.close()
    assert faults == []
