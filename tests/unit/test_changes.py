"""What a bulletin changes against the one before: shifts, arrivals, zones, vessels, words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.changes.arrivals import arrival_changes, urgency
from app.changes.events import arrival_text, moved_arrivals, span_text
from app.changes.fleet import Sailing, fleet_change
from app.changes.model import ArrivalChange, Craft, Knowledge, Urgency
from app.changes.shifts import told_shift, track_shifts
from app.typhoon.model import Fix, Forecast, Storm, Track, TrackKind, WindRadius
from app.typhoon.outlook import Outlook
from app.wind.seats import CountySeat
from tests.unit.storms import START, circle, degrees, fix

STORM = Storm("201509", "灿鸿", "CHAN-HOM", 2015)
SEAT = CountySeat("330903", "普陀区", 122.3, 29.95)
KM = degrees(1.0)


def forecast(*points: Fix) -> Forecast:
    return Forecast("CMA", points[0].fix_at, False, "", points)


def knowledge(hour: float, *points: Fix) -> Knowledge:
    """An agency that has its first point analysed at `hour` and the rest forecast."""
    track = Track(STORM, "CMA", TrackKind.OPERATIONAL, 2, "test", points[:1])
    outlook = Outlook(track, forecast(*points))
    return Knowledge(STORM, START + timedelta(hours=hour), outlook, (outlook,), (outlook,))


def northward(hour: float, start_lat: float, kmh: float, radius_km: float = 100) -> Knowledge:
    """A storm going due north along Putuo's meridian for 48 h, its circle the same all round."""
    ring: WindRadius = circle(radius_km, radius_km, radius_km, radius_km)
    ahead = [
        fix(hour + step, 122.3, start_lat + kmh * step * KM, ring) for step in (0, 12, 24, 36, 48)
    ]
    return knowledge(hour, *ahead)


def test_the_shift_is_told_at_common_times_with_distance_and_direction() -> None:
    old = forecast(fix(0, 125, 25), fix(24, 125, 27), fix(48, 125, 29))
    new = forecast(fix(6, 125, 25.5), fix(30, 125.5, 27.5), fix(54, 126, 29.5))
    shifts = track_shifts(old, new)
    assert [shift.lead_h for shift in shifts] == [0, 18, 24, 42]
    assert shifts[0].km == pytest.approx(0, abs=1e-6)
    assert shifts[2].bearing_deg == pytest.approx(90, abs=0.5)
    assert shifts[2].km == pytest.approx(0.5 * 111.195 * 0.8870, rel=1e-3)
    told = told_shift(shifts)
    assert told is not None and told.lead_h == 24


def test_a_shift_over_180_degrees_is_the_short_way() -> None:
    old = forecast(fix(0, 178, 20), fix(24, 179.8, 20))
    new = forecast(fix(0, 178, 20), fix(24, -179.8, 20))
    last = track_shifts(old, new)[-1]
    assert last.km == pytest.approx(0.4 * 111.195 * 0.9397, rel=1e-3)
    assert last.bearing_deg == pytest.approx(90, abs=0.5)


def test_without_two_forecasts_there_is_no_shift() -> None:
    assert track_shifts(None, forecast(fix(0, 125, 25), fix(24, 125, 27))) == []
    assert told_shift([]) is None


def test_a_faster_storm_arrives_earlier_by_what_the_speed_says() -> None:
    """300 km south, circle 100 km: 200 km at 10 km/h and, six hours on, 140 km at 20 km/h."""
    start = SEAT.lat - 300 * KM
    before = northward(0, start, 10)
    after = northward(6, start + 60 * KM, 20)
    change = arrival_changes(before, after, [SEAT])[0]
    assert change.force == 7
    assert change.before_at is not None and change.after_at is not None
    assert (change.before_at - START).total_seconds() == pytest.approx(20 * 3600, abs=1)
    assert (change.after_at - START).total_seconds() == pytest.approx(13 * 3600, abs=1)
    assert change.shift_min == pytest.approx(-420, abs=0.1)
    assert change.moved(30)
    (event,) = moved_arrivals([change], after, 30)
    assert (event.figures["shift_min"], event.expected) == (-420, True)
    assert "提前 7 小时" in event.text.zh


def test_half_an_hour_exactly_is_not_more_than_half_an_hour() -> None:
    change = ArrivalChange("330903", "普陀区", 7, START, START + timedelta(minutes=30), 0, 0, None)
    assert not change.moved(30)
    assert replace(change, after_at=START + timedelta(minutes=31)).moved(30)
    assert moved_arrivals([change], northward(6, 27, 10), 30) == []


