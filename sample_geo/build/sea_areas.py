"""Sea areas of the counties: the water nearest to a county's land, out to about 12 nautical miles.

Illustrative: no office has drawn these lines. Land of the mainland and of islands that are not
Zhoushan's takes its own share of the water and gives it to nobody.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.affinity import scale
from shapely.geometry import MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from sample_geo.build.coast import KM_PER_DEGREE
from sample_geo.build.files import DECIMALS, feature
from sample_geo.build.units import multipolygon

REACH_KM = 12 * 1.852
STEP_DEG = 0.01  # a coast counts as points this far apart
SIMPLIFIED_DEG = 0.003
_EAST_SHORTER = math.cos(math.radians(30.2))  # the city's middle; 1 % off at its north and south


def sea_area_features(
    counties: Mapping[str, BaseGeometry],
    names: Mapping[str, str],
    elsewhere: Sequence[BaseGeometry],
) -> list[dict[str, object]]:
    """One feature a county: their land and names by code; `elsewhere` is the land of others."""
    flat = {code: _flat(_rounded(land)) for code, land in counties.items()}
    others = [_flat(land) for land in elsewhere]
    cells = _nearest(flat, others)
    reached = [cells[code].intersection(_reach(land)) for code, land in sorted(flat.items())]
    simple = shapely.coverage_simplify(reached, SIMPLIFIED_DEG)
    return [
        feature({"county_code": int(code), "name": f"{names[code]}海域"}, _rounded(_unflat(area)))
        for code, area in zip(sorted(flat), simple, strict=True)
    ]


def _reach(land: BaseGeometry) -> BaseGeometry:
    return land.simplify(SIMPLIFIED_DEG).buffer(REACH_KM / KM_PER_DEGREE, quad_segs=8)


def _nearest(
    counties: dict[str, BaseGeometry], others: list[BaseGeometry]
) -> dict[str, BaseGeometry]:
    """What lies nearer to each county's coast than to any other: its points' Voronoi cells."""
    owners = [*sorted(counties.items()), ("", shapely.union_all(others))]
    points = [shapely.get_coordinates(shapely.segmentize(land, STEP_DEG)) for _, land in owners]
    owner = np.repeat([code for code, _ in owners], [len(part) for part in points])
    together, first = np.unique(np.concatenate(points), axis=0, return_index=True)
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(together), ordered=True))
    return {code: shapely.union_all(cells[owner[first] == code]) for code in counties}


def _flat(geometry: BaseGeometry) -> BaseGeometry:
    """Degrees of latitude in both directions, so that near is near."""
    return scale(geometry, xfact=_EAST_SHORTER, origin=(0, 0))


def _unflat(geometry: BaseGeometry) -> BaseGeometry:
    return scale(geometry, xfact=1 / _EAST_SHORTER, origin=(0, 0))


def _rounded(geometry: BaseGeometry) -> MultiPolygon:
    return multipolygon(shapely.set_precision(geometry, 10**-DECIMALS))
