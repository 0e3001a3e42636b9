"""Two incidents in the real world and a drill at once: three browsers, nothing of one on another.

An installation in service, as `tests/browser/test_incident.py` starts it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.accounts.model import Role
from app.database import connect
from app.incidents.queries import list_open_incidents
from tests.browser.conftest import OUTPUT
from tests.browser.test_incident import Service, screen
from tests.browser.test_incident import service as service
from tests.browser.watched import leave

pytestmark = [pytest.mark.browser, pytest.mark.load]  # five maps at once: only with --all
NAMES = ("台风", "地震", "演练")


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        leave(context)


def open_incident(page: Page, name: str, *, drill: bool = False) -> None:
    """Open one by the desk's own form; the desk goes to it."""
    form = page.locator(".incident-form")
    form.get_by_label("类型").select_option("other")
    form.get_by_label("名称").fill(name)
    if drill:
        form.get_by_label("性质").select_option("drill")
    form.get_by_role("button", name="打开事件").click()
    expect(page.locator(".incident-name")).to_have_text(name)


def open_another(page: Page, name: str, *, drill: bool = False) -> None:
    page.locator(".incident-name").click()
    page.locator(".incident-deeds").get_by_role("button", name="再打开一个事件").click()
    page.keyboard.press("Escape")
    open_incident(page, name, drill=drill)


def test_three_screens_follow_three_incidents_and_never_mix(
    browser: Browser, contexts: list[BrowserContext], service: Service
) -> None:
    city = screen(browser, contexts, service, "/")
    open_incident(city, NAMES[0])
    wall = screen(browser, contexts, service, "/wall", role=Role.WALL, wide=True)
    expect(wall.locator(".head-incident strong")).to_have_text(NAMES[0])
    open_another(city, NAMES[1])
    # A wall that names none shows the newest real one; a drill never takes its place.
    expect(wall.locator(".head-incident strong")).to_have_text(NAMES[1])
    open_another(city, NAMES[2], drill=True)
    expect(city.locator(".exercise-mark").first).to_be_visible()
    with connect(service.dsn) as conn:
        numbers = {each.name: each.incident_id for each in list_open_incidents(conn)}
    assert set(numbers) == set(NAMES)
    assert city.url.endswith(f"incident={numbers[NAMES[2]]}")

    pages = {NAMES[2]: city}
    for name in NAMES[:2]:
        pages[name] = screen(browser, contexts, service, f"/?incident={numbers[name]}")
    for name, page in pages.items():
        expect(page.locator(".incident-name")).to_have_text(name)
        marks = 1 if name == NAMES[2] else 0
        expect(page.locator(".incident .exercise-mark")).to_have_count(marks)
        page.screenshot(path=OUTPUT / f"worlds_{numbers[name]}.png")
    expect(wall.locator(".head-incident strong")).to_have_text(NAMES[1])
    expect(wall.locator(".head")).to_have_attribute("data-exercise", "false")
    drill_wall = screen(
        browser, contexts, service, f"/wall?incident={numbers[NAMES[2]]}", role=Role.WALL, wide=True
    )
    expect(drill_wall.locator(".head")).to_have_attribute("data-exercise", "true")
    drill_wall.screenshot(path=OUTPUT / "worlds_drill_wall.png")

    # The desk of the typhoon changes to the earthquake by its chooser, and to nothing else.
    typhoon = pages[NAMES[0]]
    typhoon.get_by_label("换到另一个事件").select_option(str(numbers[NAMES[1]]))
    expect(typhoon.locator(".incident-name")).to_have_text(NAMES[1])

    # The drill ends: its own screens leave it, the real night goes on.
    city.locator(".incident-name").click()
    deeds = city.locator(".incident-deeds")
    deeds.get_by_role("button", name="关闭事件").click()
    deeds.get_by_role("button", name="再按一次").click()
    expect(drill_wall.locator(".head-incident")).to_contain_text("没有打开的事件")
    expect(pages[NAMES[1]].locator(".incident-name")).to_have_text(NAMES[1])
    expect(wall.locator(".head-incident strong")).to_have_text(NAMES[1])
