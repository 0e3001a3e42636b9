"""The one place where a layer's SQL is wrapped, for tiles, cards, features, counts and search.

The layer's text goes in as it stands; identifiers and values only through `psycopg.sql`. A
client-side cursor binds the parameters, so a NULL box needs no cast in the layer's text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row

from app.database import Connection
from app.maplayers.definition import Categories, Field, Kind, Layer, Search
from app.maplayers.legend import name_layer

TILE_EXTENT = 4096
TILE_MARGIN = 64  # tile units drawn beyond the edge, so that symbols and lines meet

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a layer's state is asked for: an incident (0: none), its world and moment, a box.

    `past` is the moment again where somebody asked for one, None where the state of now is meant.
    """

    incident_id: int
    world_id: int
    at: datetime
    box: Box | None = None
    past: datetime | None = None
    parameters: Mapping[str, str | int | float | None] = field(
        default_factory=dict[str, str | int | float | None]
    )


def read_tile(
    conn: Connection, layer: Layer, fields: Sequence[Field], moment: Moment, tile: tuple[int, ...]
) -> bytes:
    """The Mapbox vector tile z, x, y, empty when nothing lies in it."""
    drawn = _read_part(conn, layer, fields, moment, tile, layer.id, sql.SQL("source.geom"))
    names = name_layer(layer)
    if names is None or not drawn:
        return drawn
    place = sql.SQL("ST_PointOnSurface(source.geom)")
    return drawn + _read_part(conn, layer, fields, moment, tile, names, place)


def _read_part(
    conn: Connection,
    layer: Layer,
    fields: Sequence[Field],
    moment: Moment,
    tile: tuple[int, ...],
    name: str,
    geom: sql.Composable,
) -> bytes:
    """One layer of a tile: `geom` of each feature that reaches into it, under `name`."""
    query = sql.SQL("""
        WITH tile AS (
            SELECT ST_TileEnvelope({z}, {x}, {y}) AS web,
                   ST_Transform(ST_TileEnvelope({z}, {x}, {y}, margin => {margin}), 4326) AS box
        ), drawn AS (
            SELECT {columns},
                   ST_AsMVTGeom(ST_Transform({geom}, 3857), tile.web, {extent}, {buffer})
                       AS tile_geom
            FROM tile CROSS JOIN ({source}) AS source
            WHERE source.geom && tile.box AND {near_enough}
        )
        SELECT ST_AsMVT(drawn, {name}, {extent}, 'tile_geom')
        FROM drawn WHERE tile_geom IS NOT NULL
    """).format(
        z=tile[0],
        x=tile[1],
        y=tile[2],
        margin=TILE_MARGIN / TILE_EXTENT,
        extent=TILE_EXTENT,
        buffer=TILE_MARGIN,
        columns=_plain_columns(layer, fields),
        geom=geom,
        source=sql.SQL(layer.sql),
        near_enough=_near_enough(layer, tile[0]),
        name=name,
    )
    row = _client_cursor(conn).execute(query, _query_parameters(layer, moment)).fetchone()
    return bytes(row[0]) if row and row[0] else b""


def _near_enough(layer: Layer, z: int) -> sql.Composable:
    style = layer.style
    if not isinstance(style, Categories) or style.from_zoom is None:
        return sql.SQL("true")
    hidden = [value for value, zoom in style.from_zoom.items() if z < zoom]
    return sql.SQL("(source.{field}::text = ANY({hidden}::text[])) IS NOT TRUE").format(
        field=sql.Identifier(style.field), hidden=hidden
    )


def read_rows(
    conn: Connection,
    layer: Layer,
    fields: Sequence[Field],
    moment: Moment,
    *,
    key: str | None = None,
    limit: int | None = None,
) -> list[DictRow]:
    """Rows with the key, the fields and `geom` (WKB, or None), ordered by key."""
    query = sql.SQL("""
        SELECT {columns}, {geom} AS geom
        FROM ({source}) AS source
        WHERE ({key}::text IS NULL OR source.{key_column}::text = {key})
          AND {inside}
        ORDER BY source.{key_column}
        LIMIT {limit}
    """).format(
        columns=_value_columns(layer, fields),
        geom=sql.SQL("ST_AsBinary(source.geom)" if _is_drawn(layer) else "NULL::bytea"),
        source=sql.SQL(layer.sql),
        key=key,
        key_column=sql.Identifier(layer.key),
        inside=sql.SQL("source.geom && %(box)s" if _is_drawn(layer) and moment.box else "true"),
        limit=limit,
    )
    cursor = psycopg.ClientCursor(conn, row_factory=dict_row)
    return cursor.execute(query, _query_parameters(layer, moment)).fetchall()


def count_rows(conn: Connection, layer: Layer, moment: Moment) -> int:
    """How many features the layer has at the moment."""
    query = sql.SQL("SELECT count(*) FROM ({source}) AS source").format(source=sql.SQL(layer.sql))
    row = _client_cursor(conn).execute(query, _query_parameters(layer, moment)).fetchone()
    return int(row[0]) if row else 0


