"""The map without a graphics card, against the same data as GeoJSON sources of bare MapLibre.

Both are drawn by the processor in the same Chromium, one after the other, on one running demo. The
peer has less to draw: coast and vessels only, no wind, places, names or panels.
"""

import os

from app.tooling.bench.drawing.browser import NO_GPU, SOFTWARE_GL, find_chromium, open_browser
from app.tooling.bench.drawing.demo import SPEED, starting_demo
from app.tooling.bench.drawing.goals import (
    FIRST_PAINT_MS,
    MOVING_FRAMES,
    REST_FRAMES,
    WALL_FRAMES,
    desk_figures,
    fleet_figures,
)
from app.tooling.bench.drawing.large_fleet import update_ms
from app.tooling.bench.drawing.pages import (
    Site,
    measure_desk,
    measure_wall,
    measure_without_gpu,
)
from app.tooling.bench.drawing.peer_site import OUTPUT, build_pages, serve, take_data
from app.tooling.bench.model import Bench, Better, Figure, Result


def run_bench() -> Result:
    """Large fleet while the demo starts; then desk and wall, and the desk with no GPU process."""
    find_chromium()
    build_pages()
    with starting_demo() as starting, serve(OUTPUT) as address:
        with open_browser(SOFTWARE_GL) as browser:  # CPU, not time: the demo's start does no harm
            fleet = [update_ms(browser, address, form) for form in ("ours", "peer")]
            site = Site(starting.await_ready(("planner", "wall")), address)
            vessels = take_data(site.demo)
            ours, peer = measure_desk(browser, site)
            wall, peer_wall = measure_wall(browser, site)
        with open_browser(NO_GPU) as browser:
            without_gpu = measure_without_gpu(browser, site)
    figures = [
        *desk_figures(ours, peer),
        Figure("wall_frames", "大屏 3840×2160 静止", "frames/s", Better.HIGHER, wall, peer_wall,
               WALL_FRAMES),
        *fleet_figures(*fleet),
        *_no_gpu_figures(*without_gpu),
    ]  # fmt: skip
    return Result(
        "frames/s while panning", Better.HIGHER, "GeoJSON sources in MapLibre",
        list(zip(ours.pan_frames, peer.pan_frames, strict=True)),
        {"speed": SPEED, "vessels": vessels, "machine_load": round(os.getloadavg()[0], 1)}, figures,
    )  # fmt: skip


def _no_gpu_figures(rest: float, pan: float, first_paint_ms: float) -> list[Figure]:
    up, down = Better.HIGHER, Better.LOWER
    return [
        Figure("no_gpu_rest_frames", "--disable-gpu 静止", "frames/s", up, rest, None,
               REST_FRAMES),
        Figure("no_gpu_pan_frames", "--disable-gpu 拖动时", "frames/s", up, pan, None,
               MOVING_FRAMES),
        Figure("no_gpu_first_paint_ms", "--disable-gpu 首次内容绘制", "ms", down,
               first_paint_ms, None, FIRST_PAINT_MS),
    ]  # fmt: skip


BENCH = Bench("map", "没有显卡时的地图：帧数、脚本、首屏，对 MapLibre 的 GeoJSON 源", run_bench)
