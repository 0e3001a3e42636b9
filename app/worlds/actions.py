"""What can be done with an exercise's world: open it, set its clock."""

from datetime import datetime

from app.clock import IncidentClock, real_now
from app.errors import Conflict, InvalidInput
from app.events.model import EventKind
from app.transaction import Transaction
from app.wording import Text
from app.worlds import queries
from app.worlds.model import World

MAX_RATE = 600.0
Span = tuple[datetime, datetime] | None


def open_exercise_world(tx: Transaction, name: str, clock: IncidentClock) -> int:
    """Open a world for an exercise; gives its number. Raises Conflict while one is open.

    One at a time: what a drill's fleet sends does not say which drill it means.
    """
    now_open = queries.find_open_exercise(tx.conn)
    if now_open is not None:
        raise Conflict(
            "E-WLD-002",
            Text("演练没有打开", "The exercise was not opened"),
            Text(
                f"演练“{now_open.name}”（{now_open.world_id}）还开着",
                f"The exercise “{now_open.name}” ({now_open.world_id}) is still open",
            ),
            Text(
                "先关闭它的事件，或把新事件开在它里面",
                "Close its incidents first, or open the new incident in it",
            ),
            detail={"world_id": now_open.world_id, "name": now_open.name},
        )
    return queries.insert_exercise_world(tx.conn, name, clock)


def set_clock(
    tx: Transaction, world: World, *, rate: float | None, incident_at: datetime | None
) -> World:
    """Change an exercise's rate or moment. Raises Conflict for the real world, InvalidInput."""
    if not world.exercise:
        raise Conflict(
            "E-CLK-001",
            Text("时钟没有改", "The clock was not changed"),
            Text("实战的时间只能照走", "The real world's time runs as it is"),
            Text("要回放请另开演练", "Open an exercise to replay"),
        )
    check_rate(rate)
    check_moment(queries.find_storm_span(tx.conn, world.world_id), incident_at)
    clock = world.clock.rebased(real_now(), rate=rate, incident_at=incident_at)
    queries.update_clock(tx.conn, world.world_id, clock)
    tx.append_event(
        EventKind.CLOCK_CHANGED,
        str(world.world_id),
        {"rate": clock.rate, "jumped": incident_at is not None},
        valid_at=clock.anchor_incident_at,
        world_id=world.world_id,
    )
    tx.audit("set_clock", f"world/{world.world_id}", detail={"rate": clock.rate})
    return queries.get_world(tx.conn, world.world_id)


def check_rate(rate: float | None) -> None:
    """Raise InvalidInput for a rate outside what a clock can do."""
    if rate is not None and not 0 <= rate <= MAX_RATE:
        raise InvalidInput(
            "E-CLK-002",
            Text("时钟没有改", "The clock was not changed"),
            Text(
                f"倍速 {rate} 超出 0 到 {MAX_RATE:.0f}",
                f"The speed {rate} is outside 0 to {MAX_RATE:.0f}",
            ),
            Text("选范围内的倍速", "Choose a speed in the range"),
        )


def check_moment(span: Span, incident_at: datetime | None) -> None:
    """Raise InvalidInput for a moment that the storms' data do not cover."""
    if incident_at is None or span is None:
        return
    if not span[0] <= incident_at <= span[1]:
        raise InvalidInput(
            "E-CLK-003",
            Text("时钟没有改", "The clock was not changed"),
            Text("这个时刻在台风资料之外", "The moment lies outside the typhoon's data"),
            Text("选路径起止之间的时刻", "Choose a moment between the track's beginning and end"),
        )
