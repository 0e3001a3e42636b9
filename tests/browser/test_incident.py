"""An installation in service: the city opens its first incident on the screen, then closes it.

No demo: the database of `./haitang run` is empty but for the unit tree that its own command takes.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.accounts.model import Role
from app.accounts.session_model import COOKIE
from app.cluster.place import place_at
from app.database import connect
from tests.browser.conftest import CLONE, OUTPUT, environment, wait_ready
from tests.browser.watched import leave
from tests.clients import session_of

UNITS = CLONE / "sample_geo" / "admin_units.geojson"
NONE = "没有打开的事件"


@dataclass(frozen=True, slots=True)
class Service:
    """A running installation without an incident."""

    base: str
    dsn: str


def start(data_dir: Path, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as sink:
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli", "run"],
            cwd=CLONE, stdout=sink, stderr=subprocess.STDOUT, env=environment(data_dir),
        )  # fmt: skip


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="haitang-run-") as folder:
        Path(folder).chmod(0o755)  # the service user must be able to pass through
        data_dir = Path(folder) / "data"
        log = OUTPUT / "run.log"
        process = start(data_dir, log)
        try:
            base = wait_ready(process, log)
            command = [sys.executable, "-m", "app.cli", "units", "import", str(UNITS)]
            subprocess.run(command, cwd=CLONE, env=environment(data_dir), check=True)
            yield Service(base, place_at(data_dir).dsn())
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        leave(context)


def screen(
    browser: Browser, contexts: list[BrowserContext], service: Service, path: str,
    *, role: Role = Role.PLANNER, unit: str = "330900", wide: bool = False,
) -> Page:  # fmt: skip
    """A page of somebody who is signed in."""
    # Small: one process draws them all, without a graphics card.
    size = {"width": 1280, "height": 720} if wide else {"width": 1024, "height": 768}
    context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
    contexts.append(context)
    with connect(service.dsn) as conn:
        token = session_of(conn, role=role, unit=unit)
    context.add_cookies([{"name": COOKIE, "value": token, "url": service.base}])
    page = context.new_page()
    page.goto(service.base + path)
    return page


@pytest.mark.load
def test_the_city_opens_labels_and_closes_and_every_screen_follows(
    browser: Browser, contexts: list[BrowserContext], service: Service
) -> None:
    city = screen(browser, contexts, service, "/")
    county = screen(browser, contexts, service, "/", unit="330902")
    wall = screen(browser, contexts, service, "/wall", role=Role.WALL, wide=True)
    for page in (city, county):
        expect(page.locator(".no-incident h2")).to_have_text(NONE)
        expect(page.locator("[role=alert]")).to_have_count(0)
    expect(county.locator(".no-incident")).to_contain_text("市级规划员或指挥员")
    expect(county.get_by_role("button", name="打开事件")).to_have_count(0)
    expect(wall.locator(".head-incident")).to_have_text(NONE)
    expect(wall.locator("[role=alert]")).to_have_count(0)
    city.screenshot(path=OUTPUT / "no_incident.png")
    wall.screenshot(path=OUTPUT / "no_incident_wall.png")

    form = city.locator(".incident-form")
    form.get_by_label("类型").select_option("other")
    form.get_by_label("名称").fill("寒潮大风")
    form.get_by_role("button", name="打开事件").click()
    expect(city.locator(".incident-name")).to_have_text("寒潮大风")
    expect(county.locator(".incident strong")).to_have_text("寒潮大风")
    expect(county.locator(".incident-name")).to_have_count(0)
    expect(wall.locator(".head-incident strong")).to_have_text("寒潮大风")

    city.locator(".incident-name").click()
    deeds = city.locator(".incident-deeds")
    deeds.get_by_label("标记").select_option("sensitive")
    expect(city.locator(".incident-label")).to_have_text("敏感")
    expect(wall.locator(".head-incident")).to_have_text(NONE)
    city.screenshot(path=OUTPUT / "incident_menu.png")
    expect(county.locator(".incident strong")).to_have_text("寒潮大风")

    deeds.get_by_role("button", name="关闭事件").click()
    expect(city.locator(".incident-name")).to_have_text("寒潮大风")
    deeds.get_by_role("button", name="再按一次").click()
    for page in (city, county):
        expect(page.locator(".no-incident h2")).to_have_text(NONE)
