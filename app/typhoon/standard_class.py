"""Class by GB/T 19201 (sources#intensity-classes): its table means a 2-min wind.

The national centre's class counts where it has one near that moment. Otherwise the agency's own
wind is brought to 2 min by a stated factor (configuration `typhoon.wind_2min_per_*`), and both the
class as published and the one it was brought to are told. A 10-min wind read by that table as it
stands names a class too low.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix, StormClass
from app.typhoon.outlook import Outlook
from app.typhoon.strength import RANK, class_of_wind
from app.units import beaufort_force

NATIONAL_AGENCY = "CMA"
TABLE_AVERAGING_MIN = 2

CLASS_NAMES: dict[StormClass, Explanation] = {
    StormClass.LOW: Explanation("低压", "low"),
    StormClass.TD: Explanation("热带低压", "tropical depression"),
    StormClass.TS: Explanation("热带风暴", "tropical storm"),
    StormClass.STS: Explanation("强热带风暴", "severe tropical storm"),
    StormClass.TY: Explanation("台风", "typhoon"),
    StormClass.STY: Explanation("强台风", "severe typhoon"),
    StormClass.SUPER_TY: Explanation("超强台风", "super typhoon"),
    StormClass.EXTRATROPICAL: Explanation("温带气旋", "extratropical"),
}


@dataclass(frozen=True, slots=True)
class ClassScale:
    """Factors to a 2-min wind by averaging in minutes, and how old the national class may be."""

    factor_by_averaging_min: dict[int, float]
    match_h: float


@dataclass(frozen=True, slots=True)
class StandardClass:
    """A class and how it was come by. `factor` None: the wind was not converted."""

    storm_class: StormClass | None
    published: StormClass | None
    agency: str
    wind_ms: float | None
    averaging_min: int | None
    factor: float | None

    @property
    def standard_wind_ms(self) -> float | None:
        """The wind the class is read from, 2-min where it could be converted."""
        return None if self.wind_ms is None else self.wind_ms * (self.factor or 1.0)

    @property
    def force(self) -> int | None:
        """Its wind force."""
        wind_ms = self.standard_wind_ms
        return None if wind_ms is None else beaufort_force(wind_ms)

    @property
    def text(self) -> Explanation:
        """The class with agency and figures, and the class as published where it differs."""
        name = _class_name(self.storm_class)
        zh, en = [self.agency], [self.agency]
        if self.wind_ms is not None:
            zh.append(f"{self.wind_ms:.1f} 米/秒{_averaged_words(self.averaging_min).zh}")
            en.append(f"{self.wind_ms:.1f} m/s{_averaged_words(self.averaging_min).en}")
        if self.factor is not None and self.standard_wind_ms is not None:
            zh.append(f"乘 {self.factor:g} 换成 2 分钟平均 {self.standard_wind_ms:.1f} 米/秒")
            en.append(f"times {self.factor:g} is a 2-min wind of {self.standard_wind_ms:.1f} m/s")
        if self.published != self.storm_class:
            zh.append(f"按原值为{_class_name(self.published).zh}")
            en.append(f"as published: {_class_name(self.published).en}")
        return Explanation(f"{name.zh}（{'，'.join(zh)}）", f"{name.en} ({', '.join(en)})")


def standard_class(
    point: Fix, outlook: Outlook, others: Sequence[Outlook], scale: ClassScale
) -> StandardClass:
    """The class of a point of `outlook`; `others` may hold the national centre's."""
    if outlook.track.agency != NATIONAL_AGENCY:
        national = _national_class(point, others, scale)
        if national is not None:
            return national
    return _own_class(point, outlook, scale)


def _national_class(
    point: Fix, others: Sequence[Outlook], scale: ClassScale
) -> StandardClass | None:
    """The national centre's class nearest in time, if near enough."""
    limit = timedelta(hours=scale.match_h)
    near = [
        (abs(theirs.fix_at - point.fix_at), outlook, theirs)
        for outlook in others
        if outlook.track.agency == NATIONAL_AGENCY
        for theirs in outlook.points
        if _published_class(theirs) is not None and abs(theirs.fix_at - point.fix_at) <= limit
    ]
    if not near:
        return None
    _, outlook, theirs = min(near, key=lambda each: each[0])
    return _own_class(theirs, outlook, scale)


def _own_class(point: Fix, outlook: Outlook, scale: ClassScale) -> StandardClass:
    track, published = outlook.track, _published_class(point)
    as_it_is = StandardClass(
        published, published, track.agency, point.wind_ms, track.averaging_min, None
    )
    averaging = track.averaging_min
    factor = scale.factor_by_averaging_min.get(averaging) if averaging is not None else None
    if factor is None or point.wind_ms is None or published not in RANK:
        return as_it_is
    return replace(as_it_is, storm_class=class_of_wind(point.wind_ms * factor), factor=factor)


def _published_class(point: Fix) -> StormClass | None:
    return point.storm_class or class_of_wind(point.wind_ms)


def _class_name(storm_class: StormClass | None) -> Explanation:
    return (
        Explanation("等级不明", "class unknown")
        if storm_class is None
        else CLASS_NAMES[storm_class]
    )


def _averaged_words(minutes: int | None) -> Explanation:
    if minutes is None:
        return Explanation("（平均时段未注明）", " (averaging not stated)")
    return Explanation(f"（{minutes} 分钟平均）", f" ({minutes}-min)")
