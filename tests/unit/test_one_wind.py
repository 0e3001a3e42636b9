"""One wind: every outlet names the same minute for a place and a force, and what it assumed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import numpy as np
import pytest

from app.changes.arrivals import arrival_changes
from app.changes.model import Knowledge
from app.evacuation.answer import time_under
from app.evacuation.cutoff_words import explain_wind
from app.evacuation.cutoffs import (
    CutoffKind,
    FerryUse,
    LeadTimes,
    LimitedWay,
    Movement,
    SeaWithdrawal,
    Spot,
    TimingInputs,
    Way,
)
from app.evacuation.surge import SurgeTable
from app.evacuation.wind import winds_of
from app.typhoon.model import Fix, Track, TrackKind, WindRadius
from app.typhoon.outlook import Assumption, Outlook
from app.units import FORCE_LOWER_MS
from app.wind.arrival import Convention
from app.wind.arrival_answer import PlaceQuestion, arrival_answer, earliest_any
from app.wind.ensemble.places import PlaceKind, WindPlace
from app.wind.ensemble.table import stays_of_places
from app.wind.place_wind import Rounding, circle_for, place_winds
from app.wind.seats import CountySeat, seat_winds
from tests.unit.forecast_storms import outlook
from tests.unit.storms import START, fix

FORCES = range(6, 18)
NO_TIDE = SurgeTable([], cast(Any, None), lambda _: cast(Any, None))
SPOT = Spot("试镇", 122.3, 30.0)


def circles(rng: np.random.Generator) -> list[WindRadius]:
    """7, 10 and 12 by quadrant, as China's centre publishes them."""
    return [
        WindRadius(FORCE_LOWER_MS[force], force, ne, se, sw, nw, "test", "")
        for force, low, high in ((7, 250, 400), (10, 110, 200), (12, 50, 90))
        for ne, se, sw, nw in [rng.uniform(low, high, 4)]
    ]


@pytest.fixture(params=range(6))
def storm(request: pytest.FixtureRequest) -> Outlook:
    """One that comes from the south-east over the spot, or near it."""
    rng = np.random.default_rng(request.param)
    bearing, days = np.radians(rng.uniform(290, 350)), rng.uniform(1.6, 2.4)
    east, north = float(4.2 * np.sin(bearing)), float(3.6 * np.cos(bearing))
    return outlook(122.3 - east * days, 30.0 - north * days, east, north, *circles(rng))


