"""Every screen at every size, in each theme and language, well and unwell: to be looked at.

`make gallery` takes it and writes `tests/output/gallery/index.html`, where each picture says what
of it is cut. pytest alone does not collect this file: it takes many minutes and judges nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, ViewportSize

from tests.browser.conftest import OUTPUT, Demo
from tests.browser.cut import parts_cut
from tests.browser.screen_states import REST, SCREENS, Screen, leave, reach
from tests.browser.test_pictures import four_zones, scene
from tests.browser.visitors import Visitors, visitors
from tests.browser.watched import Watched, next_frame

pytestmark = pytest.mark.browser
__all__ = ["four_zones", "scene", "visitors"]  # fixtures

GALLERY = OUTPUT / "gallery"
DESK = [(1024, 768), (1280, 720), (1440, 900), (1920, 1080), (3840, 2160)]
HAND = [(360, 780), (768, 1024)]
AT_FIRST: ViewportSize = {"width": 1440, "height": 900}
LANGUAGES = ("zh", "en")
STYLE = """figure { display: inline-block; width: 24%; margin: 4px } img { width: 100% }
figcaption { font: 12px sans-serif }"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture and what of its page is cut."""

    name: str
    file: Path
    cut: list[str]


@pytest.fixture(scope="module")
def shelf() -> Iterator[list[Taken]]:
    """What was taken; its index is written when the last picture is there."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    taken: list[Taken] = []
    yield taken
    rows = "".join(
        f"<figure><a href='{one.file.name}'><img loading=lazy src='{one.file.name}'></a>"
        f"<figcaption>{'<br>'.join(map(escape, [one.name, *one.cut]))}</figcaption></figure>"
        for one in taken
    )
    page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{rows}"
    (GALLERY / "index.html").write_text(page, encoding="utf-8")


def take(page: Page, shelf: list[Taken], *words: str) -> None:
    """One picture of the page as it stands, at each size."""
    for width, height in [*HAND, *DESK]:
        page.set_viewport_size({"width": width, "height": height})
        next_frame(page)
        name = " ".join([*words, f"{width}×{height}"])
        file = GALLERY / f"{'_'.join(words)}_{width}x{height}.png".replace(" ", "-")
        page.screenshot(path=file, animations="disabled")
        shelf.append(Taken(name, file, parts_cut(page)))


def ids(each: Any) -> str | None:
    return each.name if isinstance(each, Screen) else None


@pytest.mark.parametrize(("screen", "language"), list(product(SCREENS, LANGUAGES)), ids=ids)
def test_pictures_at_rest_and_in_each_state(
    visitors: Visitors,  # noqa: F811
    scene: Demo,  # noqa: F811
    shelf: list[Taken],
    screen: Screen,
    language: str,
) -> None:
    for theme in screen.themes:
        watched = visitors.at(screen, language, theme, viewport=AT_FIRST)
        watched.wait_answered()
        take(watched.page, shelf, screen.name, REST, theme, language)
        # The states in one theme a language: with the other one they would be twice as many.
        if theme == screen.themes[LANGUAGES.index(language) % len(screen.themes)]:
            take_states(watched, shelf, screen, language)
        watched.page.context.close()


def take_states(watched: Watched, shelf: list[Taken], screen: Screen, language: str) -> None:
    for state in screen.states:
        watched.page.set_viewport_size(AT_FIRST)
        reach(watched.page, state)
        watched.wait_answered()
        take(watched.page, shelf, screen.name, state.name, language)
        leave(watched.page, state)


def answer(status: int, code: str) -> Callable[[Route], None]:
    what = {"title": "演示的拒绝", "detail": "图库要看它的样子", "todo": "不用做什么"}
    body = {**what, "code": code, "status": status}
    kind = "application/problem+json"
    return lambda route: route.fulfill(status=status, json=body, content_type=kind)


def hold(_route: Route) -> None:
    """Never answered."""


def empty(route: Route) -> None:
    """The server's own answer without a row in any of its lists."""
    told = route.fetch()
    if "json" not in told.headers.get("content-type", ""):
        route.fulfill(response=told)
        return
    body = told.json()
    route.fulfill(
        response=told,
        json={key: [] if isinstance(value, list) else value for key, value in body.items()},
    )


# What happens to whatever is asked, and what stands on the page once it has.
TROUBLES = {
    "empty": (empty, None),
    "loading": (hold, '.pending[data-slow="mark"], .pending[data-slow="words"], .first'),
    "hung": (hold, '.pending[data-slow="words"], .first-late'),
    "refused": (answer(503, "E-SYS-001"), None),
    "denied": (answer(403, "E-ACC-004"), None),
}
OFFICES = [screen for screen in SCREENS if not screen.path.startswith("/docs")]


@pytest.mark.parametrize(("screen", "trouble"), list(product(OFFICES, TROUBLES)), ids=ids)
def test_pictures_in_trouble(
    visitors: Visitors, scene: Demo, shelf: list[Taken], screen: Screen, trouble: str
) -> None:
    """Who sits there is known; all that is asked beside is answered so, or not at all."""
    happens, stands = TROUBLES[trouble]
    watched = visitors.blank(screen, viewport=AT_FIRST)
    page = watched.page
    page.route(lambda url: "/api/v1/" in url and "/session" not in url, happens)
    page.goto(watched.base + screen.path, wait_until="commit")
    if stands is None:
        page.locator(".first").wait_for(state="detached")
        watched.wait_answered()
    elif screen.name != "signin":  # it asks nothing
        page.locator(stands).first.wait_for()
    take(page, shelf, screen.name, trouble)
    page.unroute_all(behavior="ignoreErrors")  # an answer on its way would fail the next test
    page.context.close()
