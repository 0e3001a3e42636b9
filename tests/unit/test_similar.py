"""Storms like this one: closed forms of the distance, the heading and the season."""

from datetime import UTC, datetime, timedelta

import pytest

from app.storm_events.similar.match import MatchRates, StormPath, most_alike, season_days
from tests.unit.storms import degrees

START = datetime(2015, 7, 10, tzinfo=UTC)
RATES = MatchRates(2.0, 1.0)


def path(name: str, lon: list[float], lat: list[float], start: datetime = START) -> StormPath:
    at = [start + timedelta(hours=6 * k) for k in range(len(lon))]
    return StormPath(name, name, name, start.year, "X", at, lon, lat)


NORTH = [float(lat) for lat in range(0, 21, 2)]
THIS = path("this", [125.0] * 11, NORTH)


def test_the_same_path_in_another_year_is_no_distance_away() -> None:
    twin = path("twin", [125.0] * 11, NORTH, datetime(1997, 7, 10, tzinfo=UTC))
    (found,) = most_alike(THIS, [twin], RATES, 5)
    assert found.distance_km == pytest.approx(0, abs=1)
    assert found.heading_deg == pytest.approx(0, abs=0.1)
    assert found.score_km < 3


def test_a_path_beside_it_is_its_distance_away_and_the_other_way_round_counts_the_heading() -> None:
    beside = path("beside", [125.0 + degrees(100)] * 11, NORTH)
    back = path("back", [125.0] * 11, NORTH[::-1])
    found = most_alike(THIS, [back, beside], RATES, 5)
    assert [each.path.storm_id for each in found] == ["beside", "back"]
    assert found[0].distance_km == pytest.approx(100, rel=0.03)  # meridians close in to the north
    assert found[1].heading_deg == pytest.approx(180, abs=1)
    assert found[1].score_km == pytest.approx(360, abs=5)


def test_speed_and_the_number_of_fixes_play_no_part() -> None:
    """The same way in half as many fixes: linear between fixes, so the same line."""
    fast = path("fast", [125.0] * 6, NORTH[::2])
    (found,) = most_alike(THIS, [fast], RATES, 5)
    assert found.distance_km == pytest.approx(0, abs=1)


def test_the_season_goes_round_the_turn_of_the_year() -> None:
    assert season_days(datetime(2015, 12, 27, tzinfo=UTC), datetime(1998, 1, 5, tzinfo=UTC)) < 10
    assert season_days(START, datetime(1990, 7, 1, tzinfo=UTC)) == 9


def test_a_storm_that_has_not_moved_yet_is_like_nothing() -> None:
    still = path("still", [125.0, 125.0], [20.0, 20.0])
    assert most_alike(still, [THIS], RATES, 5) == []
    assert [each.path.storm_id for each in most_alike(THIS, [still], RATES, 5)] == ["still"]