def describe(conn: Connection, layer: Layer, moment: Moment) -> dict[str, int]:
    """Column names of the layer's SQL with their type numbers; nothing is read."""
    query = sql.SQL("SELECT * FROM ({source}) AS source LIMIT 0").format(source=sql.SQL(layer.sql))
    cursor = _client_cursor(conn).execute(query, _query_parameters(layer, moment))
    return {column.name: column.type_code for column in cursor.description or ()}


def read_matches(
    conn: Connection,
    layers: Sequence[Layer],
    moment: Moment,
    patterns: Mapping[str, str | int | None],
) -> list[DictRow]:
    """Rows of all searchable layers whose name matches, the best first.

    Score: whole name 0, its beginning 1, whole initials 2, beginning of initials 3, of the pinyin
    4, a number 5, anywhere in the name 6, anywhere in the pinyin 7.
    """
    branches = [_search_branch(layer, layer.search) for layer in layers if layer.search is not None]
    query = _SEARCH.format(branches=sql.SQL(" UNION ALL ").join(branches))
    cursor = psycopg.ClientCursor(conn, row_factory=dict_row)
    return cursor.execute(
        query,
        {**patterns, **_moment_parameters(moment)},
    ).fetchall()


def _search_branch(layer: Layer, search: Search) -> sql.Composed:
    return sql.SQL("""
        SELECT {layer} AS layer, {rank} AS layer_rank, key::text AS key, name, pinyin, initials,
               also, geom
        FROM ({source}) AS named
    """).format(layer=layer.id, rank=search.rank, source=sql.SQL(search.sql))


# A place off the drawn outlines (a pier, an anchorage) is called after the nearest township.
_SEARCH = sql.SQL("""
    WITH named AS ({branches}), scored AS (
        SELECT *, CASE
            WHEN name = %(whole)s THEN 0
            WHEN name LIKE %(begins)s THEN 1
            WHEN initials = %(latin)s THEN 2
            WHEN initials LIKE %(latin_begins)s THEN 3
            WHEN pinyin LIKE %(latin_begins)s THEN 4
            WHEN also ILIKE %(number)s THEN 5
            WHEN name ILIKE %(contains)s THEN 6
            WHEN pinyin LIKE %(latin_contains)s THEN 7
        END AS score
        FROM named
    ), best AS (
        SELECT layer, key, name, score, layer_rank,
               CASE WHEN ST_Dimension(geom) = 0 THEN geom ELSE ST_PointOnSurface(geom) END AS place
        FROM scored WHERE score IS NOT NULL
        ORDER BY score, layer_rank, length(name), name, key LIMIT %(limit)s
    )
    SELECT best.layer, best.key, best.name, ST_X(best.place) AS lon, ST_Y(best.place) AS lat,
           unit.township, unit.county
    FROM best
    LEFT JOIN LATERAL (
        SELECT t.name AS township, c.name AS county
        FROM admin_unit t
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
        WHERE t.kind = 'township' AND ST_DWithin(t.geom, best.place, 0.05)
        ORDER BY ST_Distance(t.geom, best.place) LIMIT 1
    ) unit ON true
    ORDER BY best.score, best.layer_rank, length(best.name), best.name, best.key
""")


def _client_cursor(conn: Connection) -> psycopg.ClientCursor[Any]:
    return psycopg.ClientCursor(conn)


def _is_drawn(layer: Layer) -> bool:
    return layer.geometry != "none"


def _column_names(layer: Layer, fields: Sequence[Field]) -> dict[str, Kind | None]:
    names: dict[str, Kind | None] = {layer.key: None}
    names.update({f.name: f.kind for f in fields})
    return names


def _value_columns(layer: Layer, fields: Sequence[Field]) -> sql.Composed:
    columns = [sql.Identifier("source", name) for name in _column_names(layer, fields)]
    return sql.SQL(", ").join(columns)


def _plain_columns(layer: Layer, fields: Sequence[Field]) -> sql.Composed:
    """Columns in the forms a tile can carry: a time becomes ISO 8601 in UTC."""
    columns: list[sql.Composable] = []
    for name, kind in _column_names(layer, fields).items():
        column = sql.Identifier("source", name)
        form = _PLAIN.get(kind, sql.SQL("{column}"))
        columns.append(form.format(column=column, name=sql.Identifier(name)))
    return sql.SQL(", ").join(columns)


_PLAIN: Mapping[Kind | None, sql.SQL] = {
    Kind.TIME: sql.SQL(
        "to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS {name}"
    ),
    Kind.NUMBER: sql.SQL("{column}::double precision AS {name}"),
}


def _query_parameters(layer: Layer, moment: Moment) -> dict[str, Any]:
    own = {parameter.name: parameter.default for parameter in layer.parameters}
    given = {name: moment.parameters[name] for name in own if name in moment.parameters}
    return {
        **own,
        **given,
        **_moment_parameters(moment),
        "box": None if moment.box is None else box_ewkt(moment.box),
    }


def _moment_parameters(moment: Moment) -> dict[str, Any]:
    return {
        "incident": moment.incident_id,
        "world": moment.world_id,
        "at": moment.at,
        "past": moment.past,
    }


def box_ewkt(box: Box) -> str:
    """EWKT of a west, south, east, north box in EPSG:4326."""
    west, south, east, north = box
    ring = f"{west} {south},{east} {south},{east} {north},{west} {north},{west} {south}"
    return f"SRID=4326;POLYGON(({ring}))"
