"""Totals of every level, made of the lists alone: city, county, township, village, grid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.accounts.model import CITY_CODE, COUNTY_DIGITS, TOWNSHIP_DIGITS
from app.people.tally import LineGroup, PeopleTally, last_told, silent_since, sum_tallies


class CountedLevel(StrEnum):
    """What a node of the totals is. People in no register stand beside a village's grids."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"
    UNREGISTERED = "unregistered"


_BELOW = (CountedLevel.CITY, CountedLevel.COUNTY, CountedLevel.TOWNSHIP, CountedLevel.VILLAGE)


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """A unit's figures. `silent_since`: since when its quietest grid has told nothing."""

    level: CountedLevel
    code: str
    name: str
    tally: PeopleTally
    last_report_at: datetime | None
    silent_since: datetime | None
    children: "list[CountedUnit]"


def roll_up(
    groups: Sequence[LineGroup], names: Mapping[str, str], started_at: datetime
) -> CountedUnit:
    """The city's figures with those of every unit below; each parent is the sum of its children."""
    return _unit(CountedLevel.CITY, CITY_CODE, groups, names, started_at)


def sum_children(children: Iterable[CountedUnit]) -> PeopleTally:
    """The figures of several units."""
    total = PeopleTally()
    for child in children:
        total = total + child.tally
    return total


def _unit(
    level: CountedLevel,
    code: str,
    groups: Sequence[LineGroup],
    names: Mapping[str, str],
    started_at: datetime,
) -> CountedUnit:
    if level is CountedLevel.VILLAGE:
        children = _grids(groups, started_at)
    else:
        below = _BELOW[_BELOW.index(level) + 1]
        parts = _split(groups, below)
        children = [_unit(below, each, parts[each], names, started_at) for each in sorted(parts)]
    silent = [each.silent_since for each in children if each.silent_since is not None]
    return CountedUnit(
        level, code, names.get(code, code), sum_children(children), last_told(groups),
        min(silent, default=None), children,
    )  # fmt: skip


def _split(groups: Iterable[LineGroup], level: CountedLevel) -> dict[str, list[LineGroup]]:
    digits = {CountedLevel.COUNTY: COUNTY_DIGITS, CountedLevel.TOWNSHIP: TOWNSHIP_DIGITS}
    parts: dict[str, list[LineGroup]] = {}
    for group in groups:
        parts.setdefault(group.village_code[: digits.get(level)], []).append(group)
    return parts


def _grids(groups: Iterable[LineGroup], started_at: datetime) -> list[CountedUnit]:
    parts: dict[tuple[bool, str], list[LineGroup]] = {}
    for group in groups:
        parts.setdefault((not group.listed, group.grid), []).append(group)
    return [
        CountedUnit(
            CountedLevel.UNREGISTERED if unlisted else CountedLevel.GRID,
            grid, grid, sum_tallies(part), last_told(part), silent_since(part, started_at), [],
        )
        for (unlisted, grid), part in sorted(parts.items())
    ]  # fmt: skip
