"""Takes the pictures the documents show, from the demo as it is; `make pictures` keeps them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import OUTPUT, Demo, signed_in
from tests.browser.watched import Watched, poll, watch

pytestmark = [pytest.mark.browser, pytest.mark.load]  # for the documents: only with --all

IMAGES = OUTPUT / "images"
PATIENCE_MS = 240_000
MOMENT = "2015-07-09T18:10:00Z"  # 02:10 on the night of 10 July, local time
ZONES = {
    "沈家门 塘外": [(122.284, 29.934), (122.318, 29.934), (122.324, 29.948), (122.286, 29.950)],
    "六横 台门": [(122.190, 29.665), (122.235, 29.668), (122.232, 29.705), (122.192, 29.700)],
    "嵊山·枸杞": [(122.735, 30.690), (122.850, 30.695), (122.845, 30.750), (122.740, 30.745)],
    "东极": [(122.660, 30.170), (122.770, 30.170), (122.770, 30.220), (122.660, 30.220)],
}


@pytest.fixture(scope="module")
def four_zones(demo: Demo) -> Demo:
    """These and no others: what another test drew would stand in the documents."""
    known = demo.get("/api/v1/zones")["zones"]
    for zone in known:
        if zone["name"] not in ZONES:
            demo.send("DELETE", f"/api/v1/zones/{zone['zone_id']}?version={zone['version']}")
    for name, corners in ZONES.items():
        if name not in {zone["name"] for zone in known}:
            polygon = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
            demo.send("POST", "/api/v1/zones", {"name": name, "polygon": polygon})
    return demo


@pytest.fixture(scope="module")
def scene(four_zones: Demo) -> Demo:
    """The night before, in real time."""
    clock = {"incident_at": MOMENT, "rate": 1}
    four_zones.send("PATCH", "/api/v1/incident/clock", clock)
    return four_zones


def picture(browser: Browser, demo: Demo, path: str, size: tuple[int, int]) -> Watched:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN",
        permissions=["geolocation"], geolocation={"longitude": 122.301, "latitude": 29.947},
    )  # fmt: skip
    signed_in(context, {"/wall": demo.wall, "/field": demo.tablet}.get(path, demo.planner))
    watched = watch(context, demo.base)
    watched.page.set_default_timeout(PATIENCE_MS)
    watched.page.goto(demo.base + path)
    return watched


def keep(watched: Watched, name: str) -> Path:
    """Save the page as it stands once every tile and name has come."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    watched.wait_answered()
    page = watched.page
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target, timeout=PATIENCE_MS)
    page.context.close()
    return target


def test_picture_of_the_planner(browser: Browser, scene: Demo) -> None:
    watched = picture(browser, scene, "/", (1440, 900))
    watched.page.get_by_role("button", name="六横 台门").first.click()
    watched.page.locator(".hero").wait_for()
    assert keep(watched, "planner").stat().st_size > 100_000


def test_picture_of_the_wall(browser: Browser, scene: Demo) -> None:
    watched = picture(browser, scene, "/wall", (3840, 2160))
    watched.page.locator(".callout").first.wait_for()
    assert keep(watched, "wall").stat().st_size > 100_000


def test_picture_of_the_tablet(browser: Browser, scene: Demo) -> None:
    watched = picture(browser, scene, "/field", (1024, 768))
    watched.page.locator(".call").first.wait_for()
    asked = "performance.getEntriesByType('resource').some(e => e.name.includes('lat=29.947&'))"
    poll(watched.page, lambda: watched.page.evaluate(asked), "the shelters from where it is")
    assert keep(watched, "field").stat().st_size > 30_000
