"""SQL of roll-calls: lists, reports, what stands, and figures by grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import class_row, dict_row

from app.database import Connection
from app.people.model import HouseholdState, ReportChannel, RollCall, RollCallLine, RollCallReport
from app.people.standing import LineStanding
from app.people.tally import LineGroup
from app.strict_json import JsonObject

_ROLL_CALL = """
    SELECT roll_call_id, incident_id, subject, number, name, document_id, due_by, started_at,
           ended_at, ended_why, county_code, township_code
    FROM roll_call
"""
_LINE = """
    SELECT line_id, roll_call_id, incident_id, household_id, village_code, grid, people,
           mobility_limited
    FROM roll_call_line
"""
_REPORT = """
    SELECT report_id, line_id, reporter, reporter_unit, sequence, channel, state, people,
           shelter_code, place, note, seen, made_at, recorded_at
    FROM roll_call_report
"""
# Whom no report has brought to a place that holds all of them; and what is not done.
_PLACED = """
    NOT l.contradicted AND l.placed AND (l.state IN ('returned', 'not_present')
                                         OR l.counted >= l.people)
"""
_GROUPS = f"""
    SELECT l.roll_call_id, l.village_code, l.grid, l.household_id IS NOT NULL AS listed, l.state,
           l.contradicted, count(*) AS lines, sum(l.people) AS people, sum(l.counted) AS counted,
           sum(l.mobility_limited) AS mobility_limited,
           coalesce(sum(l.mobility_limited) FILTER (WHERE NOT ({_PLACED})), 0) AS lacking,
           max(l.reported_at) AS last_report_at,
           bool_or(NOT ({_PLACED}) AND l.people > 0) AS outstanding
    FROM roll_call_line l WHERE l.roll_call_id = ANY(%s)
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 a constant of this file


def list_roll_calls(conn: Connection, incident_id: int) -> list[RollCall]:
    """The incident's roll-calls that the actor sees, the running ones first, by number."""
    with conn.cursor(row_factory=class_row(RollCall)) as cursor:
        return cursor.execute(
            _ROLL_CALL + "WHERE incident_id = %s"
            " ORDER BY ended_at IS NOT NULL, number, roll_call_id DESC",
            (incident_id,),
        ).fetchall()


def find_roll_call(conn: Connection, roll_call_id: int) -> RollCall | None:
    """One that the actor sees, or None."""
    with conn.cursor(row_factory=class_row(RollCall)) as cursor:
        return cursor.execute(_ROLL_CALL + "WHERE roll_call_id = %s", (roll_call_id,)).fetchone()


def find_running(conn: Connection, incident_id: int, subject: str) -> RollCall | None:
    """The one that runs for a subject, or None."""
    with conn.cursor(row_factory=class_row(RollCall)) as cursor:
        return cursor.execute(
            _ROLL_CALL + "WHERE incident_id = %s AND subject = %s AND ended_at IS NULL",
            (incident_id, subject),
        ).fetchone()


def count_groups(conn: Connection, roll_call_ids: Sequence[int]) -> dict[int, list[LineGroup]]:
    """The lines of each roll-call, those of a grid that stand alike added up."""
    found: dict[int, list[LineGroup]] = {number: [] for number in roll_call_ids}
    with conn.cursor(row_factory=dict_row) as cursor:
        rows: list[JsonObject] = cursor.execute(_GROUPS, (list(roll_call_ids),)).fetchall()
    for row in rows:
        found[row.pop("roll_call_id")].append(_group(row))
    return found


def _group(row: JsonObject) -> LineGroup:
    parts: JsonObject = row | {"state": HouseholdState(row["state"])}
    return LineGroup(**parts)


def unit_names(conn: Connection) -> dict[str, str]:
    """Names of all units by code."""
    return dict(conn.execute("SELECT code, name FROM admin_unit").fetchall())


def find_line(conn: Connection, line_id: int, *, lock: bool = False) -> RollCallLine | None:
    """A line that the actor sees, or None; locked until the end where it is to be written."""
    end: LiteralString = " FOR NO KEY UPDATE" if lock else ""
    with conn.cursor(row_factory=class_row(RollCallLine)) as cursor:
        return cursor.execute(_LINE + "WHERE line_id = %s" + end, (line_id,)).fetchone()


def insert_report(conn: Connection, line: RollCallLine, report: RollCallReport) -> bool:
    """Add a report; False where one of that id is there already."""
    added = conn.execute(
        """
        INSERT INTO roll_call_report (report_id, line_id, incident_id, village_code, reporter,
            reporter_unit, sequence, channel, state, people, shelter_code, place, note, seen,
            made_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (report_id) DO NOTHING
        """,
        (report.report_id, line.line_id, line.incident_id, line.village_code, report.reporter,
         report.reporter_unit, report.sequence, report.channel, report.state, report.people,
         report.shelter_code, report.place, report.note, sorted(report.seen), report.made_at),
    )  # fmt: skip
    return added.rowcount == 1


def find_report(conn: Connection, report_id: UUID) -> RollCallReport | None:
    """One report that the actor sees, or None."""
    return next(iter(_reports(conn, "WHERE report_id = %(id)s", {"id": report_id})), None)


