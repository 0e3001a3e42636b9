"""Place and water names for the basemap, with a rank that says how early each may be drawn."""

from shapely.geometry import Point

from sample_geo.build.coast import Land
from sample_geo.build.files import feature, read_table
from sample_geo.build.harbours import Harbour
from sample_geo.build.units import Unit

# kind: water city county township island harbour, and town for the mainland's
ISLAND_RANKS_KM2 = ((60, 2), (8, 3), (0.0, 4))
COUNTY_TITLES = {"330902": "定海", "330903": "普陀", "330921": "岱山", "330922": "嵊泗"}


def _label(name: str, kind: str, rank: int, point: Point) -> dict[str, object]:
    return feature({"name": name, "kind": kind, "rank": rank}, point)


def _islands(lands: list[Land]) -> list[dict[str, object]]:
    labels: list[dict[str, object]] = []
    for land in lands:
        if not land.name or not land.county_code:
            continue
        rank = next(rank for least, rank in ISLAND_RANKS_KM2 if land.area_km2 >= least)
        labels.append(_label(land.name, "island", rank, land.polygon.representative_point()))
    return labels


def _units(units: list[Unit]) -> list[dict[str, object]]:
    labels: list[dict[str, object]] = []
    for unit in units:
        seat = Point(unit.seat)
        if unit.kind == "city":
            labels.append(_label("舟山", "city", 1, seat))
        elif unit.kind == "county":
            labels.append(_label(COUNTY_TITLES[unit.code], "county", 1, seat))
        elif unit.kind == "township":
            name = unit.name.removesuffix("街道").removesuffix("镇").removesuffix("乡")
            labels.append(_label(name, "township", 2 if unit.population > 30_000 else 3, seat))
    return labels


def label_features(
    lands: list[Land], units: list[Unit], harbours: list[Harbour]
) -> list[dict[str, object]]:
    labels = [
        _label(
            row["name"], row["kind"], int(row["rank"]), Point(float(row["lon"]), float(row["lat"]))
        )
        for row in read_table("labels")
    ]
    ports = [h for h in harbours if h.level in ("central", "first", "anchorage")]
    labels += _units(units) + _islands(lands)
    labels += [
        _label(h.name, "harbour", 3 if h.level == "central" else 4, Point(h.place)) for h in ports
    ]
    return labels
