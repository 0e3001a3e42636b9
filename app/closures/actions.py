"""What can be done with a closure: say one, lift one. Nothing is ever changed or taken out."""

from datetime import datetime

from app.accounts.model import Actor, Reach
from app.closures import queries
from app.closures.model import (
    ClosureKind,
    ClosureOrigin,
    ClosureStanding,
    NewStatement,
    SaidState,
    Statement,
    Statements,
    Thing,
)
from app.closures.timeline import standing
from app.closures.words import name_thing
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.events.model import EventKind
from app.figure_text import moment_text
from app.incidents.model import Incident
from app.transaction import Transaction
from app.wording import Text

_LIFTABLE = (ClosureStanding.CLOSED, ClosureStanding.WILL_CLOSE)
_NOT_TAKEN = Text("封闭没有记下", "The closure was not recorded")


def get_thing(tx: Transaction, kind: ClosureKind, object_key: str) -> Thing:
    """What is to be closed, from its own table. Raises NotFound."""
    found = queries.find_thing(tx.conn, kind, object_key)
    if found is None:
        raise NotFound(
            "E-CLO-002",
            _NOT_TAKEN,
            Text(
                f"路网、航线和景区里没有“{object_key}”",
                f"Neither roads, lines nor scenic areas have “{object_key}”",
            ),
            Text("在地图上点它，再封闭", "Click it on the map, then close it"),
        )
    return found


def say(
    tx: Transaction,
    incident: Incident,
    thing: Thing,
    new: NewStatement,
    origin: ClosureOrigin = ClosureOrigin.ENTERED,
) -> Statement:
    """Record what is said of a thing, from now unless told. Raises InvalidInput, Denied."""
    at = incident.clock.now()
    _check_own(tx.actor, thing.name, thing.county_code)
    _check_period(new, at)
    added = queries.insert_entry(
        tx.conn, incident, thing, new, origin=origin, said_at=at, by=tx.actor.name
    )
    action = "enter_closure" if new.state is SaidState.CLOSED else "enter_opening"
    _announce_closure(tx, incident, added, action)
    return added


def lift(tx: Transaction, incident: Incident, entry_id: int, issuer: str, reason: str) -> Statement:
    """End a closure now, and it alone: what others closed besides stays closed. Raises Conflict."""
    at = incident.clock.now()
    known = queries.list_known(tx.conn, incident, at)
    closed = _find_known(known, entry_id)
    _check_own(tx.actor, closed.name, closed.county_code)
    stands = standing(closed, about(closed, known), at)
    if closed.state != SaidState.CLOSED or stands not in _LIFTABLE:
        raise Conflict(
            "E-CLO-006",
            Text("没有解除", "It was not lifted"),
            Text(f"{closed.name}这一条已不在封闭", f"This closure of {closed.name} is over"),
            Text("刷新列表再看", "Load the list again"),
        )
    thing = Thing(
        closed.kind, closed.object, closed.name, closed.edge_ids,
        [closed.county_code] if closed.county_code else [], closed.lon, closed.lat,
    )  # fmt: skip
    new = NewStatement(SaidState.OPEN, issuer, reason)
    added = queries.insert_entry(
        tx.conn, incident, thing, new,
        origin=ClosureOrigin.ENTERED, said_at=at, by=tx.actor.name, lifts=entry_id,
    )  # fmt: skip
    _announce_closure(tx, incident, added, "lift_closure")
    return added


def about(one: Statement, known: Statements) -> list[Statement]:
    """What was said of the same thing."""
    return [each for each in known if (each.kind, each.object) == (one.kind, one.object)]


def may_change(actor: Actor, county_code: str | None) -> bool:
    """Whether what lies in that county alone, or in several, is the actor's to close."""
    scope = actor.scope
    if scope is None or scope.reach is Reach.CITY:
        return True
    return scope.reach is Reach.COUNTY and scope.county == county_code


def _find_known(known: Statements, entry_id: int) -> Statement:
    for each in known:
        if each.entry_id == entry_id:
            return each
    raise NotFound(
        "E-CLO-003",
        Text("没有这条封闭", "There is no such closure"),
        Text(f"编号 {entry_id} 不在这个事件里", f"Number {entry_id} is not of this incident"),
        Text("刷新列表再选", "Load the list again and choose"),
    )


def _check_own(actor: Actor, name: str, county_code: str | None) -> None:
    if may_change(actor, county_code):
        return
    raise Denied(
        "E-CLO-005",
        _NOT_TAKEN,
        Text(
            f"{name}不全在本县区内",
            f"{name} does not lie in your county alone",
        ),
        Text("报市级或所在县区录入", "Ask the city, or the county it lies in, to enter it"),
    )


def _check_period(new: NewStatement, at: datetime) -> None:
    since, until = new.from_at or at, new.until_at
    if until is None or (since < until and at < until):
        return
    begins, ends, now = moment_text(since), moment_text(until), moment_text(at)
    before = until <= since
    raise InvalidInput(
        "E-CLO-004",
        _NOT_TAKEN,
        Text(
            f"止 {ends.zh} 不晚于起 {begins.zh}" if before else f"止 {ends.zh} 已过，现在 {now.zh}",
            f"It ends {ends.en}, not after its beginning {begins.en}"
            if before
            else f"It ended {ends.en}; it is {now.en}",
        ),
        Text("改止，或留空表示未定", "Change the end, or leave it empty when it is not known"),
    )


def _announce_closure(tx: Transaction, incident: Incident, added: Statement, action: str) -> None:
    tx.append_event(
        EventKind.CLOSURE_CHANGED,
        str(added.entry_id),
        {
            "kind": added.kind,
            "name": name_thing(added).zh,
            "state": added.state,
            "issuer": added.issuer,
        },
        valid_at=added.said_at,
        world_id=incident.world.world_id,
    )
    detail = {"kind": added.kind, "name": added.name, "lifts": added.lifts}
    tx.audit(action, f"closure/{added.entry_id}", detail=detail)
