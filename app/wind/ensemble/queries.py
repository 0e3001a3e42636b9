"""SQL of the ensemble: the places it answers for, and its results, one a basis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from psycopg.types.json import Json

from app import strict_json, typed_json
from app.database import Connection
from app.wind.ensemble.places import PlaceKind, WindPlace
from app.wind.ensemble.result import (
    VERSION,
    ArrivalCurves,
    EnsembleAgency,
    EnsembleResult,
    LikelyFigures,
)


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result, or how far it is: `result` None until `progress_pct` is 100."""

    progress_pct: int
    asked_at: datetime
    took_ms: int | None
    result: EnsembleResult | None


@dataclass(frozen=True, slots=True)
class LastResult:
    """A finished result and the newest bulletin or fix it rests on."""

    known_at: datetime
    took_ms: int | None
    result: EnsembleResult


@dataclass(frozen=True, slots=True)
class KnownCurves:
    """Villages' arrival curves of the newest finished result, and whose members they are."""

    known_at: datetime
    curves: ArrivalCurves
    agencies: tuple[EnsembleAgency, ...]


def list_places(conn: Connection) -> list[WindPlace]:
    """Every village, shelter, ferry line and bridge that the actor may see, in a fixed order."""
    rows = conn.execute(
        """
        WITH place (rank, kind, key, name, county_code, township_code, points) AS (
            SELECT 1, 'village', code, name, left(code, 6), left(code, 9), ARRAY[seat]
            FROM admin_unit WHERE kind = 'village' AND seat IS NOT NULL
            UNION ALL
            SELECT 2, 'shelter', code, name, left(village_code, 6), left(village_code, 9),
                   ARRAY[geom]
            FROM shelter
            UNION ALL
            SELECT 3, 'line', line_id::text, l.name, h.county_code, h.township_code,
                   ARRAY(SELECT ST_LineInterpolatePoint(l.geom, share / 4.0)
                         FROM generate_series(0, 4) share)
            FROM ferry_line l JOIN harbour h ON h.harbour_id = l.from_harbour_id
            UNION ALL
            SELECT 4, 'bridge', bridge, bridge, NULL, NULL,
                   array_agg(ST_LineInterpolatePoint(geom, share / 2.0) ORDER BY edge_id, share)
            FROM road_edge, generate_series(0, 2) share
            WHERE bridge IS NOT NULL AND road_class <> 'tunnel'
            GROUP BY bridge
        )
        SELECT p.kind, p.key, p.name, county.name, township.name,
               ARRAY(SELECT ST_X(g) FROM unnest(p.points) WITH ORDINALITY u(g, n) ORDER BY n),
               ARRAY(SELECT ST_Y(g) FROM unnest(p.points) WITH ORDINALITY u(g, n) ORDER BY n)
        FROM place p
        LEFT JOIN admin_unit county ON county.code = p.county_code
        LEFT JOIN admin_unit township ON township.code = p.township_code
        ORDER BY p.rank, p.key
        """
    ).fetchall()
    return [
        WindPlace(PlaceKind(kind), key, name, county, town, tuple(zip(lon, lat, strict=True)))
        for kind, key, name, county, town, lon, lat in rows
    ]


def find_result(conn: Connection, storm_id: str, basis_key: str) -> StoredResult | None:
    """The result of a basis, or how far it is; None when nobody has asked for it."""
    row = conn.execute(
        """
        SELECT progress_pct, asked_at, took_ms, result::text
        FROM wind_ensemble WHERE storm_id = %s AND basis_key = %s
        """,
        (storm_id, basis_key),
    ).fetchone()
    if row is None:
        return None
    result = None if row[3] is None else _read_result(row[3])
    return StoredResult(row[0], row[1], row[2], result)


def find_last_result(conn: Connection, storm_id: str, known_at: datetime) -> LastResult | None:
    """The newest finished result that rests on nothing later than `known_at`."""
    row = conn.execute(
        """
        SELECT known_at, took_ms, result::text FROM wind_ensemble
        WHERE storm_id = %s AND known_at <= %s AND result IS NOT NULL
        ORDER BY known_at DESC, done_at DESC LIMIT 1
        """,
        (storm_id, known_at),
    ).fetchone()
    result = None if row is None else _read_result(row[2])
    return None if row is None or result is None else LastResult(row[0], row[1], result)


