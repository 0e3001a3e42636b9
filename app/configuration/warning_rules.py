"""The shipped table of warning signals: the Zhejiang observatory's practice as far as known.

sources#warning-signals. It suggests; the observatory issues. Typhoon signals: mean force or gust
force within the hours. Gale: the same without a tropical cyclone. Rain: millimetres within the
hours. The source gives no hysteresis and no rule for lowering a signal, so there is none here.
"""

from typing import Any

KEY = "warning.rules"
SOURCE = "local observatory's signals, gale red from knowledge (sources#warning-signals)"


def _wind_rule(kind: str, colour: str, within_h: float, mean: int, gust: int) -> dict[str, Any]:
    return {"kind": kind, "colour": colour, "within_h": within_h, "mean_force": mean,
            "gust_force": gust}  # fmt: skip


def _rain_rule(colour: str, millimetres: float, hours: float) -> dict[str, Any]:
    return {"kind": "rain", "colour": colour, "within_h": hours, "rain_mm": millimetres}


DEFAULT_RULES: tuple[dict[str, Any], ...] = (
    _wind_rule("typhoon", "red", 6.0, 12, 14),
    _wind_rule("typhoon", "orange", 12.0, 10, 12),
    _wind_rule("typhoon", "yellow", 24.0, 8, 10),
    _wind_rule("typhoon", "blue", 24.0, 6, 8),
    _wind_rule("gale", "red", 6.0, 12, 13),
    _wind_rule("gale", "orange", 6.0, 10, 11),
    _wind_rule("gale", "yellow", 12.0, 8, 9),
    _wind_rule("gale", "blue", 24.0, 6, 7),
    _rain_rule("red", 100.0, 3.0),
    _rain_rule("orange", 50.0, 3.0),
    _rain_rule("yellow", 50.0, 6.0),
    _rain_rule("blue", 50.0, 12.0),
)
