"""The tablet, in a browser that reaches it over TLS by a name that is not localhost.

Chromium is told the server key's fingerprint (`--ignore-certificate-errors-spki-list`): it then
takes the connection for a trusted one, service workers included, and no machine-wide store of
authorities is touched. That the authority vouches for the name is checked with Python's ssl.
"""

import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect

from tests.browser.conftest import CHROMIUM, CLONE, FLAGS, OUTPUT, Demo, environment, wait_ready
from tests.browser.tablet_server import NAME, Server, key_hash
from tests.browser.watched import Watched, poll, watch

pytestmark = pytest.mark.browser

SIZES = [(1024, 768), (768, 1024)]
SHENJIAMEN = {"longitude": 122.2960, "latitude": 29.9480, "accuracy": 12}
DINGHAI = {"longitude": 122.1060, "latitude": 30.0190, "accuracy": 8}
TARGET_PX = 72
OPENS = "没有网也能打开"
PATIENCE_MS = 60_000  # software WebGL on few cores
# Chromium says so of every plain http page by a name; it is the case this suite tests.
PLAIN_HTTP = "Cross-Origin-Opener-Policy header has been ignored"

FIND_TARGETS = """() => [...document.querySelectorAll('button, a[href], textarea, input, select')]
    .map(e => ({ what: e.textContent || e.getAttribute('aria-label') || e.tagName,
                 width: e.offsetWidth, height: e.offsetHeight }))"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="haitang-field-") as folder:
        Path(folder).chmod(0o755)  # the service user must be able to pass through
        data_dir = Path(folder) / "data"
        log = OUTPUT / "field.log"
        environ = environment(data_dir)
        haitang = [sys.executable, "-m", "app.cli"]
        command = [*haitang, "certificate", NAME]
        subprocess.run(command, cwd=CLONE, env=environ, check=True, timeout=60)
        OUTPUT.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [*haitang, "demo", "--tls", "--speed", "1"],
                cwd=CLONE, env=environ, stdout=sink, stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                keys = data_dir / "certificate"
                port = urlsplit(wait_ready(process, log)).port
                assert port is not None
                yield Server(port, keys / "authority.crt", key_hash(keys / "server.crt"), log)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(60)


@pytest.fixture(scope="module")
def tablet_browser(playwright: Playwright, server: Server) -> Iterator[Browser]:
    trust = f"--ignore-certificate-errors-spki-list={server.key_hash}"
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, trust])
    yield chromium
    chromium.close()


@pytest.fixture
def tablet(tablet_browser: Browser, server: Server) -> Iterator[Watched]:
    """A tablet at Shenjiamen, its page open, without a service worker.

    Playwright halts every service worker at its start. Twice in some 400 openings each request of
    a page waited without end, we believe for a worker not let go: only `kept_tablet` has one.
    """
    context = touch_context(tablet_browser, service_workers="block")
    yield opened(context, server)
    context.close()


@pytest.fixture
def kept_tablet(tablet_browser: Browser, server: Server) -> Iterator[Watched]:
    """A tablet whose page is kept for when there is no network."""
    context = touch_context(tablet_browser)
    watched = opened(context, server)
    expect(watched.page.locator(".map-foot b")).to_have_text(OPENS, timeout=PATIENCE_MS)
    yield watched
    context.close()


def opened(context: BrowserContext, server: Server) -> Watched:
    context.grant_permissions(["geolocation"], origin=server.base)
    enrolled(context, server)
    watched = watch(context, server.base)
    open_field(watched.page, server.base)
    return watched


def touch_context(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 1024, "height": 768},
        has_touch=True,
        locale="zh-CN",
        geolocation=SHENJIAMEN,  # pyright: ignore[reportArgumentType]
        **options,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


def enrolled(context: BrowserContext, server: Server) -> None:
    """Give a context the tablet's session."""
    name, value = server.tablet().name_and_value
    context.add_cookies(
        [{"name": name, "value": value, "url": server.base, "secure": True, "httpOnly": True}]
    )


def open_field(page: Page, base: str) -> None:
    page.goto(f"{base}/field")
    wait_shown(page)


def wait_shown(page: Page) -> None:
    """The list of shelters stands and the map has drawn land."""
    page.locator(".nearest li").nth(4).wait_for()
    page.locator(".tablet-canvas .maplibregl-canvas").wait_for()


def write_report(page: Page, text: str, opener: str = ".act-primary") -> None:
    page.locator(f".acts {opener}").tap()
    page.locator("textarea").fill(text)
    page.locator("button[type=submit]").tap()
    page.locator(".nearest").wait_for()


def waiting(page: Page) -> str:
    return page.locator(".queue-count b").inner_text()


@pytest.mark.load
def test_certificate_is_good_for_the_tablets_name(server: Server) -> None:
    trusted = ssl.create_default_context(cafile=str(server.authority))
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=10) as plain,
        trusted.wrap_socket(plain, server_hostname=NAME) as secured,
    ):
        assert secured.version() in {"TLSv1.2", "TLSv1.3"}


