"""Scenic areas, sea dykes along real stretches of coast, and aquaculture. Illustrative outlines."""

import math

import numpy as np
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import nearest_points, substring

from sample_geo.build.coast import Land
from sample_geo.build.files import feature, read_table
from sample_geo.build.names import reading
from sample_geo.build.seats import DEGREE_NORTH, Place, moved
from sample_geo.build.units import polygons_of

DYKED_KM2 = 2.0  # no dyke guards an islet
CLOSED_FIRST = ("普陀", "嵊", "枸杞", "花鸟", "东极", "东福山", "白沙")


def _blob(centre: Place, radius_m: float, seed: int) -> Polygon:
    rng = np.random.default_rng([60, seed])
    wobble = 1 + 0.18 * np.sin(np.arange(24) / 24 * math.tau * 3 + rng.uniform(0, 6))
    wobble += rng.normal(0, 0.05, 24)
    return Polygon(
        [
            moved(centre, radius_m * w * math.cos(t), radius_m * w * math.sin(t))
            for w, t in zip(wobble, np.arange(24) / 24 * math.tau, strict=True)
        ]
    )


def scenic_features(lands: list[Land]) -> list[dict[str, object]]:
    """Each the part of its island round its middle."""
    city = [land.polygon for land in lands if land.county_code]
    tree = STRtree(city)
    features: list[dict[str, object]] = []
    for number, row in enumerate(read_table("scenic"), 1):
        centre = (float(row["lon"]), float(row["lat"]))
        island = city[int(tree.nearest(Point(centre)))]
        shore = nearest_points(island, Point(centre))[0]
        whole = _blob((shore.x, shore.y), float(row["radius_m"]), number).intersection(island)
        outline = max(polygons_of(whole), key=lambda part: part.area)
        name = reading(row["name"])
        properties = {
            "scenic_id": number,
            "name": row["name"],
            "pinyin": name.pinyin,
            "initials": name.initials,
            "grade": row["grade"] or None,
            "daily_limit": int(row["daily_limit"]),
            "status": "closed" if row["name"].startswith(CLOSED_FIRST) else "open",
            "township_code": row["township"],
        }
        features.append(feature(properties, outline.simplify(0.0001)))
    return features


def dyke_line(coast: Polygon, near: Place, length_m: float) -> LineString:
    """`length_m` of the island's shore, its middle nearest to `near`."""
    ring = LineString(coast.exterior.coords)
    length = length_m * DEGREE_NORTH * 1.08  # a degree east is shorter than one north
    middle = ring.project(Point(near))
    start, end = middle - length / 2, middle + length / 2
    if start < 0 or end > ring.length:  # roll the ring so that the stretch is not cut
        points = list(ring.coords)[:-1]
        half = len(points) // 2
        ring = LineString([*points[half:], *points[: half + 1]])
        middle = ring.project(Point(near))
        start, end = max(middle - length / 2, 0), min(middle + length / 2, ring.length)
    line = substring(ring, start, end)
    return line if isinstance(line, LineString) else ring


def length_m(line: LineString) -> float:
    points = np.asarray(line.coords)
    steps = np.diff(points, axis=0)
    middle = np.radians((points[1:, 1] + points[:-1, 1]) / 2)
    return float(np.hypot(steps[:, 0] * np.cos(middle), steps[:, 1]).sum() * 111_195)


def dyke_features(lands: list[Land]) -> list[dict[str, object]]:
    city = [land.polygon for land in lands if land.county_code and land.area_km2 > DYKED_KM2]
    tree = STRtree([Polygon(polygon.exterior).exterior for polygon in city])
    features: list[dict[str, object]] = []
    for number, row in enumerate(read_table("dykes"), 1):
        near = (float(row["lon"]), float(row["lat"]))
        line = dyke_line(city[int(tree.nearest(Point(near)))], near, float(row["length_m"]))
        properties = {
            "dyke_id": number,
            "name": row["name"],
            "return_years": int(row["return_years"]),
            "length_m": round(length_m(line), 1),
            "crest_m": float(row["crest_m"]),
        }
        features.append(feature(properties, line))
    return features


def _field(centre: Place, length: float, width: float, seed: int) -> Polygon:
    rng = np.random.default_rng([61, seed])
    turn = rng.uniform(0, math.pi)
    corners = [(-1, -1), (1, -0.9), (0.95, 1), (-0.9, 0.95)]
    placed: list[Place] = []
    for x, y in corners:
        along, across = x * length / 2, y * width / 2
        east = along * math.cos(turn) - across * math.sin(turn)
        north = along * math.sin(turn) + across * math.cos(turn)
        placed.append(moved(centre, east, north))
    return Polygon(placed)


def aquaculture_features(lands: list[Land]) -> list[dict[str, object]]:
    """Rafts, cages and mudflats keep to the sea, ponds to the land."""
    polygons = [land.polygon for land in lands]
    tree = STRtree(polygons)
    features: list[dict[str, object]] = []
    for number, row in enumerate(read_table("aquaculture"), 1):
        centre = (float(row["lon"]), float(row["lat"]))
        outline = _field(centre, float(row["length_m"]), float(row["width_m"]), number)
        for index in tree.query(outline):
            if row["kind"] != "pond":
                outline = outline.difference(polygons[index].buffer(0.0005))
        if row["kind"] == "pond":
            outline = outline.intersection(
                polygons[int(tree.nearest(Point(centre)))].buffer(-0.0003)
            )
        properties = {
            "aquaculture_id": number,
            "name": row["name"],
            "kind": row["kind"],
            "people": int(row["people"]),
            "township_code": row["township"],
        }
        parts = polygons_of(outline)
        features.append(feature(properties, max(parts, key=lambda part: part.area)))
    return features
