"""Counts the same polygons three ways: as a drag asks, plainly in PostGIS, by geopandas."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import geopandas as gpd
import numpy as np
import shapely

from app.database import Connection
from app.exposure.model import AreaQuestion, GroupCode
from app.exposure.queries import measure
from app.geo.geojson import GeoPolygon
from app.strict_json import dumps
from app.tooling.bench.exposure.queries import COUNTED, count_plainly, list_points

_AT = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Drags:
    """Milliseconds of each polygon: ours, plain PostGIS; of the mean polygon: geopandas."""

    ours_ms: list[float]
    plain_ms: list[float]
    sjoin_ms: float
    most_points: int


def time_drags(conn: Connection, polygons: Sequence[GeoPolygon], sampled: int) -> Drags:
    """Every polygon by geopandas, `sampled` each way. Raises RuntimeError where two differ."""
    chosen = np.linspace(0, len(polygons) - 1, sampled).astype(int).tolist()
    joined, sjoin_ms, most = _join(conn, polygons)
    ours_ms: list[float] = []
    plain_ms: list[float] = []
    for index in chosen:
        text = dumps(polygons[index])
        began = time.perf_counter()
        ours = _count(conn, text)
        ours_ms.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        plain = count_plainly(conn, text)
        plain_ms.append((time.perf_counter() - began) * 1000)
        if not ours == plain == joined[index]:
            raise RuntimeError(
                f"polygon {index}: {ours}, PostGIS {plain}, geopandas {joined[index]}"
            )
    return Drags(ours_ms, plain_ms, sjoin_ms, most)


def _count(conn: Connection, polygon: str) -> Counter[str]:
    area = AreaQuestion(0, 0, polygon, frozenset(GroupCode))
    found = measure(conn, area, _AT, timedelta(hours=24), watch=2)
    return Counter(
        {
            str(each.code): each.people
            for each in found.land.groups
            if each.people and each.code in COUNTED
        }
    )


def _join(
    conn: Connection, polygons: Sequence[GeoPolygon]
) -> tuple[list[Counter[str]], float, int]:
    """People of each polygon by one spatial join; what a polygon took, most points in one."""
    columns = list(zip(*list_points(conn), strict=True))
    points = gpd.GeoDataFrame(
        dict(zip(COUNTED, columns[2:], strict=True)),
        geometry=gpd.points_from_xy(columns[0], columns[1]),
        crs=4326,
    )
    shapes = [shapely.from_geojson(dumps(each)) for each in polygons]
    areas = gpd.GeoDataFrame({"area": range(len(shapes))}, geometry=shapes, crs=4326)
    points.sindex  # noqa: B018 built once, as our index is
    began = time.perf_counter()
    inside = cast(Any, gpd.sjoin(points, areas, predicate="intersects"))  # pandas has no row types
    sums = inside.groupby("area")[list(COUNTED)].sum()
    each_ms = (time.perf_counter() - began) * 1000 / len(areas)
    told = [Counter[str]() for _ in shapes]
    for area, *counts in sums.itertuples():
        told[area] = Counter({c: int(n) for c, n in zip(COUNTED, counts, strict=True) if n})
    return told, each_ms, int(inside.groupby("area").size().max())
