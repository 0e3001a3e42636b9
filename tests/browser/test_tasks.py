"""An order on its way down: issued, unanswered, acknowledged; order and wall show each."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import Demo
from tests.browser.cut import parts_cut
from tests.browser.signing import signer as signer
from tests.browser.test_accounts import Office
from tests.browser.test_accounts import office as office
from tests.browser.test_orders import BEGUN, OPEN_MS, act, press
from tests.browser.test_orders import zone as zone
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

SHENJIAMEN = "330903001"
LATER = BEGUN.replace("18:20", "18:36")


def chain_row(page: Page, name: str) -> Locator:
    return page.locator(".chain tbody tr").filter(has_text=name).first


def silent_posts(wall: Page) -> int:
    told = wall.locator(".side-silent .plate").inner_text()
    found = re.search(r"(\d+) 单位", told)
    assert found, told
    return int(found[1])


def issue_order(demo: Demo, desk: Watched, signer: Watched, zone: Any) -> int:
    """Drafted at the desk, signed by another, issued; both stay at its page."""
    order = {"kind": "evacuation_order", "subject": zone["zone_id"]}
    number = int(demo.send("POST", "/api/v1/documents", order)["document_id"])
    demo.send("POST", f"/api/v1/documents/{number}/submit", {})
    place = f"/orders?incident={zone['incident']}#{number}"
    signer.page.goto(f"{signer.base}{place}")
    for name in ("签发", "再按签发"):
        press(act(signer.page, name))
    desk.page.goto(f"{desk.base}{place}")
    for name in ("发出", "再按发出"):
        press(act(desk.page, name))
    return number


def test_a_township_acknowledges_and_order_and_wall_show_it(
    demo: Demo, desk: Watched, wall_screen: Watched, signer: Watched, office: Office, zone: Any
) -> None:
    wall, page = wall_screen.page, desk.page
    wall.set_viewport_size({"width": 1440, "height": 900})
    wall.goto(f"{wall_screen.base}/wall")
    wall.locator(".side-boats").wait_for(timeout=OPEN_MS)
    issue_order(demo, desk, signer, zone)
    row = chain_row(page, "沈家门街道")
    expect(row).to_contain_text("下达")
    expect(chain_row(page, "普陀区")).to_be_visible()
    expect(page.locator(".chain-grids").first).to_contain_text("网格 0/")
    expect(wall.locator(".side-silent")).to_have_count(0)  # young yet

    demo.send("PATCH", "/api/v1/incident/clock", {"incident_at": LATER, "rate": 1})
    expect(row).to_contain_text("未应 16分")
    expect(wall.locator(".side-silent")).to_contain_text("没有应答", timeout=OPEN_MS)
    expect(wall.locator(".silent-mark").first).to_be_visible()
    before = silent_posts(wall)

    township = office.desk()
    office.set_up(township.page, office.add("t.planner", "planner", SHENJIAMEN))
    township.page.goto(f"{township.base}/tasks?incident={zone['incident']}")
    own = township.page.locator(".rows tbody tr").filter(has_text="沈家门街道责任人")
    own.get_by_role("button", name="已收到").press("Enter")
    tapped = time.monotonic()
    expect(row).to_contain_text("✓ 已收到")
    expect(row).to_contain_text("t.planner")
    expect(wall.locator(".side-silent .plate")).to_contain_text(f"{before - 1} 单位")
    print(f"on order and wall {time.monotonic() - tapped:.2f} s after the tap")

    own.click()
    detail = township.page.locator(".task-detail")
    expect(detail).to_be_visible()
    assert [*serious_faults(township.page, ["dark", "light"]), *parts_cut(township.page)] == []
    detail.get_by_role("button", name="完成").click()
    detail.get_by_label("办成了什么").fill("人都到了台门小学")
    detail.get_by_role("button", name="报完成").click()
    expect(row).to_contain_text("✓ 完成")

    press(act(signer.page, "解除"))
    signer.page.get_by_label("理由").fill("风过了")
    press(act(signer.page, "解除"))
    expect(chain_row(page, "普陀区")).to_contain_text("已结束")
    expect(wall.locator(".side-silent")).to_have_count(0)
    for each in (desk, signer, township, wall_screen):
        assert each.foreign == []
        assert each.complaints == []
