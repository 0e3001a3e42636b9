"""The pure parts of `bench map`: goals, the camera's path, what is missing, and what is said."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.errors import Unavailable
from app.setup import __main__ as setup
from app.tooling.bench import registry
from app.tooling.bench.command import bench
from app.tooling.bench.drawing import browser
from app.tooling.bench.drawing.goals import DeskFigures, desk_figures, fleet_figures
from app.tooling.bench.drawing.moves import along, turned
from app.tooling.bench.model import Bench, Better, Figure, Result

OURS = DeskFigures(900, 1.2, 20, 8, 30, [9, 8], 7, [400, 1200])
PEER = DeskFigures(700, 0.9, 4, 3, 10, [1, 2], 1, [3000, 4000])


def figure(better: Better, ours: float, goal: float | None, peer: float | None = None) -> Figure:
    return Figure("f", "图", "ms", better, ours, peer, goal)


@pytest.mark.parametrize(
    ("better", "ours", "met"),
    [(Better.HIGHER, 5, True), (Better.HIGHER, 4.9, False), (Better.LOWER, 5, True),
     (Better.LOWER, 5.1, False)],
)  # fmt: skip
def test_a_goal_is_met_at_its_very_value(better: Better, ours: float, met: bool):
    assert figure(better, ours, 5).met is met


def test_a_figure_without_goal_or_peer_claims_nothing():
    alone = figure(Better.LOWER, 5, None)
    assert (alone.met, alone.ratio) == (None, None)
    assert figure(Better.LOWER, 0, None, peer=3).ratio is None


def test_the_slowest_way_to_rest_counts_and_the_usual_frames():
    by_name = {each.name: each for each in desk_figures(OURS, PEER)}
    assert (by_name["rest_after_ms"].ours, by_name["rest_after_ms"].met) == (1200, False)
    assert (by_name["pan_frames"].ours, by_name["pan_frames"].met) == (8.5, True)
    assert by_name["zoom_frames"].met is False
    assert by_name["script_ms"].ratio == 3 / 8


def test_every_goal_of_the_desk_is_named():
    without = {each.name for each in desk_figures(OURS, PEER) if each.goal is None}
    assert without == {"renderer_ms"}


def test_the_large_fleet_is_held_to_how_many_times_less_it_costs():
    _, times = fleet_figures(4, 240)
    assert (times.ours, times.met) == (60, True)


def test_the_camera_is_at_the_same_place_at_the_same_moment_however_slow_the_page():
    assert along((100, 50), -400, 0.25) == (0, 50)
    assert along((100, 50), -400, 1.7) == (-300, 50)
    quick, slow = 0.0, 0.0
    for share in (0.1, 0.2, 0.5, 0.9, 1.3):
        quick += turned(500, quick, share)
    slow += turned(500, slow, 1.3)
    assert quick == pytest.approx(slow) == pytest.approx(500)


def test_what_is_missing_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browser, "SEARCH_PATH", "/nonexistent")
    monkeypatch.setattr(browser, "find_spec", lambda name: None)
    with pytest.raises(Unavailable) as refused:
        browser.find_chromium()
    assert refused.value.why.zh == "没有 playwright、chromium"


def test_a_bench_gets_a_browser_as_the_tests_do():
    assert {"test", "bench"} == setup.WITH_BROWSER


def test_the_command_says_each_figure_with_its_goal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    figures = [figure(Better.LOWER, 1200, 1000, peer=3000), figure(Better.HIGHER, 2, None)]
    result = Result("ms", Better.LOWER, "peer", [(1.0, 4.0)], {}, figures)
    monkeypatch.setattr(registry, "list_benches", lambda: {"one": Bench("one", "", lambda: result)})
    said = CliRunner().invoke(bench, ["one"]).output
    assert "图：海塘 1,200.00，同类 3,000.00 ms，比值 2.50；目标 ≤ 1000，未达到" in said
    assert "图：海塘 2.00 ms\n" in said