def test_an_arrival_that_comes_or_goes_is_told_without_minutes() -> None:
    comes = ArrivalChange("330903", "普陀区", 7, None, START, 0, 0, None)
    goes = ArrivalChange("330903", "普陀区", 7, START, None, 0, 0, None)
    assert comes.shift_min is None and comes.moved(30) and goes.moved(30)
    assert "原不到" in arrival_text(comes).zh
    assert "现不到" in arrival_text(goes).zh
    assert not replace(comes, after_at=None).moved(30)


@pytest.mark.parametrize(
    ("before_h", "after_h", "expected"),
    [
        (2, -1, Urgency.NEWLY_LATE), (-1, 2, Urgency.NO_LONGER_LATE), (5, 3, Urgency.EARLIER),
        (3, 5, Urgency.LATER), (3, 3, Urgency.UNCHANGED), (-3, -1, Urgency.LATER),
        (None, 4, Urgency.EARLIER), (4, None, Urgency.LATER), (None, None, Urgency.UNCHANGED),
        (None, -1, Urgency.NEWLY_LATE), (-1, None, Urgency.NO_LONGER_LATE),
        (1, 0, Urgency.NEWLY_LATE),
    ],
)  # fmt: skip
def test_a_latest_start_that_lies_behind_is_late(
    before_h: float | None, after_h: float | None, expected: Urgency
) -> None:
    before, after = (
        None if hours is None else START + timedelta(hours=hours) for hours in (before_h, after_h)
    )
    assert urgency(before, after, START) is expected


def craft(vessel_id: int, km_south: float, port_km: float) -> Craft:
    """A vessel south of the seat, with its way to port as given."""
    return Craft(vessel_id, f"浙普渔{vessel_id}", 122.3, SEAT.lat - km_south * KM, START, "沈家门",
                 port_km)  # fmt: skip


def test_vessels_the_circle_reaches_before_port_become_late() -> None:
    """At six hours the circle's edge is 140 km from the seat; before it came at 10 km/h, now 20."""
    start = SEAT.lat - 300 * KM
    before, after = northward(0, start, 10), northward(6, start + 60 * KM, 20)
    sailing = Sailing(speed_kn=10, detour=1.0)  # 18.52 km/h
    crafts = [
        craft(1, 40, 148),  # 8 h to port; the edge comes after 10 h before, after 5 h now
        craft(2, 40, 70),  # 3.8 h: in time by both
        craft(3, 120, 60),  # 3.2 h; the edge after 2 h before, 1 h now: late by both
    ]
    found = fleet_change(before, after, crafts, sailing)
    assert (found.at_sea, found.late_before, found.late_after) == (3, 1, 2)
    (changed,) = found.changed
    assert changed.craft.vessel_id == 1
    assert changed.urgency is Urgency.NEWLY_LATE
    assert changed.before_at is not None and changed.after_at is not None
    assert (changed.before_at - after.issued_at).total_seconds() == pytest.approx(36000, abs=2)
    assert (changed.after_at - after.issued_at).total_seconds() == pytest.approx(18000, abs=2)


def test_a_vessel_inside_the_circle_already_is_late_at_once() -> None:
    after = northward(6, SEAT.lat - 50 * KM, 20)
    found = fleet_change(None, after, [craft(1, 40, 5)], Sailing(10, 1.0))
    assert (found.late_after, found.changed) == (1, ())


def test_who_is_inside_at_the_track_s_end_is_late_though_no_forecast_follows() -> None:
    ring = circle(100, 100, 100, 100)
    fixes = (fix(0, 122.3, 28, ring), fix(6, 122.3, SEAT.lat - 50 * KM, ring))
    outlook = Outlook(Track(STORM, "CMA", TrackKind.OPERATIONAL, 2, "test", fixes), None)
    after = Knowledge(STORM, fixes[-1].fix_at, outlook, (outlook,), (outlook,))
    found = fleet_change(None, after, [craft(1, 40, 5), craft(2, 300, 5)], Sailing(10, 1.0))
    assert found.late_after == 1


def test_no_vessels_are_no_trouble() -> None:
    found = fleet_change(None, northward(0, 27, 10), [], Sailing(10, 1.0))
    assert (found.at_sea, found.late_after) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(31, "31 分钟"), (60, "1 小时"), (125, "2 小时 5 分")]
)
def test_spans_are_told_to_the_minute(minutes: float, expected: str) -> None:
    assert span_text(minutes)[0] == expected
