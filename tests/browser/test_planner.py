"""The main job in a real browser: storm, fleet, a zone over Shenjiamen, and what is handed on."""

import struct
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OUTPUT, Demo
from tests.browser.hostile_city import hazard_points, import_rows
from tests.browser.watched import (
    Watched,
    camera_of,
    next_frame,
    poll,
    wait_for_camera,
    watch,
)

pytestmark = pytest.mark.browser

SHENJIAMEN = (122.3013, 29.9447)
PATIENCE_MS = 120_000  # software WebGL on two cores; what is measured is measured in the page


def open_desk(desk: Watched) -> None:
    desk.page.goto(desk.base + "/")
    desk.page.locator(".maplibregl-canvas").first.wait_for(timeout=PATIENCE_MS)
    desk.page.locator(".layer").first.wait_for(timeout=PATIENCE_MS)
    desk.page.locator(".map-canvas[data-camera]").wait_for(timeout=PATIENCE_MS)


def wait_for_mark(desk: Watched, name: str) -> None:
    """Poll from here: our Content-Security-Policy refuses to evaluate strings in the page."""
    entries = f"performance.getEntriesByName('{name}').length"
    poll(desk.page, lambda: desk.page.evaluate(entries), f"{name} in the page")


def go_to_shenjiamen(desk: Watched) -> None:
    """By its initials, as a planner in a hurry would."""
    page = desk.page
    before = camera_of(page)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="地名").fill("sjm")
    page.get_by_role("option").filter(has_text="沈家门街道").first.click()
    expect(page.get_by_role("listbox")).to_have_count(0)
    wait_for_camera(page, before)


def draw_square(desk: Watched, half_px: int = 90) -> None:
    """Four corners round the middle of the map, by mouse; the fourth is double-clicked."""
    page = desk.page
    canvas = page.locator(".maplibregl-canvas").first
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.press("p")
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    for dx, dy in corners:
        page.mouse.move(x + dx * half_px, y + dy * half_px, steps=4)
        page.mouse.click(x + dx * half_px, y + dy * half_px)
        next_frame(page)
    page.keyboard.press("Enter")


def answer_ms(desk: Watched) -> float:
    wait_for_mark(desk, "zone-answer-time")
    entries = "performance.getEntriesByName('zone-answer-time')"
    return float(desk.page.evaluate(f"{entries}[{entries}.length - 1].duration"))


class FrameCounter:
    """Distinct movers in the frames that reach the page, read off its own socket."""

    def __init__(self, page: Page) -> None:
        self.ids: set[int] = set()
        page.on("websocket", lambda ws: ws.on("framereceived", lambda payload: self.take(payload)))

    def take(self, payload: str | bytes) -> None:
        if isinstance(payload, str):
            return
        at = 0
        while payload[at : at + 2] == b"H\x01":
            (n,) = struct.unpack_from("<I", payload, at + 28)
            self.ids.update(struct.unpack_from(f"<{n}I", payload, at + 32))
            at += 32 + 20 * n


def people(desk: Watched) -> int:
    return int((desk.page.locator(".people-count").text_content() or "").replace(",", ""))


@pytest.mark.load
def test_another_zone_chosen_shows_its_own_people(desk: Watched, demo: Demo) -> None:
    """Letting the first outline go asked who is in it as the second: 0 of 0 inside."""
    people_of: dict[str, int] = {}
    for name, west in (("先画的", 122.24), ("后画的", 122.29)):
        ring = [[west, 29.77], [west + 0.05, 29.77], [west + 0.05, 29.85], [west, 29.85]]
        polygon = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        body = {"name": name, "polygon": polygon, "hazard": "other"}
        saved = demo.send("POST", "/api/v1/zones", body)
        people_of[name] = saved["answer"]["exposure"]["land"]["people"]
    open_desk(desk)
    for name in people_of:
        desk.page.get_by_role("button", name=name).first.click()
        expect(desk.page.get_by_label("名称")).to_have_value(name)
        desk.wait_answered()
        assert people(desk) == people_of[name] > 0


@pytest.mark.load
def test_a_group_that_is_ticked_leaves_too_and_is_kept(desk: Watched, demo: Demo) -> None:
    open_desk(desk)
    go_to_shenjiamen(desk)
    draw_square(desk)
    page = desk.page
    page.locator(".hero").wait_for(timeout=PATIENCE_MS)
    threatened = people(desk)
    visitors = page.get_by_role("checkbox", name="游客")
    expect(visitors).not_to_be_checked()
    visitors.check()
    poll(page, lambda: people(desk) > threatened, "more people who leave")
    page.get_by_role("combobox", name="危险").select_option("slope")
    expect(page.get_by_role("checkbox", name="地灾威胁人员")).to_be_checked()
    expect(visitors).not_to_be_checked()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("link", name="简报")).to_be_visible()
    saved = demo.get("/api/v1/zones")["zones"][-1]
    assert (saved["hazard"], saved["due_groups"]) == ("slope", ["geohazard"])
    demo.send("DELETE", f"/api/v1/zones/{saved['zone_id']}?version={saved['version']}")
    assert desk.complaints == []


