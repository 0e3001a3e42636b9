"""Where a row of a table lies: which columns say so, in which system, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import Point
from shapely.errors import ShapelyError

from app.geo.shapes import Shape, from_wkt
from app.importing.text import LAT, LON, WKT
from app.number_text import number_of
from app.registers.headings import plain_heading
from app.wording import Text, Unreadable

_PAIRS = ("坐标", "经纬度", "位置坐标", "坐标位置", "定位")
_SYSTEMS = (
    (re.compile(r"gcj|火星|高德|腾讯", re.IGNORECASE), "GCJ-02"),
    (re.compile(r"bd-?09|百度", re.IGNORECASE), "BD-09"),
    (re.compile(r"cgcs|国家2000|2000", re.IGNORECASE), "EPSG:4490"),
    (re.compile(r"wgs|gps", re.IGNORECASE), "EPSG:4326"),
)
_HINTS = re.compile(r"gcj-?02|bd-?09|cgcs2000|wgs-?84|国家2000|2000|火星|高德|腾讯|百度|gps|度",
                    re.IGNORECASE)  # fmt: skip
_DEGREES = re.compile(
    r"([NSEW东西南北]?)\s*([0-9]{1,3})\s*[°度]\s*(?:([0-9]{1,2}(?:\.[0-9]+)?)\s*['′’分])?\s*"
    r"(?:([0-9]{1,2}(?:\.[0-9]+)?)\s*(?:[\"″”秒]|''|′′))?\s*([NSEW东西南北]?)"
)
_CHINA = (73.0, 3.0, 136.0, 54.0)


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """The headings that say where a row lies: longitude and latitude, both in one, or WKT."""

    headings: tuple[str, ...]
    wkt: bool = False
    crs: str | None = None


def find_place(headings: Sequence[str]) -> PlaceColumns | None:
    """The columns of the place, None where a table has none."""
    plain = {_bare(heading): heading for heading in reversed(headings)}
    lon, lat = (next((plain[n] for n in names if n in plain), None) for names in (LON, LAT))
    if lon and lat:
        return PlaceColumns((lon, lat), crs=_system(lon) or _system(lat))
    pair = next((plain[name] for name in _PAIRS if name in plain), None)
    if pair:
        return PlaceColumns((pair,), crs=_system(pair))
    shape = next((plain[name] for name in WKT if name in plain), None)
    return PlaceColumns((shape,), wkt=True, crs=_system(shape)) if shape else None


def _bare(heading: str) -> str:
    return _HINTS.sub("", plain_heading(heading)) if "度" not in heading else _degree(heading)


def _degree(heading: str) -> str:
    """`经度`, `高德经度`, `经度（度）`: the word itself ends in 度."""
    plain = plain_heading(heading)
    for word in ("经纬度", "经度", "纬度"):
        if word in plain:
            return word
    return plain


def _system(heading: str) -> str | None:
    return next((crs for pattern, crs in _SYSTEMS if pattern.search(heading)), None)


def read_place(
    columns: PlaceColumns, cells: Mapping[str, Any], *, geographic: bool
) -> Shape | None:
    """The shape that the cells say; None where they are empty. Raises Unreadable."""
    texts = [str(cells.get(heading) or "").strip() for heading in columns.headings]
    if not any(texts):
        return None
    if columns.wkt:
        return _wkt(texts[0])
    if len(texts) == 1:
        texts = [t for t in re.split(r"[,，;；\s]+", texts[0]) if t]
    if len(texts) != 2 or not all(texts):
        raise Unreadable(Text("经度和纬度要两个都有", "It needs both longitude and latitude"))
    point = Point(*(_degrees(text) for text in texts))
    if geographic:
        _check_range(point)
    return point


def _wkt(text: str) -> Shape:
    try:
        return from_wkt(text)
    except (ShapelyError, ValueError) as error:
        raise Unreadable(Text(f"WKT 看不懂：{text[:30]}", f"Not WKT: {text[:30]}")) from error


def _degrees(text: str) -> float:
    plain = unicodedata.normalize("NFKC", text)
    found = _DEGREES.fullmatch(plain.strip())
    if found:
        minutes, seconds = (float(found[n] or 0) for n in (3, 4))
        sign = -1 if {found[1], found[5]} & set("SW西南") else 1
        return sign * (int(found[2]) + minutes / 60 + seconds / 3600)
    try:
        return number_of(plain.removesuffix("°").removesuffix("度"))
    except ValueError:
        raise Unreadable(
            Text(f"“{text[:20]}”不是度数，像 122.2072", f"“{text[:20]}” is no degree, as 122.2072")
        ) from None


def _check_range(point: Point) -> None:
    west, south, east, north = _CHINA
    lon, lat = point.x, point.y
    if west <= lon <= east and south <= lat <= north:
        return
    if west <= lat <= east and south <= lon <= north:
        raise Unreadable(
            Text(f"经度 {lon:g} 和纬度 {lat:g} 写反了：换过来", f"{lon:g}, {lat:g} are swapped")
        )
    raise Unreadable(
        Text(
            f"（{lon:g}，{lat:g}）不在国内：查小数点，或坐标系是否选对",
            f"({lon:g}, {lat:g}) is not in China: see the point, or the coordinate system",
        )
    )
