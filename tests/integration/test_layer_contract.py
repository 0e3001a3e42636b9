"""Every file in layers/ keeps the layer contract, shown on the sample city."""

import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pytest
import shapely
from flask.testing import FlaskClient

from app.accounts.model import Label as SECRECY  # noqa: N814 a map layer has labels too
from app.clock import format_utc, real_now
from app.database import Connection, connect
from app.exporting.files import FORMS
from app.incidents.queries import current_incident
from app.maplayers.access import Outlet, may_view, on_wall, visible_fields
from app.maplayers.definition import Categories, Geometry, Kind, Layer
from app.maplayers.legend import legend_entries, maplibre_layers, name_layer
from app.maplayers.registry import load_registry
from app.maplayers.sql import TILE_EXTENT, Moment, describe, read_rows, read_tile
from tests.clients import CITY_PLANNER

pytestmark = pytest.mark.city

LAYERS = load_registry()
AT = datetime(2015, 7, 10, 7, 20, tzinfo=UTC)
FAMILIES = {
    Geometry.POINT: {"Point", "MultiPoint"},
    Geometry.LINE: {"LineString", "MultiLineString"},
    Geometry.POLYGON: {"Polygon", "MultiPolygon"},
}
TYPES = {
    Kind.TEXT: {"text", "varchar", "uuid"},
    Kind.INTEGER: {"int2", "int4", "int8"},
    Kind.NUMBER: {"float4", "float8", "numeric"},
    Kind.BOOLEAN: {"bool"},
    Kind.TIME: {"timestamptz"},
}
each_layer = pytest.mark.parametrize("layer", LAYERS.values(), ids=list(LAYERS))


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    """The sample city with one zone and one vessel at sea, which only people and radios bring.

    A layer that the sample city has no rows for brings an example of its own.
    """
    with connect(dsn) as conn:
        for layer in LAYERS.values():
            if layer.example is not None:
                conn.execute(layer.example)
        incident = current_incident(conn)
        conn.execute(
            """
            INSERT INTO evacuation_zone (zone_id, incident_id, number, name, state,
                mobilisation_min, notification_min, buffer_min, version, origin_version,
                geom, hazard, due_groups, valid_at, changed_by)
            VALUES (gen_random_uuid(), %s, 1, '沈家门一区', 'draft', 60, 30, 60, 1, 1,
                ST_MakeEnvelope(122.28, 29.93, 122.32, 29.96, 4326), 'slope', '{geohazard}',
                %s, 'test')
            """,
            (incident.incident_id, AT),
        )
        conn.execute(
            "INSERT INTO evacuation_zone_answer (zone_id, zone_version, valid_at)"
            " SELECT zone_id, version, valid_at FROM evacuation_zone"
        )
        conn.execute(
            """
            INSERT INTO position_latest (world_id, vessel_id, fix_at, recorded_at, lon, lat,
                                         sog_kn, source)
            SELECT %s, min(vessel_id), %s, %s, 122.5, 29.9, 7, 1 FROM vessel
            """,
            (incident.world.world_id, AT, real_now()),
        )
    return dsn


@pytest.fixture(scope="module")
def moment(conn: Connection) -> Moment:
    incident = current_incident(conn)
    return Moment(incident.incident_id, incident.world.world_id, AT)


def first_row(conn: Connection, layer: Layer, moment: Moment) -> dict[str, Any]:
    rows = read_rows(conn, layer, layer.fields, moment, limit=1)
    assert rows, f"the sample city has nothing in {layer.id}"
    return rows[0]


@each_layer
def test_sql_gives_exactly_the_declared_columns_in_their_kinds(
    conn: Connection, layer: Layer, moment: Moment
) -> None:
    columns = describe(conn, layer, moment)
    declared = {layer.key, *(field.name for field in layer.fields)}
    geom = set() if layer.geometry is Geometry.NONE else {"geom"}
    assert set(columns) == declared | geom
    assert layer.name_field in declared
    for field in layer.fields:
        found = conn.adapters.types.get(columns[field.name])
        assert found is not None and found.name in TYPES[field.kind], field.name


@each_layer
def test_geometry_is_of_the_declared_family_in_4326(
    conn: Connection, layer: Layer, moment: Moment
) -> None:
    for row in read_rows(conn, layer, (), moment):
        shape = shapely.from_wkb(row["geom"])
        assert shape.geom_type in FAMILIES[layer.geometry]
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90


