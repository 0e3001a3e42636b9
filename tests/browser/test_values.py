"""Values and rules on screen: changed by keyboard, approved by another, named by the answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo
from tests.browser.test_accounts import Office
from tests.browser.test_keys import press_until_focused
from tests.browser.test_planner import (
    PATIENCE_MS,
    draw_square,
    go_to_shenjiamen,
    open_desk,
)
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

KEY, DUE = "evac.buffer_min", "exposure.due"
MEANING = "留给意外的裕度"
GROUNDS = {"reason": "测试完", "source": "测试"}
TOLD_MS = 60_000  # the other desk asks again every 15 s, on two cores


@pytest.fixture
def as_shipped(demo: Demo) -> Iterator[None]:
    """The default comes back afterwards: other tests count with it."""
    yield
    demo.send("PUT", f"/api/v1/configuration/values/{KEY}", {"value": None, **GROUNDS})


def write(page: Page, name: str, words: str) -> None:
    press_until_focused(page, f"[name={name}]")
    page.keyboard.type(words)


@pytest.mark.load
def test_a_value_is_changed_by_keyboard_and_the_answer_names_it(
    desk: Watched, as_shipped: None
) -> None:
    page = desk.page
    page.goto(f"{desk.base}/values")
    page.locator(".rows tbody tr").first.wait_for()
    press_until_focused(page, ".rows tr", most=30)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name=MEANING)).to_be_visible()
    write(page, "value", "900")
    expect(page.get_by_text("要 0 到 720 min 的数")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.type("45")
    write(page, "reason", "演练实测")
    write(page, "source", "舟防指〔2026〕3 号")
    expect(page.get_by_role("button", name="改为 45 min")).to_be_enabled()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已改，马上生效")).to_be_visible()
    expect(page.locator(".values-history > li").first).to_contain_text("演练实测")

    open_desk(desk)
    go_to_shenjiamen(desk)
    page.keyboard.press("Escape")
    draw_square(desk)
    used = page.locator(".basis details").filter(has_text="用到的参数")
    used.locator("summary").wait_for(timeout=PATIENCE_MS)
    used.locator("summary").focus()
    page.keyboard.press("Enter")
    line = used.locator("li").filter(has_text=MEANING)
    expect(line).to_contain_text("45 min")
    expect(line).to_contain_text("第 ")
    expect(used.locator("li").filter(has_text="应转移人群表")).to_contain_text("默认值")


@pytest.fixture
def signer(browser: Browser, demo: Demo) -> Iterator[Watched]:
    """A commander of the city at a browser of their own; the default table comes back."""
    office = Office(browser, demo, [])
    desk = office.desk()
    office.set_up(desk.page, office.add("v.commander", "commander"))
    yield desk
    asked = demo.send("PUT", "/api/v1/due-rules", {"rules": None, **GROUNDS})
    desk.page.goto(f"{desk.base}/values#exposure")
    desk.page.get_by_role("button", name="批准", exact=True).press("Enter")
    desk.page.get_by_role("button", name="再按批准").press("Enter")
    expect(desk.page.get_by_text("默认表，不是本地预案")).to_be_visible()
    assert asked is not None
    for context in office.contexts:
        context.close()


@pytest.mark.load
def test_a_table_shows_its_difference_and_is_in_force_once_another_approves(
    desk: Watched, signer: Watched
) -> None:
    signer.page.goto(f"{signer.base}/values#exposure")
    page = desk.page
    page.goto(f"{desk.base}/values#exposure")
    page.get_by_role("button", name="改这张表").press("Enter")
    box = page.get_by_label("大风 · 低洼地人员")
    box.press("Space")
    difference = page.locator(".values-editing .values-differences")
    expect(difference).to_contain_text("大风")
    expect(difference.locator("ins")).to_have_count(1)
    send = page.get_by_role("button", name="提出 1 处改动")
    expect(send).to_be_disabled()
    page.get_by_label("理由").fill("低洼地去年进水")
    page.get_by_label("出处").fill("舟防指〔2026〕3 号")
    send.press("Enter")
    expect(page.get_by_text("等另一位有签发权的人批准。").first).to_be_visible()
    expect(page.get_by_role("button", name="批准", exact=True)).to_have_count(0)

    approve = signer.page.get_by_role("button", name="批准", exact=True)
    expect(approve).to_be_visible(timeout=TOLD_MS)
    expect(signer.page.locator(".values-waiting")).to_contain_text("低洼地去年进水")
    approve.press("Enter")
    signer.page.get_by_role("button", name="再按批准").press("Enter")
    expect(signer.page.get_by_text("第 1 版").first).to_be_visible()
    expect(page.locator(".values-waiting")).to_have_count(0, timeout=TOLD_MS)
    expect(page.locator(".detail-head").first).to_contain_text("第 1 版")
