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
from app.maplayers.definition import Field, Kind, Layer, Search

TILE_EXTENT = 4096
TILE_MARGIN = 64  # tile units drawn beyond the edge, so that symbols and lines meet

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """What the state of a layer is asked for: an incident (0: none), its moment, a box."""

    incident_id: int
    at: datetime
    box: Box | None = None
    parameters: Mapping[str, str | int | float | None] = field(
        default_factory=dict[str, str | int | float | None]
    )


def read_tile(
    conn: Connection, layer: Layer, fields: Sequence[Field], moment: Moment, tile: tuple[int, ...]
) -> bytes:
    """The Mapbox vector tile z, x, y, empty when nothing lies in it."""
    query = sql.SQL("""
        WITH tile AS (
            SELECT ST_TileEnvelope({z}, {x}, {y}) AS web,
                   ST_Transform(ST_TileEnvelope({z}, {x}, {y}, margin => {margin}), 4326) AS box
        ), drawn AS (
            SELECT {columns},
                   ST_AsMVTGeom(ST_Transform(source.geom, 3857), tile.web, {extent}, {buffer})
                       AS tile_geom
            FROM tile CROSS JOIN ({source}) AS source
            WHERE source.geom && tile.box
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
        source=sql.SQL(layer.sql),
        name=layer.id,
    )
    row = _cursor(conn).execute(query, _parameters(layer, moment)).fetchone()
    return bytes(row[0]) if row and row[0] else b""


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
        geom=sql.SQL("ST_AsBinary(source.geom)" if _drawn(layer) else "NULL::bytea"),
        source=sql.SQL(layer.sql),
        key=key,
        key_column=sql.Identifier(layer.key),
        inside=sql.SQL("source.geom && %(box)s" if _drawn(layer) and moment.box else "true"),
        limit=limit,
    )
    cursor = psycopg.ClientCursor(conn, row_factory=dict_row)
    return cursor.execute(query, _parameters(layer, moment)).fetchall()


def count_rows(conn: Connection, layer: Layer, moment: Moment) -> int:
    """How many features the layer has at the moment."""
    query = sql.SQL("SELECT count(*) FROM ({source}) AS source").format(source=sql.SQL(layer.sql))
    row = _cursor(conn).execute(query, _parameters(layer, moment)).fetchone()
    return int(row[0]) if row else 0


def describe(conn: Connection, layer: Layer, moment: Moment) -> dict[str, int]:
    """Column names of the layer's SQL with their type numbers; nothing is read."""
    query = sql.SQL("SELECT * FROM ({source}) AS source LIMIT 0").format(source=sql.SQL(layer.sql))
    cursor = _cursor(conn).execute(query, _parameters(layer, moment))
    return {column.name: column.type_code for column in cursor.description or ()}


def search_branch(layer: Layer, search: Search) -> sql.Composed:
    """One layer's branch of the search over all of them."""
    return sql.SQL("""
        SELECT {layer} AS layer, {rank} AS layer_rank, key::text AS key, name, pinyin, initials,
               also, geom
        FROM ({source}) AS named
        WHERE name ILIKE %(contains)s OR pinyin LIKE %(latin)s OR initials LIKE %(latin)s
           OR also LIKE %(also)s
    """).format(layer=layer.id, rank=search.rank, source=sql.SQL(search.sql))


def _cursor(conn: Connection) -> psycopg.ClientCursor[Any]:
    return psycopg.ClientCursor(conn)


def _drawn(layer: Layer) -> bool:
    return layer.geometry != "none"


def _names(layer: Layer, fields: Sequence[Field]) -> dict[str, Kind | None]:
    names: dict[str, Kind | None] = {layer.key: None}
    names.update({f.name: f.kind for f in fields})
    return names


def _value_columns(layer: Layer, fields: Sequence[Field]) -> sql.Composed:
    columns = [sql.Identifier("source", name) for name in _names(layer, fields)]
    return sql.SQL(", ").join(columns)


def _plain_columns(layer: Layer, fields: Sequence[Field]) -> sql.Composed:
    """Columns in the forms a tile can carry: a time becomes ISO 8601 in UTC."""
    columns: list[sql.Composable] = []
    for name, kind in _names(layer, fields).items():
        column = sql.Identifier("source", name)
        columns.append(_PLAIN.get(kind, sql.SQL("{column}")).format(
            column=column, name=sql.Identifier(name)
        ))  # fmt: skip
    return sql.SQL(", ").join(columns)


_PLAIN = {
    Kind.TIME: sql.SQL(
        "to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS {name}"
    ),
    Kind.NUMBER: sql.SQL("{column}::double precision AS {name}"),
}


def _parameters(layer: Layer, moment: Moment) -> dict[str, Any]:
    own = {parameter.name: parameter.default for parameter in layer.parameters}
    given = {name: moment.parameters[name] for name in own if name in moment.parameters}
    return {
        **own,
        **given,
        "incident": moment.incident_id,
        "at": moment.at,
        "box": None if moment.box is None else box_ewkt(moment.box),
    }


def box_ewkt(box: Box) -> str:
    """EWKT of a west, south, east, north box in EPSG:4326."""
    west, south, east, north = box
    ring = f"{west} {south},{east} {south},{east} {north},{west} {north},{west} {south}"
    return f"SRID=4326;POLYGON(({ring}))"
