"""SQL of tasks and their steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from app.accounts.row_scope import seeing_all
from app.database import Connection
from app.errors import Conflict, NotFound
from app.strict_json import JsonObject, dumps
from app.tasks.ladder import LIVE, TaskState, TaskStep
from app.tasks.model import (
    CallResult,
    NewTask,
    SourceReference,
    StepTaken,
    Task,
    TaskLevel,
)
from app.wording import Text

_TASK = """
    SELECT t.task_id, t.incident_id, t.source, t.reference, t.number, t.content, t.unit_code,
           u.name AS unit_name, t.post_code, p.name AS post_name, p.holder, t.level, t.people,
           t.state, t.version, t.addressed_at, t.due_at, t.anchor, t.offset_min, t.escalation,
           t.escalated_unit, e.name AS escalated_name, t.county_code, t.township_code
    FROM task t
    JOIN admin_unit u ON u.code = t.unit_code
    LEFT JOIN post p ON p.code = t.post_code
    LEFT JOIN admin_unit e ON e.code = t.escalated_unit
"""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks are wished for; None does not narrow."""

    incident_id: int
    states: Sequence[TaskState] | None = None
    level: TaskLevel | None = None
    source: str | None = None
    reference: str | None = None
    unit: str | None = None


def insert_tasks(
    conn: Connection,
    incident_id: int,
    reference: SourceReference,
    tasks: Sequence[tuple[NewTask, datetime | None]],
    at: datetime,
) -> list[Task]:
    """Keep new tasks with when each is due; one that its post already has is not made again."""
    rows = [
        (incident_id, reference.source, reference.reference, reference.number,
         Jsonb(task.content, dumps=dumps), task.to.unit_code, task.to.post_code, task.to.level,
         task.to.people, at, due_at, task.due.anchor, task.due.offset_min)
        for task, due_at in tasks
    ]  # fmt: skip
    made: list[int] = []
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO task (incident_id, source, reference, number, content, unit_code,
                              post_code, level, people, addressed_at, due_at, anchor, offset_min)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            ON CONFLICT DO NOTHING RETURNING task_id
            """,
            rows,
            returning=True,
        )
        for result in cursor.results():
            made += [int(row[0]) for row in result.fetchall()]
    return _select_tasks(conn, "WHERE t.task_id = ANY(%(made)s) ORDER BY t.task_id", {"made": made})


def insert_steps(conn: Connection, steps: Sequence[tuple[int, StepTaken]]) -> None:
    """Add steps to tasks."""
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO task_step (task_id, step, state, made_by, name, unit_name, at, recorded_at,
                                   cause, note, spoken_with, call_result, to_unit, due_at)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            """,
            [
                (task_id, each.step, each.state, each.made_by, each.name, each.unit_name, each.at,
                 each.recorded_at, each.cause, each.note, each.spoken_with, each.call_result,
                 each.to_unit, each.due_at)
                for task_id, each in steps
            ],
        )  # fmt: skip


def hold_task(conn: Connection, task_id: int) -> Task:
    """One task, held against other hands until the transaction ends. Raises NotFound."""
    conn.execute("SELECT 1 FROM task WHERE task_id = %s FOR UPDATE", (task_id,))
    return get_task(conn, task_id)


def get_task(conn: Connection, task_id: int) -> Task:
    """One task that the actor sees. Raises NotFound."""
    found = _select_tasks(conn, "WHERE t.task_id = %(task)s", {"task": task_id})
    if not found:
        raise NotFound(
            "E-TSK-002",
            Text("没有这项任务", "No such task"),
            Text(f"看不到 {task_id} 号任务", f"Task {task_id} is not to be seen here"),
            Text("回到列表再选", "Go back to the list and choose again"),
        )
    return found[0]


def list_tasks(conn: Connection, wish: TaskFilter, limit: int) -> list[Task]:
    """Tasks in order of risk: unanswered first, then near deadlines, then many people."""
    return _select_tasks(
        conn,
        """
        WHERE t.incident_id = %(incident)s
          AND (%(states)s::text[] IS NULL OR t.state = ANY(%(states)s))
          AND (%(level)s::text IS NULL OR t.level = %(level)s)
          AND (%(source)s::text IS NULL OR t.source = %(source)s)
          AND (%(reference)s::text IS NULL OR t.reference = %(reference)s)
          AND (%(unit)s::text IS NULL OR starts_with(t.unit_code, %(unit)s))
        ORDER BY array_position(ARRAY['open', 'cannot', 'acknowledged', 'done', 'closed'], t.state),
                 t.due_at NULLS LAST, t.people DESC NULLS LAST, t.unit_code, t.task_id
        LIMIT %(limit)s
        """,
        {"incident": wish.incident_id, "level": wish.level, "source": wish.source,
         "states": None if wish.states is None else [each.value for each in wish.states],
         "reference": wish.reference, "unit": wish.unit, "limit": limit},
    )  # fmt: skip


