"""The camera's moves: the same places at the same moments, however slow the page."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAN_PX, WHEEL_PX = 480.0, 500.0
MOVE_S, HOLD_S = 1.5, 0.3

Point = tuple[float, float]


def along(start: Point, by_px: float, share: float) -> Point:
    """Where the pointer is after `share` of a drag of `by_px` to the left or right."""
    return start[0] + by_px * min(1.0, max(0.0, share)), start[1]


def turned(total: float, before: float, share: float) -> float:
    """What a wheel must still turn at `share` of the time, with `before` behind it."""
    return total * min(1.0, max(0.0, share)) - before


def drag(page: "Page", start: Point, by_px: float) -> None:
    """Press at `start` and drag for MOVE_S. The button stays down; release lets it go."""
    page.mouse.move(*start)
    page.mouse.down()
    _act_during(MOVE_S, lambda share: page.mouse.move(*along(start, by_px, share)))


def release(page: "Page") -> None:
    """Let the button go once the pointer has rested: without a fling the move ends at once."""
    time.sleep(HOLD_S)
    page.mouse.up()


def wheel(page: "Page", at: Point, total_px: float) -> None:
    """Turn the wheel by `total_px` over MOVE_S."""
    page.mouse.move(*at)
    behind = 0.0

    def turn(share: float) -> None:
        nonlocal behind
        step = turned(total_px, behind, share)
        page.mouse.wheel(0, step)
        behind += step

    _act_during(MOVE_S, turn)


def _act_during(seconds: float, act: Callable[[float], None]) -> None:
    began = time.monotonic()
    share = 0.0
    while share < 1:
        share = (time.monotonic() - began) / seconds
        act(share)
