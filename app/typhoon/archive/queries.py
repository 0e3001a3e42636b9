"""SQL of the typhoon archive: writing in bulk, what came earlier, what sources say beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from app import strict_json
from app.database import Connection
from app.typhoon.archive.as_json import fix_json, fix_of, forecast_json, forecast_of
from app.typhoon.archive.changes import ForecastChange, StoredFix, TrackChange
from app.typhoon.model import (
    Fix,
    Forecast,
    NoteKind,
    Storm,
    StormClass,
    StormNote,
    Track,
    TrackKind,
    WindRadius,
)

TrackKey = tuple[str, str, str]
ForecastKey = tuple[str, str, datetime]
_RADIUS = "threshold_ms, force, ne_km, se_km, sw_km, nw_km, rule, source_text"


def stored_fixes(
    conn: Connection, storm_ids: Sequence[str]
) -> dict[TrackKey, dict[datetime, StoredFix]]:
    """Every current fix of the storms, by storm, agency and kind."""
    rows = conn.execute(
        """
        SELECT storm_id, agency, kind, fix_id, averaging_min, source,
               fix_at, lon, lat, pressure_hpa, wind_ms, class, published, line, recorded_at
        FROM track_fix WHERE storm_id = ANY(%s)
        """,
        (list(storm_ids),),
    ).fetchall()
    radii = _group_radii(
        conn,
        f"SELECT fix_id, {_RADIUS} FROM wind_radius"  # noqa: S608 constant
        " WHERE fix_id = ANY(%s) ORDER BY fix_id, threshold_ms",
        [row[3] for row in rows],
    )
    stored: dict[TrackKey, dict[datetime, StoredFix]] = defaultdict(dict)
    for row in rows:
        fix = make_fix(row[6:], radii.get(row[3], ()))
        stored[row[:3]][fix.fix_at] = StoredFix(row[3], fix, row[4], row[5])
    return stored


def make_fix(row: tuple[Any, ...], radii: tuple[WindRadius, ...]) -> Fix:
    """A fix from time, lon, lat, pressure, wind, class, published, line and time recorded."""
    fix_at, lon, lat, pressure_hpa, wind_ms, kind, published, line, recorded_at = row
    known = None if kind is None else StormClass(kind)
    return Fix(
        fix_at, lon, lat, pressure_hpa, wind_ms, known, radii, tuple(published.items()), line,
        recorded_at,
    )  # fmt: skip


def _group_radii(
    conn: Connection, sql: str, keys: Sequence[int]
) -> dict[Any, tuple[WindRadius, ...]]:
    groups: dict[Any, tuple[WindRadius, ...]] = {}
    for key, *circle in conn.execute(sql.encode(), (list(keys),)):
        groups[key] = (*groups.get(key, ()), WindRadius(*circle))
    return groups


def retire_fixes(conn: Connection, changes: Iterable[TrackChange], stored: dict[int, Any]) -> None:
    """Move the retired fixes to the past; `stored` holds each by its id."""
    ids = [fix_id for change in changes for fix_id in change.retire]
    if not ids:
        return
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO track_fix_past (storm_id, agency, kind, averaging_min, source, fix_at,
                                        recorded_at, fix)
            SELECT storm_id, agency, kind, averaging_min, source, fix_at, recorded_at, %s
            FROM track_fix WHERE fix_id = %s
            """,
            [(strict_json.dumps(fix_json(stored[each].fix)), each) for each in ids],
        )
    conn.execute("DELETE FROM track_fix WHERE fix_id = ANY(%s)", (ids,))


def write_fixes(conn: Connection, changes: Iterable[TrackChange], import_id: int) -> None:
    """Copy the new fixes and their circles in, whatever their number."""
    pairs = [(change.track, fix) for change in changes for fix in change.write]
    _copy_rows(
        conn,
        "track_fix (storm_id, agency, kind, averaging_min, source, fix_at, lon, lat,"
        " pressure_hpa, wind_ms, class, published, line, import_id)",
        (
            (track.storm.storm_id, track.agency, track.kind, track.averaging_min, track.source,
             *_fix_row(fix), fix.line, import_id)
            for track, fix in pairs
        ),
    )  # fmt: skip
    circled = [(track, fix) for track, fix in pairs if fix.radii]
    ids = _fix_ids(conn, import_id) if circled else {}
    _copy_rows(
        conn,
        f"wind_radius (fix_id, {_RADIUS})",
        (
            (ids[track.storm.storm_id, track.agency, track.kind, fix.fix_at],
             *_radius_row(circle))
            for track, fix in circled
            for circle in fix.radii
        ),
    )  # fmt: skip