def minute(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def ladder(known: Outlook, force: int) -> dict[CutoffKind, str | None]:
    """The cut-offs of a zone all of whose limits are one force, at one spot."""
    ferry, bridge = FerryUse("线", (SPOT,), force, 10, 30), LimitedWay("桥", (SPOT,), force, 10)
    moved = Movement(Way.BOAT, 10, 60, (bridge,), (ferry,), ())
    inputs = TimingInputs(
        spots=(SPOT,), people=10, movements=(moved,), lead=LeadTimes(60, 30, 60),
        land_force=force, sea_force=force, sea=SeaWithdrawal(2, 0, 90, "船"),
    )  # fmt: skip
    (timed,) = time_under([known], [inputs], START, NO_TIDE)
    kinds = (CutoffKind.WIND_LAND, CutoffKind.BRIDGE, CutoffKind.FERRY, CutoffKind.WIND_SEA)
    found = {cutoff.kind: minute(cutoff.cutoff_at) for cutoff in timed.timing.cutoffs}
    return {kind: found.get(kind) for kind in kinds}


@pytest.mark.parametrize("force", FORCES)
def test_every_limit_panel_route_and_command_names_one_minute(storm: Outlook, force: int) -> None:
    """A ferry of limit 8 had one arrival in the ladder and another in the place panel."""
    asked = PlaceQuestion(storm.track.storm, START, SPOT.lon, SPOT.lat, force, None)
    told = arrival_answer(storm, asked)
    panel = minute(told.earliest_at)
    assert panel is not None
    assert set(ladder(storm, force).values()) == {panel}
    first = earliest_any([storm], asked)
    assert first is not None and minute(first.earliest_at) == panel
    assert minute(told.intervals[0].arrival_at) == panel
    assert (told.rounding, told.circle_force) == (
        "profile",
        circle_for(force, Rounding.PROFILE),
    )
    place = WindPlace(PlaceKind.VILLAGE, "v", "村", None, None, ((SPOT.lon, SPOT.lat),))
    for convention in Convention:
        stays = stays_of_places(storm, [place], force, convention)
        assert stays is not None
        assert minute(stays[0][0].arrival_at) == minute(
            (told.step if convention is Convention.STEP else told.smooth)[0].arrival_at
        )


@pytest.mark.parametrize("force", [7, 10])
def test_countdown_and_change_briefing_name_it_too(storm: Outlook, force: int) -> None:
    seat = CountySeat("330903", "试县", SPOT.lon, SPOT.lat)
    known = Knowledge(storm.track.storm, START, storm, (storm,), (storm,))
    (wind,) = place_winds(storm, [SPOT.lon], [SPOT.lat], force, START)
    (entry,) = seat_winds([storm], [seat], START)
    (change,) = [each for each in arrival_changes(None, known, [seat]) if each.force == force]
    assert minute(entry.winds[force].earliest_at) == minute(wind.earliest_at)
    assert minute(change.after_at) == minute(wind.earliest_at)


@pytest.mark.parametrize("force", FORCES)
def test_the_rounding_asked_for_is_kept_and_said(storm: Outlook, force: int) -> None:
    """The lower published circle comes no later than the profile, and no earlier than force 7."""
    table = {
        rounding: winds_of([storm], START, {force: [SPOT]}, rounding=rounding).at(SPOT, force)
        for rounding in Rounding
    }
    lower, profile = table[Rounding.LOWER], table[Rounding.PROFILE]
    assert lower is not None and profile is not None
    assert lower.arrival_at is not None and profile.arrival_at is not None
    assert lower.arrival_at <= profile.arrival_at
    for rounding, wind in table.items():
        stands_in = circle_for(force, rounding)
        assert wind is not None
        assert wind.rounding == rounding
        assert (f"按 {stands_in} 级" in explain_wind(wind).zh) == (stands_in != force)
        assert ("rounded" in wind.assumptions) == (stands_in != force)
    assert ("derived" in profile.assumptions) == (force in (8, 9, 11))
    assert ("推算" in explain_wind(profile).zh) == (force in (8, 9, 11))


def ten(radius_km: float = 150.0) -> WindRadius:
    return WindRadius(24.5, 10, *[radius_km] * 4, rule="test", source_text="")


def operational(*fixes: Fix) -> Outlook:
    track = outlook(120, 20, 1, 1, ten()).track
    return Outlook(Track(track.storm, "CMA", TrackKind.OPERATIONAL, 2, "test", tuple(fixes)), None)


def test_no_circle_is_lent_to_a_fix_too_weak_for_it() -> None:
    """In-Fa's fixes of 18 m/s were lent force 10, a day before it had it."""
    weak = replace(fix(0, 125.0, 25.0), wind_ms=18.0)
    silent = replace(fix(24, 124.0, 27.0), wind_ms=40.0)
    strong = replace(fix(30, 123.8, 27.5, ten()), wind_ms=38.0)
    known = operational(weak, replace(weak, fix_at=START + timedelta(hours=12)), silent, strong)
    track = known.circles(10)
    assert track is not None
    assert track.radii_km[:, 0].tolist() == [0.0, 0.0, 150.0, 150.0]
    (there,) = place_winds(known, [125.2], [24.8], 10, START)
    assert there.step == ()
    unknown = operational(replace(weak, wind_ms=None), strong).circles(10)
    assert unknown is not None and unknown.radii_km[0, 0] == 150.0


def test_a_circle_of_another_agency_is_not_lent_to_a_weak_fix_either() -> None:
    weak, strong = replace(fix(0, 125.0, 25.0), wind_ms=18.0), replace(fix(6, 124.5, 25.5, ten()))
    lent = operational(weak).with_circles_of(operational(strong))
    assert lent is not None
    assert lent.track.fixes[0].radii == ()


def test_text_and_json_say_what_was_assumed() -> None:
    silent, strong = fix(0, 123.0, 27.5), replace(fix(30, 122.4, 29.9, ten()), wind_ms=38.0)
    known = operational(silent, strong, fix(36, 122.3, 30.1))
    asked = PlaceQuestion(known.track.storm, START, 122.3, 29.95, 10, None)
    told = arrival_answer(known, asked)
    assert told.assumptions == [Assumption.LENT]
    assert told.intervals[0].assumed
    assert "借最近一次定位的风圈" in told.rule.zh
    assert "lent the nearest one's" in told.rule.en
    weak = replace(silent, wind_ms=12.0)
    ramped = arrival_answer(operational(weak, strong), asked)
    assert ramped.assumptions == [Assumption.RAMPED]
    assert "线性消长" in ramped.rule.zh
    wind = winds_of([known], START, {10: [SPOT]}).at(SPOT, 10)
    assert wind is not None and "没报风圈处借最近一报" in explain_wind(wind).zh
