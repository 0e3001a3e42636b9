"""A response level through two pairs of eyes: one desk drafts it, another signs it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.signing import signer as signer
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

OPEN_MS = 120_000  # software WebGL on two cores
# Of two maps on two cores; that it is pushed, the integration test of the same name shows.
TOLD_MS = 60_000
TRACK, LEVEL = "防汛", "IV"
WHAT = f"{TRACK} {LEVEL} 级"


def plate(page: Page) -> Locator:
    return page.locator("button.response")


def draft_of(page: Page) -> Locator:
    return page.locator(".response-draft").filter(has_text=WHAT)


def press(button: Locator) -> None:
    """By key: a click waits for frames, and two maps draw theirs in software."""
    button.focus()
    button.press("Enter")


def open_plate(page: Page) -> None:
    plate(page).wait_for(timeout=OPEN_MS)
    press(plate(page))
    expect(page.get_by_role("heading", name="响应", exact=True)).to_be_focused()


def draft_level(page: Page) -> None:
    press(page.get_by_role("tab", name="起草"))
    grounds = page.get_by_label("依据")
    page.get_by_label("类别").select_option(label=TRACK)
    page.get_by_role("radio", name="IV 级").check(force=True)
    submit = page.get_by_role("button", name=f"起草 {WHAT}")
    expect(submit).to_be_disabled()
    grounds.fill("会商：今夜有短时强降雨")
    press(submit)


@pytest.mark.load
def test_one_drafts_and_another_signs_and_both_see_the_level(
    desk: Watched, signer: Watched
) -> None:
    desk.page.goto(f"{desk.base}/")
    signer.page.goto(f"{signer.base}/")
    for page in (signer.page, desk.page):  # both follow the events before anything happens
        page.locator(".layer").first.wait_for(timeout=OPEN_MS)
        page.locator(".feed, .feeds .plate").first.wait_for(timeout=OPEN_MS)
    open_plate(desk.page)
    draft_level(desk.page)

    own = draft_of(desk.page)
    expect(own).to_contain_text("自己起草的不能自己签发", timeout=TOLD_MS)
    expect(own.get_by_role("button", name="签发")).to_have_count(0)
    expect(own.get_by_role("button", name="撤回")).to_be_visible()

    # Nobody told the commander's screen but the event.
    expect(plate(signer.page)).to_contain_text("待签发 1", timeout=TOLD_MS)
    open_plate(signer.page)
    waiting = draft_of(signer.page)
    expect(waiting).to_contain_text("今夜有短时强降雨")
    press(waiting.get_by_role("button", name=f"签发 {WHAT}"))
    expect(plate(signer.page)).to_contain_text("待签发 1")  # the first press only asks
    press(waiting.get_by_role("button", name="再按签发"))

    for page in (signer.page, desk.page):
        expect(draft_of(page)).to_have_count(0, timeout=TOLD_MS)
        expect(page.locator(".in-force li").filter(has_text=TRACK)).to_contain_text(
            "IV 级", timeout=TOLD_MS
        )
        expect(plate(page)).not_to_contain_text("签发")
    signer.page.keyboard.press("Escape")
    expect(signer.page.locator(".response-panel")).to_have_count(0)
    expect(plate(signer.page)).to_be_focused()
    assert signer.foreign == desk.foreign == []
    assert signer.complaints == desk.complaints == []
