"""Signals, the rules that call for them, and the figures that rules are held against."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignalKind(StrEnum):
    """What a signal warns of."""

    TYPHOON = "typhoon"
    GALE = "gale"
    RAIN = "rain"


class Colour(StrEnum):
    """A signal's grade, the gravest first; red is Ⅰ, blue Ⅳ."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Colour).index(self)


KIND_TITLES = {
    SignalKind.TYPHOON: ("台风", "Typhoon"),
    SignalKind.GALE: ("大风", "Gale"),
    SignalKind.RAIN: ("暴雨", "Rainstorm"),
}
COLOUR_TITLES = {
    Colour.RED: ("红色", "red"),
    Colour.ORANGE: ("橙色", "orange"),
    Colour.YELLOW: ("黄色", "yellow"),
    Colour.BLUE: ("蓝色", "blue"),
}


@dataclass(frozen=True, slots=True)
class SignalRule:
    """A row of the table. Wind: mean force or gust force, within the hours. Rain: millimetres
    within the hours. What does not belong to the kind is None."""

    kind: SignalKind
    colour: Colour
    within_h: float
    mean_force: int | None = None
    gust_force: int | None = None
    rain_mm: float | None = None

    @property
    def rule_id(self) -> str:
        """`typhoon-blue`."""
        return f"{self.kind}-{self.colour}"


@dataclass(frozen=True, slots=True)
class Wind:
    """A wind of `force`, mean or in gusts, from `since` on. `until` None: not known how long.

    `at_least`: the force stands for every lower one too, whose own moment may be earlier.
    """

    force: int
    gust: bool
    since: datetime
    until: datetime | None
    place: str
    basis: str
    observed: bool
    at_least: bool
    illustrative: bool


@dataclass(frozen=True, slots=True)
class RainPoint:
    """Millimetres that fell, or are awaited, in the minutes before `at`."""

    at: datetime
    span_min: float
    millimetres: float
    observed: bool


@dataclass(frozen=True, slots=True)
class StationRain:
    """A gauge's rain: measured up to the moment, predicted after it."""

    place: str
    points: tuple[RainPoint, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """What a rule calls for, with its figures. `until_at` None: not known how long."""

    rule: SignalRule
    until_at: datetime | None
    zh: str
    en: str
    figures: dict[str, float | str | bool | None]
    illustrative: bool
