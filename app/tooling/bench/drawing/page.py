"""One page under measure: what it loads, its frames, its script and its way to rest."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.tooling.bench.drawing.browser import Processes, ask
from app.tooling.bench.drawing.moves import Point, drag, release, wheel

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

_WATCH = Path(__file__).with_name("watch.js")
REST_S, WALL_REST_S, _COST_S = 3.0, 6.0, 3.0
_RIGHT, _LEFT = 0.68, 0.3  # shares of the map's width where a drag to the other side begins
_REST_BEGINS = "window.pauseFleet?.(true); window.resting = bench.untilRest(300, 8000); 0"
_LOAD_LIMIT_MS = 60_000
MAP_IDLE = "() => performance.getEntriesByName('map-idle').length > 0"
GROUND_PAINTED = "() => performance.getEntriesByName('ground-painted').length > 0"
_FCP = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of a second at rest: the page's own script, and its process in all."""

    script_ms: float
    renderer_ms: float


class Measured:
    """A loaded page."""

    def __init__(self, page: "Page", requests: list["Request"], processes: Processes) -> None:
        self.page = page
        self._requests = requests
        self._processes = processes
        self._session = page.context.new_cdp_session(page)
        ask(self._session, "Performance.enable")

    def first_paint_ms(self) -> float:
        """First contentful paint. Raises RuntimeError when there was none."""
        found = self.page.evaluate(_FCP)
        if found is None:
            raise RuntimeError(f"{self.page.url} painted nothing")
        return float(found)

    def loaded_mb(self) -> float:
        """Bytes over the wire so far, headers included, in MB."""
        sizes = [request.sizes() for request in self._requests]
        total = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
        return total / 1e6

    def map_box(self) -> dict[str, float]:
        """Where the map lies on the page."""
        return self.page.evaluate("bench.mapBox()")

    def rest_frames(self, seconds: float = REST_S) -> float:
        """Frames a second while nobody touches the page."""
        return self._count_frames(lambda: time.sleep(seconds))

    def cost(self) -> Cost:
        """What a second at rest costs, without our counting of frames."""
        script, renderer, began = self._script_ms(), self._processes.renderer_ms(), time.monotonic()
        time.sleep(_COST_S)
        took = time.monotonic() - began
        return Cost(
            (self._script_ms() - script) / took,
            (self._processes.renderer_ms() - renderer) / took,
        )

    def pan(self, by_px: float) -> tuple[float, float]:
        """Frames a second during a drag, and ms from its end to a picture at rest."""
        start = self._free_point(_RIGHT if by_px < 0 else _LEFT)
        frames = self._count_frames(lambda: drag(self.page, start, by_px))
        self.page.evaluate(_REST_BEGINS)
        release(self.page)
        rest_ms = self.page.evaluate("() => window.resting")
        self.page.evaluate("window.pauseFleet?.(false)")
        return frames, float(rest_ms)

    def zoom(self, by_px: float) -> float:
        """Frames a second while the wheel turns."""
        at = self._free_point(_RIGHT)
        return self._count_frames(lambda: wheel(self.page, at, by_px))

    def _free_point(self, share: float) -> Point:
        found = self.page.evaluate("(share) => bench.freePoint(share)", share)
        if found is None:
            raise RuntimeError(f"no point of the map at {self.page.url} is free for the pointer")
        return found[0], found[1]

    def _count_frames(self, during: Callable[[], None]) -> float:
        self.page.evaluate("bench.startFrames()")
        during()
        return float(self.page.evaluate("bench.stopFrames()"))

    def _script_ms(self) -> float:
        metrics: list[dict[str, Any]] = ask(self._session, "Performance.getMetrics")["metrics"]
        return 1000 * next(each["value"] for each in metrics if each["name"] == "ScriptDuration")


@contextmanager
def open_page(
    browser: "Browser",
    url: str,
    size: tuple[int, int],
    cookie: tuple[str, str] | None = None,
    loaded: str = MAP_IDLE,
) -> Generator[Measured]:
    """The page at `url` in an empty browser context, once its map is idle for the first time."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    try:
        if cookie is not None:
            context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": url}])
        context.add_init_script(path=_WATCH)
        context.set_default_timeout(_LOAD_LIMIT_MS)
        requests: list[Request] = []

        def note(request: "Request") -> None:  # the driver takes no built-in method
            requests.append(request)

        context.on("requestfinished", note)
        page = context.new_page()
        page.goto(url)
        page.wait_for_function(loaded)
        yield Measured(page, requests, Processes(browser))
    finally:
        context.close()
