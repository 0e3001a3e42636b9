"""A roll-call begins with an order and ends with it.

The list is the order's and not its issuer's: it is frozen as the system, whatever whoever issues
may see. An order that replaces another for the same zone goes on with the running list, so that
nothing reported is lost.
"""

from datetime import datetime

from app.accounts.model import Actor
from app.accounts.row_scope import seeing_all
from app.errors import Denied, RefusedByRule
from app.events.model import EventKind
from app.incidents.model import Incident
from app.people import list_queries, queries
from app.people.model import OrderedArea, RollCall, RollCallEnd
from app.people.tally import PeopleTally, sum_tallies
from app.people.unlisted import unlisted_people
from app.transaction import Transaction
from app.wording import Text


def start_roll_call(
    tx: Transaction, incident: Incident, area: OrderedArea, at: datetime
) -> int | None:
    """Freeze who is due; gives the roll-call's number, None where nobody on land is due."""
    if not any(area.villages.values()):
        return None
    conn, incident_id = tx.conn, incident.incident_id
    with seeing_all(conn):
        running = queries.find_running(conn, incident_id, area.subject)
        if running is None:
            number = list_queries.insert_roll_call(conn, incident_id, area, at)
        else:
            number = running.roll_call_id
            list_queries.follow_order(conn, number, area)
        list_queries.freeze_households(conn, incident_id, number, area)
        listed = list_queries.count_listed(conn, number)
        unlisted = unlisted_people(area.villages, listed, area.mobility_limited)
        list_queries.freeze_unlisted(conn, incident_id, number, unlisted)
        found = queries.find_roll_call(conn, number)
    tx.audit(
        "start_roll_call" if running is None else "continue_roll_call",
        f"roll_call/{number}",
        detail={"document_id": area.document_id, "people": sum(area.villages.values()),
                "in_register": sum(each[0] for each in listed.values())},
    )  # fmt: skip
    if found is not None:
        announce(tx, found, at)
    return number


def end_with_order(
    tx: Transaction, incident: Incident, subject: str, why: RollCallEnd, at: datetime
) -> None:
    """End what runs for a subject whose order has ended."""
    with seeing_all(tx.conn):
        running = queries.find_running(tx.conn, incident.incident_id, subject)
    if running is not None:
        _end(tx, running, why, at)


def is_within_reach(actor: Actor, roll_call: RollCall) -> bool:
    """Whether the whole of it lies on the actor's ground."""
    place, scope = roll_call.place, actor.scope
    return scope is None or scope.sees(place.county_code, place.township_code)


def close_roll_call(tx: Transaction, roll_call: RollCall, at: datetime) -> None:
    """Close one by hand. Raises Denied, RefusedByRule while somebody frail has no place."""
    if not is_within_reach(tx.actor, roll_call):
        raise Denied(
            "E-PPL-020",
            Text("点名没有关闭", "The roll-call was not closed"),
            Text("它跨出了本单位的地界", "It reaches beyond this unit's ground"),
            Text("由上一级关闭", "The unit above closes it"),
        )
    tally = sum_tallies(queries.count_groups(tx.conn, [roll_call.roll_call_id])[
        roll_call.roll_call_id])  # fmt: skip
    _check_everybody_placed(tally)
    _end(tx, roll_call, RollCallEnd.CLOSED, at)


def _check_everybody_placed(tally: PeopleTally) -> None:
    if tally.without_place:
        raise RefusedByRule(
            "E-PPL-021",
            Text("点名没有关闭", "The roll-call was not closed"),
            Text(
                f"行动不便的还有 {tally.without_place} 人没有去处",
                f"{tally.without_place} mobility-limited people have no place yet",
            ),
            Text("给他们登记去处，再关闭", "Report where they are, then close it"),
            detail={"without_place": tally.without_place},
        )


def _end(tx: Transaction, roll_call: RollCall, why: RollCallEnd, at: datetime) -> None:
    with seeing_all(tx.conn):
        list_queries.end_roll_call(tx.conn, roll_call.roll_call_id, at, why, tx.actor.name)
    tx.audit("end_roll_call", f"roll_call/{roll_call.roll_call_id}", detail={"why": why})
    announce(tx, roll_call, at)


def announce(tx: Transaction, roll_call: RollCall, at: datetime) -> None:
    """Tell whoever may see the whole of it that it changed."""
    tx.append_event(
        EventKind.ROLL_CALL_CHANGED,
        f"roll_call/{roll_call.roll_call_id}",
        {"roll_call_id": roll_call.roll_call_id, "zone_id": roll_call.subject},
        valid_at=at,
        incident_id=roll_call.incident_id,
        place=roll_call.place,
    )
