"""SQL of the exercise: what the fleet is made from, and the incident it belongs to."""

from datetime import datetime

import shapely

from app.database import Connection
from app.errors import NotFound
from app.exercise.model import (
    ExerciseFerryLine,
    ExerciseHarbour,
    ExerciseStorm,
    FleetVessel,
    FleetWorld,
)
from app.incidents.queries import storm_span
from app.typhoon.model import Storm as Typhoon
from app.typhoon.queries import get_storm, list_outlooks
from app.typhoon.track import CircleTrack
from app.wording import Text

GALE_FORCE = 7


def load_world(conn: Connection, storm_id: str | None) -> FleetWorld:
    """Everything the fleet of that storm's exercise is made from. Raises NotFound."""
    land = conn.execute("SELECT ST_AsBinary(geom) FROM land_area ORDER BY land_id").fetchall()
    return FleetWorld(
        tuple(shapely.from_wkb(bytes(row[0])) for row in land),
        tuple(_read_harbours(conn)),
        tuple(_read_vessels(conn)),
        tuple(_ferry_lines(conn)),
        _read_storm(conn, storm_id),
    )


def _read_harbours(conn: Connection) -> list[ExerciseHarbour]:
    rows = conn.execute(
        """
        SELECT harbour_id, level, is_refuge, radius_m, ST_X(geom), ST_Y(geom)
        FROM harbour
        ORDER BY harbour_id
        """
    ).fetchall()
    return [ExerciseHarbour(*row) for row in rows]


def _read_vessels(conn: Connection) -> list[FleetVessel]:
    """The register; who was only heard is not ours to move."""
    rows = conn.execute(
        """
        SELECT vessel_id, pinyin, mmsi, beidou_id, kind, gear, length_m, home_harbour_id
        FROM vessel
        WHERE registered
        ORDER BY vessel_id
        """
    ).fetchall()
    return [FleetVessel(*row) for row in rows]


def _ferry_lines(conn: Connection) -> list[ExerciseFerryLine]:
    rows = conn.execute(
        """
        SELECT from_harbour_id, boats, trip_min, ST_AsBinary(geom)
        FROM ferry_line
        ORDER BY line_id
        """
    ).fetchall()
    return [ExerciseFerryLine(row[0], row[1], row[2], _read_way(bytes(row[3]))) for row in rows]


def _read_way(wkb: bytes) -> tuple[tuple[float, float], ...]:
    places = shapely.get_coordinates(shapely.from_wkb(wkb))
    return tuple((float(lon), float(lat)) for lon, lat in places)


def _read_storm(conn: Connection, storm_id: str | None) -> ExerciseStorm:
    span = None if storm_id is None else storm_span(conn, storm_id)
    if storm_id is None or span is None:
        raise NotFound(
            "E-EXE-001",
            Text("没有台风路径", "There is no typhoon track"),
            Text(
                "演练没有台风，船队无从行动",
                "Without a typhoon the exercise's fleet has nothing to act on",
            ),
            Text("先导入台风路径", "Import a typhoon track first"),
        )
    return ExerciseStorm(
        span[0].timestamp(),
        span[1].timestamp(),
        _find_gale(conn, get_storm(conn, storm_id), span[1]),
    )


def _find_gale(conn: Connection, storm: Typhoon, last_at: datetime) -> CircleTrack | None:
    """Force 7 of the first agency that gives circles, along the whole track."""
    outlooks = list_outlooks(conn, storm, last_at)
    circles = (outlook.circles(GALE_FORCE) for outlook in outlooks)
    return next((circle for circle in circles if circle is not None), None)
