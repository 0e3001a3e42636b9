"""Areas as GeoJSON coordinates."""

from typing import Annotated

from shapely import LinearRing, MultiPolygon, Polygon

from app.geo.geojson import Position

# Not looked through when read back: thousands of corners that we wrote ourselves.
Coordinates = Annotated[list[list[list[Position]]], "trusted"]


def coordinates(area: Polygon | MultiPolygon) -> Coordinates:
    """A MultiPolygon's coordinates, four decimals (11 m)."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    return [[_round_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def _round_ring(ring: LinearRing) -> list[Position]:
    return [(round(x, 4), round(y, 4)) for x, y in ring.coords]
