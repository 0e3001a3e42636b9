"""Shipped defaults of storm events and of what a new bulletin changes; see `defaults`."""

from app.configuration.model import NO_AUTHORITY as _OURS
from app.configuration.model import Confidence, Default

_HARPER = (
    "Harper, Kepert and Ginger 2010 (WMO/TD-No. 1555), at-sea factors from memory, not re-read:"
    " 1.05 for 1 min, 1.02 for 2 min over a 10-min mean (sources#averaging)"
)

STORM_DEFAULTS: tuple[Default, ...] = (
    Default("typhoon.arrival_moved_min", 30.0, "min", _OURS, Confidence.DEFAULT,
            "风到的时间变了多少才告诉人"),
    Default("typhoon.track_moved_km", 30.0, "km", _OURS, Confidence.DEFAULT,
            "预报路径同一时刻移了多少才写进变化简报"),
    Default("typhoon.landfall_min_km2", 10.0, "km²", _OURS, Confidence.DEFAULT,
            "中心到多大的岛上才算登陆"),
    Default("typhoon.stall_h", 6.0, "h", _OURS, Confidence.DEFAULT,
            "台风少动：至少这么久"),
    Default("typhoon.stall_km", 30.0, "km",
            "5 km/h over 6 h; In-Fa 2021 moved < 20 km in 5 h (sources#stalls)",
            Confidence.DEFAULT, "台风少动：离原处不超过"),
    Default("typhoon.loop_within_h", 72.0, "h", _OURS, Confidence.DEFAULT,
            "台风打转：这么久之内路径自交"),
    Default("typhoon.loop_min_km", 60.0, "km",
            "several times the 0.1° (11 km) of a position (sources#no-authority)",
            Confidence.DEFAULT, "台风打转：绕行至少这么长"),
    Default("typhoon.turn_deg", 60.0, "°", _OURS, Confidence.DEFAULT, "急转向：航向变了多少"),
    Default("typhoon.turn_over_h", 12.0, "h", _OURS, Confidence.DEFAULT,
            "急转向：前后各取这么久的航向"),
    Default("typhoon.turn_min_km", 40.0, "km", _OURS, Confidence.DEFAULT,
            "急转向：前后各段至少这么长，少动时没有航向"),
    Default("typhoon.wind_2min_per_10min", 1.02, "", _HARPER, Confidence.MEDIUM,
            "10 分钟平均风换成 2 分钟平均（GB/T 19201 用）"),
    Default("typhoon.wind_2min_per_1min", 0.97, "", _HARPER, Confidence.MEDIUM,
            "1 分钟平均风换成 2 分钟平均（GB/T 19201 用）"),
    Default("typhoon.class_match_h", 3.0, "h", _OURS, Confidence.DEFAULT,
            "中央气象台的强度等级最多隔这么久还可用"),
)  # fmt: skip