@each_layer
def test_every_enumerated_value_has_a_label_a_symbol_and_a_legend_entry(
    conn: Connection, layer: Layer, moment: Moment
) -> None:
    enums = [field for field in layer.fields if field.enum is not None]
    for row in read_rows(conn, layer, layer.fields, moment):
        for field in enums:
            value = row[field.name]
            assert value is None or str(value) in (field.enum or {}), (field.name, value)
    if isinstance(layer.style, Categories):
        assert set(layer.style.symbols) == set(layer.field(layer.style.field).enum or {})
    entries = legend_entries(layer)
    assert entries and all(entry.label.zh and entry.label.en for entry in entries)


@each_layer
def test_style_names_tokens_only_and_draws_only_what_the_tile_carries(layer: Layer) -> None:
    carried = {layer.key}
    carried |= {f.name for f in visible_fields(layer, CITY_PLANNER, Outlet.TILE)}
    for drawn in maplibre_layers(layer):
        colors = [v for k, v in drawn.get("paint", {}).items() if k.endswith("color")]
        assert all(color.startswith("token:") for color in colors)
        assert drawn["source-layer"] in {layer.id, name_layer(layer)}
        assert fields_read(drawn) <= carried


def fields_read(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(fields_read, value.values()))
    if isinstance(value, list):
        own = {value[1]} if len(value) == 2 and value[0] == "get" else set()
        return own.union(*map(fields_read, value))
    return set()


@each_layer
def test_the_sample_city_gives_a_tile_that_is_not_empty(
    conn: Connection, client: FlaskClient, layer: Layer, moment: Moment
) -> None:
    row = first_row(conn, layer, moment)
    point = shapely.from_wkb(row["geom"]).representative_point()
    z = max(10, math.ceil(layer.zoom[0]))
    n = 2**z
    x = int((point.x + 180) / 360 * n)
    y = int((1 - math.asinh(math.tan(math.radians(point.y))) / math.pi) / 2 * n)
    answer = client.get(f"/tiles/{layer.id}/{z}/{x}/{y}.mvt?at={format_utc(AT)}")
    if not layer.has_tiles:
        assert answer.status_code == 404
        return
    assert answer.status_code == 200
    assert layer.id.encode() in answer.data
    names = [field.name for field in layer.fields if field.personal]
    assert not any(name.encode() in answer.data for name in names)


@each_layer
def test_personal_fields_do_not_reach_a_wall_or_a_list(layer: Layer) -> None:
    wall = on_wall(CITY_PLANNER)
    for outlet in Outlet:
        assert not any(field.personal for field in visible_fields(layer, wall, outlet))
    shared = (Outlet.TILE, Outlet.FEATURES, Outlet.BRIEFING)
    for outlet in shared:
        fields = visible_fields(layer, CITY_PLANNER, outlet)
        assert not any(field.personal for field in fields)


@each_layer
def test_a_sensitive_layer_does_not_exist_without_clearance(layer: Layer) -> None:
    sensitive = replace(layer, permissions=replace(layer.permissions, label=SECRECY.SENSITIVE))
    assert may_view(sensitive, CITY_PLANNER)
    assert not may_view(sensitive, replace(CITY_PLANNER, clearance=SECRECY.INTERNAL))


@each_layer
def test_card_and_features_show_the_same_thing(
    conn: Connection, client: FlaskClient, layer: Layer, moment: Moment
) -> None:
    key = str(first_row(conn, layer, moment)[layer.key])
    at = {"at": format_utc(AT)}
    card = client.get(f"/api/v1/layers/{layer.id}/features/{key}", query_string=at)
    assert card.status_code == 200
    assert card.get_json()["key"] == key
    listed = client.get(f"/api/v1/layers/{layer.id}/features", query_string={**at, "limit": 1})
    assert str(listed.get_json()["features"][0]["id"]) == key


@each_layer
@pytest.mark.parametrize("form", FORMS)
def test_every_layer_can_be_exported_in_every_form(
    client: FlaskClient, layer: Layer, form: str
) -> None:
    address = f"/api/v1/layers/{layer.id}/export"
    answer = client.get(address, query_string={"format": form, "at": format_utc(AT)})
    assert answer.status_code == 200
    assert len(answer.data) > 100
    assert (
        "演练" in answer.headers["Content-Disposition"]
        or "%E6" in (answer.headers["Content-Disposition"])
    )


