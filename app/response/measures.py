"""What a rule can ask about, how it is compared, and what was read of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.typhoon.explanation import Explanation
from app.typhoon.model import StormClass
from app.typhoon.strength import RANK, at_least


class Measure(StrEnum):
    """Everything a condition may name."""

    FORCE_7_IN_H = "force_7_in_h"
    FORCE_10_IN_H = "force_10_in_h"
    FORCE_12_IN_H = "force_12_in_h"
    CLASS_NOW = "class_now"
    CLASS_NEAREST = "class_nearest"
    CLASS_AFFECTING = "class_affecting"
    NEAREST_KM = "nearest_km"
    INSIDE_LINE_H = "inside_line_h"
    LANDFALL_IN_H = "landfall_in_h"
    LANDFALL_CLASS = "landfall_class"
    LANDFALL_FORCE = "landfall_force"
    FISHING_GROUND_FORCE = "fishing_ground_force"
    SURGE_WARNING = "surge_warning"
    SPRING_TIDE = "spring_tide"
    RAIN_WARNING = "rain_warning"


class Comparison(StrEnum):
    """How what was read is held against a rule's value."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    CLASS_AT_LEAST = "class_at_least"
    COLOUR_AT_LEAST = "colour_at_least"
    INSIDE = "inside"
    HOLDS = "holds"


COLOURS = ("blue", "yellow", "orange", "red")
CLASSES = tuple(kind.value for kind in RANK)
LINES_H = (24, 48)

Limit = float | str | None
ReadValue = float | str | bool | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a measure is. `optional`: without a value it asks whether the thing is awaited at all.
    A value is a number within `bounds`, or one of `choices`."""

    comparison: Comparison
    title: Explanation
    unit: str = ""
    optional: bool = False
    bounds: tuple[float, float] | None = None
    choices: tuple[float | str, ...] = ()


def _hours_measure(zh: str, en: str) -> Meaning:
    return Meaning(Comparison.AT_MOST, Explanation(zh, en), "h", True, (0, 240))


def _wind_measure(zh: str, en: str) -> Meaning:
    return _hours_measure(
        f"{zh}级风多久到第一个县区驻地", f"hours until force {en} reaches a county seat"
    )


def _class_measure(zh: str, en: str) -> Meaning:
    return Meaning(Comparison.CLASS_AT_LEAST, Explanation(zh, en), choices=CLASSES)


def _force_measure(zh: str, en: str) -> Meaning:
    return Meaning(Comparison.AT_LEAST, Explanation(zh, en), "force", bounds=(6, 17))


def _colour_measure(zh: str, en: str) -> Meaning:
    return Meaning(Comparison.COLOUR_AT_LEAST, Explanation(zh, en), choices=COLOURS)


MEANINGS: Mapping[Measure, Meaning] = {
    Measure.FORCE_7_IN_H: _wind_measure("七", "7"),
    Measure.FORCE_10_IN_H: _wind_measure("十", "10"),
    Measure.FORCE_12_IN_H: _wind_measure("十二", "12"),
    Measure.CLASS_NOW: _class_measure("现在的强度等级", "class now"),
    Measure.CLASS_NEAREST: _class_measure("最近时的强度等级", "class when nearest"),
    Measure.CLASS_AFFECTING: _class_measure(
        "影响本市期间最强的等级", "strongest class while affecting"
    ),
    Measure.NEAREST_KM: Meaning(
        Comparison.AT_MOST,
        Explanation("离县区驻地最近时", "nearest to a county seat"),
        "km",
        bounds=(0, 2000),
    ),
    Measure.INSIDE_LINE_H: Meaning(
        Comparison.INSIDE, Explanation("在警戒线内", "inside a warning line"), "h", choices=LINES_H
    ),
    Measure.LANDFALL_IN_H: _hours_measure("多久在本市登陆", "hours until landfall in the city"),
    Measure.LANDFALL_CLASS: _class_measure(
        "在本市登陆时的强度等级", "class at landfall in the city"
    ),
    Measure.LANDFALL_FORCE: _force_measure("在本市登陆时的风力", "force at landfall in the city"),
    Measure.FISHING_GROUND_FORCE: _force_measure("渔场 48 小时内风力", "force on fishing grounds"),
    Measure.SURGE_WARNING: _colour_measure("风暴潮警报", "storm surge warning"),
    Measure.SPRING_TIDE: Meaning(
        Comparison.HOLDS, Explanation("天文大潮", "spring tide"), "", True
    ),
    Measure.RAIN_WARNING: _colour_measure("暴雨预警", "rain warning"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a measure. `known` False: no data says, and `text` tells what lacks.

    `value` None with `known`: it is known not to happen. Lines are a tuple of those inside."""

    known: bool
    value: ReadValue
    text: Explanation


def unknown(zh: str, en: str) -> Reading:
    """Nobody can say, and why."""
    return Reading(False, None, Explanation(zh, en))


def holds(measure: Measure, limit: Limit, reading: Reading) -> bool | None:
    """Whether a reading meets a rule's value; None when no data says."""
    if not reading.known:
        return None
    value = reading.value
    if value is None:
        return False
    return limit is None or _compare_value(MEANINGS[measure].comparison, value, limit)


def _compare_value(
    comparison: Comparison, value: float | str | bool | tuple[int, ...], limit: float | str
) -> bool:
    match comparison:
        case Comparison.AT_MOST:
            return float(str(value)) <= float(limit)
        case Comparison.AT_LEAST:
            return float(str(value)) >= float(limit)
        case Comparison.CLASS_AT_LEAST:
            return at_least(StormClass(str(value)), StormClass(str(limit)))
        case Comparison.COLOUR_AT_LEAST:
            return COLOURS.index(str(value)) >= COLOURS.index(str(limit))
        case Comparison.INSIDE:
            return isinstance(value, tuple) and int(limit) in value
        case Comparison.HOLDS:
            return value is True
