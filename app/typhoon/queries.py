"""SQL of typhoons. A moment given as `at` hides everything that was not yet known then."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from app.database import Connection
from app.errors import NotFound
from app.events.model import EventKind
from app.typhoon.archive.as_of import joined
from app.typhoon.archive.queries import forecast_points, make_fix, past_fixes, past_forecasts
from app.typhoon.bulletins import Bulletin
from app.typhoon.model import Forecast, Storm, Track, TrackKind, WindRadius
from app.typhoon.outlook import Outlook
from app.wording import Text

Key = TypeVar("Key")
_RADIUS = "threshold_ms, force, ne_km, se_km, sw_km, nw_km, rule"


def get_storm(conn: Connection, storm_id: str) -> Storm:
    """One storm, by its id or another id it is known by. Raises NotFound."""
    row = conn.execute(
        """
        SELECT storm_id, name_zh, name_en, season,
               ARRAY(SELECT alias FROM typhoon_alias a WHERE a.storm_id = t.storm_id ORDER BY 1),
               parent_id, centre
        FROM typhoon t
        WHERE storm_id = %(id)s
           OR storm_id = (SELECT storm_id FROM typhoon_alias WHERE alias = %(id)s)
        """,
        {"id": storm_id},
    ).fetchone()
    if row is None:
        raise NotFound(
            "E-TYP-010",
            Text("没有这个台风", "No such typhoon"),
            Text(f"编号 {storm_id} 不在库里", f"{storm_id} is not in the database"),
            Text("先用 typhoon import 导入路径", "Import its track with typhoon import first"),
        )
    return Storm(row[0], row[1], row[2], row[3], tuple(row[4]), row[5], row[6])


def list_tracks(
    conn: Connection, storm: Storm, at: datetime, recorded_at: datetime | None = None
) -> list[Track]:
    """Every agency's track with its fixes up to `at`; agencies without one are left out.

    `recorded_at` asks what the database held then, before later imports."""
    rows = conn.execute(
        """
        SELECT agency, kind, averaging_min, source, fix_id,
               fix_at, lon, lat, pressure_hpa, wind_ms, class, published, line, recorded_at
        FROM track_fix
        WHERE storm_id = %s AND fix_at <= %s
          AND recorded_at <= COALESCE(%s, 'infinity'::timestamptz)
        ORDER BY agency, kind DESC, fix_at
        """,
        (storm.storm_id, at, recorded_at),
    ).fetchall()
    radii = _fix_radii(conn, [row[4] for row in rows])
    groups: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        groups[row[0], row[1]].append(row)
    tracks = [
        Track(
            storm,
            agency,
            TrackKind(kind),
            averaging_min=group[0][2],
            source=group[0][3],
            fixes=tuple(make_fix(row[5:], radii.get(row[4], ())) for row in group),
        )
        for (agency, kind), group in groups.items()
    ]
    if recorded_at is None:
        return tracks
    return joined(tracks, past_fixes(conn, storm, at, recorded_at))


def list_forecasts(
    conn: Connection, storm_id: str, at: datetime, recorded_at: datetime | None = None
) -> list[Forecast]:
    """The newest forecast of every agency that was issued by `at`.

    `recorded_at` asks what the database held then, before later imports."""
    newest: dict[str, Forecast] = {}
    for forecast in list_every_forecast(conn, storm_id, at, recorded_at, newest=True):
        newest[forecast.agency] = forecast
    return [newest[agency] for agency in sorted(newest)]


def list_every_forecast(
    conn: Connection,
    storm_id: str,
    at: datetime,
    recorded_at: datetime | None = None,
    *,
    newest: bool = False,
) -> list[Forecast]:
    """Every forecast issued by `at`, the older first; `newest` only each agency's last."""
    rows = conn.execute(
        """
        SELECT forecast_id, agency, issued_at, synthetic, method, averaging_min, source,
               recorded_at
        FROM (
            SELECT *, row_number() OVER (PARTITION BY agency ORDER BY issued_at DESC) AS age
            FROM forecast_track
            WHERE storm_id = %s AND issued_at <= %s
              AND recorded_at <= COALESCE(%s, 'infinity'::timestamptz)
        ) known
        WHERE age = 1 OR NOT %s
        ORDER BY issued_at, agency
        """,
        (storm_id, at, recorded_at, newest),
    ).fetchall()
    points = forecast_points(conn, [row[0] for row in rows])
    current = [
        Forecast(
            *row[1:5],
            points=tuple(points.get(row[0], ())),
            averaging_min=row[5],
            source=row[6],
            recorded_at=row[7],
        )  # fmt: skip
        for row in rows
    ]
    if recorded_at is None:
        return current
    past = past_forecasts(conn, storm_id, at, recorded_at)
    return sorted([*current, *past], key=lambda each: (each.issued_at, each.agency))


def list_outlooks(conn: Connection, storm: Storm, at: datetime) -> list[Outlook]:
    """Each track with its agency's newest forecast, those with a forecast and most fixes first."""
    forecasts = {forecast.agency: forecast for forecast in list_forecasts(conn, storm.storm_id, at)}
    outlooks = [
        Outlook(track, forecasts.get(track.agency)) for track in list_tracks(conn, storm, at)
    ]
    return sorted(outlooks, key=_preference_key)


def get_outlook(conn: Connection, storm: Storm, at: datetime, agency: str | None) -> Outlook:
    """The outlook of one agency, or the preferred one. Raises NotFound."""
    for outlook in list_outlooks(conn, storm, at):
        if agency in (None, outlook.track.agency):
            return outlook
    raise NotFound(
        "E-TYP-011",
        Text("这时还没有这家机构的定位", "This agency has no fixes yet at this time"),
        Text(
            f"{storm.name_zh}，机构 {agency or '任意'}，截至 {at:%Y-%m-%d %H:%M} UTC",
            f"{storm.name_en}, agency {agency or 'any'}, up to {at:%Y-%m-%d %H:%M} UTC",
        ),
        Text("换一家机构，或把时间往后移", "Choose another agency, or a later time"),
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


def _fix_radii(conn: Connection, fix_ids: list[int]) -> dict[int, tuple[WindRadius, ...]]:
    rows = conn.execute(
        f"SELECT fix_id, {_RADIUS}, source_text FROM wind_radius"  # noqa: S608 constant
        " WHERE fix_id = ANY(%s) ORDER BY fix_id, threshold_ms",
        (fix_ids,),
    ).fetchall()
    return _group_radii((row[0], WindRadius(*row[1:])) for row in rows)


def _group_radii(pairs: Iterable[tuple[Key, WindRadius]]) -> dict[Key, tuple[WindRadius, ...]]:
    groups: dict[Key, tuple[WindRadius, ...]] = {}
    for key, circle in pairs:
        groups[key] = (*groups.get(key, ()), circle)
    return groups


def _preference_key(outlook: Outlook) -> tuple[bool, bool, int]:
    has_circles = any(fix.radii for fix in outlook.points)
    return not has_circles, outlook.forecast is None, -len(outlook.track.fixes)