def list_village_chances(
    conn: Connection,
    storm_id: str,
    known_at: datetime,
    villages: Sequence[str],
    forces: Sequence[int],
) -> dict[tuple[str, int], LikelyFigures]:
    """By village and force, from the newest finished result; the rest of it stays where it is."""
    rows = conn.execute(
        """
        WITH newest AS MATERIALIZED (
            SELECT (result->'places')::jsonb AS places FROM wind_ensemble
            WHERE storm_id = %s AND known_at <= %s AND result IS NOT NULL
              AND result->>'version' = %s
            ORDER BY known_at DESC, done_at DESC LIMIT 1
        )
        SELECT code, force::int, places->('village:' || code)->force
        FROM newest, unnest(%s::text[]) code, unnest(%s::text[]) force
        WHERE places->('village:' || code) ? force
        """,
        (storm_id, known_at, str(VERSION), list(villages), [str(force) for force in forces]),
    ).fetchall()
    return {(code, force): typed_json.read(LikelyFigures, told) for code, force, told in rows}


def find_village_curves(
    conn: Connection,
    storm_id: str,
    known_at: datetime,
    villages: Sequence[str],
    forces: Sequence[int],
) -> KnownCurves | None:
    """The curves of these villages and forces as known then; None where no finished result has any.

    The lists of minutes are as we wrote them: to look at each number again costs more than all."""
    row = conn.execute(
        """
        WITH newest AS MATERIALIZED (
            SELECT known_at, result->'agencies' AS agencies, (result->'curves')::jsonb AS curves
            FROM wind_ensemble
            WHERE storm_id = %s AND known_at <= %s AND result IS NOT NULL
              AND result->>'version' = %s
            ORDER BY known_at DESC, done_at DESC LIMIT 1
        ), parted AS MATERIALIZED (
            -- Taken out once: `curves->'minutes'` would copy every village for each of them.
            SELECT known_at, agencies, curves - 'minutes' AS head, curves->'minutes' AS minutes
            FROM newest WHERE jsonb_typeof(curves) = 'object'
        )
        SELECT known_at, agencies, head || '{"minutes": {}}', (
            SELECT jsonb_object_agg(code, (
                SELECT coalesce(jsonb_object_agg(force, minutes->code->force), '{}')
                FROM unnest(%s::text[]) force WHERE minutes->code ? force
            ))
            FROM unnest(%s::text[]) code WHERE minutes ? code
        )
        FROM parted
        """,
        (storm_id, known_at, str(VERSION), [str(force) for force in forces], list(villages)),
    ).fetchone()
    if row is None:
        return None
    agencies = typed_json.read(tuple[EnsembleAgency, ...], row[1])
    told: dict[str, dict[str, list[int]]] = row[3] or {}
    minutes = {code: {int(f): each for f, each in by.items()} for code, by in told.items()}
    curves = replace(typed_json.read(ArrivalCurves, row[2]), minutes=minutes)
    return KnownCurves(row[0], curves, agencies)


def _read_result(text: str) -> EnsembleResult | None:
    """The result; None for one that another version of us wrote, which is worked out again."""
    try:
        return typed_json.read(EnsembleResult, strict_json.loads(text))
    except typed_json.Misfit:
        return None


def save_progress(
    conn: Connection, storm_id: str, basis_key: str, known_at: datetime, progress_pct: int
) -> None:
    """Say how far the work on a basis is; a finished result is never taken back."""
    conn.execute(
        """
        INSERT INTO wind_ensemble (storm_id, basis_key, known_at, progress_pct)
        VALUES (%s, %s, %s, %s)
        ON CONFLICT (storm_id, basis_key) DO UPDATE SET progress_pct = EXCLUDED.progress_pct
        WHERE wind_ensemble.result IS NULL
        """,
        (storm_id, basis_key, known_at, progress_pct),
    )


def save_result(
    conn: Connection,
    storm_id: str,
    basis_key: str,
    result: EnsembleResult,
    took: timedelta,
) -> None:
    """Keep a result."""
    conn.execute(
        """
        UPDATE wind_ensemble
        SET result = %s, progress_pct = 100, done_at = clock_timestamp(), took_ms = %s
        WHERE storm_id = %s AND basis_key = %s
        """,
        (
            Json(result, dumps=strict_json.dumps),
            round(took.total_seconds() * 1000),
            storm_id,
            basis_key,
        ),
    )


def delete_results_beyond(conn: Connection, storm_id: str, kept: int) -> int:
    """Delete a storm's oldest results beyond the newest `kept`; how many they were."""
    return conn.execute(
        """
        DELETE FROM wind_ensemble w USING (
            SELECT basis_key FROM wind_ensemble WHERE storm_id = %(storm)s
            ORDER BY known_at DESC, asked_at DESC OFFSET %(kept)s
        ) old
        WHERE w.storm_id = %(storm)s AND w.basis_key = old.basis_key
        """,
        {"storm": storm_id, "kept": kept},
    ).rowcount
