"""SQL of worlds and their clocks."""

from datetime import datetime
from typing import Any

from app.clock import IncidentClock
from app.database import Connection
from app.errors import NotFound
from app.wording import Text
from app.worlds.model import World

CLOCK_CHANNEL = "haitang_clock"  # told when a world or an incident opens, closes or is set

# The columns of a `World`, for `world_of`; `w` is the table.
COLUMNS = """w.world_id, w.exercise, w.name, w.opened_at, w.closed_at,
           w.anchor_real_at, w.anchor_incident_at, w.rate"""
_SELECT = f"SELECT {COLUMNS} FROM world w"  # noqa: S608 our own words


def world_of(row: tuple[Any, ...]) -> World:
    """The world of a row of `COLUMNS`."""
    return World(*row[:5], clock=IncidentClock(*row[5:]))


def get_world(conn: Connection, world_id: int) -> World:
    """The world of that number. Raises NotFound."""
    row = conn.execute(_SELECT + " WHERE w.world_id = %s", (world_id,)).fetchone()
    if row is None:
        raise NotFound(
            "E-WLD-001",
            Text("没有这个世界", "No such world"),
            Text(f"编号 {world_id} 不存在", f"{world_id} does not exist"),
            Text("看 ./haitang world list", "See ./haitang world list"),
        )
    return world_of(row)


def list_worlds(conn: Connection, limit: int) -> list[World]:
    """The real world first, then exercises, the newest first."""
    rows = conn.execute(
        _SELECT + " ORDER BY w.exercise, w.world_id DESC LIMIT %s", (limit,)
    ).fetchall()
    return [world_of(row) for row in rows]


def list_open_worlds(conn: Connection) -> list[World]:
    """The real world first, then the exercises that are open, the newest first."""
    rows = conn.execute(
        _SELECT + " WHERE w.closed_at IS NULL ORDER BY w.exercise, w.world_id DESC"
    ).fetchall()
    return [world_of(row) for row in rows]


def find_open_exercise(conn: Connection) -> World | None:
    """The exercise that is open, or None."""
    return next((world for world in list_open_worlds(conn) if world.exercise), None)


def insert_exercise_world(conn: Connection, name: str, clock: IncidentClock) -> int:
    """Open an exercise's world with its clock; gives its number.

    The number comes first: who writes the row cannot see it until an incident lives in it.
    """
    row = conn.execute("SELECT nextval('world_number')").fetchone()
    world_id = 0 if row is None else int(row[0])
    conn.execute(
        """
        INSERT INTO world (world_id, exercise, name, opened_at, anchor_real_at, anchor_incident_at,
                           rate)
        VALUES (%s, true, %s, %s, %s, %s, %s)
        """,
        (
            world_id,
            name,
            clock.anchor_incident_at,
            clock.anchor_real_at,
            clock.anchor_incident_at,
            clock.rate,
        ),
    )
    return world_id


def update_clock(conn: Connection, world_id: int, clock: IncidentClock) -> None:
    """Set an exercise's clock and tell every process to read it again."""
    conn.execute(
        """
        UPDATE world SET anchor_real_at = %s, anchor_incident_at = %s, rate = %s
        WHERE world_id = %s AND exercise
        """,
        (clock.anchor_real_at, clock.anchor_incident_at, clock.rate, world_id),
    )
    tell_processes(conn)


def close_exercises_without_incident(conn: Connection, at: datetime) -> None:
    """An exercise whose last incident has closed is over."""
    conn.execute(
        """
        UPDATE world SET closed_at = %s
        WHERE exercise AND closed_at IS NULL AND NOT EXISTS (
            SELECT FROM incident i WHERE i.world_id = world.world_id AND i.closed_at IS NULL)
        """,
        (at,),
    )


def tell_processes(conn: Connection) -> None:
    """Let every process read again which worlds and incidents are open, and their clocks."""
    conn.execute("SELECT pg_notify(%s, '')", (CLOCK_CHANNEL,))


def find_storm_span(conn: Connection, world_id: int) -> tuple[datetime, datetime] | None:
    """First and last fix of the storms of a world's incidents: its clock runs within."""
    row = conn.execute(
        """
        SELECT min(fix_at), max(fix_at) FROM track_fix
        WHERE storm_id IN (SELECT storm_id FROM incident WHERE world_id = %s)
        """,
        (world_id,),
    ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1])
