"""Counties, townships and villages: outlines grown from village seats, islands whole."""

import re
from collections import defaultdict
from dataclasses import dataclass

import shapely
from shapely import STRtree
from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from sample_geo.build.coast import Land
from sample_geo.build.files import DECIMALS, feature
from sample_geo.build.names import reading
from sample_geo.build.seats import Seat

CITY = ("330900", "舟山市", (122.2072, 29.9853))
COUNTY_SEATS = {
    "330902": (122.1068, 30.0198),
    "330903": (122.3030, 29.9490),
    "330921": (122.2000, 30.2440),
    "330922": (122.4510, 30.7255),
}
PERSONS_PER_HOUSEHOLD = 2.5
# Only Zhoushan Island is shared by two counties.
SHARED_ISLAND = "舟山岛"


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    parent: str | None
    kind: str
    name: str
    seat: tuple[float, float]
    outline: MultiPolygon
    population: int


def short_name(name: str) -> str:
    """展茅街道茅洋新村村委会 → 茅洋新村: what people say, without the committee."""
    plain = re.sub(r"(社区居委会|居委会|社区村委会|村村委会|村委会)$", "", name)
    ending = name[len(plain) :]
    if ending.startswith("村") or ending == "村委会":
        return plain if plain.endswith("村") else plain + "村"
    return plain + "社区" if ending in ("社区居委会", "社区村委会", "居委会") else plain


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    return [part for member in getattr(geometry, "geoms", []) for part in polygons_of(member)]


def multipolygon(geometry: BaseGeometry) -> MultiPolygon:
    parts = [part for part in polygons_of(geometry) if part.area > 1e-9]
    return MultiPolygon(sorted(parts, key=lambda part: -part.area))


def _voronoi_cells(seats: list[Seat], frame: Polygon) -> list[BaseGeometry]:
    """A cell for each seat, in the seats' order, that together fill `frame`."""
    if len(seats) == 1:
        return [frame]
    points = [Point(seat.lon, seat.lat) for seat in seats]
    cells = list(shapely.voronoi_polygons(MultiPoint(points), extend_to=frame).geoms)
    tree = STRtree(cells)
    return [cells[int(tree.query(point, predicate="within")[0])] for point in points]


def _grid_rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.set_precision(geometry, 10**-DECIMALS)


def _owners(lands: list[Land], seats: list[Seat]) -> dict[int, list[Seat]]:
    """Seats on each land; an islet without one goes to its county's nearest seat."""
    tree = STRtree([land.polygon for land in lands])
    owners: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        owners[int(tree.nearest(Point(seat.lon, seat.lat)))].append(seat)
    for index, land in enumerate(lands):
        if index not in owners:
            near = [seat for seat in seats if seat.code.startswith(land.county_code or "")]
            closest = min(near, key=lambda s: land.polygon.distance(Point(s.lon, s.lat)))
            owners[index] = [closest]
    return owners


def village_outlines(
    lands: list[Land], seats: list[Seat], counties: dict[str, BaseGeometry]
) -> dict[str, BaseGeometry]:
    """Voronoi cells of the seats on each island, cut at the county line on Zhoushan Island."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for index, owners in _owners(lands, seats).items():
        land = lands[index]
        for county, area in _county_parts(land, owners, counties):
            members = [seat for seat in owners if county is None or seat.code.startswith(county)]
            for seat, cell in zip(members, _voronoi_cells(members, land.polygon), strict=True):
                parts[seat.code].append(cell.intersection(area))
    return {code: _grid_rounded(unary_union(pieces)) for code, pieces in parts.items()}


def _east_of_county_line(dinghai: BaseGeometry, putuo: BaseGeometry) -> Polygon:
    """All that lies east of the border the two coarse polygons share, drawn on out to sea.

    The coarse polygons miss the shore by up to 2 km, but their border runs steadily north–south.
    """
    shared = dinghai.boundary.intersection(putuo.boundary)
    points = {point for line in shapely.get_parts(shared) for point in line.coords}
    border = sorted(points, key=lambda point: -point[1])
    north, south = border[0], border[-1]
    return Polygon([(123, 30.4), (north[0], 30.4), *border, (south[0], 29.9), (123, 29.9)])


def _county_parts(
    land: Land, owners: list[Seat], counties: dict[str, BaseGeometry]
) -> list[tuple[str | None, BaseGeometry]]:
    if land.name != SHARED_ISLAND:
        return [(None, land.polygon)]
    east = land.polygon.intersection(_east_of_county_line(counties["330902"], counties["330903"]))
    return [("330902", land.polygon.difference(east)), ("330903", east)]


def unit_features(units: list[Unit]) -> list[dict[str, object]]:
    features: list[dict[str, object]] = []
    for unit in units:
        name = reading(unit.name)
        properties = {
            "code": unit.code,
            "parent_code": unit.parent,
            "kind": unit.kind,
            "name": unit.name,
            "pinyin": name.pinyin,
            "initials": name.initials,
            "population": unit.population,
            "households": round(unit.population / PERSONS_PER_HOUSEHOLD),
            "approximate": unit.kind in ("township", "village"),
            "seat": [round(unit.seat[0], DECIMALS), round(unit.seat[1], DECIMALS)],
        }
        features.append(feature(properties, unit.outline))
    return features


def _united(children: list[Unit]) -> MultiPolygon:
    return multipolygon(shapely.union_all([child.outline for child in children], grid_size=1e-5))


def build_units(
    villages: list[Seat],
    townships: dict[str, Seat],
    county_names: dict[str, str],
    outlines: dict[str, BaseGeometry],
    population: dict[str, int],
) -> list[Unit]:
    """City, counties, townships, villages: parents first, each the union of its children."""
    lowest = [
        Unit(
            seat.code, seat.parent, "village", short_name(seat.name), (seat.lon, seat.lat),
            multipolygon(outlines[seat.code]), population[seat.code],
        )
        for seat in villages
    ]  # fmt: skip
    towns = [_parent(seat.code, seat.parent, "township", seat.name, (seat.lon, seat.lat), lowest)
             for seat in townships.values()]  # fmt: skip
    counties = [_parent(code, CITY[0], "county", name, COUNTY_SEATS[code], towns)
                for code, name in county_names.items()]  # fmt: skip
    city = _parent(CITY[0], None, "city", CITY[1], CITY[2], counties)
    return [city, *counties, *towns, *lowest]


def _parent(
    code: str,
    parent: str | None,
    kind: str,
    name: str,
    seat: tuple[float, float],
    below: list[Unit],
) -> Unit:
    children = [unit for unit in below if unit.parent == code]
    population = sum(unit.population for unit in children)
    return Unit(code, parent, kind, name, seat, _united(children), population)
