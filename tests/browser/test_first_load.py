"""The first visit of each screen: what it costs on the wire, and what stands before any script."""

import contextlib
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import Demo, signed_in

LIMIT_BYTES = 1_500_000
PATIENCE_MS = 180_000  # a map in software WebGL; what counts here is bytes
STEADY_MS = 5_000
MOST_PARTS = 2000
WORKER_BYTES = 100_000  # at least: fewer were its headers
MAP_PARTS = ("/tiles/", "/basemap/", ".woff2")
PAGES = ("/", "/wall", "/field")
# The other two are weighed with --all.
FIRST_VISITS = ("/", *(pytest.param(path, marks=pytest.mark.load) for path in ("/wall", "/field")))


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


def first_visit(
    browser: Browser, made: list[BrowserContext], script: bool = True
) -> BrowserContext:
    """A browser that has never been here: each context has a cache of its own."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", java_script_enabled=script
    )
    made.append(context)
    return context


@pytest.mark.parametrize("path", FIRST_VISITS)
def test_first_load_is_small(
    browser: Browser, demo: Demo, contexts: list[BrowserContext], path: str
) -> None:
    context = first_visit(browser, contexts)
    signed_in(context, {"/": demo.planner, "/wall": demo.wall, "/field": demo.tablet}[path])
    finished: list[Request] = []
    context.on("requestfinished", lambda request: finished.append(request))
    page = context.new_page()
    page.goto(demo.base + path, timeout=PATIENCE_MS)
    wait_fetched(context)
    parts = bytes_of(page, finished)
    largest = sorted(parts.items(), key=lambda part: -part[1])[:12]
    assert sum(parts.values()) <= LIMIT_BYTES, largest
    slices = [address for address in parts if "noto-sans-sc" in address]
    assert 0 < len(slices) <= 12, slices


def wait_fetched(context: BrowserContext) -> None:
    """Until ground, tiles and letters have come: the map under live movers is never at rest."""
    with contextlib.suppress(PlaywrightTimeout):  # no more of them for a while
        for _ in range(MOST_PARTS):
            context.wait_for_event("requestfinished", is_map_part, timeout=STEADY_MS)


def is_map_part(request: Request) -> bool:
    return any(part in request.url for part in MAP_PARTS)


def bytes_of(page: Page, finished: list[Request]) -> dict[str, int]:
    """Bytes on the wire by address, those of workers included.

    A list that is asked again, its window moved on by the clock, belongs to the first load once.
    """
    # Of a worker's script Playwright tells the headers only; the page's own account has its body.
    own: dict[str, int] = page.evaluate(
        """Object.fromEntries(performance.getEntriesByType('resource').map(
            e => [e.name, e.encodedBodySize]))"""
    )
    counted: dict[str, int] = {}
    for address, size in [*own.items(), *((each.url, size_of(each)) for each in finished)]:
        part = re.split(r"[?&]from=", address)[0]
        counted[part] = max(counted.get(part, 0), size)
    workers = [size for address, size in counted.items() if "maplibre-gl-worker" in address]
    assert workers, "the map's worker is not counted"
    assert min(workers) > WORKER_BYTES, workers
    return counted


def size_of(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_painted_before_its_script(
    browser: Browser, demo: Demo, contexts: list[BrowserContext], path: str
) -> None:
    context = first_visit(browser, contexts, script=False)
    page = context.new_page()
    page.goto(demo.base + path)
    page.locator(".first svg").wait_for()
    assert page.screenshot()  # a frame has been made: what is painted has been told
    painted = "performance.getEntriesByName('first-contentful-paint').length"
    assert page.evaluate(painted) == 1
