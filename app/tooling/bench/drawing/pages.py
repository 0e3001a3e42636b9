"""The pages that are measured in turn, ours and the peer's, on one demo."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.live.broadcast import TICK_S
from app.tooling.bench.drawing.demo import Demo
from app.tooling.bench.drawing.goals import DeskFigures
from app.tooling.bench.drawing.moves import PAN_PX, WHEEL_PX
from app.tooling.bench.drawing.page import GROUND_PAINTED, WALL_REST_S, Measured, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DESK_PX, WALL_PX = (1440, 900), (3840, 2160)
Box = dict[str, float]


@dataclass(frozen=True, slots=True)
class Site:
    """Where both sides are served."""

    demo: Demo
    peer: str

    def peer_page(self, box: Box, look: str) -> str:
        """Address of the peer with its map in `box`."""
        return f"{self.peer}/peer.html?{urlencode({**box, 'look': look})}"


def measure_desk(browser: "Browser", site: Site) -> tuple[DeskFigures, DeskFigures]:
    """The planner's page, then the peer in a map of the same size, moved in the same way."""
    with open_page(browser, site.demo.base, DESK_PX, site.demo.cookies["planner"]) as ours:
        box = ours.map_box()
        desk = _measure_desk(ours)
    with open_page(browser, site.peer_page(box, "desk"), DESK_PX) as peer:
        if peer.map_box() != box:
            raise RuntimeError("the peer's map is not of the size of ours")
        return desk, _measure_desk(peer)


def measure_wall(browser: "Browser", site: Site) -> tuple[float, float]:
    """Frames a second of the wall and of the peer on as large a map."""
    url, cookie = f"{site.demo.base}/wall", site.demo.cookies["wall"]
    with open_page(browser, url, WALL_PX, cookie, GROUND_PAINTED) as ours:
        ours.rest_frames()  # its data comes after the ground
        box, frames = ours.map_box(), ours.rest_frames(WALL_REST_S)
    with open_page(browser, site.peer_page(box, "wall"), WALL_PX) as peer:
        return frames, peer.rest_frames(WALL_REST_S)


def measure_without_gpu(browser: "Browser", site: Site) -> tuple[float, float, float]:
    """Frames a second of the planner at rest and while it pans, and ms to the first paint."""
    with open_page(browser, site.demo.base, DESK_PX, site.demo.cookies["planner"]) as ours:
        rest = ours.rest_frames()
        return rest, ours.pan(-PAN_PX)[0], ours.first_paint_ms()


def _measure_desk(page: Measured) -> DeskFigures:
    first_paint_ms, loaded_mb = page.first_paint_ms(), page.loaded_mb()
    rest, cost = page.rest_frames(), page.cost()
    pans = [page.pan(-PAN_PX), page.pan(PAN_PX)]
    zoom = page.zoom(-WHEEL_PX)
    return DeskFigures(
        first_paint_ms, loaded_mb, rest, cost.script_ms * TICK_S, cost.renderer_ms * TICK_S,
        [frames for frames, _ in pans], zoom, [rest_ms for _, rest_ms in pans],
    )  # fmt: skip
