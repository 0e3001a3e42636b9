"""The desk without a pointer, and before a server that hangs."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import Demo, signed_in
from tests.browser.test_planner import PATIENCE_MS, go_to_shenjiamen, open_desk
from tests.browser.watched import Watched, watch

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"


def press_until_focused(page: Page, selector: str, most: int = 12) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    pytest.fail(f"{selector} was not reached in {most} presses of Tab")


def test_a_zone_from_search_to_deletion_and_back_by_keyboard_alone(
    desk: Watched, demo: Demo
) -> None:
    open_desk(desk)
    page = desk.page
    go_to_shenjiamen(desk)
    expect(page.locator("#panel")).to_be_focused()  # the card that was asked for
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator(".maplibregl-canvas").first).to_be_focused()
    for arrow, steps in (("ArrowUp", 3), ("ArrowRight", 4), ("ArrowDown", 5)):
        for _ in range(steps):
            page.keyboard.press(arrow)
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".hero")).to_be_visible(timeout=PATIENCE_MS)
    save = page.get_by_role("button", name="保存", exact=True)
    expect(save).to_be_enabled(timeout=PATIENCE_MS)
    save.focus()
    page.keyboard.press("Enter")
    saved = page.get_by_role("button", name=re.compile("已存"))
    expect(saved).to_be_focused()  # not BODY
    number = page.locator(".answer-head .zone-tag").inner_text()
    expect(page).to_have_title(re.compile(rf"^{number} .* · 海塘$"))

    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="再按删除")).to_be_focused()
    assert int(number) in numbers(demo)
    page.keyboard.press("Delete")
    expect(page.get_by_role("status").filter(has_text=f"已删除 {number} 号区")).to_be_visible()
    assert int(number) not in numbers(demo)
    page.keyboard.press("Control+z")
    expect(page.locator(".answer-head .zone-tag")).to_have_text(number)
    assert int(number) in numbers(demo)


def numbers(demo: Demo) -> set[int]:
    return {zone["number"] for zone in demo.get("/api/v1/zones")["zones"]}


def test_dialogs_and_popovers_keep_the_keyboard_and_letters_can_be_off(desk: Watched) -> None:
    open_desk(desk)
    page = desk.page
    assert serious_faults(page, ["dark", "light"]) == []
    press_until_focused(page, ".skip-links a")
    opener = page.get_by_role("button", name="键盘")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="键盘")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUSED}.closest('dialog') !== null")
    box = page.get_by_role("dialog").get_by_role("button").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    page.get_by_role("checkbox", name="单键有效").uncheck()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(".map-hint")).to_have_count(0)
    page.keyboard.press("Control+/")
    page.get_by_role("checkbox", name="单键有效").check()
    page.keyboard.press("Escape")

    feeds = page.get_by_role("button", name="数据源")
    feeds.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".feed-counters")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".feed-counters")).to_have_count(0)
    expect(feeds).to_be_focused()


@pytest.mark.load
def test_the_first_paint_waits_for_no_script_and_a_hung_server_is_told(
    browser: Browser, demo: Demo
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN")
    signed_in(context, demo.planner)
    watched = watch(context, demo.base)
    page = watched.page

    def hold(_route: Route) -> None:
        """Never answered."""

    page.route("**/assets/*.js", hold)
    page.goto(demo.base + "/", wait_until="commit")
    expect(page.get_by_text("正在打开")).to_be_visible()
    expect(page.get_by_text("服务器还没有回答")).to_be_visible()  # after 5 s
    page.unroute("**/assets/*.js", hold)
    page.reload()
    page.locator(".layer").first.wait_for(timeout=PATIENCE_MS)
    page.route("**/api/v1/search*", hold)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="地名").fill("sjm")
    expect(page.locator('.pending[data-slow="mark"]')).to_have_count(1)
    expect(page.locator(".pending")).to_contain_text("等服务器回答")
    expect(page.locator(".problem")).to_contain_text("E-NET-002")
    assert watched.complaints == []
    context.close()


def test_the_tablet_keeps_its_acts_and_clock_on_a_telephone(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
    signed_in(context, demo.tablet)
    page = watch(context, demo.base).page
    page.goto(demo.base + "/field")
    page.locator(".acts").wait_for(timeout=PATIENCE_MS)
    assert serious_faults(page, ["sun"]) == []
    for selector in (".acts > *", ".tablet-clock", ".queue-count"):
        for part in page.locator(selector).all():
            box = part.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360, selector
            assert box["y"] + box["height"] <= 780, selector
    context.close()