def test_the_wall_is_offered_only_layers_for_the_wall(client: FlaskClient) -> None:
    listed = client.get("/api/v1/layers?screen=wall").get_json()["layers"]
    assert {layer["id"] for layer in listed} == {
        layer.id for layer in LAYERS.values() if layer.wall
    }
    assert not any(field["personal"] for layer in listed for field in layer["fields"])
    assert client.get("/tiles/risk-areas/12/3438/1690.mvt?screen=wall").status_code == 404


@pytest.mark.parametrize("text", ["灿鸿", "chanhom", "Chan-hom", "201509"])
def test_the_storm_is_found_where_it_is_now(client: FlaskClient, text: str) -> None:
    query = {"q": text, "at": format_utc(AT)}
    found = client.get("/api/v1/search", query_string=query).get_json()["results"][0]
    assert (found["layer"], found["name"]) == ("typhoon-fixes", "灿鸿")
    card = client.get(
        f"/api/v1/layers/typhoon-fixes/features/{found['key']}?at={format_utc(AT)}"
    ).get_json()
    assert card["geometry"]["coordinates"] == [found["lon"], found["lat"]]


@each_layer
def test_what_search_finds_opens_a_card(
    conn: Connection, client: FlaskClient, layer: Layer, moment: Moment
) -> None:
    if layer.search is None:
        return
    # A fix is titled with its class behind the storm's name; people look for the name.
    name = first_row(conn, layer, moment)[layer.name_field].split()[0]
    query = {"q": name, "at": format_utc(AT), "limit": 50}
    found = client.get("/api/v1/search", query_string=query).get_json()["results"]
    mine = [result for result in found if result["layer"] == layer.id]
    assert mine, name
    card = f"/api/v1/layers/{layer.id}/features/{mine[0]['key']}"
    assert client.get(card, query_string={"at": format_utc(AT)}).status_code == 200


def test_a_name_of_an_area_stands_once_and_not_once_a_tile(
    conn: Connection, moment: Moment, tmp_path: Path
) -> None:
    islands = LAYERS["islands"]
    row = conn.execute(
        "SELECT land_id, ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)"
        " FROM land_area WHERE NOT mainland ORDER BY area_km2 DESC LIMIT 1"
    ).fetchone()
    assert row is not None
    code, *box = row
    pieces = names = 0
    for x, y in tiles_over(box, zoom=12):
        data = read_tile(conn, islands, islands.fields, moment, (12, x, y))
        pieces += count_of(code, islands.key, data, "islands", tmp_path)
        names += count_of(code, islands.key, data, "islands-names", tmp_path)
    assert pieces > 1
    assert names == 1


def tiles_over(box: list[float], zoom: int) -> list[tuple[int, int]]:
    west, south, east, north = box
    columns = [math.floor((lon + 180) / 360 * 2**zoom) for lon in (west, east)]
    rows = [
        math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)
        for lat in (north, south)
    ]
    return [(x, y) for x in range(columns[0], columns[1] + 1) for y in range(rows[0], rows[1] + 1)]


def count_of(code: object, key: str, data: bytes, layer: str, folder: Path) -> int:
    """How many features of a tile's layer are of `code` and begin inside the tile."""
    path = folder / "0.mvt"
    path.write_bytes(data)
    if layer not in {name for name, _ in pyogrio.list_layers(path)}:
        return 0
    drawn = geopandas.read_file(path, layer=layer)
    inside = [
        0 <= point.x < TILE_EXTENT and 0 <= point.y < TILE_EXTENT
        for point in drawn.geometry.representative_point()
    ]
    return [str(value) for value, here in zip(drawn[key], inside, strict=True) if here].count(
        str(code)
    )


def test_lanes_are_left_out_of_a_city_wide_tile(conn: Connection, moment: Moment) -> None:
    roads = LAYERS["roads"]
    tiles = {z: read_tile(conn, roads, roads.fields, moment, place)
             for z, place in {10: (10, 859, 422), 12: (12, 3439, 1690)}.items()}  # fmt: skip
    assert b"village" not in tiles[10]
    assert b"bridge" in tiles[10]
    assert b"village" in tiles[12]
