"""Suggested signals: every row of the table at its boundaries, in force and in hours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.configuration.warning_rules import DEFAULT_RULES
from app.errors import InvalidInput
from app.strict_json import plain
from app.warnings.model import Colour, RainPoint, SignalKind, StationRain, Wind
from app.warnings.rules import present_rule, read_rules
from app.warnings.suggestion import suggest_rain, suggest_wind, window_sums

AT = datetime(2015, 7, 10, 7, tzinfo=UTC)
RULES = read_rules(list(DEFAULT_RULES))
# kind, colour, hours, mean force, gust force: sources#warning-signals, written out again on purpose
TABLE = [
    ("typhoon", "blue", 24, 6, 8), ("typhoon", "yellow", 24, 8, 10),
    ("typhoon", "orange", 12, 10, 12), ("typhoon", "red", 6, 12, 14),
    ("gale", "blue", 24, 6, 7), ("gale", "yellow", 12, 8, 9),
    ("gale", "orange", 6, 10, 11), ("gale", "red", 6, 12, 13),
]  # fmt: skip
RAIN_TABLE = [("blue", 50.0, 12), ("yellow", 50.0, 6), ("orange", 50.0, 3), ("red", 100.0, 3)]
each_row = pytest.mark.parametrize(("kind", "colour", "hours", "mean", "gust"), TABLE)
each_rain = pytest.mark.parametrize(("colour", "mm", "hours"), RAIN_TABLE)


def wind(force: int, hours: float, *, gust: bool = False, lasts_h: float | None = None) -> Wind:
    since = AT + timedelta(hours=hours)
    until = None if lasts_h is None else since + timedelta(hours=lasts_h)
    return Wind(force, gust, since, until, "沈家门", "JMA", False, False, False)


def colour_of(kind: str, *winds: Wind) -> Colour | None:
    signal = suggest_wind(RULES, SignalKind(kind), winds, AT)
    return None if signal is None else signal.rule.colour


def weaker(kind: str, colour: str) -> set[Colour | None]:
    """What may stand when this colour does not."""
    return {None, *(one for one in Colour if one.rank > Colour(colour).rank)}


@each_row
def test_the_row_holds_at_its_own_figures_and_to_the_end_of_its_hours(
    kind: str, colour: str, hours: int, mean: int, gust: int
) -> None:
    assert colour_of(kind, wind(mean, hours)) == colour
    assert colour_of(kind, wind(gust, hours, gust=True)) == colour
    assert colour_of(kind, wind(mean, -2)) == colour  # it blows already


@each_row
def test_a_force_less_or_a_minute_later_is_not_the_row(
    kind: str, colour: str, hours: int, mean: int, gust: int
) -> None:
    assert colour_of(kind, wind(mean - 1, hours)) in weaker(kind, colour)
    assert colour_of(kind, wind(gust - 1, hours, gust=True)) in weaker(kind, colour)
    assert colour_of(kind, wind(mean, hours + 1 / 60)) in weaker(kind, colour)
    assert colour_of(kind, wind(mean, -9, lasts_h=9)) is None  # it has ended just now


def test_the_gravest_row_that_holds_is_the_one() -> None:
    assert colour_of("typhoon", wind(7, 1), wind(10, 11), wind(12, 20)) == Colour.ORANGE
    assert colour_of("typhoon", wind(12, 5.9), wind(6, 0)) == Colour.RED
    assert colour_of("typhoon", wind(5, 0), wind(7, 0, gust=True)) is None


def test_mean_wind_is_not_taken_for_gusts_nor_the_other_way_round() -> None:
    assert colour_of("typhoon", wind(9, 0, gust=True)) == Colour.BLUE
    assert colour_of("typhoon", wind(9, 0)) == Colour.YELLOW


def test_a_signal_says_rule_figures_and_how_long() -> None:
    signal = suggest_wind(RULES, SignalKind.TYPHOON, [wind(8, 3, lasts_h=10)], AT)
    assert signal is not None
    assert signal.rule.rule_id == "typhoon-yellow"
    assert signal.until_at == AT + timedelta(hours=13)
    assert signal.figures["threshold_force"] == 8 and signal.figures["since_h"] == 3
    assert "沈家门" in signal.zh and "24 小时" in signal.zh
    open_end = suggest_wind(RULES, SignalKind.TYPHOON, [wind(8, 3, lasts_h=10), wind(9, 3)], AT)
    assert open_end is not None and open_end.until_at is None


def test_a_circle_for_a_higher_force_is_said_to_be_late_for_the_lower() -> None:
    seven = replace(wind(7, 20), at_least=True)
    signal = suggest_wind(RULES, SignalKind.TYPHOON, [seven], AT)
    assert signal is not None and signal.rule.colour == Colour.BLUE
    assert "6 级没有风圈" in signal.zh


def hourly(*millimetres: float, first_h: int, observed: bool = True) -> tuple[RainPoint, ...]:
    return tuple(
        RainPoint(AT + timedelta(hours=first_h + n), 60.0, value, observed)
        for n, value in enumerate(millimetres)
    )


def rain_colour(*points: RainPoint) -> Colour | None:
    signal = suggest_rain(RULES, [StationRain("定海站", points, False)], AT)
    return None if signal is None else signal.rule.colour


@each_rain
@pytest.mark.parametrize("awaited", [False, True])
def test_the_rain_row_holds_at_its_millimetres(
    colour: str, mm: float, hours: int, awaited: bool
) -> None:
    first_h = 1 if awaited else 1 - hours
    share = [mm / hours] * hours
    assert rain_colour(*hourly(*share, first_h=first_h, observed=not awaited)) == colour
    share[-1] -= 0.1
    less = rain_colour(*hourly(*share, first_h=first_h, observed=not awaited))
    assert less in weaker("rain", colour)


@each_rain
def test_rain_over_longer_than_its_hours_is_not_the_row(colour: str, mm: float, hours: int) -> None:
    spread = [mm / (hours + 1)] * (hours + 1)
    assert rain_colour(*hourly(*spread, first_h=-hours)) in weaker("rain", colour)


def test_what_fell_and_what_is_awaited_are_added_in_one_window() -> None:
    fell = hourly(20, 20, first_h=-1)
    awaited = hourly(15, first_h=1, observed=False)
    assert rain_colour(*fell) is None
    assert rain_colour(*fell, *awaited) == Colour.ORANGE
    far = hourly(15, first_h=12, observed=False)
    assert rain_colour(*fell, *far) is None


def test_rain_that_is_over_and_forgotten_calls_for_nothing() -> None:
    old = hourly(200, first_h=-13)
    assert list(window_sums(old, 12, AT)) == []
    assert rain_colour(*old) is None


def test_a_missing_hour_adds_nothing_and_is_said() -> None:
    points = hourly(30, first_h=-2) + hourly(25, first_h=0)
    signal = suggest_rain(RULES, [StationRain("定海站", points, True)], AT)
    assert signal is not None and signal.rule.colour == Colour.ORANGE
    assert signal.figures["missing_h"] == 1 and "1 小时没有资料" in signal.zh
    assert signal.illustrative and "由人判断" in signal.zh


def test_the_table_is_read_back_as_it_is_shown() -> None:
    assert read_rules(plain([present_rule(rule) for rule in RULES])) == RULES
    assert {(r.kind, r.colour) for r in RULES if r.kind != "rain"} == {(k, c) for k, c, *_ in TABLE}


@pytest.mark.parametrize(
    "change",
    [{"mean_force": 0}, {"mean_force": 6.5}, {"mean_force": True}, {"gust_force": 19},
     {"within_h": 0}, {"within_h": float("nan")}, {"within_h": "24"}, {"colour": "purple"},
     {"kind": "snow"}, {"rain_mm": 5}],
)  # fmt: skip
def test_a_table_that_cannot_be_is_refused(change: dict) -> None:
    row = {"kind": "gale", "colour": "red", "within_h": 6.0, "mean_force": 12, "gust_force": 13}
    read_rules([row])
    with pytest.raises(InvalidInput, match="E-WRN-001"):
        read_rules([{**row, **change}])


@pytest.mark.parametrize("data", [None, [], {}, [1], [{}]])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(InvalidInput):
        read_rules(data)


def test_the_same_row_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="写了两条"):
        read_rules([*DEFAULT_RULES, DEFAULT_RULES[0]])