def test_reports_written_offline_survive_a_reload_and_arrive_once(
    kept_tablet: Watched, server: Server
) -> None:
    page, context = kept_tablet.page, kept_tablet.page.context
    stamp = time.time_ns()
    before, after = f"断网时写 {stamp}", f"重开后写 {stamp}"
    kept_tablet.wait_answered()  # a read that the cut meets half-way complains, rightly
    context.set_offline(True)
    write_report(page, before, ".act-danger")
    page.reload()
    wait_shown(page)
    assert page.locator(".link-off").is_visible()
    assert before in page.locator(".queue .lines").inner_text()
    write_report(page, after)
    assert waiting(page) == "2"
    assert not {before, after} & set(server.texts())

    context.set_offline(False)
    expect(page.locator(".queue-count b")).to_have_text("0", timeout=PATIENCE_MS)
    assert page.locator(".queue [data-state=delivered]").count() == 2
    page.reload()
    wait_shown(page)
    texts = server.texts()
    assert [texts.count(before), texts.count(after)] == [1, 1]
    assert kept_tablet.foreign == []
    assert kept_tablet.complaints == []


def test_answer_that_was_lost_makes_no_second_report(tablet: Watched, server: Server) -> None:
    """The server stored the report but the tablet never heard so: it sends the same id again."""
    page = tablet.page
    text = f"回执丢了 {time.time_ns()}"
    lost: list[Any] = []

    def lose(route: Route) -> None:
        lost.append(server.ask("/field-reports", route.request.post_data))
        route.abort("connectionreset")

    page.route("**/api/v1/field-reports*", lose, times=1)
    write_report(page, text)
    page.locator(".queue [data-state=pending]").wait_for()
    poll(page, lambda: lost, "the report sent")  # it is pending from the moment it is written
    assert text in server.texts()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator(".queue [data-state=delivered]").wait_for()
    assert server.texts().count(text) == 1
    assert [answer["duplicate"] for answer in lost] == [False]
    assert tablet.foreign == []


def test_refused_report_is_kept_with_its_reason(tablet: Watched) -> None:
    page = tablet.page
    refusal = {"title": "报告没有收下", "detail": "正文太长", "todo": "改短", "code": "E-REP-001"}
    page.route(
        "**/api/v1/field-reports*",
        lambda route: route.fulfill(
            status=400, json=refusal, content_type="application/problem+json"
        ),
    )
    write_report(page, "要退回的报告")
    page.locator(".queue [data-state=refused]").wait_for()
    assert waiting(page) == "0"
    page.locator(".queue-count").tap()
    assert "E-REP-001" in page.locator(".outbox .line-why").inner_text()


def test_draft_survives_a_reload(tablet: Watched) -> None:
    page = tablet.page
    page.locator(".act-danger").tap()
    page.locator("textarea").fill("写到一半")
    page.reload()
    assert page.locator("textarea").input_value() == "写到一半"
    page.locator("button[type=submit]").tap()
    page.locator(".queue [data-state=delivered]").wait_for()
    assert tablet.complaints == []


def test_opens_without_network_after_being_closed(kept_tablet: Watched, server: Server) -> None:
    context = kept_tablet.page.context
    wait_kept(kept_tablet.page, "/tiles/roads/")
    names = names_near(kept_tablet.page)
    # The first list is of where the map began; what is kept is of where the tablet is.
    expect(kept_tablet.page.locator(".nearest-what strong")).to_have_text(names)
    kept_tablet.page.close()
    context.set_offline(True)
    again = watch(context, server.base)
    open_field(again.page, server.base)
    expect(again.page.locator(".nearest-what strong")).to_have_text(names)
    expect(again.page.locator(".map-foot b")).to_have_text(OPENS)
    wait_kept(again.page, "/tiles/roads/")
    drawn = again.page.evaluate(
        "caches.match('/api/v1/basemap/land.geojson').then(kept => kept.json())"
    )
    assert len(drawn["features"]) > 0
    again.page.screenshot(path=OUTPUT / "field_offline.png", timeout=PATIENCE_MS)
    assert again.foreign == []
    assert again.complaints == []


def names_near(page: Page) -> list[str]:
    """The shelters nearest to the tablet; what a name has in brackets stands below it."""
    lon, lat = SHENJIAMEN["longitude"], SHENJIAMEN["latitude"]
    path = f"/api/v1/shelters/nearest?lon={lon}&lat={lat}&limit=5"
    answer = page.evaluate("path => fetch(path).then(answer => answer.json())", path)
    return [str(shelter["name"]).partition("（")[0] for shelter in answer["shelters"]]


def test_keeps_only_what_the_page_needs(kept_tablet: Watched) -> None:
    kept = kept_paths(kept_tablet.page)
    assert "/field" in kept
    assert not [path for path in kept if "field-reports" in path or "wall" in path]
    loaded: list[str] = kept_tablet.page.evaluate(
        "performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)"
    )
    assert {path for path in loaded if path.startswith("/assets/")} <= set(kept)


