"""From an issued order to one number everywhere: tablet without network, order page and wall."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.accounts.model import Role
from app.accounts.session_model import COOKIE, csrf_of
from app.cluster import place_at
from app.database import connect
from tests.browser.axe import serious_faults
from tests.browser.conftest import Demo, signed_in
from tests.browser.cut import parts_cut
from tests.browser.watched import Watched, watch
from tests.clients import session_of
from tests.entry import Entered

pytestmark = pytest.mark.browser

OPEN_MS = 120_000  # software WebGL on two cores
GROUND = [[122.27, 29.92], [122.34, 29.92], [122.34, 29.98], [122.27, 29.98], [122.27, 29.92]]
BEGUN = "2015-07-09T18:20:00Z"
SPEED = 120  # of the demo that all tests share
TABLET_UNIT = "330903001"


@pytest.fixture
def signer(demo: Demo) -> Entered:
    """A commander of the city, signed in."""
    with connect(place_at(demo.data_dir).dsn(), autocommit=True) as conn:
        token = session_of(conn, role=Role.COMMANDER, login="rollcall.signer")
    return replace(demo.planner, cookie=f"{COOKIE}={token}", csrf=csrf_of(token))


@pytest.fixture
def order(demo: Demo, signer: Entered) -> Iterator[Any]:
    """An order in force over a part of Shenjiamen, at a clock that hardly moves."""
    demo.send("PATCH", "/api/v1/incident/clock", {"incident_at": BEGUN, "rate": 1})
    polygon = {"type": "Polygon", "coordinates": [GROUND]}
    zone = demo.send("POST", "/api/v1/zones", {"polygon": polygon, "hazard": "slope"})
    path = "/api/v1/documents"
    drafted = {"kind": "evacuation_order", "subject": zone["zone_id"]}
    document = demo.send("POST", path, drafted)
    one = f"{path}/{document['document_id']}"
    demo.send("POST", f"{one}/submit", {})
    signer.send("POST", f"{one}/sign", {})
    yield demo.send("POST", f"{one}/issue", {})
    signer.send("POST", f"{one}/lift", {"reason": "试验结束"})
    demo.send("DELETE", f"/api/v1/zones/{zone['zone_id']}")
    demo.send("PATCH", "/api/v1/incident/clock", {"rate": SPEED})


@pytest.fixture
def tablet(browser: Browser, demo: Demo) -> Iterator[Watched]:
    context = browser.new_context(
        viewport={"width": 1024, "height": 768}, locale="zh-CN", service_workers="block"
    )
    signed_in(context, demo.tablet)
    yield watch(context, demo.base)
    context.close()


def figures(demo: Demo) -> Any:
    return demo.get("/api/v1/roll-calls")["total"]


def test_doors_reported_without_network_are_the_same_number_on_every_screen(
    demo: Demo, order: Any, tablet: Watched, desk: Watched, wall_screen: Watched
) -> None:
    assert figures(demo)["due"] > 0 and figures(demo)["moved"] == 0
    page = tablet.page
    page.goto(f"{tablet.base}/field")
    doors = page.locator(".doors")
    expect(doors).to_be_visible(timeout=OPEN_MS)
    named = page.locator(".door-open header strong")
    expect(named).not_to_have_text("")  # the own tablet has names
    assert [*serious_faults(page, ["sun"]), *parts_cut(page)] == []
    context: BrowserContext = page.context
    context.set_offline(True)
    people = sum(_answer(page, state) for state in ("collective", "dispersed"))
    expect(page.locator(".queue-count b")).to_have_text("2")
    expect(page.locator(".door-row [data-state=pending]")).to_have_count(2)
    assert figures(demo)["moved"] == 0
    context.set_offline(False)
    expect(page.locator(".queue-count b")).to_have_text("0", timeout=OPEN_MS)
    expect(page.locator(".door-row[data-done=true]")).to_have_count(2)
    assert figures(demo)["moved"] == people > 0

    desk.page.goto(f"{desk.base}/orders#{order['document_id']}")
    told = f"{people}/{figures(demo)['due']:,} 人"
    head = desk.page.locator(".progress .order-part-head")
    expect(head).to_contain_text(told, timeout=OPEN_MS)
    assert [*serious_faults(desk.page, ["dark", "light"]), *parts_cut(desk.page)] == []
    wall_screen.page.goto(f"{wall_screen.base}/wall")
    shown = wall_screen.page.locator(".moved-total")
    expect(shown).to_contain_text(f"{people}/ {figures(demo)['due']:,}", timeout=OPEN_MS)
    row, on_map = (wall_screen.page.locator(each) for each in (".zone-moving", ".callout"))
    for told in (row, on_map):  # not the latest start of a zone that is ordered
        expect(told.locator(".plate")).to_contain_text("限时")
    expect(on_map.locator(".callout-moved")).to_contain_text(f"{people}/ ")
    assert wall_screen.page.locator("body").inner_text().count("13号") == 0


def test_the_desk_records_by_telephone_and_settles_what_two_contradict(
    demo: Demo, order: Any, desk: Watched
) -> None:
    roll_call = demo.get("/api/v1/roll-calls")["roll_calls"][0]
    path = f"/api/v1/roll-calls/{roll_call['roll_call_id']}/lines?unit={TABLET_UNIT}&limit=500"
    line = next(each for each in demo.get(path)["lines"] if each["household_id"])
    page = desk.page
    page.goto(f"{desk.base}/orders#{order['document_id']}")
    village = page.locator(".progress-village").filter(has_text=line["village"])
    village.click(timeout=OPEN_MS)
    door = page.locator(".doors li").filter(has_text=line["house_number"]).first
    door.get_by_role("button", name="不愿走").click()
    expect(door.locator(".door-state")).to_contain_text("不愿走")
    report = {"report_id": "0190b5a1-0000-7000-8000-0000000000aa", "line_id": line["line_id"],
              "state": "collective", "sequence": 900, "made_at": BEGUN}  # fmt: skip
    demo.tablet.send("POST", "/api/v1/roll-calls/reports", {"reports": [report]})
    told = page.locator(".contradiction")
    expect(told).to_contain_text("两说", timeout=OPEN_MS)
    told.get_by_label("认定的理由").fill("电话问过本人")
    told.locator("li").filter(has_text="集中安置").get_by_role("button").click()
    expect(told).to_have_count(0)
    assert figures(demo)["contradicted"] == 0


def _answer(page: Page, state: str) -> int:
    """Tap the open door's answer; gives how many people it tells of."""
    opened = page.locator(".door-open")
    number = opened.locator("header b").inner_text()
    people = int(opened.locator("header > .num").nth(1).inner_text().split()[0])
    word = {"collective": "集中安置", "dispersed": "分散安置"}[state]
    opened.locator(".door-answers button").filter(has_text=word).click()
    expect(opened.locator("header b")).not_to_have_text(number)
    return people
