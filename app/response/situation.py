"""From what is known of the storm to what the rule table is asked with."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.response.approach import approach_of
from app.response.measures import Measure, Reading, unknown
from app.response.model import Situation, View
from app.storm_events.coast import Landfall
from app.storm_events.model import Story, clock_text, story_of
from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix
from app.typhoon.outlook import Outlook
from app.typhoon.standard_class import CLASS_NAMES, StandardClass
from app.typhoon.warning_lines import WARNING_LINES, is_inside
from app.wind.place_wind import PlaceWind, place_winds

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


def situation_of(view: View) -> Situation:
    """Every measure as read from a view."""
    readings = dict(_NO_DATA)
    classes = {"now": view.class_of(view.outlook.track.fixes[-1])}
    readings[Measure.CLASS_NOW] = _class_reading(classes["now"])
    readings[Measure.INSIDE_LINE_H] = _lines_reading(view)
    readings.update(_wind_readings(view))
    readings.update(_approach_readings(view, classes))
    readings.update(_landfall_readings(view))
    return Situation(view.agency, readings, {"classes": _present_classes(classes)})


def _approach_readings(view: View, classes: dict[str, StandardClass]) -> dict[Measure, Reading]:
    measures = (Measure.NEAREST_KM, Measure.CLASS_NEAREST, Measure.CLASS_AFFECTING)
    if view.outlook.forecast is None:
        return dict.fromkeys(measures, _NO_FORECAST)
    approach = approach_of(view)
    if approach is None:
        return dict.fromkeys(measures, unknown("没有县区驻地", "no county seats"))
    classes["nearest"], classes["affecting"] = approach.class_nearest, approach.class_affecting
    when, gap_km = clock_text(approach.nearest_at), approach.nearest_km
    gap = Explanation(
        f"{when} 离县区驻地最近，{gap_km:.0f} 公里", f"nearest to a seat at {when}, {gap_km:.0f} km"
    )
    nearest = Explanation(f"最近时（{when}）预报为", f"when nearest ({when}) ")
    affecting = Explanation("影响本市期间预报最强为", "strongest while it affects the city ")
    return {
        Measure.NEAREST_KM: Reading(True, round(gap_km, 1), gap),
        Measure.CLASS_NEAREST: _class_reading(approach.class_nearest, nearest),
        Measure.CLASS_AFFECTING: _class_reading(approach.class_affecting, affecting),
    }


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
        for outlook in filter(view.speaks, (view.outlook, *view.others)):
            winds = place_winds(outlook, lon, lat, force, view.at)
            if winds and winds[0].reason is None:
                yield measure, _wind_reading(view, outlook, force, winds)
                break
        else:
            zh, en = (
                f"这时没有机构给{_FORCES_ZH[force]}级风圈",
                f"no agency gives a force-{force} circle now",
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


def _landfall_readings(view: View) -> dict[Measure, Reading]:
    measures = (Measure.LANDFALL_IN_H, Measure.LANDFALL_CLASS, Measure.LANDFALL_FORCE)
    story = story_of(view.outlook)
    if not view.coast.lands:
        return dict.fromkeys(measures, unknown("没有海岸线数据", "no coast line"))
    if view.outlook.forecast is None or story is None:
        return dict.fromkeys(measures, _NO_FORECAST)
    landfall = _landfall_awaited(view, story)
    if landfall is None:
        none = Explanation("预报不在本市登陆", "no landfall in the city awaited")
        return dict.fromkeys(measures, Reading(True, None, none))
    return _landfall_figures(view, story, landfall)


def _landfall_awaited(view: View, story: Story) -> Landfall | None:
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
