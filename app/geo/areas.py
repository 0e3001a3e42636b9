"""Areas as GeoJSON coordinates."""

from shapely import LinearRing, MultiPolygon, Polygon

Coordinates = list[list[list[list[float]]]]


def coordinates(area: Polygon | MultiPolygon) -> Coordinates:
    """A MultiPolygon's coordinates, four decimals (11 m)."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    return [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def _ring(ring: LinearRing) -> list[list[float]]:
    return [[round(x, 4), round(y, 4)] for x, y in ring.coords]
