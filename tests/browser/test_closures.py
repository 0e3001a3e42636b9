"""A bridge is closed from the desk: list, wall and tablet say so, and lifting it takes it away."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Demo, signed_in
from tests.browser.test_planner import PATIENCE_MS, open_desk
from tests.browser.watched import Watched, watch

pytestmark = pytest.mark.browser

BRIDGE = "朱家尖大桥"


def test_a_bridge_is_closed_shown_everywhere_and_lifted(
    desk: Watched, browser: Browser, demo: Demo
) -> None:
    page = desk.page
    open_desk(desk)
    page.locator(".proposals summary").click()
    proposed = page.locator(".proposals .closure").filter(has_text=BRIDGE)
    proposed.get_by_role("button", name="确认").click()
    page.get_by_label("状态").select_option("closed")
    page.get_by_label("发布单位").fill("交警支队")
    page.get_by_label("原因或风级规定").fill("横风")
    page.get_by_role("button", name="记下").click()
    row = page.locator(".closures-body > ul > .closure").filter(has_text=BRIDGE)
    expect(row).to_contain_text("交警支队")
    expect(proposed).to_have_count(0)
    for session, path, where in (
        (demo.wall, "/wall", ".side-closures"),
        (demo.tablet, "/field", ".closed-ways"),
    ):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        signed_in(context, session)
        other = watch(context, demo.base).page
        other.goto(demo.base + path)
        expect(other.locator(where)).to_contain_text(BRIDGE, timeout=PATIENCE_MS)
        context.close()
    row.get_by_role("button", name="解除").click()
    page.get_by_role("dialog").get_by_role("button", name="解除").click()
    expect(row).to_have_count(0)
    told = demo.get("/api/v1/closures?history=1")["closures"]
    assert [each["state"] for each in told] == ["open", "closed"]
    assert desk.complaints == []
