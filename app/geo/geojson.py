"""GeoJSON (RFC 7946) as types: what a route answers with when it answers with shapes."""

from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """A place."""

    coordinates: Position
    type: Literal["Point"] = "Point"


@dataclass(frozen=True, slots=True)
class GeoMultiPoint:
    """Places that belong together."""

    coordinates: list[Position]
    type: Literal["MultiPoint"] = "MultiPoint"


@dataclass(frozen=True, slots=True)
class GeoLineString:
    """A line."""

    coordinates: list[Position]
    type: Literal["LineString"] = "LineString"


@dataclass(frozen=True, slots=True)
class GeoMultiLineString:
    """Lines that belong together."""

    coordinates: list[list[Position]]
    type: Literal["MultiLineString"] = "MultiLineString"


@dataclass(frozen=True, slots=True)
class GeoPolygon:
    """An area: its outline, then its holes."""

    coordinates: Annotated[list[list[Position]], "trusted"]
    type: Literal["Polygon"] = "Polygon"


@dataclass(frozen=True, slots=True)
class GeoMultiPolygon:
    """Areas that belong together."""

    coordinates: Annotated[list[list[list[Position]]], "trusted"]
    type: Literal["MultiPolygon"] = "MultiPolygon"


GeoShape = (
    GeoPoint | GeoMultiPoint | GeoLineString | GeoMultiLineString | GeoPolygon | GeoMultiPolygon
)

Properties = TypeVar("Properties")
Geometry = TypeVar("Geometry")


@dataclass(frozen=True, slots=True)
class Feature(Generic[Properties, Geometry]):
    """A shape and what is said of it."""

    properties: Properties
    geometry: Geometry
    type: Literal["Feature"] = "Feature"
