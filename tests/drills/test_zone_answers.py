"""The zone's answer in the page while the demo runs at ×120: one corner dragged to and fro."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Demo, browser, demo, desk, playwright
from tests.browser.test_planner import (
    answer_ms,
    clear_zones,
    draw_square,
    go_to_shenjiamen,
    open_desk,
)
from tests.browser.watched import Watched
from tests.drills.length import length

pytestmark = pytest.mark.drill

__all__ = ["browser", "demo", "desk", "playwright"]  # fixtures

HALF_PX = 60
OUT_PX = (150, 130)
PROMISED_MS = 1000
SHARE = 0.95


def test_nineteen_of_twenty_answers_stand_within_a_second(
    desk: Watched, demo: Demo, record_property: Callable[[str, object], None]
) -> None:
    clear_zones(demo)
    open_desk(desk)
    go_to_shenjiamen(desk)
    draw_square(desk, HALF_PX)
    answer_ms(desk)
    times = sorted(drags(desk, length(20, 50)))
    within = times[int(SHARE * len(times)) - 1]
    record_property("figure", f"{len(times)} answers, median {times[len(times) // 2]:.0f} ms, "
                    f"95 % within {within:.0f} ms, worst {times[-1]:.0f} ms")  # fmt: skip
    assert within <= PROMISED_MS, times


def drags(desk: Watched, tries: int) -> Iterator[float]:
    """Milliseconds from letting go of the corner to the answer in the page."""
    box = desk.page.locator(".maplibregl-canvas").first.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    places = [(middle[0] + dx, middle[1] + dy) for dx, dy in ((HALF_PX, HALF_PX), OUT_PX)]
    for one in range(tries):
        desk.page.evaluate("performance.clearMeasures('zone-answer-time')")
        drag(desk.page, places[one % 2], places[(one + 1) % 2])
        yield answer_ms(desk)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()
