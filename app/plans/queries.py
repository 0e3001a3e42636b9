"""SQL of plan versions: added and read, never changed."""

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from app import typed_json
from app.database import Connection
from app.errors import NotFound
from app.evacuation.supposed import Supposition
from app.plans.model import FORM, PlanHead, PlanVersion, ZoneFigures
from app.strict_json import plain
from app.wording import Text

_HEAD = """
    SELECT plan_id, name, note, supposition, made_by, valid_at, recorded_at
    FROM plan_version WHERE incident_id = %(incident)s
"""


def insert_plan(
    conn: Connection, incident_id: int, head: PlanHead, zones: Sequence[ZoneFigures]
) -> int:
    """Keep a plan with its zones; gives its number."""
    supposed = None if head.supposition is None else Jsonb(plain(head.supposition))
    row = conn.execute(
        """
        INSERT INTO plan_version (incident_id, name, note, supposition, made_by, valid_at)
        VALUES (%s, %s, %s, %s, %s, %s) RETURNING plan_id
        """,
        (incident_id, head.name, head.note, supposed, head.made_by, head.valid_at),
    ).fetchone()
    assert row is not None  # noqa: S101 an INSERT … RETURNING gives its row
    for zone in zones:
        conn.execute(
            """
            INSERT INTO plan_zone (plan_id, zone_id, number, form, people, latest_start_at,
                                   unplaced, at_risk, figures)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
            """,
            (row[0], zone.zone_id, zone.number, FORM, zone.people, zone.latest_start_at,
             zone.unplaced, zone.at_risk, Jsonb(plain(zone))),
        )  # fmt: skip
    return int(row[0])


def list_plans(conn: Connection, incident_id: int) -> list[PlanHead]:
    """The incident's plans, the newest first."""
    rows = conn.execute(_HEAD + " ORDER BY plan_id DESC", {"incident": incident_id}).fetchall()
    return [_head(row) for row in rows]


def get_plan(conn: Connection, incident_id: int, plan_id: int) -> PlanVersion:
    """One plan with those of its zones that the asker sees. Raises NotFound."""
    row = conn.execute(
        _HEAD + " AND plan_id = %(plan)s", {"incident": incident_id, "plan": plan_id}
    ).fetchone()
    if row is None:
        raise NotFound(
            "E-PLN-001",
            Text("没有这个方案", "No such plan"),
            Text(f"{plan_id} 不在本事件里", f"{plan_id} is not in this incident"),
            Text("回到列表再选", "Go back to the list and choose again"),
        )
    head = _head(row)
    zones = conn.execute(
        "SELECT figures FROM plan_zone WHERE plan_id = %s ORDER BY number", (plan_id,)
    ).fetchall()
    found = tuple(typed_json.read(ZoneFigures, each[0]) for each in zones)
    return typed_json.extend(PlanVersion, head, zones=found)


def _head(row: tuple[Any, ...]) -> PlanHead:
    plan_id, name, note, supposed, *rest = row
    supposition = None if supposed is None else typed_json.read(Supposition, supposed)
    return PlanHead(plan_id, name, note, supposition, *rest)