@pytest.mark.load
def test_a_corner_on_another_zones_tag_is_a_corner(desk: Watched, demo: Demo) -> None:
    """The tag took the click, and the drawing was gone for the zone that it stood for."""
    ring = [[122.300, 29.945], [122.303, 29.945], [122.303, 29.948], [122.300, 29.945]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    body = {"name": "标签下的区", "hazard": "other", "polygon": polygon}
    zone = demo.send("POST", "/api/v1/zones", body)
    open_desk(desk)
    go_to_shenjiamen(desk)
    page = desk.page
    tag = page.locator(".map-tag").filter(has_text="标签下的区")
    box = tag.bounding_box(timeout=PATIENCE_MS)
    assert box is not None
    page.keyboard.press("p")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    next_frame(page)
    drawing = page.get_by_role("button", name="画转移区（P）")
    expect(drawing).to_have_attribute("aria-pressed", "true")
    demo.send("DELETE", f"/api/v1/zones/{zone['zone_id']}?version={zone['version']}")
    assert desk.complaints == []


def test_the_main_job_from_the_page_to_the_briefing(desk: Watched, demo: Demo) -> None:
    movers = FrameCounter(desk.page)
    open_desk(desk)
    page = desk.page
    page.get_by_role("button", name="看全市").click()
    poll(page, lambda: len(movers.ids) >= 3000, "3,000 movers in the page")

    known = demo.get("/api/v1/typhoons/201509")["tracks"][0]["fixes"]
    clock = page.locator("time.clock").text_content() or ""
    expect(page.locator("time.clock")).not_to_have_text(clock, timeout=60_000)

    go_to_shenjiamen(desk)
    draw_square(desk)
    answer_ms(desk)
    expect(page.locator(".hero")).to_contain_text("最迟开始")

    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("link", name="简报")).to_be_visible(timeout=30_000)
    zones = demo.get("/api/v1/zones")["zones"]
    assert zones[-1]["answer"]["exposure"]["land"]["people"] > 0

    later = demo.get("/api/v1/typhoons/201509")["tracks"][0]["fixes"]
    assert len(later) >= len(known)

    gpkg = save_as(desk, "导出 GeoPackage")
    assert gpkg.read_bytes().startswith(b"SQLite format 3")
    briefing = save_as(desk, "简报")
    assert briefing_opens_from_disk(page.context, briefing, zones[-1]["name"])
    assert desk.foreign == []
    assert desk.complaints == []


def save_as(desk: Watched, link: str) -> Path:
    with desk.page.expect_download(timeout=60_000) as waiting:
        desk.page.get_by_role("link", name=link).click()
    target = OUTPUT / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def briefing_opens_from_disk(context: BrowserContext, path: Path, zone: str) -> bool:
    read = watch(context, "file://")
    read.page.goto(path.as_uri(), wait_until="networkidle")
    read.page.locator(".leaflet-container").wait_for()
    assert read.foreign == [], "the briefing asked the network"
    assert read.complaints == []
    text = read.page.content()
    read.page.close()
    return zone in text and "演练" in text


def clear_zones(demo: Demo) -> None:
    """Another zone over the same ground would count its people, and rightly."""
    for zone in demo.get("/api/v1/zones")["zones"]:
        demo.send("DELETE", f"/api/v1/zones/{zone['zone_id']}?version={zone['version']}")


def test_a_moved_vertex_is_answered_again_and_undone(desk: Watched, demo: Demo) -> None:
    clear_zones(demo)
    open_desk(desk)
    go_to_shenjiamen(desk)
    draw_square(desk, 60)
    answer_ms(desk)
    page = desk.page
    people = page.locator(".right .people-count").first
    before = people.inner_text() if people.count() else page.locator("aside").last.inner_text()
    box = page.locator(".maplibregl-canvas").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("performance.clearMeasures('zone-answer-time')")
    page.mouse.move(x + 60, y + 60)
    page.mouse.down()
    page.mouse.move(x + 150, y + 130, steps=8)
    page.mouse.up()
    answer_ms(desk)
    after = people.inner_text() if people.count() else page.locator("aside").last.inner_text()
    assert after != before
    page.evaluate("performance.clearMeasures('zone-answer-time')")
    page.keyboard.press("Control+z")
    assert answer_ms(desk) > 0
    assert desk.complaints == []


def test_a_hazard_point_opens_its_card(desk: Watched, demo: Demo) -> None:
    open_desk(desk)
    page = desk.page
    first = demo.get("/api/v1/layers/hazard-points/features?limit=1")["features"][0]
    name = first["properties"]["name"]
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="地名").fill(name)
    page.get_by_role("option").filter(has_text=name).first.click()
    expect(page.locator("body")).to_contain_text("示例数据", timeout=15_000)
    assert desk.foreign == []


def test_what_is_imported_shows_on_the_open_map(desk: Watched, demo: Demo) -> None:
    open_desk(desk)
    go_to_shenjiamen(desk)  # close enough for points to be drawn
    point = hazard_points()[0] | {"code": "PLANNER-1", "name": "新录入的示例点"}
    with desk.page.expect_response(
        lambda answer: (
            "/tiles/hazard-points/" in answer.url and "v=1" in answer.url.partition("?")[2]
        )
    ) as fetched:
        import_rows(demo, "hazard-points", [point])
    assert fetched.value.status == 200
    assert desk.complaints == []


def test_english_is_a_switch_away(desk: Watched) -> None:
    open_desk(desk)
    desk.page.get_by_role("button", name="Switch to English").click()
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    expect(desk.page.get_by_role("heading", name="Zones")).to_be_visible()


def test_the_coordinate_table_draws_a_zone_without_a_pointer(desk: Watched) -> None:
    open_desk(desk)
    page = desk.page
    page.get_by_role("button", name="坐标表").click()
    lon, lat = SHENJIAMEN
    rows = [(lon, lat), (lon + 0.02, lat), (lon + 0.02, lat + 0.015), (lon, lat + 0.015)]
    page.get_by_role("textbox").last.fill("\n".join(f"{x:.4f}, {y:.4f}" for x, y in rows))
    page.get_by_role("button", name="按此画区").click()
    assert answer_ms(desk) > 0
    expect(page.locator(".hero")).to_contain_text("最迟开始", timeout=30_000)