def _fix_ids(conn: Connection, import_id: int) -> dict[tuple[Any, ...], int]:
    rows = conn.execute(
        "SELECT storm_id, agency, kind, fix_at, fix_id FROM track_fix WHERE import_id = %s",
        (import_id,),
    ).fetchall()
    return {row[:4]: row[4] for row in rows}


def _copy_rows(conn: Connection, target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    sql = f"COPY {target} FROM STDIN"
    with conn.cursor() as cursor, cursor.copy(sql.encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _fix_row(fix: Fix) -> tuple[Any, ...]:
    return (fix.fix_at, fix.lon, fix.lat, fix.pressure_hpa, fix.wind_ms, fix.storm_class,
            strict_json.dumps(dict(fix.published)))  # fmt: skip


def _radius_row(circle: WindRadius) -> tuple[Any, ...]:
    return circle.threshold_ms, circle.force, *circle.quadrants_km, circle.rule, circle.source_text


def stored_forecasts(
    conn: Connection, storm_ids: Sequence[str]
) -> dict[ForecastKey, tuple[int, Forecast]]:
    """Every current forecast of the storms with its id, by storm, agency and issue time."""
    heads = conn.execute(
        """
        SELECT forecast_id, storm_id, agency, issued_at, synthetic, method, averaging_min, source
        FROM forecast_track WHERE storm_id = ANY(%s)
        """,
        (list(storm_ids),),
    ).fetchall()
    points = forecast_points(conn, [row[0] for row in heads])
    return {
        (row[1], row[2], row[3]): (
            row[0],
            Forecast(row[2], row[3], row[4], row[5], tuple(points.get(row[0], ())), row[6], row[7]),
        )
        for row in heads
    }


def forecast_points(conn: Connection, forecast_ids: Sequence[int]) -> dict[int, list[Fix]]:
    """The points of many forecasts, each by its time."""
    radii: dict[tuple[int, datetime], tuple[WindRadius, ...]] = {}
    for forecast_id, valid_at, *circle in conn.execute(
        f"SELECT forecast_id, valid_at, {_RADIUS} FROM forecast_radius"  # noqa: S608 constant
        " WHERE forecast_id = ANY(%s) ORDER BY forecast_id, valid_at, threshold_ms",
        (list(forecast_ids),),
    ):
        key = (forecast_id, valid_at)
        radii[key] = (*radii.get(key, ()), WindRadius(*circle))
    points: dict[int, list[Fix]] = defaultdict(list)
    for forecast_id, *row in conn.execute(
        "SELECT forecast_id, valid_at, lon, lat, pressure_hpa, wind_ms, class, published"
        " FROM forecast_point WHERE forecast_id = ANY(%s) ORDER BY forecast_id, valid_at",
        (list(forecast_ids),),
    ):
        circles = radii.get((forecast_id, row[0]), ())
        points[forecast_id].append(make_fix((*row, None, None), circles))
    return points


def write_forecasts(
    conn: Connection,
    changes: Sequence[ForecastChange],
    stored: dict[int, Forecast],
    import_id: int,
) -> None:
    """Put forecasts in; a real one that they replace becomes past, a synthetic one just goes."""
    _retire_forecasts(conn, changes, stored)
    _copy_rows(
        conn,
        "forecast_track (storm_id, agency, issued_at, synthetic, method, averaging_min, source,"
        " import_id)",
        (
            (one.storm_id, one.forecast.agency, one.forecast.issued_at, one.forecast.synthetic,
             one.forecast.method, one.forecast.averaging_min, one.forecast.source, import_id)
            for one in changes
        ),
    )  # fmt: skip
    ids = _forecast_ids(conn, import_id)
    pairs = [
        (ids[one.storm_id, one.forecast.agency, one.forecast.issued_at], point)
        for one in changes
        for point in one.forecast.points
    ]
    _copy_rows(
        conn,
        "forecast_point (forecast_id, valid_at, lon, lat, pressure_hpa, wind_ms, class, published)",
        ((each, *_fix_row(point)) for each, point in pairs),
    )
    _copy_rows(
        conn,
        f"forecast_radius (forecast_id, valid_at, {_RADIUS})",
        (
            (each, point.fix_at, *_radius_row(circle))
            for each, point in pairs
            for circle in point.radii
        ),
    )


def _forecast_ids(conn: Connection, import_id: int) -> dict[tuple[Any, ...], int]:
    rows = conn.execute(
        "SELECT storm_id, agency, issued_at, forecast_id FROM forecast_track WHERE import_id = %s",
        (import_id,),
    ).fetchall()
    return {row[:3]: row[3] for row in rows}


def _retire_forecasts(
    conn: Connection, changes: Iterable[ForecastChange], stored: dict[int, Forecast]
) -> None:
    replaced = [one.replaces for one in changes if one.replaces is not None]
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO forecast_past (storm_id, agency, issued_at, recorded_at, forecast)
            SELECT storm_id, agency, issued_at, recorded_at, %s
            FROM forecast_track WHERE forecast_id = %s
            """,
            [
                (strict_json.dumps(forecast_json(stored[each])), each)
                for each in replaced
                if not stored[each].synthetic
            ],
        )
    conn.execute("DELETE FROM forecast_track WHERE forecast_id = ANY(%s)", (replaced,))


def save_notes(conn: Connection, notes: Sequence[StormNote]) -> int:
    """Add what is not said already; gives how many were new."""
    new = 0
    for note in notes:
        new += conn.execute(
            """
            INSERT INTO typhoon_note (storm_id, agency, kind, at, lon, lat, other_id, published,
                                      source)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
            ON CONFLICT DO NOTHING
            """,
            (note.storm_id, note.agency, note.kind, note.at, note.lon, note.lat, note.other_id,
             strict_json.dumps(dict(note.published)), note.source),
        ).rowcount  # fmt: skip
    return new


def list_notes(conn: Connection, storm_id: str) -> list[StormNote]:
    """What the sources say of a storm's life, by time."""
    rows = conn.execute(
        """
        SELECT storm_id, agency, kind, source, at, lon, lat, other_id, published
        FROM typhoon_note WHERE %(id)s IN (storm_id, other_id)
        ORDER BY at NULLS LAST, agency, kind
        """,
        {"id": storm_id},
    ).fetchall()
    return [
        StormNote(
            row[0],
            row[1],
            NoteKind(row[2]),
            row[3],
            row[4],
            row[5],
            row[6],
            row[7],
            tuple(row[8].items()),
        )  # fmt: skip
        for row in rows
    ]


def past_fixes(conn: Connection, storm: Storm, at: datetime, recorded_at: datetime) -> list[Track]:
    """What was current at `recorded_at` and no longer is, as tracks of the fixes up to `at`."""
    rows = conn.execute(
        """
        SELECT agency, kind, averaging_min, source, fix
        FROM track_fix_past
        WHERE storm_id = %(storm)s AND fix_at <= %(at)s
          AND recorded_at <= %(recorded)s AND superseded_at > %(recorded)s
        ORDER BY agency, kind, fix_at
        """,
        {"storm": storm.storm_id, "at": at, "recorded": recorded_at},
    ).fetchall()
    groups: dict[tuple[Any, ...], list[Fix]] = defaultdict(list)
    for *head, fix in rows:
        groups[tuple(head)].append(fix_of(fix))
    return [
        Track(storm, agency, TrackKind(kind), averaging_min, source, tuple(fixes))
        for (agency, kind, averaging_min, source), fixes in groups.items()
    ]


def past_forecasts(
    conn: Connection, storm_id: str, at: datetime, recorded_at: datetime
) -> list[Forecast]:
    """Forecasts issued by `at` that were current at `recorded_at` and no longer are."""
    rows = conn.execute(
        """
        SELECT forecast FROM forecast_past
        WHERE storm_id = %(storm)s AND issued_at <= %(at)s
          AND recorded_at <= %(recorded)s AND superseded_at > %(recorded)s
        ORDER BY agency, issued_at
        """,
        {"storm": storm_id, "at": at, "recorded": recorded_at},
    ).fetchall()
    return [forecast_of(row[0]) for row in rows]
