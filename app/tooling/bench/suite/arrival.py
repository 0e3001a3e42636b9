"""Arrival of force 7 at 10,000 places, against stepping minute by minute.

The peer uses the same vectorised geometry and is given the window in which the storm is near, so
that only the method differs. Every arrival must agree within a minute, or the bench fails.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from app.geo.sphere import Floats, unit_vectors
from app.settings import CLONE_DIR
from app.tooling.bench.model import Bench, Better, Result
from app.typhoon.formats import parse_file
from app.typhoon.track import Absence, CircleTrack, circle_track
from app.wind.arrival import Convention, find_stays
from app.wind.cells import sample_times
from app.wind.sight import state_grid

T = TypeVar("T")

RUNS, PLACES, STEP_S = 5, 10_000, 60.0
_BOX = (120.5, 124.0, 28.5, 31.5)
_FILE = CLONE_DIR / "sample_geo" / "storms" / "jma_best_track.txt"


def run_bench() -> Result:
    """Five turns of ours and of stepping; the difference of their arrivals beside it."""
    track, (lon, lat) = _read_chanhom(), _draw_places()
    runs: list[tuple[float, float]] = []
    worst_s = 0.0
    for _ in range(RUNS):
        ours_ms, ours = _time_work(lambda: _first_by_roots(track, lon, lat))
        peer_ms, peer = _time_work(lambda: _first_by_steps(track, lon, lat))
        runs.append((ours_ms, peer_ms))
        worst_s = _worst_difference(ours, peer)
    notes = {
        "places": PLACES,
        "worst_difference_s": round(worst_s, 3),
        "convention": Convention.STEP,
        "smooth_ms": round(
            _time_work(lambda: find_stays(track, lon, lat, Convention.SMOOTH))[0], 1
        ),
    }
    return Result("ms", Better.LOWER, "numpy, 1-min steps", runs, notes)


def _read_chanhom() -> CircleTrack:
    track = circle_track(
        parse_file(_FILE.read_bytes(), "jma").tracks[0].fixes, 7, Absence.NO_CIRCLE
    )
    if track is None:
        raise RuntimeError("the sample track has no force-7 circle")
    return track


def _draw_places() -> tuple[Floats, Floats]:
    rng = np.random.default_rng(2015)
    west, east, south, north = _BOX
    return rng.uniform(west, east, PLACES), rng.uniform(south, north, PLACES)


def _first_by_roots(track: CircleTrack, lon: Floats, lat: Floats) -> Floats:
    stays = find_stays(track, lon, lat, Convention.STEP)
    place, first = np.unique(stays.place, return_index=True)
    arrivals = np.full(len(lon), np.nan)
    arrivals[place] = stays.start_s[first]
    return arrivals


def _first_by_steps(track: CircleTrack, lon: Floats, lat: Floats) -> Floats:
    places = unit_vectors(lon, lat)
    window = sample_times(track, places)
    arrivals = np.full(len(lon), np.nan)
    for at_s in np.arange(window[0], window[-1] + STEP_S, STEP_S):
        inside = state_grid(track, places, np.array([at_s]), Convention.STEP)[:, 0]
        arrivals[inside & np.isnan(arrivals)] = at_s
    return arrivals


def _worst_difference(ours: Floats, peer: Floats) -> float:
    if not np.array_equal(np.isnan(ours), np.isnan(peer)):
        raise RuntimeError("ours and stepping disagree on which places the wind reaches")
    worst = float(np.nanmax(np.abs(ours - peer)))
    if worst > STEP_S:
        raise RuntimeError(f"ours and stepping differ by {worst:.1f} s")
    return worst


def _time_work(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return (time.perf_counter() - began) * 1000, found


BENCH = Bench("arrival", "七级风到达一万处：求根对逐分钟推算，差不得过一分钟", run_bench)
