"""Activate, raise, lower and end a response.

Only a person does; nothing here runs by itself.
"""

from datetime import datetime

from app.errors import Conflict, InvalidInput
from app.events.model import EventKind
from app.incidents.model import Incident, ResponseTrack
from app.response import queries
from app.tasks.actions import TaskDesk
from app.tasks.levels import follow_level
from app.transaction import Transaction
from app.wording import Text

_BASIS_LIMIT = 2000


def activate(
    tx: Transaction,
    incident: Incident,
    *,
    track: ResponseTrack,
    level: int | None,
    basis_text: str,
    at: datetime,
    unit: str,
) -> None:
    """Put a level in force for a unit; one in force ends. Raises InvalidInput."""
    check_level(track, level)
    if not 0 < len(basis_text.strip()) <= _BASIS_LIMIT:
        raise InvalidInput(
            "E-RSP-002",
            Text("响应没有启动", "The response was not started"),
            Text(
                f"依据要写 1 到 {_BASIS_LIMIT} 字", f"The basis has 1 to {_BASIS_LIMIT} characters"
            ),
            Text("补上会商结论", "Add what the consultation concluded"),
        )
    queries.end_activations(tx.conn, incident.incident_id, unit, track, at)
    queries.insert_activation(
        tx.conn,
        incident.incident_id,
        issuer_unit=unit,
        track=track,
        level=level,
        started_at=at,
        basis_text=basis_text.strip(),
    )
    follow_level(TaskDesk(tx, incident, at), unit, track, level, active=True)
    _announce_level(tx, incident, track, level, at, unit)


def end(
    tx: Transaction, incident: Incident, *, track: ResponseTrack, at: datetime, unit: str
) -> None:
    """End the response of a unit on a track. Raises Conflict when none is in force."""
    if not queries.end_activations(tx.conn, incident.incident_id, unit, track, at):
        raise Conflict(
            "E-RSP-003",
            Text("响应没有终止", "The response was not ended"),
            Text("这个单位没有这一类响应在执行", "This unit has no response of this kind in force"),
            Text("看响应列表", "See the list of responses"),
        )
    follow_level(TaskDesk(tx, incident, at), unit, track, None, active=False)
    _announce_level(tx, incident, track, None, at, unit)


def check_level(track: ResponseTrack, level: int | None) -> None:
    """Raise InvalidInput for a level that the track has not."""
    if track.has_level == (level in (1, 2, 3, 4)) and (track.has_level or level is None):
        return
    raise InvalidInput(
        "E-RSP-001",
        Text("响应没有启动", "The response was not started"),
        Text("这一类响应要 1 到 4 级", "This kind of response has levels 1 to 4")
        if track.has_level
        else Text("海上防台风响应不分级", "The offshore typhoon response has no levels"),
        Text("改正级别", "Correct the level"),
    )


def _announce_level(
    tx: Transaction,
    incident: Incident,
    track: ResponseTrack,
    level: int | None,
    at: datetime,
    unit: str,
) -> None:
    tx.append_event(
        EventKind.RESPONSE_CHANGED,
        f"{unit}/{track}",
        {"issuer_unit": unit, "track": track, "level": level},
        valid_at=at,
        incident_id=incident.incident_id,
    )
    tx.audit("change_response", f"response/{unit}/{track}", detail={"level": level})
