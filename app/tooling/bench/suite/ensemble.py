"""A thousand members at 500 places over three days, against one member at a time.

The peer runs the exact arrival (`find_stays`) for a member after another, on a twentieth of them,
and its time is taken twenty times. Both have the same members, so that their arrivals must agree.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np

from app.geo.sphere import Floats, unit_vectors
from app.settings import CLONE_DIR
from app.tooling.bench.model import Bench, Better, Result
from app.typhoon.bulletins import Rhythm
from app.typhoon.formats import parse_file
from app.typhoon.outlook import Outlook
from app.typhoon.synthetic.forecasts import ErrorGrowth, make_forecasts
from app.wind.arrival import Convention, find_stays
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.members import Members, make_members
from app.wind.ensemble.reach import first_arrivals
from app.wind.ensemble.size_law import SizeLaw

T = TypeVar("T")

RUNS, MEMBERS, PLACES, PEER_SHARE = 3, 1000, 500, 20
FORCES = (7, 8, 10)
WORST_SHARE_APART = 0.01  # of arrivals more than a minute apart, or missed: a circle that grazes
_LEADS_H, _MEAN_KM = (24.0, 48.0, 72.0, 96.0, 120.0), (69.0, 121.0, 175.0, 242.0, 394.0)
_AT = datetime(2015, 7, 9, 12, tzinfo=UTC)
_BOX = (121.5, 123.42, 29.53, 31.07)
_FILE = CLONE_DIR / "sample_geo" / "storms" / "jma_best_track.txt"


def run_bench() -> Result:
    """Turns of ours and of the loop; how far apart their arrivals are beside it."""
    members, (lon, lat) = _make_chanhom(), _draw_places()
    vectors = unit_vectors(lon, lat)
    runs: list[tuple[float, float]] = []
    apart = 0.0
    for _ in range(RUNS):
        ours_ms, ours = _time_work(lambda: first_arrivals(members, vectors))
        peer_ms, peer = _time_work(lambda: _one_by_one(members, lon, lat))
        runs.append((ours_ms, peer_ms * PEER_SHARE))
        apart = _share_apart(ours, peer)
    notes = {
        "members": MEMBERS,
        "places": PLACES,
        "hours": round((members.at_s[-1] - members.begin_s) / 3600),
        "forces": FORCES,
        "share_apart": round(apart, 5),
        "peer_members_run": MEMBERS // PEER_SHARE,
    }
    return Result("ms", Better.LOWER, "numpy, member by member", runs, notes)


def _make_chanhom() -> Members:
    tracks = parse_file(_FILE.read_bytes(), "jma").tracks
    track = next(track for track in tracks if track.storm.storm_id == "201509")
    growth = ErrorGrowth(_LEADS_H, _MEAN_KM, 24.0)
    forecasts = make_forecasts(track, Rhythm(6.0, 3.0, 1.0), growth)
    newest = max((f for f in forecasts if f.issued_at <= _AT), key=lambda f: f.issued_at)
    fixes = tuple(fix for fix in track.fixes if fix.fix_at <= newest.issued_at)
    outlook = Outlook(replace(track, fixes=fixes), newest)
    law = ErrorLaw("JMA", _LEADS_H, _MEAN_KM, 1.2, "bench")
    sizes = SizeLaw((12.0, 24.0, 48.0, 72.0), (0.20, 0.29, 0.36, 0.41), 0.057, "bench")
    members = make_members(outlook, law, MEMBERS, FORCES, sizes)
    if members is None or set(members.circles) != set(FORCES):
        raise RuntimeError("the sample storm has no circles to move")
    return members


def _draw_places() -> tuple[Floats, Floats]:
    rng = np.random.default_rng(2015)
    west, east, south, north = _BOX
    return rng.uniform(west, east, PLACES), rng.uniform(south, north, PLACES)


def _one_by_one(members: Members, lon: Floats, lat: Floats) -> dict[int, Floats]:
    arrivals = {force: np.full((MEMBERS // PEER_SHARE, PLACES), np.nan) for force in FORCES}
    for force in FORCES:
        for member in range(MEMBERS // PEER_SHARE):
            stays = find_stays(members.track(member, force), lon, lat, Convention.STEP)
            start_s = np.maximum(np.nan_to_num(stays.start_s, nan=-np.inf), members.begin_s)
            coming = np.nan_to_num(stays.end_s, nan=np.inf) >= members.begin_s
            place, first = np.unique(stays.place[coming], return_index=True)
            arrivals[force][member, place] = start_s[coming][first]
    return arrivals


def _share_apart(ours: dict[int, Floats], peer: dict[int, Floats]) -> float:
    """Share of pairs that differ by more than a minute. Raises RuntimeError above the limit."""
    count = MEMBERS // PEER_SHARE
    differs = [
        ~(
            (np.isnan(ours[force][:count]) & np.isnan(peer[force]))
            | (np.abs(ours[force][:count] - peer[force]) <= 60.0)
        )
        for force in FORCES
    ]
    share = float(np.mean(differs))
    if share > WORST_SHARE_APART:
        raise RuntimeError(f"{share:.1%} of arrivals differ by more than a minute")
    return share


def _time_work(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return (time.perf_counter() - began) * 1000, found


BENCH = Bench("ensemble", "千个成员对五百处三日：一并算对逐个成员算，到达时刻要相同", run_bench)
