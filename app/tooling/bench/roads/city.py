"""The sample city's roads, population sites and shelters from its files: no database needed."""

import csv
import json
from collections.abc import Iterable
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry import shape

from app.network.model import LandArea, NetworkRows, NetworkSite, RoadEdge, RoadNode
from app.settings import CLONE_DIR

SAMPLE = CLONE_DIR / "sample_geo"
_METRES = Transformer.from_crs(4326, 4550, always_xy=True)


def city_rows() -> NetworkRows:
    """What the graph is built from, but for the ferry lines."""
    return NetworkRows(
        version="sample",
        nodes=[RoadNode(int(row["node_id"]), *_place_of(row)) for row in table("road_nodes")],
        edges=[_read_edge(feature) for feature in features("road_edges")],
        ferries=[],
        sites=[NetworkSite(row["site_id"], *_place_of(row)) for row in table("population_sites")],
        shelters=[_read_shelter(feature) for feature in features("shelters")],
        lands=[_read_land(feature) for feature in features("land")],
    )


def table(name: str) -> list[dict[str, str]]:
    """Rows of a CSV of the sample city."""
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name: str) -> list[dict[str, Any]]:
    """Features of a GeoJSON of the sample city."""
    text = (SAMPLE / f"{name}.geojson").read_text(encoding="utf-8")
    return cast("list[dict[str, Any]]", json.loads(text)["features"])


def in_metres(lon: float, lat: float) -> tuple[float, float]:
    """Where a point stands in EPSG:4550."""
    x_m, y_m = _METRES.transform(lon, lat)
    return float(x_m), float(y_m)


def _place_of(row: dict[str, str]) -> tuple[float, float]:
    return in_metres(float(row["lon"]), float(row["lat"]))


def _read_shelter(feature: dict[str, Any]) -> NetworkSite:
    return NetworkSite(feature["properties"]["code"], *in_metres(*_pair_of(feature)))


def _pair_of(feature: dict[str, Any]) -> Iterable[float]:
    return cast("Iterable[float]", feature["geometry"]["coordinates"][:2])


def _read_edge(feature: dict[str, Any]) -> RoadEdge:
    middle = shape(feature["geometry"]).interpolate(0.5, normalized=True)
    return RoadEdge(**feature["properties"], lon=middle.x, lat=middle.y)


def _read_land(feature: dict[str, Any]) -> LandArea:
    told = feature["properties"]
    outline = cast("shapely.Polygon", shape(feature["geometry"]))
    return LandArea(told["land_id"], told["name"], shapely.transform(outline, _project_points))


def _project_points(lon_lat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.column_stack(_METRES.transform(lon_lat[:, 0], lon_lat[:, 1]))
