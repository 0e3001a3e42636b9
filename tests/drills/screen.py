"""A wall display that stays open through the drill and must find its way back by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, WebSocket, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, signed_in
from tests.browser.watched import poll
from tests.entry import Entered

OPEN_S = 120


@dataclass(slots=True)
class Screen:
    """One page; `frames` counts what came in over its sockets, old and new."""

    page: Page
    loaded_at: float = 0.0
    frames: int = 0

    def follow(self, link: WebSocket) -> None:
        link.on("framereceived", lambda _: self.count())

    def count(self) -> None:
        self.frames += 1

    def wait_for_frames(self, more: int, limit_s: float) -> None:
        wanted = self.frames + more
        poll(self.page, lambda: self.frames >= wanted, f"{more} frames", limit_s)

    def was_reloaded(self) -> bool:
        return float(self.page.evaluate("performance.timeOrigin")) != self.loaded_at

    def wait_until_connected(self, limit_s: float) -> None:
        """Wait for the map to say so: a link that took frames can be cut and made once more."""
        self.page.locator(".map[data-lost='false']").wait_for(timeout=limit_s * 1000)


@contextmanager
def open_wall(session: Entered) -> Iterator[Screen]:
    """The wall in a small window, once frames arrive."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 640, "height": 360}, locale="zh-CN")
        signed_in(context, session)
        page = context.new_page()
        screen = Screen(page)
        page.on("websocket", lambda link: screen.follow(link))
        page.goto(f"{session.base}/wall")
        screen.loaded_at = float(page.evaluate("performance.timeOrigin"))
        screen.wait_for_frames(5, OPEN_S)
        yield screen
        browser.close()
