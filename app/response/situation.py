"""From what is known of the storm to what the rule table is asked with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from app.response.measures import Measure, Reading, unknown
from app.response.model import Situation
from app.typhoon.coast import Coast, Landfall
from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix
from app.typhoon.outlook import Outlook
from app.typhoon.place_wind import PlaceWind, place_winds
from app.typhoon.seats import Seat
from app.typhoon.sphere import distance_km
from app.typhoon.standard_class import CLASS_NAMES, ClassScale, StandardClass, standard_class
from app.typhoon.storm_events import Story, clock_text, story_of
from app.typhoon.warning_lines import WARNING_LINES, is_inside

_FORCES = {7: Measure.FORCE_7_IN_H, 10: Measure.FORCE_10_IN_H, 12: Measure.FORCE_12_IN_H}
_FORCES_ZH = {7: "七", 10: "十", 12: "十二"}
_NO_FORECAST = unknown("没有预报", "no forecast")
# What no data of ours tells yet; a rule that asks for it is named as not judged.
_NO_DATA: dict[Measure, Reading] = {
    Measure.FISHING_GROUND_FORCE: unknown("没有渔场风预报", "no forecast for the fishing grounds"),
    Measure.SURGE_WARNING: unknown("没有风暴潮警报", "no storm surge warnings"),
    Measure.SPRING_TIDE: unknown("没有天文潮", "no tide predictions"),
    Measure.RAIN_WARNING: unknown("没有暴雨预警", "no rain warnings"),
}


@dataclass(frozen=True, slots=True)
class View:
    """What is known at `at`: the agency that is asked first, and the others beside it."""

    outlook: Outlook
    others: tuple[Outlook, ...]
    seats: tuple[Seat, ...]
    coast: Coast
    scale: ClassScale
    at: datetime

    @property
    def agency(self) -> str:
        """The agency that is asked first."""
        return self.outlook.track.agency

    def class_of(self, point: Fix) -> StandardClass:
        """Class of a point of the outlook."""
        return standard_class(point, self.outlook, self.others, self.scale)


def situation_of(view: View) -> Situation:
    """Every measure as read from a view."""
    readings = dict(_NO_DATA)
    classes = {"now": view.class_of(view.outlook.track.fixes[-1])}
    readings[Measure.CLASS_NOW] = _class_reading(classes["now"])
    readings[Measure.INSIDE_LINE_H] = _lines_reading(view)
    readings.update(_wind_readings(view))
    if view.seats:
        nearest, gap_km = _nearest(view)
        classes["nearest"] = view.class_of(nearest)
        readings.update(_nearest_readings(view, classes["nearest"], gap_km))
    readings.update(_landfall_readings(view))
    return Situation(view.agency, readings, {"classes": _present_classes(classes)})


def _present_classes(classes: dict[str, StandardClass]) -> dict[str, Any]:
    return {
        name: {
            "class": each.storm_class,
            "published_class": each.published,
            "agency": each.agency,
            "wind_ms": None if each.wind_ms is None else round(each.wind_ms, 1),
            "averaging_min": each.averaging_min,
            "factor": each.factor,
            "text": each.text,
        }
        for name, each in classes.items()
    }


def _class_reading(told: StandardClass, ahead: Explanation | None = None) -> Reading:
    if told.storm_class is None:
        return unknown("来报没有风速和等级", "neither wind nor class in the source")
    front = ahead or Explanation("现在", "now ")
    text = Explanation(f"{front.zh}{told.text.zh}", f"{front.en}{told.text.en}")
    return Reading(True, told.storm_class.value, text)


def _lines_reading(view: View) -> Reading:
    last = view.outlook.track.fixes[-1]
    inside = tuple(line.hours for line in WARNING_LINES if is_inside(line, last.lon, last.lat))
    if not inside:
        return Reading(True, (), Explanation("在警戒线外", "outside the warning lines"))
    hours = min(inside)
    text = Explanation(f"已在 {hours} 小时警戒线内", f"inside the {hours} h warning line")
    return Reading(True, inside, text)


def _wind_readings(view: View) -> Iterator[tuple[Measure, Reading]]:
    lon, lat = [seat.lon for seat in view.seats], [seat.lat for seat in view.seats]
    for force, measure in _FORCES.items():
        for outlook in (view.outlook, *view.others):
            winds = place_winds(outlook, lon, lat, force, view.at)
            if winds and winds[0].reason is None:
                yield measure, _wind_reading(view, outlook, force, winds)
                break
        else:
            zh, en = (
                f"没有机构给{_FORCES_ZH[force]}级风圈",
                f"no agency gives a force-{force} circle",
            )
            yield measure, unknown(zh, en)


def _wind_reading(view: View, outlook: Outlook, force: int, winds: Sequence[PlaceWind]) -> Reading:
    name, agency = _FORCES_ZH[force], outlook.track.agency
    times = [
        (wind.earliest_at, seat.name)
        for wind, seat in zip(winds, view.seats, strict=True)
        if wind.earliest_at is not None
    ]
    if not times:
        if outlook.forecast is None:
            return _NO_FORECAST
        zh, en = f"预报时段内{name}级风不到（{agency}）", f"no force {force} awaited ({agency})"
        return Reading(True, None, Explanation(zh, en))
    first_at, place = min(times)
    hours = (first_at - view.at).total_seconds() / 3600
    if hours <= 0:
        zh, en = f"{name}级风已到{place}（{agency}）", f"force {force} blows at {place} ({agency})"
    else:
        zh = f"{name}级风 {hours:.1f} 小时后到{place}（{agency}）"
        en = f"force {force} reaches {place} in {hours:.1f} h ({agency})"
    return Reading(True, round(hours, 3), Explanation(zh, en))


def _nearest(view: View) -> tuple[Fix, float]:
    """The point that comes closest to a seat among the last fix and what follows, and how close."""
    last = view.outlook.track.fixes[-1]
    points = [last, *(point for point in view.outlook.points if point.fix_at > view.at)]
    gaps = [_gap_km(point, view.seats) for point in points]
    best = int(np.argmin(gaps))
    return points[best], gaps[best]


def _gap_km(point: Fix, seats: Sequence[Seat]) -> float:
    lon, lat = np.array([seat.lon for seat in seats]), np.array([seat.lat for seat in seats])
    here = np.full(len(seats), point.lon), np.full(len(seats), point.lat)
    return float(distance_km(*here, lon, lat).min())


def _nearest_readings(view: View, nearest: StandardClass, gap_km: float) -> dict[Measure, Reading]:
    if view.outlook.forecast is None:
        return {Measure.CLASS_NEAREST: _NO_FORECAST, Measure.NEAREST_KM: _NO_FORECAST}
    gap = Explanation(
        f"最近时离县区驻地 {gap_km:.0f} 公里", f"nearest at {gap_km:.0f} km from a seat"
    )
    ahead = Explanation("最近时预报为", "when nearest forecast as ")
    return {
        Measure.CLASS_NEAREST: _class_reading(nearest, ahead),
        Measure.NEAREST_KM: Reading(True, round(gap_km, 1), gap),
    }


def _landfall_readings(view: View) -> dict[Measure, Reading]:
    measures = (Measure.LANDFALL_IN_H, Measure.LANDFALL_CLASS, Measure.LANDFALL_FORCE)
    story = story_of(view.outlook)
    if not view.coast.lands:
        return dict.fromkeys(measures, unknown("没有海岸线数据", "no coast line"))
    if view.outlook.forecast is None or story is None:
        return dict.fromkeys(measures, _NO_FORECAST)
    landfall = _awaited(view, story)
    if landfall is None:
        none = Explanation("预报不在本市登陆", "no landfall in the city awaited")
        return dict.fromkeys(measures, Reading(True, None, none))
    return _landfall_figures(view, story, landfall)


def _awaited(view: View, story: Story) -> Landfall | None:
    return next(
        (
            landfall
            for landfall in view.coast.landfalls(story.path, story.points)
            if landfall.land.county_code and story.path.moment(landfall.at_s) > view.at
        ),
        None,
    )


def _landfall_figures(view: View, story: Story, landfall: Landfall) -> dict[Measure, Reading]:
    moment, title = story.path.moment(landfall.at_s), landfall.land.title
    told = view.class_of(
        Fix(moment, *story.path.place(landfall.at_s), None, landfall.wind_ms, None)
    )
    hours = (moment - view.at).total_seconds() / 3600
    zh = f"预报 {clock_text(moment)} 在{title.zh}登陆，{hours:.1f} 小时后"
    en = f"landfall on {title.en} awaited in {hours:.1f} h"
    return {
        Measure.LANDFALL_IN_H: Reading(True, round(hours, 3), Explanation(zh, en)),
        **_landfall_strength(told),
    }


def _landfall_strength(told: StandardClass) -> dict[Measure, Reading]:
    if told.storm_class is None or told.force is None:
        lacks = unknown("预报没有风速", "no wind in the forecast")
        return {Measure.LANDFALL_CLASS: lacks, Measure.LANDFALL_FORCE: lacks}
    name = CLASS_NAMES[told.storm_class]
    text = Explanation(
        f"登陆时{name.zh}，{told.force} 级", f"{name.en}, force {told.force} at landfall"
    )
    return {
        Measure.LANDFALL_CLASS: Reading(True, told.storm_class.value, text),
        Measure.LANDFALL_FORCE: Reading(True, told.force, text),
    }
