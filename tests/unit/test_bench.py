"""Benches are found by themselves and say their figures in one form."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app.network.components import components
from app.tooling.bench import registry
from app.tooling.bench.command import bench
from app.tooling.bench.model import Bench, Better, Result
from app.tooling.bench.roads.grid import grid_rows


def result(better: Better) -> Result:
    return Result("ms", better, "peer", [(1.0, 4.0), (2.0, 4.0), (9.0, 4.0)], {})


@pytest.mark.parametrize(("better", "ratio"), [(Better.LOWER, 2.0), (Better.HIGHER, 0.5)])
def test_a_ratio_above_1_means_ours_is_better(better: Better, ratio: float):
    assert result(better).ratio == ratio


def test_the_benches_of_both_paths_are_found():
    assert {"ingest", "fanout", "network", "assignment"} <= set(registry.list_benches())


def test_the_report_has_the_agreed_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = {"one": Bench("one", "about", lambda: result(Better.LOWER))}
    monkeypatch.setattr(registry, "list_benches", lambda: made)
    path = tmp_path / "bench.json"
    assert CliRunner().invoke(bench, ["one", "--json", str(path)]).exit_code == 0
    (entry,) = json.loads(path.read_text(encoding="utf-8"))["bench"]
    assert {"name", "ours", "peer", "peer_name", "unit", "better", "ratio", "runs"} <= set(entry)
    assert (entry["name"], entry["ours"], entry["better"]) == ("one", 2.0, "lower")


def test_an_unknown_name_is_a_wrong_call():
    assert CliRunner().invoke(bench, ["nothing-like-it"]).exit_code == 2


@pytest.mark.parametrize(("floor", "code"), [(1.9, 0), (2.1, 1)])
def test_below_its_floor_a_bench_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, floor: float, code: int
):
    made = {"one": Bench("one", "about", lambda: result(Better.LOWER), floor)}
    monkeypatch.setattr(registry, "list_benches", lambda: made)
    assert CliRunner().invoke(bench, ["one", "--hold"]).exit_code == code


def test_a_made_up_network_has_its_roads_and_a_block_that_none_leaves():
    rows = grid_rows(1000, 3)
    assert (len(rows.edges), len(rows.shelters)) == (1000, 3)
    size = len(rows.nodes)
    ends = np.array([(road.from_node, road.to_node) for road in rows.edges])
    assert len(set(components(ends[:, 0], ends[:, 1], size).tolist())) > 1
