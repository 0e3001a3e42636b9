"""Where a force may blow: bands of probability over the map, from the members' swept areas."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely import MultiLineString, MultiPolygon, Polygon
from shapely.ops import polygonize, unary_union

from app.geo.contour import contour_segments
from app.geo.sphere import EARTH_RADIUS_KM, Floats, unit_vectors
from app.wind.ensemble.members import Members
from app.wind.ensemble.merge import Ensemble
from app.wind.ensemble.reach import Progress, swept

LEVELS_PCT = (5, 10, 30, 50, 70, 90)
_BOX = (105.0, 8.0, 150.0, 48.0)  # the seas a storm comes to Zhoushan over
_CELLS = 6000
_FINEST_DEG = 0.25


@dataclass(frozen=True, slots=True)
class Grid:
    """Longitudes and latitudes of a regular grid."""

    lon: Floats
    lat: Floats


@dataclass(frozen=True, slots=True)
class Band:
    """Where the probability is at least `from_pct` and below `to_pct` (None: up to 100)."""

    from_pct: int
    to_pct: int | None
    area: MultiPolygon


def probabilities(
    ensemble: Ensemble, grid: Grid, forces: Sequence[int], progress: Progress | None = None
) -> dict[int, Floats]:
    """By force: share of members whose circle passes over each grid point, (lat, lon)."""
    east, north = np.meshgrid(grid.lon, grid.lat)
    places = unit_vectors(east.ravel(), north.ravel())
    hits = {force: np.zeros(east.size) for force in forces}
    for index, share in enumerate(ensemble.shares):
        done, parts = index, len(ensemble.shares)
        step = None if progress is None else _part_progress(progress, done, parts)
        for force, touched in swept(share.members, places, forces, step).items():
            hits[force] += touched.sum(axis=0)
    return {force: (hit / ensemble.count).reshape(east.shape) for force, hit in hits.items()}


def _part_progress(progress: Progress, done: int, parts: int) -> Progress:
    return lambda share: progress((done + share) / parts)


def grid_of(ensemble: Ensemble) -> Grid:
    """A grid over all that the members may reach, no finer than needed."""
    west, south, east, north = _BOX
    spans = [_span_of(share.members) for share in ensemble.shares]
    west = max(west, min(span[0] for span in spans))
    south = max(south, min(span[1] for span in spans))
    east, north = (
        min(east, max(span[2] for span in spans)),
        min(north, max(span[3] for span in spans)),
    )
    east, north = max(east, west + 1), max(north, south + 1)
    spacing = max(_FINEST_DEG, float(np.sqrt((east - west) * (north - south) / _CELLS)))
    return Grid(
        np.arange(west, east + spacing, spacing), np.arange(south, north + spacing, spacing)
    )


def bands(values: Floats, grid: Grid, members: int) -> list[Band]:
    """The bands, lowest first; a level nobody reaches is left out."""
    regions = [region(values, grid, pct / 100 - 0.5 / members) for pct in LEVELS_PCT]
    found: list[Band] = []
    for index, pct in enumerate(LEVELS_PCT):
        above = regions[index + 1] if index + 1 < len(regions) else None
        area = regions[index] if above is None else regions[index].difference(above)
        if not area.is_empty:
            top = None if above is None or above.is_empty else LEVELS_PCT[index + 1]
            found.append(Band(pct, top, _to_multipolygon(area)))
    return found


def region(values: Floats, grid: Grid, level: float) -> MultiPolygon:
    """Where the values, linear between grid points and 0 beyond, are at least `level`."""
    lon, lat = _widen_axis(grid.lon), _widen_axis(grid.lat)
    padded = np.pad(values, 1)
    segments = contour_segments(padded, lon, lat, level)
    if len(segments) == 0:
        return MultiPolygon()
    faces = polygonize(MultiLineString(list(segments)))
    kept = [face for face in faces if _value_in(face, padded, lon, lat) >= level]
    return _to_multipolygon(unary_union(kept))


def _value_in(face: Polygon, values: Floats, lon: Floats, lat: Floats) -> float:
    """The value at a point well inside a face, bilinear."""
    point = face.representative_point()
    column = int(np.clip(np.searchsorted(lon, point.x) - 1, 0, len(lon) - 2))
    row = int(np.clip(np.searchsorted(lat, point.y) - 1, 0, len(lat) - 2))
    x = (point.x - lon[column]) / (lon[column + 1] - lon[column])
    y = (point.y - lat[row]) / (lat[row + 1] - lat[row])
    south = values[row, column] * (1 - x) + values[row, column + 1] * x
    north = values[row + 1, column] * (1 - x) + values[row + 1, column + 1] * x
    return float(south * (1 - y) + north * y)


def _widen_axis(axis: Floats) -> Floats:
    step = axis[1] - axis[0]
    return np.concatenate([[axis[0] - step], axis, [axis[-1] + step]])


def _to_multipolygon(area: object) -> MultiPolygon:
    """The areas of a shape; lines and points that a difference leaves are dropped."""
    if isinstance(area, MultiPolygon):
        return area
    if isinstance(area, Polygon):
        return MultiPolygon() if area.is_empty else MultiPolygon([area])
    parts = [part for part in getattr(area, "geoms", ()) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def _span_of(members: Members) -> tuple[float, float, float, float]:
    radius = max(circle.radii_km.max() for circle in members.circles.values()) * members.size.max()
    margin = np.degrees(radius / EARTH_RADIUS_KM)
    ahead = members.at_s >= members.begin_s
    lon, lat = members.lon[:, ahead], members.lat[:, ahead]
    wide = margin / np.cos(np.radians(min(float(np.abs(lat).max()), 80.0)))
    return (
        float(lon.min() - wide), float(lat.min() - margin),
        float(lon.max() + wide), float(lat.max() + margin),
    )  # fmt: skip
