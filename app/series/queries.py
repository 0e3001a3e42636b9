"""SQL of stations, series and their values.

A value counts at a moment when it was known by then: of several for one valid time the newest
known, then the newest recorded.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.database import Connection
from app.errors import NotFound
from app.geo.reading import reading
from app.series.model import Nature, NewPoint, NewSeries, Point, Series, SeriesKind, Station
from app.wording import Text

_SERIES = """
    SELECT s.series_id, s.kind, s.nature, s.unit, s.datum, s.span_min, s.source, s.illustrative,
           t.code, t.name, ST_X(t.geom), ST_Y(t.geom), t.county_code, t.warning_level_m,
           t.illustrative, t.source
    FROM series s JOIN station t ON t.code = s.station_code
"""


def list_series(
    conn: Connection, kind: SeriesKind | None = None, station_code: str | None = None
) -> list[Series]:
    """Every series, or those of a kind and of a station, in the stations' order."""
    rows = conn.execute(
        _SERIES
        + """
        WHERE (%(kind)s::text IS NULL OR s.kind = %(kind)s)
          AND (%(station)s::text IS NULL OR s.station_code = %(station)s)
        ORDER BY t.code, s.kind, s.nature
        """,
        {"kind": kind, "station": station_code},
    ).fetchall()
    return [_series_of_row(row) for row in rows]


def get_series(conn: Connection, series_id: int) -> Series:
    """The series of that id. Raises NotFound."""
    row = conn.execute(_SERIES + " WHERE s.series_id = %s", (series_id,)).fetchone()
    if row is None:
        raise NotFound(
            "E-SER-012",
            Text("没有这个序列", "No such series"),
            Text(f"编号 {series_id} 不存在", f"{series_id} does not exist"),
            Text("回到序列列表", "Go back to the list of series"),
        )
    return _series_of_row(row)


def _series_of_row(row: tuple[Any, ...]) -> Series:
    return Series(
        series_id=row[0],
        station=Station(*row[8:]),
        kind=SeriesKind(row[1]),
        nature=Nature(row[2]),
        unit=row[3],
        datum=row[4],
        span_min=row[5],
        source=row[6],
        illustrative=row[7],
    )


def list_points(
    conn: Connection,
    series_id: int,
    *,
    known_by: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 100_000,
) -> list[Point]:
    """Values as known by a moment, with valid times in [since, until], in their order."""
    rows = conn.execute(
        """
        SELECT DISTINCT ON (at) at, value
        FROM observation
        WHERE series_id = %(series)s AND known_at <= %(known_by)s
          AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
          AND (%(until)s::timestamptz IS NULL OR at <= %(until)s)
        ORDER BY at, known_at DESC, recorded_at DESC
        LIMIT %(limit)s
        """,
        {"series": series_id, "known_by": known_by, "since": since, "until": until,
         "limit": limit},
    ).fetchall()  # fmt: skip
    return [Point(row[0], row[1]) for row in rows]


def count_points(conn: Connection, known_by: datetime) -> dict[int, tuple[int, datetime, datetime]]:
    """By series: number of valid times known by a moment, the first and the last."""
    rows = conn.execute(
        """
        SELECT series_id, count(DISTINCT at), min(at), max(at)
        FROM observation WHERE known_at <= %s GROUP BY series_id
        """,
        (known_by,),
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def find_station(conn: Connection, code: str) -> str | None:
    """Name of the station of that code, or None."""
    row = conn.execute("SELECT name FROM station WHERE code = %s", (code,)).fetchone()
    return None if row is None else str(row[0])


def insert_station(conn: Connection, station: Station, *, source: str, illustrative: bool) -> None:
    """Add a station; one whose code is known stays as it is. Its county is the nearest one's."""
    read = reading(station.name)
    conn.execute(
        """
        INSERT INTO station (code, name, pinyin, initials, county_code, warning_level_m,
                             illustrative, source, geom)
        SELECT %(code)s, %(name)s, %(pinyin)s, %(initials)s,
               (SELECT code FROM admin_unit WHERE kind = 'county' AND geom IS NOT NULL
                ORDER BY geom <-> place.geom LIMIT 1),
               %(level)s, %(illustrative)s, %(source)s, place.geom
        FROM (SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS geom) place
        ON CONFLICT (code) DO NOTHING
        """,
        {
            "code": station.code, "name": station.name, "pinyin": read.pinyin,
            "initials": read.initials, "level": station.warning_level_m, "lon": station.lon,
            "lat": station.lat, "source": source, "illustrative": illustrative,
        },
    )  # fmt: skip


def find_series(conn: Connection, new: NewSeries) -> tuple[int, str | None, float | None] | None:
    """Id, datum and span of the series a file's belongs to, or None."""
    row = conn.execute(
        """
        SELECT series_id, datum, span_min FROM series
        WHERE station_code = %s AND kind = %s AND nature = %s
        """,
        (new.station_code, new.kind, new.nature),
    ).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def insert_series(
    conn: Connection, new: NewSeries, unit: str, *, source: str, illustrative: bool
) -> int:
    """Add a series without values; gives its id."""
    row = conn.execute(
        """
        INSERT INTO series
            (station_code, kind, nature, unit, datum, span_min, source, illustrative)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING series_id
        """,
        (new.station_code, new.kind, new.nature, unit, new.datum, new.span_min, source,
         illustrative),
    ).fetchone()  # fmt: skip
    assert row is not None  # noqa: S101 RETURNING of a plain INSERT always gives its row
    return int(row[0])


def add_points(conn: Connection, series_id: int, points: Sequence[NewPoint]) -> int:
    """Add the values that are new or other than what stands; gives how many they were."""
    return conn.execute(
        """
        INSERT INTO observation (series_id, at, known_at, value)
        SELECT %(series)s, new.at, new.known_at, new.value
        FROM unnest(%(at)s::timestamptz[], %(known)s::timestamptz[], %(value)s::float8[])
             AS new (at, known_at, value)
        WHERE new.value IS DISTINCT FROM (
            SELECT o.value FROM observation o
            WHERE o.series_id = %(series)s AND o.at = new.at AND o.known_at = new.known_at
            ORDER BY o.recorded_at DESC LIMIT 1)
        """,
        {
            "series": series_id,
            "at": [point.at for point in points],
            "known": [point.known_at for point in points],
            "value": [point.value for point in points],
        },
    ).rowcount
