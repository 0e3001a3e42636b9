"""Directions in words, sixteen of them as the Chinese bulletins use."""

_NAMES_ZH = (
    "北", "北东北", "东北", "东东北", "东", "东东南", "东南", "南东南",
    "南", "南西南", "西南", "西西南", "西", "西西北", "西北", "北西北",
)  # fmt: skip
_NAMES_EN = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
    "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip


def compass_zh(bearing_deg: float) -> str:
    """The nearest of sixteen directions, in Chinese."""
    return _NAMES_ZH[_compass_point(bearing_deg)]


def compass_en(bearing_deg: float) -> str:
    """The nearest of sixteen directions, in English."""
    return _NAMES_EN[_compass_point(bearing_deg)]


def _compass_point(bearing_deg: float) -> int:
    return round(bearing_deg / 22.5) % 16
