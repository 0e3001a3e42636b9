"""An order through two pairs of eyes: drafted from a zone's answer, signed by another, issued."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Demo
from tests.browser.signing import signer as signer
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

OPEN_MS = 120_000  # software WebGL on two cores
GROUND = [[122.295, 29.94], [122.31, 29.94], [122.31, 29.955], [122.295, 29.955], [122.295, 29.94]]
BEGUN = "2015-07-09T18:20:00Z"
SPEED = 120  # of the demo that all tests share
NAME = "沈家门 令"


@pytest.fixture
def zone(demo: Demo) -> Iterator[Any]:
    """A zone long before anything is cut off, at a clock that hardly moves."""
    demo.send("PATCH", "/api/v1/incident/clock", {"incident_at": BEGUN, "rate": 1})
    polygon = {"type": "Polygon", "coordinates": [GROUND]}
    made = demo.send("POST", "/api/v1/zones", {"polygon": polygon, "name": NAME})
    yield made | {"incident": demo.get("/api/v1/incident")["incident_id"]}
    demo.send("DELETE", f"/api/v1/zones/{made['zone_id']}")
    demo.send("PATCH", "/api/v1/incident/clock", {"rate": SPEED})


def press(button: Locator) -> None:
    """By key: a click waits for frames, and the map draws its own in software."""
    button.focus()
    button.press("Enter")


def act(page: Page, name: str) -> Locator:
    return page.locator(".order-acts").get_by_role("button", name=name)


def test_one_drafts_another_signs_and_the_desk_issues(
    desk: Watched, signer: Watched, zone: Any
) -> None:
    page = desk.page
    page.goto(f"{desk.base}/")
    page.locator(".layer").first.wait_for(timeout=OPEN_MS)
    page.locator(".feed, .feeds .plate").first.wait_for(timeout=OPEN_MS)  # it follows the events
    row = page.locator("button.zone").filter(has_text=NAME)
    press(row)
    expect(row).to_have_attribute("aria-current", "true")
    draft = page.get_by_role("button", name="拟转移令")
    draft.wait_for(timeout=OPEN_MS)
    press(draft)
    expect(page).to_have_url(f"{desk.base}/orders?incident={zone['incident']}#1")
    paper = page.locator(".paper")
    expect(paper).to_contain_text("舟山市人员转移令")
    expect(paper).to_contain_text("演练")
    expect(paper).to_contain_text(NAME)
    page.get_by_label("其他事项").fill("大巴 6 辆，在台门码头候车。")
    press(act(page, "存其他事项"))
    expect(paper).to_contain_text("大巴 6 辆")
    press(act(page, "送审"))
    expect(page.locator(".order-acts")).to_contain_text("起草人以外的签发人")
    expect(act(page, "签发")).to_have_count(0)

    signing = signer.page
    signing.goto(f"{signer.base}/orders?incident={zone['incident']}")
    signing.get_by_role("link", name="未编号 1").click()
    for name in ("签发 转移令", "再按签发 转移令"):
        press(act(signing, name))
    expect(signing.locator(".paper-number")).to_have_text("（演练）舟防指〔2015〕转字第1号")
    expect(signing.locator(".proof")).to_contain_text("公钥指纹")

    issue = act(page, "发出 （演练）舟防指〔2015〕转字第1号")  # read again by itself
    press(issue)
    press(act(page, "再按发出"))
    expect(page.locator(".order-head")).to_contain_text("已发")
    expect(page.locator(".rung[data-rung=now]")).to_contain_text("已发")
    page.goto(f"{desk.base}/")
    expect(row).to_contain_text("已发", timeout=OPEN_MS)

    press(act(signing, "解除"))  # what is in force is lifted before its zone may go
    signing.get_by_label("理由").fill("风过了")
    press(act(signing, "解除"))
    expect(signing.locator(".order-head")).to_contain_text("已解除")
    assert signer.foreign == desk.foreign == []
    assert signer.complaints == desk.complaints == []