def test_lists_and_reports_pass_the_worker_by(kept_tablet: Watched) -> None:
    """A worker that is slow to start, or stuck, holds up nothing that a tablet sends."""
    page = kept_tablet.page
    page.reload()
    wait_shown(page)
    by: dict[str, str] = page.evaluate(
        """Object.fromEntries(performance.getEntriesByType('resource').map(
            e => [new URL(e.name).pathname, e.workerFinalSourceType]))"""
    )
    lists = {path: way for path, way in by.items() if path.startswith("/api/")}
    assert set(lists.values()) == {"network"}
    assert "/api/v1/shelters/nearest" in lists
    assert {way for path, way in by.items() if path.startswith("/assets/")} == {""}  # the worker's


def wait_kept(page: Page, start: str) -> None:
    """Until the worker keeps a file whose path begins so: it writes after it has answered."""
    poll(page, lambda: any(path.startswith(start) for path in kept_paths(page)), f"{start} kept")


def kept_paths(page: Page) -> list[str]:
    kept: list[str] = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async name =>
            (await (await caches.open(name)).keys()).map(r => new URL(r.url).pathname)))).flat()"""
    )
    return kept


def test_position_decides_which_shelters(tablet: Watched) -> None:
    page = tablet.page
    first = page.locator(".nearest-what strong").first.inner_text()
    page.context.set_geolocation(DINGHAI)  # pyright: ignore[reportArgumentType]
    nearest = page.locator(".nearest-what strong").first
    expect(nearest).not_to_have_text(first, timeout=PATIENCE_MS)
    assert "30.0190°N 122.1060°E" in page.locator(".tablet-place").inner_text()
    assert page.locator(".nearest a[href^='tel:']").count() == 5
    assert page.locator(".acts a[href^='tel:']").count() == 1


# A fix that comes when the test says so.
LATE_FIX = """navigator.geolocation.watchPosition = take => {
  window.tellPlace = () => take({coords: {longitude: 122.301, latitude: 29.947, accuracy: 5}});
};"""


def test_a_list_from_elsewhere_says_nothing_of_the_sea_between(
    tablet_browser: Browser, server: Server
) -> None:
    """The fix was there before the list from it: what lay across the sea did so for another."""
    context = touch_context(tablet_browser, service_workers="block")
    context.add_init_script(LATE_FIX)
    told = server.ask("/shelters/nearest?lon=122.3013&lat=29.9447&limit=5")
    across = [shelter | {"same_land": False} for shelter in told["shelters"]]
    answered: list[Route] = []

    def answer(route: Route) -> None:
        answered.append(route)
        if len(answered) == 1:  # no other is answered
            route.fulfill(json={"shelters": across})

    context.route("**/api/v1/shelters/nearest*", answer)
    page = opened(context, server).page
    page.evaluate("tellPlace()")
    expect(page.locator(".tablet-place")).to_contain_text("29.9470°N", timeout=PATIENCE_MS)
    expect(page.locator(".nearest")).not_to_contain_text("要过海")
    context.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_target_is_15_mm(tablet: Watched, width: int, height: int) -> None:
    page = tablet.page
    page.set_viewport_size({"width": width, "height": height})
    small = small_targets(page)
    page.screenshot(path=OUTPUT / f"field_{width}.png", timeout=PATIENCE_MS)
    page.locator(".queue-count").tap()
    small += small_targets(page)
    page.locator(".acts .act-danger").tap()
    small += small_targets(page)
    page.screenshot(path=OUTPUT / f"field_form_{width}.png", timeout=PATIENCE_MS)
    assert small == []
    sideways = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(sideways)


def small_targets(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(FIND_TARGETS)
    assert found
    return [each for each in found if min(each["width"], each["height"]) < TARGET_PX]


@pytest.mark.parametrize(("width", "height"), [(1024, 420), (768, 560)])
def test_form_stays_usable_above_the_keyboard(tablet: Watched, width: int, height: int) -> None:
    page = tablet.page
    page.locator(".act-danger").tap()
    page.set_viewport_size({"width": width, "height": height})
    for selector in ("textarea", "button[type=submit]", ".kinds"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height


@pytest.mark.load
def test_plain_http_says_what_it_cannot_do(browser: Browser, demo: Demo) -> None:
    base = demo.base.replace("127.0.0.1", NAME)
    context = touch_context(browser)
    name, value = demo.tablet.name_and_value
    context.add_cookies([{"name": name, "value": value, "url": base}])
    watched = watch(context, base)
    open_field(watched.page, base)
    assert not watched.page.evaluate("isSecureContext")
    told = watched.page.locator(".insecure").inner_text()
    assert "离线打不开" in told
    assert "拿不到定位" in told
    assert "https" in told
    text = f"没有加密也送得到 {time.time_ns()}"
    write_report(watched.page, text)
    watched.page.locator(".queue [data-state=delivered]").wait_for()
    assert text in [r["text"] for r in demo.get("/api/v1/field-reports")["reports"]]
    watched.page.screenshot(path=OUTPUT / "field_http.png", timeout=PATIENCE_MS)
    assert watched.foreign == []
    assert [c for c in watched.complaints if PLAIN_HTTP not in c] == []
    context.close()
