"""The sample city's files as the tests read them."""

import csv
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_geo"
DEGREE_M = 111_195


@cache
def features(name: str) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Properties and geometry of each feature of a GeoJSON file."""
    document = json.loads((SAMPLE / f"{name}.geojson").read_text(encoding="utf-8"))
    return [(one["properties"], shape(one["geometry"])) for one in document["features"]]


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def manifest() -> dict[str, Any]:
    """The manifest."""
    return tomllib.loads((SAMPLE / "manifest.toml").read_text(encoding="utf-8"))


@cache
def land_tree() -> STRtree:
    """Index of every land polygon, in the order of the file."""
    return STRtree([geometry for _, geometry in features("land")])


def land_at(point: Point) -> dict[str, Any] | None:
    """The land under a place, None at sea."""
    found = land_tree().query(point, predicate="intersects")
    return features("land")[int(found[0])][0] if len(found) else None


def metres_to_land(point: Point) -> float:
    """At most this far in truth: a degree east counts as one north."""
    nearest = land_tree().geometries[land_tree().nearest(point)]
    return point.distance(nearest) * DEGREE_M


def units(kind: str) -> dict[str, dict[str, Any]]:
    """Administrative units of a kind by code."""
    return {unit["code"]: unit for unit, _ in features("admin_units") if unit["kind"] == kind}


@cache
def sites() -> list[tuple[dict[str, str], Point]]:
    """Population sites with their places."""
    return [(r, Point(float(r["lon"]), float(r["lat"]))) for r in rows("population_sites")]
