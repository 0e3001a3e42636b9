"""SQL of positions: history by COPY, latest by one upsert, evidence, the picture's load."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

import numpy as np
from psycopg import sql
from shapely import from_wkb
from shapely.geometry import MultiPolygon

from app.database import Connection
from app.positions.array_binary import send_numpy_arrays
from app.positions.columns import Mask, Rows
from app.positions.copy_binary import CopyField, microseconds, pack
from app.positions.model import Kind, StaticReport
from app.positions.picture import Mover
from app.positions.scopes import UNITS, unit_number

_COPY_HISTORY = """
    COPY position_history (world_id, vessel_id, fix_at, recorded_at, lon, lat, sog_kn, cog_deg,
                           heading_deg, nav_status, source, county_code, township_code)
    FROM STDIN (FORMAT BINARY)
"""
# NaN stands for missing inside arrays; −1 for a missing code.
_UPSERT_LATEST = """
    INSERT INTO position_latest AS latest
           (world_id, vessel_id, fix_at, recorded_at, lon, lat, sog_kn, cog_deg, heading_deg,
            nav_status, source, county_code, township_code, sea_county_code)
    SELECT %(world_id)s, vessel_id, to_timestamp(fix_at), %(recorded_at)s, lon, lat,
           nullif(sog_kn, 'NaN'), nullif(cog_deg, 'NaN'), nullif(heading_deg, 'NaN'),
           nullif(nav_status, -1), source, county, township, sea_county
    FROM unnest(%(vessel_id)s::int[], %(fix_at)s::float8[], %(lon)s::float8[], %(lat)s::float8[],
                %(sog_kn)s::float4[], %(cog_deg)s::float4[], %(heading_deg)s::float4[],
                %(nav_status)s::int2[], %(source)s::int2[], %(county)s::int[],
                %(township)s::int[], %(sea_county)s::int[])
         AS new (vessel_id, fix_at, lon, lat, sog_kn, cog_deg, heading_deg, nav_status, source,
                 county, township, sea_county)
    ON CONFLICT (world_id, vessel_id) DO UPDATE
    SET fix_at = excluded.fix_at, recorded_at = excluded.recorded_at, lon = excluded.lon,
        lat = excluded.lat, sog_kn = excluded.sog_kn, cog_deg = excluded.cog_deg,
        heading_deg = excluded.heading_deg, nav_status = excluded.nav_status,
        source = excluded.source, county_code = excluded.county_code,
        township_code = excluded.township_code, sea_county_code = excluded.sea_county_code
    WHERE latest.fix_at < excluded.fix_at
"""
_LATEST_COLUMNS = ("vessel_id", "fix_at", "lon", "lat", "sog_kn", "cog_deg", "heading_deg",
                   "nav_status", "source", *UNITS)  # fmt: skip
_SELECT_MOVER = """
    SELECT vessel_id, mmsi, beidou_id, kind,
           coalesce(gear IN ('sail_stow', 'crab_pot') AND crew_aboard >= %(high_risk_crew)s, false),
           registered, county_code, township_code
    FROM vessel