def list_reports(conn: Connection, line_ids: Sequence[int]) -> list[RollCallReport]:
    """Every report of these lines, as they came."""
    return _reports(
        conn, "WHERE line_id = ANY(%(lines)s) ORDER BY recorded_at, report_id",
        {"lines": list(line_ids)},
    )  # fmt: skip


def _reports(
    conn: Connection, where: LiteralString, values: Mapping[str, Any]
) -> list[RollCallReport]:
    with conn.cursor(row_factory=dict_row) as cursor:
        rows: list[JsonObject] = cursor.execute(_REPORT + where, values).fetchall()
    return [_report(row) for row in rows]


def _report(row: JsonObject) -> RollCallReport:
    typed: JsonObject = {
        "channel": ReportChannel(row["channel"]),
        "state": HouseholdState(row["state"]),
        "seen": frozenset(row["seen"]),
    }
    parts: JsonObject = row | typed
    return RollCallReport(**parts)


def last_sequence(conn: Connection, reporter: str) -> int:
    """The highest number of a reporter's own count that came; 0 before the first."""
    row = conn.execute(
        "SELECT sequence FROM roll_call_report WHERE reporter = %s ORDER BY sequence DESC LIMIT 1",
        (reporter,),
    ).fetchone()
    return 0 if row is None else int(row[0])


def keep_standing(conn: Connection, line_id: int, standing: LineStanding) -> None:
    """Keep with a line what its reports come to."""
    conn.execute(
        """
        UPDATE roll_call_line SET state = %s, counted = %s, placed = %s, contradicted = %s,
               reported_at = %s, heads = %s
        WHERE line_id = %s
        """,
        (standing.state, standing.counted, standing.placed, standing.contradicted,
         standing.reported_at, list(standing.heads), line_id),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line with its household, what stands of it, and the report that says so."""

    line_id: int
    roll_call_id: int
    number: int
    name: str
    due_by: datetime | None
    household_id: int | None
    village_code: str
    village: str
    grid: str
    house_number: str | None
    address: str | None
    hazard_code: str | None
    people: int
    mobility_limited: int
    vehicle: str | None
    shelter_code: str | None
    shelter: str | None
    lon: float | None
    lat: float | None
    sealed: bytes | None
    state: str
    counted: int
    placed: bool
    contradicted: bool
    reported_at: datetime | None
    heads: list[UUID]


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines of running and ended roll-calls: each part narrows."""

    incident_id: int
    roll_call_id: int | None = None
    unit: str = ""
    state: str | None = None
    contradicted: bool = False
    running: bool = False
    limit: int = 500
    offset: int = 0


def list_lines(conn: Connection, wanted: LineFilter) -> list[ListedLine]:
    """Lines that the actor sees, in the order of the doors."""
    with conn.cursor(row_factory=class_row(ListedLine)) as cursor:
        return cursor.execute(
            """
            SELECT l.line_id, l.roll_call_id, r.number, r.name, r.due_by, l.household_id,
                   l.village_code, u.name AS village, l.grid, h.house_number, h.address,
                   h.hazard_code, l.people, l.mobility_limited, h.vehicle, h.shelter_code,
                   s.name AS shelter, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat,
                   h.persons_sealed AS sealed, l.state, l.counted, l.placed, l.contradicted,
                   l.reported_at, l.heads
            FROM roll_call_line l
            JOIN roll_call r USING (roll_call_id)
            JOIN admin_unit u ON u.code = l.village_code
            LEFT JOIN household h USING (household_id)
            LEFT JOIN shelter s ON s.code = h.shelter_code
            WHERE l.incident_id = %(incident)s
              AND (%(roll_call)s::bigint IS NULL OR l.roll_call_id = %(roll_call)s)
              AND starts_with(l.village_code, %(unit)s)
              AND (%(state)s::text IS NULL OR l.state = %(state)s)
              AND (l.contradicted OR NOT %(contradicted)s)
              AND (r.ended_at IS NULL OR NOT %(running)s)
            ORDER BY r.number, l.village_code, l.household_id IS NULL, l.grid, l.household_id
            LIMIT %(limit)s OFFSET %(offset)s
            """,
            {
                "incident": wanted.incident_id,
                "roll_call": wanted.roll_call_id,
                "unit": wanted.unit,
                "state": wanted.state,
                "contradicted": wanted.contradicted,
                "running": wanted.running,
                "limit": wanted.limit,
                "offset": wanted.offset,
            },
        ).fetchall()


def take_pulse(conn: Connection, line: RollCallLine) -> bool:
    """Whether a change in the line's township is to be announced: at most one a second is."""
    return (
        conn.execute(
            """
            INSERT INTO roll_call_pulse (roll_call_id, incident_id, county_code, township_code,
                                         announced_at)
            VALUES (%s, %s, left(%s, 6), left(%s, 9), clock_timestamp())
            ON CONFLICT (roll_call_id, township_code) DO UPDATE
                SET announced_at = clock_timestamp()
                WHERE roll_call_pulse.announced_at < clock_timestamp() - interval '1 second'
            """,
            (line.roll_call_id, line.incident_id, line.village_code, line.village_code),
        ).rowcount
        == 1
    )
