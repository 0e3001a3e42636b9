"""What lies under the briefing's layers: sea, land, names, the zone itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import folium
import shapely

from app import strict_json
from app.briefing.draw import always, plain_shape
from app.briefing.leaflet import Name, Names, OfflineMap, ZoomedPanes, add_pane, tip
from app.briefing.queries import list_land
from app.database import Connection
from app.geo.shapes import (
    Bounds,
    Shape,
    collected,
    coordinates,
    from_geojson,
    from_wkb,
    total_bounds,
)

Palette = Mapping[str, str]

_LAND_SIMPLIFY_DEG = 4e-4  # about 40 m: below the coast's own accuracy
_SMALLEST_KM2 = 0.02
_LAND_PANE, _ZONE_PANE = "land", "zone"
# The design's z-order: land above the wind, the zone above the ground, names above both.
_LAND_ORDER, _ZONE_ORDER, _NAME_ORDER = 20, 61, 85
# Leaflet zoom from which a name of this rank is drawn.
_NAME_ZOOM = {1: 0.0, 2: 10.0, 3: 12.0}
_UNNAMED = frozenset({"harbour", "township"})  # the layers' own symbols and tables name these


def draw_base(target: OfflineMap, conn: Connection, sample_dir: Path, palette: Palette) -> None:
    """The coast of the database, and beyond it the coarse one of the region."""
    add_pane(target, _LAND_PANE, _LAND_ORDER)
    look = {
        "color": palette["coast"], "weight": 1, "fillColor": palette["land"], "fillOpacity": 1,
    }  # fmt: skip
    land, box = _read_land(conn)
    for shape in (*land, *_read_region(sample_dir, box)):
        folium.GeoJson(
            plain_shape(shape, _LAND_SIMPLIFY_DEG), style_function=always(look), control=False,
            pane=_LAND_PANE, interactive=False,
        ).add_to(target)  # fmt: skip


def _read_land(conn: Connection) -> tuple[list[Shape], Shape]:
    shapes = list_land(conn, _SMALLEST_KM2)
    if not shapes:
        return [], shapely.Polygon()
    return [collected(shapes)], shapely.box(*total_bounds(shapes))


def _read_region(sample_dir: Path, box: Shape) -> list[Shape]:
    path = sample_dir / "region_land.geojson"
    if not path.is_file():
        return []
    features = strict_json.loads(path.read_bytes())["features"]
    beyond = collected([from_geojson(feature["geometry"]) for feature in features]).difference(box)
    return [] if beyond.is_empty else [beyond]


def draw_names(target: OfflineMap, sample_dir: Path) -> None:
    """Names of counties, towns, islands and waters, the less important from nearer on."""
    path = sample_dir / "labels.geojson"
    if not path.is_file():
        return
    for rank in _NAME_ZOOM:
        add_pane(target, f"names-{rank}", _NAME_ORDER)
    features = strict_json.loads(path.read_bytes())["features"]
    target.add_child(Names(filter(None, map(_place_name, features))))
    target.add_child(ZoomedPanes({f"names-{rank}": zoom for rank, zoom in _NAME_ZOOM.items()}))


def _place_name(feature: Mapping[str, Any]) -> Name | None:
    said = feature["properties"]
    rank = 1 if said["kind"] == "county" else said["rank"]
    if rank not in _NAME_ZOOM or said["kind"] in _UNNAMED:
        return None
    lon, lat = feature["geometry"]["coordinates"]
    return Name(tip(said["name"]), said["kind"], f"names-{rank}", lon, lat)


def draw_zone(target: OfflineMap, zone: Mapping[str, Any], severity: str, palette: Palette) -> None:
    """The zone the briefing is about: a triple line that holds on land and sea, dashed as draft."""
    add_pane(target, _ZONE_PANE, _ZONE_ORDER)
    color = palette.get(severity, palette["t1"])
    for look in (
        {"color": palette["symbol-outer"], "weight": 7, "fill": False},
        {"color": palette["symbol-edge"], "weight": 5, "fill": False},
        {"color": color, "weight": 2.6, "dashArray": "9 5", "fillColor": color,
         "fillOpacity": 0.10},
    ):  # fmt: skip
        folium.GeoJson(
            zone["polygon"], style_function=always(look), control=False,
            pane=_ZONE_PANE, interactive=False,
        ).add_to(target)  # fmt: skip
    top = max(coordinates(from_geojson(zone["polygon"])).tolist(), key=lambda place: place[1])
    add_pane(target, "zone-name", _NAME_ORDER + 1)
    text = tip(f"{zone['number']} {zone['name']}")
    target.add_child(Names([Name(text, "zone", "zone-name", top[0], top[1])]))


def bounds_of(zone: Mapping[str, Any] | None, rows: list[Any]) -> Bounds:
    """West, south, east, north of what should be seen first: the zone, else all of `rows`."""
    if zone is not None:
        west, south, east, north = from_geojson(zone["polygon"]).bounds
        margin = max(east - west, north - south, 0.02) * 0.4
        return west - margin, south - margin, east + margin, north + margin
    return total_bounds([from_wkb(wkb) for wkb in rows])