"""
REGISTER_CHANNEL = "haitang_register"  # told when the register's units or a sea area change


@dataclass(frozen=True, slots=True)
class Gateway:
    """A BeiDou gateway that may report: of the real fleet, or of an exercise's."""

    exercise: bool
    label: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refused report, kept a week as evidence. Times are unix seconds."""

    vessel_id: int | None
    source: int
    reason: str
    fix_at: float | None
    lon: float | None
    lat: float | None
    raw: str


def copy_history(conn: Connection, world_id: int, rows: Rows, recorded_at: float) -> None:
    """Append `rows` to the history."""
    count = len(rows)
    fields = [
        CopyField(np.full(count, world_id), ">i4"),
        CopyField(rows["vessel_id"], ">i4"),
        CopyField(microseconds(rows["fix_at"]), ">i8"),
        CopyField(microseconds(np.full(count, recorded_at)), ">i8"),
        CopyField(rows["lon"], ">f8"),
        CopyField(rows["lat"], ">f8"),
        *(CopyField(rows[name], ">f4", np.isnan(rows[name]))
          for name in ("sog_kn", "cog_deg", "heading_deg")),
        CopyField(rows["nav_status"], ">i2", rows["nav_status"] < 0),
        CopyField(rows["source"], ">i2"),
        CopyField(rows["county"], ">i4"),
        CopyField(rows["township"], ">i4"),
    ]  # fmt: skip
    with conn.cursor() as cursor, cursor.copy(_COPY_HISTORY) as copy:
        copy.write(pack(fields))


def upsert_latest(conn: Connection, world_id: int, rows: Rows, recorded_at: datetime) -> None:
    """Make `rows` the latest positions where they are newer; one row a vessel, sorted by vessel."""
    send_numpy_arrays(conn)
    arrays: dict[str, Any] = {name: rows[name] for name in _LATEST_COLUMNS}
    conn.execute(
        _UPSERT_LATEST,
        arrays | {"world_id": world_id, "recorded_at": recorded_at},
        binary=True,
    )


def held_in_history(conn: Connection, world_id: int, rows: Rows) -> Mask:
    """Which of `rows` the history holds already, by vessel and time."""
    send_numpy_arrays(conn)
    found = conn.execute(
        """
        SELECT EXISTS (SELECT 1 FROM position_history h
                       WHERE h.world_id = %s AND h.vessel_id = k.vessel_id
                         AND h.fix_at = to_timestamp(k.fix_at))
        FROM unnest(%s::int[], %s::float8[]) WITH ORDINALITY AS k (vessel_id, fix_at, place)
        ORDER BY place
        """,
        (world_id, rows["vessel_id"], rows["fix_at"]),
    ).fetchall()
    return np.array([row[0] for row in found], np.bool_)


def insert_rejected(
    conn: Connection, world_id: int, rejected: Sequence[Rejected], recorded_at: datetime
) -> None:
    """Keep the evidence of refused reports."""
    conn.cursor().executemany(
        """
        INSERT INTO position_rejection
               (world_id, vessel_id, source, reason, fix_at, lon, lat, raw, recorded_at)
        VALUES (%s, %s, %s, %s, to_timestamp(%s), %s, %s, %s, %s)
        """,
        [(world_id, r.vessel_id, r.source, r.reason, r.fix_at, r.lon, r.lat, r.raw, recorded_at)
         for r in rejected],
    )  # fmt: skip


def list_movers(conn: Connection, high_risk_crew: int) -> list[Mover]:
    """The whole register, in the order of its ids."""
    rows = conn.execute(
        _SELECT_MOVER + " ORDER BY vessel_id", {"high_risk_crew": high_risk_crew}
    ).fetchall()
    return [_mover_of_row(row) for row in rows]


def add_unregistered(
    conn: Connection, movers: Iterable[tuple[int, Kind]], high_risk_crew: int
) -> list[Mover]:
    """A register row for each MMSI heard for the first time; those known meanwhile come as is."""
    pairs = list(movers)
    mmsis = [mmsi for mmsi, _ in pairs]
    conn.execute(
        """
        INSERT INTO vessel (registered, mmsi, kind)
        SELECT false, * FROM unnest(%s::int[], %s::text[]) ON CONFLICT (mmsi) DO NOTHING
        """,
        (mmsis, [kind.name.lower() for _, kind in pairs]),
    )
    rows = conn.execute(
        _SELECT_MOVER + " WHERE mmsi = ANY(%(mmsis)s)",
        {"high_risk_crew": high_risk_crew, "mmsis": mmsis},
    ).fetchall()
    return [_mover_of_row(row) for row in rows]


def update_unregistered(conn: Connection, world_id: int, reports: Sequence[StaticReport]) -> None:
    """Take what an unregistered ship says of itself; the register's own rows stay as they are.

    What an exercise invents of a ship that the real world has seen is not taken.
    """
    if not reports:
        return
    conn.cursor().executemany(
        """
        UPDATE vessel SET name = coalesce(%s, name), kind = coalesce(%s, kind),
                          length_m = coalesce(%s, length_m)
        WHERE mmsi = %s AND NOT registered AND (%s = 0 OR NOT EXISTS (
            SELECT FROM position_latest l WHERE l.world_id = 0 AND l.vessel_id = vessel.vessel_id))
        """,
        [(r.name, None if r.kind is None else r.kind.name.lower(), r.length_m, r.mmsi, world_id)
         for r in reports],
    )  # fmt: skip


def list_latest(conn: Connection, world_id: int) -> list[tuple[Any, ...]]:
    """(vessel_id, fix_at unix s, lon, lat, sog, cog, heading, nav_status, source), sorted."""
    return conn.execute(
        """
        SELECT vessel_id, extract(epoch FROM fix_at)::float8, lon, lat, sog_kn, cog_deg,
               heading_deg, coalesce(nav_status, -1), source
        FROM position_latest WHERE world_id = %s ORDER BY vessel_id
        """,
        (world_id,),
    ).fetchall()


def list_harbour_circles(conn: Connection) -> list[tuple[float, float, float]]:
    """(lon, lat, radius in metres) of every harbour."""
    return conn.execute("SELECT ST_X(geom), ST_Y(geom), radius_m FROM harbour").fetchall()


def list_sea_areas(conn: Connection) -> list[tuple[int, MultiPolygon]]:
    """(county code, area) of every county that has one."""
    rows = conn.execute("SELECT county_code, ST_AsBinary(geom) FROM sea_area").fetchall()
    return [(int(row[0]), cast(MultiPolygon, from_wkb(row[1]))) for row in rows]


def correct_units(conn: Connection, world_id: int, movers: Rows) -> int:
    """Let the latest positions say what `movers` belong to; gives how many said otherwise.

    The rows are locked in the order of `upsert_latest`, or the two could wait for each other.
    """
    send_numpy_arrays(conn)
    arrays: dict[str, Any] = {name: movers[name] for name in ("vessel_id", *UNITS)}
    return conn.execute(
        """
        WITH said AS (
            SELECT * FROM unnest(%(vessel_id)s::int[], %(county)s::int[], %(township)s::int[],
                                 %(sea_county)s::int[])
                     AS said (vessel_id, county, township, sea_county)
        ), held AS (
            SELECT l.vessel_id, said.county, said.township, said.sea_county
            FROM position_latest l JOIN said USING (vessel_id)
            WHERE l.world_id = %(world_id)s
              AND (l.county_code, l.township_code, l.sea_county_code)
                  <> (said.county, said.township, said.sea_county)
            ORDER BY l.vessel_id FOR UPDATE OF l
        )
        UPDATE position_latest l
        SET county_code = held.county, township_code = held.township,
            sea_county_code = held.sea_county
        FROM held WHERE l.world_id = %(world_id)s AND l.vessel_id = held.vessel_id
        """,
        arrays | {"world_id": world_id},
        binary=True,
    ).rowcount


def forget_after(conn: Connection, world_id: int, moment: datetime) -> None:
    """Take back what an exercise recorded after `moment`, for a clock that was set back.

    The latest positions become the last ones at or before `moment`.
    """
    arguments = {"world_id": world_id, "moment": moment}
    conn.execute(
        "DELETE FROM position_history WHERE world_id = %(world_id)s AND fix_at > %(moment)s",
        arguments,
    )
    conn.execute(
        "DELETE FROM position_latest WHERE world_id = %(world_id)s AND fix_at > %(moment)s",
        arguments,
    )
    conn.execute(
        """
        INSERT INTO position_latest
               (world_id, vessel_id, fix_at, recorded_at, lon, lat, sog_kn, cog_deg, heading_deg,
                nav_status, source, county_code, township_code)
        SELECT h.world_id, h.vessel_id, h.fix_at, h.recorded_at, h.lon, h.lat, h.sog_kn,
               h.cog_deg, h.heading_deg, h.nav_status, h.source, h.county_code, h.township_code
        FROM vessel v CROSS JOIN LATERAL (
            SELECT * FROM position_history h
            WHERE h.world_id = %(world_id)s AND h.vessel_id = v.vessel_id
            ORDER BY h.fix_at DESC LIMIT 1
        ) h
        ON CONFLICT DO NOTHING
        """,
        arguments,
    )


def find_gateway(conn: Connection, token_sha256: bytes) -> Gateway | None:
    """Whose fleet a BeiDou token speaks for; None when it is unknown or revoked."""
    row = conn.execute(
        """
        SELECT exercise, label FROM device
        WHERE token_sha256 = %s AND purpose = 'beidou' AND revoked_at IS NULL
        """,
        (token_sha256,),
    ).fetchone()
    return None if row is None else Gateway(*row)


def add_partition(conn: Connection, day: date) -> None:
    """Make the history's partition of one real (recorded) day, unless it is there."""
    conn.execute(
        sql.SQL(
            "CREATE TABLE IF NOT EXISTS {} PARTITION OF position_history "
            "FOR VALUES FROM ({}) TO ({})"
        ).format(
            sql.Identifier(f"position_history_{day:%Y%m%d}"),
            sql.Literal(f"{day} 00:00:00+00"),
            sql.Literal(f"{day + timedelta(days=1)} 00:00:00+00"),
        )
    )


def delete_rejected_before(conn: Connection, moment: datetime) -> int:
    """Drop evidence older than `moment` (real); gives how many rows."""
    return conn.execute("DELETE FROM position_rejection WHERE recorded_at < %s", (moment,)).rowcount


def _mover_of_row(row: tuple[Any, ...]) -> Mover:
    vessel_id, mmsi, beidou_id, kind, high_risk, registered, county, township = row
    return Mover(
        vessel_id, mmsi, beidou_id, Kind[kind.upper()], high_risk, registered,
        unit_number(county, registered=registered), unit_number(township, registered=registered),
    )  # fmt: skip
