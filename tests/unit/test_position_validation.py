"""Each predicate refuses what it names, for its reason, and lets the rest pass."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pytest

from app.positions.columns import NO_SLOT, empty_rows
from app.positions.model import Kind, Reason, Source
from app.positions.validation import (
    FINE,
    PREDICATES,
    JudgedMoment,
    Known,
    PlausibilityLimits,
    is_net_buoy,
    is_not_newer,
    judge,
    reason_of,
)

NOW = 1_436_500_800.0
SPEEDS = tuple(30.0 if kind is Kind.FISHING else 60.0 for kind in Kind)
LIMITS = PlausibilityLimits(future_s=120, oldest_s=72 * 3600, max_speed_kn=SPEEDS, slack_m=500)
A_MINUTE_AGO = {"fix_at": NOW - 60, "lon": 122.0, "lat": 30.0}


def one_row(**fields: float):
    rows = empty_rows(1, Source.AIS_UDP, NOW)
    rows["slot"], rows["own_time"], rows["fix_at"] = 0, True, NOW
    rows["lon"], rows["lat"] = 122.0, 30.0
    for name, value in fields.items():
        rows[name] = value
    return rows


def known(
    last: Mapping[str, float] = MappingProxyType({}),
    kind: Kind = Kind.FISHING,
    own_time: bool = True,
) -> Known:
    def column(name: str):
        return np.array([last.get(name, np.nan)])

    return Known(column("fix_at"), column("lon"), column("lat"), np.array([kind], np.uint8),
                 np.array([own_time]))  # fmt: skip


def reason(rows, before: Known | None = None, rate: float = 1.0) -> Reason | None:
    verdict = judge(rows, before or known(), JudgedMoment(NOW, rate, LIMITS))[0]
    return None if verdict == FINE else reason_of(verdict, terminal=False)


def test_a_plain_report_is_fine():
    assert reason(one_row()) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"slot": NO_SLOT}, Reason.NO_IDENTITY),
        ({"lon": np.nan}, Reason.NO_POSITION),
        ({"lat": np.nan}, Reason.NO_POSITION),
        ({"lon": np.inf}, Reason.NON_FINITE),
        ({"sog_kn": -np.inf}, Reason.NON_FINITE),
        ({"fix_at": np.inf}, Reason.NON_FINITE),
        ({"lon": 180.1}, Reason.OUT_OF_RANGE),
        ({"lat": -90.1}, Reason.OUT_OF_RANGE),
        ({"sog_kn": -1}, Reason.OUT_OF_RANGE),
        ({"cog_deg": 360}, Reason.OUT_OF_RANGE),
        ({"heading_deg": 400}, Reason.OUT_OF_RANGE),
        ({"fix_at": NOW + 122}, Reason.FUTURE_TIME),
        ({"fix_at": NOW - 73 * 3600}, Reason.TOO_OLD),
    ],
)
def test_what_cannot_be_is_refused_for_its_reason(fields: dict[str, float], expected: Reason):
    assert reason(one_row(**fields)) is expected


def test_missing_speed_and_course_are_no_fault():
    assert reason(one_row(sog_kn=np.nan, cog_deg=np.nan, heading_deg=np.nan)) is None


def test_a_clock_that_runs_fast_allows_its_jitter_of_future():
    rows = one_row(fix_at=NOW + 200)
    assert reason(rows, rate=1.0) is Reason.FUTURE_TIME
    assert reason(rows, rate=120.0) is None


def test_a_fishing_boat_cannot_sail_40_knots():
    far = one_row(lon=122.0 + 0.0265)  # 2.55 km in a minute: 83 kn, 500 m allowed for
    assert reason(far, known(A_MINUTE_AGO)) is Reason.IMPOSSIBLE_SPEED
    near = one_row(lon=122.0 + 0.0098)  # 945 m in a minute: 30.6 kn
    assert reason(near, known(A_MINUTE_AGO)) is None


def test_a_ferry_may_do_what_a_fishing_boat_cannot():
    fast = one_row(lon=122.0 + 0.0175)  # 1.69 km in a minute
    assert reason(fast, known(A_MINUTE_AGO, Kind.FISHING)) is Reason.IMPOSSIBLE_SPEED
    assert reason(fast, known(A_MINUTE_AGO, Kind.PASSENGER)) is None


def test_reception_jitter_never_reaches_the_speed_check():
    """At ×120, 100 ms of jitter is 12 s of ship time."""
    last = {"fix_at": NOW - 1, "lon": 122.0, "lat": 30.0}
    rows = one_row(lon=122.0 + 0.009, own_time=False)  # 870 m in what looks like a second
    assert reason(rows, known(last, own_time=False), rate=120.0) is None
    rows["own_time"] = True
    assert reason(rows, known(last, own_time=True), rate=120.0) is Reason.IMPOSSIBLE_SPEED


def test_older_than_the_last_is_no_fault_but_not_newer():
    rows = one_row(fix_at=NOW - 100)
    assert reason(rows, known(A_MINUTE_AGO)) is None
    assert is_not_newer(rows, known(A_MINUTE_AGO)).tolist() == [True]
    assert is_not_newer(one_row(), known(A_MINUTE_AGO)).tolist() == [False]
    assert is_not_newer(one_row(), known()).tolist() == [False]


def test_every_predicate_has_a_reason_of_its_own():
    reasons = [reason for reason, _ in PREDICATES]
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize(
    ("mmsi", "name", "expected"),
    [
        (412345678, None, False),
        (412345678, "ZHE PU YU 42768", False),
        (412345678, "NET12-87%", True),
        (412345678, "0315-12.4V", True),
        (412345678, "VICTORY V", False),
        (100345678, None, True),
        (990345678, None, True),
        (970012345, None, False),  # a distress beacon is not a net
        (987654321, None, False),
    ],
)
def test_net_markers_are_told_by_number_or_battery(mmsi: int, name: str | None, expected: bool):
    assert is_net_buoy(mmsi, name) is expected
