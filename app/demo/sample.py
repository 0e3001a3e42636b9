"""Which file of the sample city fills which table, and its rows ready for COPY."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from shapely import Point
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from app.geo.reading import reading

SRID = 4326
STORM_FILES = (
    "jma_best_track.txt",
    "ibtracs_three_storms.csv",
    "ibtracs_usa_three_storms.csv",
    "cma_operational_chanhom.toml",
)
PAST_STORMS = "ibtracs_west_pacific.csv"

Value = str | int | float | bool | bytes | None


@dataclass(frozen=True, slots=True)
class SampleTable:
    """One table and the file that fills it. `multi`: the column wants MultiPolygon. `register`: its
    rows say themselves that they are illustrative. `spelt`: the file says no pinyin."""

    name: str
    file: str
    multi: bool = False
    register: bool = False
    spelt: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns and rows of one file; geometry as EWKT."""

    columns: tuple[str, ...]
    values: list[tuple[Value, ...]]


# In the order the foreign keys ask for; within admin_unit the file puts parents first.
TABLES = (
    SampleTable("land_area", "land.geojson"),
    SampleTable("admin_unit", "admin_units.geojson", multi=True, register=True),
    SampleTable("sea_area", "sea_areas.geojson", multi=True),
    SampleTable("population_site", "population_sites.csv", register=True),
    SampleTable("population_group", "population_groups.csv"),
    SampleTable("road_node", "road_nodes.csv"),
    SampleTable("road_edge", "road_edges.geojson", register=True, spelt=True),
    SampleTable("harbour", "harbours.geojson", register=True),
    SampleTable("ferry_line", "ferry_lines.geojson", register=True),
    SampleTable("hazard_point", "hazard_points.geojson", register=True),
    SampleTable("risk_area", "risk_areas.geojson", register=True),
    SampleTable("shelter", "shelters.geojson", register=True),
    SampleTable("post", "posts.csv", register=True),
    SampleTable("household", "households.csv", register=True),
    SampleTable("scenic_area", "scenic_areas.geojson", register=True),
    SampleTable("sea_dyke", "sea_dykes.geojson", register=True, spelt=True),
    SampleTable("aquaculture_area", "aquaculture_areas.geojson", register=True, spelt=True),
    SampleTable("vessel", "vessels.csv", register=True),
    SampleTable("station", "stations.csv"),
)

# The tables whose integers the sample brings, and where the next row goes on counting.
NUMBERED = (
    ("land_area", "land_id"), ("population_site", "site_id"), ("road_node", "node_id"),
    ("road_edge", "edge_id"), ("harbour", "harbour_id"), ("ferry_line", "line_id"),
    ("scenic_area", "scenic_id"), ("sea_dyke", "dyke_id"), ("aquaculture_area", "aquaculture_id"),
    ("vessel", "vessel_id"),
)  # fmt: skip


def read_rows(sample_dir: Path, table: SampleTable) -> Rows:
    """The file's rows. Raises OSError when it is not there."""
    path = sample_dir / table.file
    is_csv = path.suffix == ".csv"
    rows = _csv_rows(path) if is_csv else _geojson_rows(path, multi=table.multi)
    rows = _spelt(rows) if table.spelt else rows
    return _mark_illustrative(rows) if table.register else rows


def _spelt(rows: Rows) -> Rows:
    at = rows.columns.index("name")
    typed = [reading(str(row[at] or "")) for row in rows.values]
    values = [
        (*row, each.pinyin or None, each.initials or None)
        for row, each in zip(rows.values, typed, strict=True)
    ]
    return Rows((*rows.columns, "pinyin", "initials"), values)


def _mark_illustrative(rows: Rows) -> Rows:
    values = [(*row, "illustrative") for row in rows.values]
    return Rows((*rows.columns, "origin"), values)


def _to_ewkt(geometry: BaseGeometry) -> str:
    return f"SRID={SRID};{geometry.wkt}"


def _csv_rows(path: Path) -> Rows:
    """A CSV's columns as they are, except that `lon` and `lat` at its end become `geom`."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        lines = [tuple(cell or None for cell in line) for line in reader]
    if header[-2:] != ["lon", "lat"]:
        return Rows(tuple(header), [(*line,) for line in lines])
    values: list[tuple[Value, ...]] = [
        (*cells, _to_ewkt(Point(float(cast(str, lon)), float(cast(str, lat)))))
        for *cells, lon, lat in lines
    ]
    return Rows((*header[:-2], "geom"), values)


def _geojson_rows(path: Path, *, multi: bool) -> Rows:
    document = cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
    features = cast(list[dict[str, Any]], document["features"])
    columns = tuple(features[0]["properties"])
    values = [
        (*_list_properties(one), _to_ewkt(_typed_geometry(one, multi=multi))) for one in features
    ]
    return Rows((*columns, "geom"), values)


def _typed_geometry(one: dict[str, Any], *, multi: bool) -> BaseGeometry:
    geometry = shape(one["geometry"])
    return MultiPolygon([geometry]) if multi and isinstance(geometry, Polygon) else geometry


def _list_properties(one: dict[str, Any]) -> Iterator[Value]:
    """A pair is a place (`seat`); everything else is a plain value."""
    for value in one["properties"].values():
        match value:
            case [float(lon), float(lat)]:
                yield _to_ewkt(Point(lon, lat))
            case _:
                yield cast(Value, value)
