"""What a map without a graphics card must reach, and the figures that are held to it."""

from dataclasses import dataclass
from statistics import median

from app.tooling.bench.model import Better, Figure

REST_FRAMES, MOVING_FRAMES, WALL_FRAMES = 5.0, 8.0, 1.5
REST_AFTER_MS, SCRIPT_MS_A_TICK, FIRST_PAINT_MS, FIRST_LOAD_MB = 1000.0, 20.0, 1500.0, 1.5
FLEET_TIMES = 50.0


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """What was measured on one planner's page, ours or the peer's.

    Script is time on the page's own thread, waiting for a core included; a peer's workers count in
    its renderer's CPU only.
    """

    first_paint_ms: float
    loaded_mb: float
    rest_frames: float
    script_ms_a_tick: float
    renderer_ms_a_tick: float
    pan_frames: list[float]
    zoom_frames: float
    rest_after_ms: list[float]


def desk_figures(ours: DeskFigures, peer: DeskFigures) -> list[Figure]:
    """The planner's figures beside the peer's."""
    up, down = Better.HIGHER, Better.LOWER
    return [
        Figure("rest_frames", "静止", "frames/s", up, ours.rest_frames,
               peer.rest_frames, REST_FRAMES),
        Figure("pan_frames", "拖动时", "frames/s", up, median(ours.pan_frames),
               median(peer.pan_frames), MOVING_FRAMES),
        Figure("zoom_frames", "缩放时", "frames/s", up, ours.zoom_frames,
               peer.zoom_frames, MOVING_FRAMES),
        Figure("rest_after_ms", "移动结束到画面静止", "ms", down, max(ours.rest_after_ms),
               max(peer.rest_after_ms), REST_AFTER_MS),
        Figure("script_ms", "每拍脚本", "ms", down, ours.script_ms_a_tick,
               peer.script_ms_a_tick, SCRIPT_MS_A_TICK),
        Figure("renderer_ms", "每拍渲染进程 CPU", "ms", down, ours.renderer_ms_a_tick,
               peer.renderer_ms_a_tick),
        Figure("first_paint_ms", "首次内容绘制", "ms", down, ours.first_paint_ms,
               peer.first_paint_ms, FIRST_PAINT_MS),
        # No peer: its little server packs nothing.
        Figure("first_load_mb", "首次载入", "MB", down, ours.loaded_mb, None, FIRST_LOAD_MB),
    ]  # fmt: skip


def fleet_figures(ours_ms: float, peer_ms: float) -> list[Figure]:
    """CPU of one update of the large fleet, and how many times less ours is."""
    times = peer_ms / ours_ms
    return [
        Figure("fleet_update_ms", "五万目标更新一次的渲染进程 CPU", "ms", Better.LOWER,
               ours_ms, peer_ms),
        Figure("fleet_times", "五万目标少用 CPU", "×", Better.HIGHER, times, None, FLEET_TIMES),
    ]  # fmt: skip
