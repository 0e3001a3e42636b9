"""A page under watch: what it should not have done, and what it waits for."""

import re
import ssl
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request
from playwright.sync_api import Error as PlaywrightError


@dataclass(slots=True)
class Watched:
    """A page, with everything it should not have done."""

    page: Page
    base: str
    foreign: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])
    unanswered: dict[Request, float] = field(default_factory=dict[Request, float])

    def note_request(self, request: Request) -> None:
        own = (self.base, self.base.replace("http", "ws", 1), "data:", "blob:", "file:")
        if not request.url.startswith(own):
            self.foreign.append(request.url)
        self.unanswered[request] = time.monotonic()

    def note_end(self, request: Request) -> None:
        self.unanswered.pop(request, None)

    def wait_answered(self) -> None:
        """Until nothing that was asked of the API is open, and what came has been drawn."""
        for _ in range(2):  # an answer may bring another question
            poll(self.page, lambda: not self.open_questions(), "an answer to every question")
            next_frame(self.page)

    def open_questions(self) -> list[str]:
        return [each.url for each in self.unanswered if "/api/v1/" in each.url]

    def state(self) -> str:
        """What the page waits for; asks nothing of a page that may hang."""
        now = time.monotonic()
        waits = [
            f"  {now - since:.1f} s: {request.method} {request.url}"
            for request, since in self.unanswered.items()
        ]
        return "\n".join([f"{self.page.url}: {server_state(self.base)}", *waits, *self.complaints])


def server_state(base: str) -> str:
    """Whether the server still answers; its certificate is not the question."""
    unchecked = ssl._create_unverified_context()  # noqa: S323
    local = re.sub(r"//[^:/]+", "//127.0.0.1", base)
    began = time.monotonic()
    try:
        with urllib.request.urlopen(f"{local}/readyz", timeout=10, context=unchecked) as answer:  # noqa: S310
            return f"/readyz said {answer.status} in {time.monotonic() - began:.2f} s"
    except OSError as error:
        return f"/readyz said nothing: {error}"


# Of the running test. Not in conftest.py: pytest and the tests would each have a copy of it.
OPEN_PAGES: list[Watched] = []


def watch(context: BrowserContext, base: str) -> Watched:
    page = context.new_page()
    # Opening a page beside a map in software WebGL once took over 30 s on two cores.
    page.set_default_navigation_timeout(120_000)
    watched = Watched(page, base)
    OPEN_PAGES.append(watched)
    page.on("request", lambda request: watched.note_request(request))
    page.on("requestfinished", lambda request: watched.note_end(request))
    page.on("requestfailed", lambda request: watched.note_end(request))
    page.on("console", lambda m: watched.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    return watched


def leave(context: BrowserContext) -> None:
    """Close it, its maps first: with five of them alive Chromium once never answered a close."""
    for page in context.pages:
        with suppress(PlaywrightError):
            page.goto("about:blank", timeout=60_000)
    context.close()


PATIENCE_S = (
    120.0  # software WebGL on two busy cores; what is promised in time is measured elsewhere
)


def poll(page: Page, claim: Callable[[], object], what: str, limit_s: float = PATIENCE_S) -> None:
    """Wait until the claim holds; what the page tells is taken in between two looks."""
    deadline = time.monotonic() + limit_s
    while not claim():
        assert time.monotonic() < deadline, f"{what}: not within {limit_s:g} s"
        page.evaluate("() => new Promise((goOn) => setTimeout(goOn, 50))")


def next_frame(page: Page) -> None:
    """Until the page has drawn what it knows now."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")


def camera_of(page: Page) -> str:
    """Where the planner's map came to rest: centre and zoom."""
    return page.locator(".map-canvas[data-camera]").get_attribute("data-camera") or ""


def wait_for_camera(page: Page, before: str) -> None:
    """Until the map rests elsewhere than before."""
    poll(page, lambda: camera_of(page) != before, "a camera that moved and rests")
