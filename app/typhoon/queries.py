"""SQL of typhoons. A moment given as `at` hides everything that was not yet known then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from app.database import Connection
from app.errors import NotFound
from app.events.model import EventKind
from app.typhoon.bulletins import Bulletin
from app.typhoon.model import Fix, Forecast, Storm, StormClass, Track, TrackKind, WindRadius
from app.typhoon.outlook import Outlook
from app.typhoon.seats import Seat

Key = TypeVar("Key")
_RADIUS = "threshold_ms, force, ne_km, se_km, sw_km, nw_km, rule"


def list_storms(conn: Connection) -> list[Storm]:
    """Every storm, newest first."""
    rows = conn.execute(
        "SELECT storm_id, name_zh, name_en, season FROM typhoon ORDER BY storm_id DESC"
    ).fetchall()
    return [Storm(*row) for row in rows]


def get_storm(conn: Connection, storm_id: str) -> Storm:
    """One storm. Raises NotFound."""
    row = conn.execute(
        "SELECT storm_id, name_zh, name_en, season FROM typhoon WHERE storm_id = %s", (storm_id,)
    ).fetchone()
    if row is None:
        raise NotFound(
            "E-TYP-010", "没有这个台风", f"编号 {storm_id} 不在库里", "先用 typhoon import 导入路径"
        )
    return Storm(*row)


def list_tracks(conn: Connection, storm: Storm, at: datetime) -> list[Track]:
    """Every agency's track with its fixes up to `at`; agencies without one are left out."""
    rows = conn.execute(
        """
        SELECT agency, kind, averaging_min, source,
               fix_id, fix_at, lon, lat, pressure_hpa, wind_ms, class
        FROM track_fix
        WHERE storm_id = %s AND fix_at <= %s
        ORDER BY agency, kind DESC, fix_at
        """,
        (storm.storm_id, at),
    ).fetchall()
    radii = _fix_radii(conn, [row[4] for row in rows])
    groups: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        groups[row[0], row[1]].append(row)
    return [
        Track(
            storm,
            agency,
            TrackKind(kind),
            averaging_min=group[0][2],
            source=group[0][3],
            fixes=tuple(_fix(row[5:], radii.get(row[4], ())) for row in group),
        )
        for (agency, kind), group in groups.items()
    ]


def list_forecasts(conn: Connection, storm_id: str, at: datetime) -> list[Forecast]:
    """The newest forecast of every agency that was issued by `at`."""
    rows = conn.execute(
        """
        SELECT DISTINCT ON (agency) forecast_id, agency, issued_at, synthetic, method
        FROM forecast_track
        WHERE storm_id = %s AND issued_at <= %s
        ORDER BY agency, issued_at DESC
        """,
        (storm_id, at),
    ).fetchall()
    return [
        Forecast(row[1], row[2], row[3], row[4], _forecast_points(conn, row[0])) for row in rows
    ]


def list_outlooks(conn: Connection, storm: Storm, at: datetime) -> list[Outlook]:
    """Each track with its agency's newest forecast, those with a forecast and most fixes first."""
    forecasts = {forecast.agency: forecast for forecast in list_forecasts(conn, storm.storm_id, at)}
    outlooks = [
        Outlook(track, forecasts.get(track.agency)) for track in list_tracks(conn, storm, at)
    ]
    return sorted(outlooks, key=_preference)


def get_outlook(conn: Connection, storm: Storm, at: datetime, agency: str | None) -> Outlook:
    """The outlook of one agency, or the preferred one. Raises NotFound."""
    for outlook in list_outlooks(conn, storm, at):
        if agency in (None, outlook.track.agency):
            return outlook
    raise NotFound(
        "E-TYP-011",
        "这时还没有这家机构的定位",
        f"{storm.name_zh}，机构 {agency or '任意'}，截至 {at:%Y-%m-%d %H:%M} UTC",
        "换一家机构，或把时间往后移",
    )


def find_last_bulletin(conn: Connection, storm_id: str, at: datetime) -> Bulletin | None:
    """The newest forecast or fix known at `at`, whichever came last, with its position."""
    row = conn.execute(
        """
        SELECT issued_at, agency, lon, lat
        FROM (
            SELECT t.issued_at, t.agency, p.lon, p.lat, 0 AS rank
            FROM forecast_track t
            JOIN forecast_point p ON p.forecast_id = t.forecast_id AND p.valid_at = t.issued_at
            WHERE t.storm_id = %(storm)s AND t.issued_at <= %(at)s
            UNION ALL
            SELECT fix_at, agency, lon, lat, 1
            FROM track_fix
            WHERE storm_id = %(storm)s AND fix_at <= %(at)s
        ) known
        ORDER BY issued_at DESC, rank, agency
        LIMIT 1
        """,
        {"storm": storm_id, "at": at},
    ).fetchone()
    return None if row is None else Bulletin(*row)


def find_announced_at(conn: Connection, incident_id: int) -> datetime | None:
    """Issue time of the bulletin that was announced last in an incident."""
    row = conn.execute(
        """
        SELECT valid_at
        FROM event
        WHERE incident_id = %s AND kind = %s
        ORDER BY seq DESC
        LIMIT 1
        """,
        (incident_id, EventKind.BULLETIN_ISSUED),
    ).fetchone()
    return None if row is None else row[0]