def list_chain_tasks(conn: Connection, incident_id: int, told: SourceReference) -> list[Task]:
    """A source's tasks down the chain: each unit before those below it. Closed ones are left out,
    unless all are."""
    return _select_tasks(
        conn,
        """
        WHERE t.incident_id = %(incident)s AND t.source = %(source)s
          AND t.reference = %(reference)s
        ORDER BY t.unit_code, t.level = 'grid', t.post_code, t.task_id
        """,
        {"incident": incident_id, "source": told.source, "reference": told.reference},
    )


def list_waiting(conn: Connection, incident_id: int, before: datetime) -> list[Task]:
    """Open tasks that their post has had since before a moment."""
    return _select_tasks(
        conn,
        """
        WHERE t.incident_id = %(incident)s AND t.state = 'open' AND t.addressed_at <= %(before)s
        ORDER BY t.task_id FOR UPDATE OF t
        """,
        {"incident": incident_id, "before": before},
    )


def list_anchored(conn: Connection, incident_id: int) -> list[Task]:
    """Live tasks whose deadline moves with the forecast."""
    return _select_tasks(
        conn,
        """
        WHERE t.incident_id = %(incident)s AND t.anchor IS NOT NULL AND t.state = ANY(%(live)s)
        ORDER BY t.task_id FOR UPDATE OF t
        """,
        {"incident": incident_id, "live": [each.value for each in LIVE]},
    )


def list_live(conn: Connection, incident_id: int, told: SourceReference) -> list[Task]:
    """A source's tasks that wait for somebody, held."""
    return _select_tasks(
        conn,
        """
        WHERE t.incident_id = %(incident)s AND t.source = %(source)s
          AND t.reference = %(reference)s AND t.state = ANY(%(live)s)
        ORDER BY t.task_id FOR UPDATE OF t
        """,
        {"incident": incident_id, "source": told.source, "reference": told.reference,
         "live": [each.value for each in LIVE]},
    )  # fmt: skip


def list_live_sources(
    conn: Connection, incident_id: int, source: str, beginning: str
) -> list[SourceReference]:
    """Of a kind, those that have a task waiting for somebody and whose reference begins so."""
    rows = conn.execute(
        """
        SELECT DISTINCT source, reference, number FROM task
        WHERE incident_id = %s AND source = %s AND starts_with(reference, %s) AND state = ANY(%s)
        ORDER BY reference
        """,
        (incident_id, source, beginning, [each.value for each in LIVE]),
    ).fetchall()
    return [SourceReference(*row) for row in rows]


def update_task(conn: Connection, task: Task) -> None:
    """Keep where it stands and whose it is. Raises Conflict where somebody was quicker."""
    changed = conn.execute(
        """
        UPDATE task SET unit_code = %s, post_code = %s, level = %s, state = %s, version = %s,
                        addressed_at = %s, due_at = %s, escalation = %s, escalated_unit = %s
        WHERE task_id = %s AND version = %s
        """,
        (task.unit_code, task.post_code, task.level, task.state, task.version, task.addressed_at,
         task.due_at, task.escalation, task.escalated_unit, task.task_id, task.version - 1),
    ).rowcount  # fmt: skip
    if changed != 1:
        raise changed_meanwhile()


def changed_meanwhile() -> Conflict:
    """Somebody else took a step since the task was read."""
    return Conflict(
        "E-TSK-003",
        Text("任务没有动", "The task was not touched"),
        Text("刚才有人动过它", "Somebody has just acted on it"),
        Text("看最新的一步，再做", "See the newest step, then do it again"),
    )


def list_steps(conn: Connection, task_ids: Sequence[int]) -> dict[int, list[StepTaken]]:
    """The steps of each task, the first one first."""
    found: dict[int, list[StepTaken]] = {number: [] for number in task_ids}
    with conn.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            """
            SELECT task_id, step, state, made_by, name, unit_name, at, recorded_at, cause, note,
                   spoken_with, call_result, to_unit, due_at
            FROM task_step WHERE task_id = ANY(%s) ORDER BY step_id
            """,
            (list(task_ids),),
        ).fetchall()
    for row in rows:
        found[row.pop("task_id")].append(_step_of(row))
    return found


def display_name(conn: Connection, login: str) -> str:
    """What a person is called. No role reads accounts, but who sees a task sees who answered."""
    with seeing_all(conn):
        row = conn.execute("SELECT display_name FROM account WHERE login = %s", (login,)).fetchone()
    return login if row is None else str(row[0])


def _step_of(row: JsonObject) -> StepTaken:
    result = row["call_result"]
    parts: JsonObject = row | {
        "step": TaskStep(row["step"]),
        "state": TaskState(row["state"]),
        "call_result": None if result is None else CallResult(result),
    }
    return StepTaken(**parts)


def _select_tasks(conn: Connection, where: LiteralString, values: Mapping[str, Any]) -> list[Task]:
    with conn.cursor(row_factory=dict_row) as cursor:
        rows: list[JsonObject] = cursor.execute(_TASK + where, values).fetchall()
    return [_task_of(row) for row in rows]


def _task_of(row: JsonObject) -> Task:
    parts: JsonObject = row | {
        "state": TaskState(row["state"]),
        "level": TaskLevel(row["level"]),
    }
    return Task(**parts)