def save_storm(conn: Connection, storm: Storm) -> None:
    """Insert or rename a storm; a Chinese name is never overwritten by a Latin one."""
    conn.execute(
        """
        INSERT INTO typhoon (storm_id, name_zh, name_en, season)
        VALUES (%s, %s, %s, %s)
        ON CONFLICT (storm_id) DO UPDATE SET
            name_en = EXCLUDED.name_en,
            name_zh = CASE WHEN EXCLUDED.name_zh = EXCLUDED.name_en
                           THEN typhoon.name_zh ELSE EXCLUDED.name_zh END
        """,
        (storm.storm_id, storm.name_zh, storm.name_en, storm.season),
    )


def replace_track(conn: Connection, track: Track) -> None:
    """Put a track in the place of the same storm's, agency's and kind's."""
    key = (track.storm.storm_id, track.agency, track.kind)
    conn.execute("DELETE FROM track_fix WHERE storm_id = %s AND agency = %s AND kind = %s", key)
    head = (*key, track.averaging_min, track.source)
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO track_fix (storm_id, agency, kind, averaging_min, source,
                                   fix_at, lon, lat, pressure_hpa, wind_ms, class)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            """,
            [(*head, *_fix_row(fix)) for fix in track.fixes],
        )
        cursor.executemany(
            f"""
            INSERT INTO wind_radius (fix_id, {_RADIUS}, source_text)
            SELECT fix_id, %s, %s, %s, %s, %s, %s, %s, %s
            FROM track_fix
            WHERE storm_id = %s AND agency = %s AND kind = %s AND fix_at = %s
            """,  # noqa: S608 _RADIUS is a constant of this file
            [
                (*_radius_row(circle), circle.source_text, *key, fix.fix_at)
                for fix in track.fixes
                for circle in fix.radii
            ],
        )


def replace_forecasts(
    conn: Connection, storm_id: str, agency: str, forecasts: Sequence[Forecast]
) -> None:
    """Put synthetic forecasts in the place of the agency's synthetic ones; real ones stay."""
    conn.execute(
        "DELETE FROM forecast_track WHERE storm_id = %s AND agency = %s AND synthetic",
        (storm_id, agency),
    )
    for forecast in forecasts:
        _insert_forecast(conn, storm_id, forecast)


def _insert_forecast(conn: Connection, storm_id: str, forecast: Forecast) -> None:
    row = conn.execute(
        """
        INSERT INTO forecast_track (storm_id, agency, issued_at, synthetic, method)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT DO NOTHING
        RETURNING forecast_id
        """,
        (storm_id, forecast.agency, forecast.issued_at, forecast.synthetic, forecast.method),
    ).fetchone()
    if row is None:
        return  # a real forecast of that moment is there and stays
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO forecast_point VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(row[0], *_fix_row(point)) for point in forecast.points],
        )
        cursor.executemany(
            f"INSERT INTO forecast_radius (forecast_id, valid_at, {_RADIUS})"  # noqa: S608 constant
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (row[0], point.fix_at, *_radius_row(circle))
                for point in forecast.points
                for circle in point.radii
            ],
        )


def _fix_radii(conn: Connection, fix_ids: list[int]) -> dict[int, tuple[WindRadius, ...]]:
    rows = conn.execute(
        f"SELECT fix_id, {_RADIUS}, source_text FROM wind_radius"  # noqa: S608 constant
        " WHERE fix_id = ANY(%s) ORDER BY fix_id, threshold_ms",
        (fix_ids,),
    ).fetchall()
    return _grouped((row[0], WindRadius(*row[1:])) for row in rows)


def _forecast_points(conn: Connection, forecast_id: int) -> tuple[Fix, ...]:
    rows = conn.execute(
        f"SELECT valid_at, {_RADIUS} FROM forecast_radius"  # noqa: S608 constant
        " WHERE forecast_id = %s ORDER BY valid_at, threshold_ms",
        (forecast_id,),
    ).fetchall()
    radii = _grouped((row[0], WindRadius(*row[1:], source_text="")) for row in rows)
    points = conn.execute(
        """
        SELECT valid_at, lon, lat, pressure_hpa, wind_ms, class
        FROM forecast_point WHERE forecast_id = %s ORDER BY valid_at
        """,
        (forecast_id,),
    ).fetchall()
    return tuple(_fix(row, radii.get(row[0], ())) for row in points)


def _grouped(pairs: Iterable[tuple[Key, WindRadius]]) -> dict[Key, tuple[WindRadius, ...]]:
    groups: dict[Key, tuple[WindRadius, ...]] = {}
    for key, circle in pairs:
        groups[key] = (*groups.get(key, ()), circle)
    return groups


def _fix(row: tuple[Any, ...], radii: tuple[WindRadius, ...]) -> Fix:
    fix_at, lon, lat, pressure_hpa, wind_ms, storm_class = row
    known = None if storm_class is None else StormClass(storm_class)
    return Fix(fix_at, lon, lat, pressure_hpa, wind_ms, known, radii)


def _fix_row(fix: Fix) -> tuple[Any, ...]:
    return fix.fix_at, fix.lon, fix.lat, fix.pressure_hpa, fix.wind_ms, fix.storm_class


def _radius_row(circle: WindRadius) -> tuple[Any, ...]:
    return circle.threshold_ms, circle.force, *circle.quadrants_km, circle.rule


def _preference(outlook: Outlook) -> tuple[bool, bool, int]:
    has_circles = any(fix.radii for fix in outlook.points)
    return not has_circles, outlook.forecast is None, -len(outlook.track.fixes)


def list_seats(conn: Connection) -> list[Seat]:
    """The county seats."""
    rows = conn.execute(
        """
        SELECT code, name, ST_X(seat), ST_Y(seat)
        FROM admin_unit
        WHERE kind = 'county' AND seat IS NOT NULL
        ORDER BY code
        """
    ).fetchall()
    return [Seat(*row) for row in rows]
