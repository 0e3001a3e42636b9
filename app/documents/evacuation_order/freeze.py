"""From a zone's stored answer to what its order says."""

from collections.abc import Iterator
from uuid import UUID

from app.documents import queries
from app.documents.evacuation_order.content import (
    Destination,
    GroupDue,
    LevelInForce,
    OrderContent,
    OrderedZone,
    PeopleWithout,
    RestsOn,
    WayDue,
    WindDue,
)
from app.documents.kind import Matter
from app.documents.ladder import DocumentState
from app.documents.model import Unit
from app.errors import Conflict, NotFound
from app.evacuation.model import Zone, ZoneState
from app.evacuation.queries import get_zone, newest_answer_id
from app.evacuation.redaction import Redactor
from app.evacuation.zone_answer import StoredAnswer, WayAnswer
from app.response.queries import list_activations
from app.wording import Language, Text, as_text

KIND_ID = "evacuation_order"


def zone_of(matter: Matter) -> Zone:
    """The zone that is ordered, a deleted one too. Raises NotFound."""
    try:
        zone_id = UUID(matter.subject)
    except ValueError as error:
        raise NotFound(
            "E-DOC-020",
            Text("没有起草", "Nothing was drafted"),
            Text("转移区编号看不懂", "The zone's number cannot be read"),
            Text("从转移区的答案里起草", "Draft it from a zone's answer"),
        ) from error
    return get_zone(matter.tx.conn, matter.incident.incident_id, zone_id)


def freeze(matter: Matter) -> OrderContent:
    """The order as the stored answer gives it. Raises NotFound, Conflict.

    Its drafter's reach holds: a shelter that the drafter may not see is named as what it is.
    """
    zone = zone_of(matter)
    if zone.state == ZoneState.DELETED:
        raise _nothing_to_order(Text(f"{zone.name}已被删除", f"{zone.name} has been deleted"))
    if zone.answer is None or zone.answer.basis is None:
        raise _nothing_to_order(Text(f"{zone.name}没有答案", f"{zone.name} has no answer"))
    order = frozen_as(matter, zone, zone.answer)
    if not any(each.people or each.vessels for each in order.ways):
        text = Text(f"{zone.name}里没有应转移的人", f"Nobody in {zone.name} is due to leave")
        raise _nothing_to_order(text)
    return order


def _nothing_to_order(why: Text) -> Conflict:
    return Conflict(
        "E-DOC-021",
        Text("没有起草", "Nothing was drafted"),
        why,
        Text("先把转移区改好、算好", "Mend the zone and have it answered first"),
    )


def frozen_as(matter: Matter, zone: Zone, whole: StoredAnswer) -> OrderContent:
    """The order as this answer of the zone gives it."""
    answer = Redactor(matter.tx.conn, matter.tx.actor, Language.ZH).redacted(whole)
    land = answer.exposure.land
    return OrderContent(
        form=1,
        zone=OrderedZone(zone.zone_id, zone.number, zone.name, zone.version, zone.due.hazard,
                         answer.exposure.area_km2, zone.polygon),
        rests_on=_rests_on(matter, zone, answer),
        people=land.people,
        mobility_limited=land.mobility_limited,
        groups=tuple(GroupDue(each.code, Text(each.zh, each.en), each.people)
                     for each in land.groups if each.due and each.people > 0),
        ways=tuple(map(_freeze_way, answer.timing.ways)),
        destinations=tuple(_freeze_destinations(answer)),
        without=tuple(PeopleWithout(each.village, each.people) for each in
                      (*answer.assignment.no_room, *answer.assignment.unreachable)),
        responsible=_responsible_unit(matter, zone),
        replaces=_number_replaced(matter),
        frozen_at=matter.at,
    )  # fmt: skip


def _rests_on(matter: Matter, zone: Zone, answer: StoredAnswer) -> RestsOn:
    conn, basis, standing = matter.tx.conn, answer.basis, zone.standing
    assert basis is not None  # noqa: S101 `freeze` has refused what has none
    running = [each for each in list_activations(conn, matter.incident.incident_id, matter.at)
               if each.ended_at is None]  # fmt: skip
    names = queries.unit_names(conn, sorted({each.issuer_unit for each in running}))
    return RestsOn(
        newest_answer_id(conn, zone.zone_id),
        basis.inputs_hash,
        basis.counted_hash,
        matter.at if standing is None else standing.since,
        basis.bulletins,
        tuple(LevelInForce(names[each.issuer_unit], each.track, each.level) for each in running),
        tuple(
            WindDue(force, wind.arrival_at, wind.agency)
            for force, wind in sorted(answer.arrival.items())
            if wind is not None and wind.arrival_at is not None
        ),
    )


def _freeze_way(way: WayAnswer) -> WayDue:
    binding = way.binding
    return WayDue(
        way=way.way,
        title=Text(way.zh, way.en),
        people=way.people,
        vessels=way.vessels,
        latest_start_at=way.latest_start_at,
        ends_at=None if binding is None else binding.cutoff_at,
        ends_by=None if binding is None else binding.kind,
        ends_name=None if binding is None else as_text(binding.name),
        over=way.over,
        advice=way.advice,
        told=as_text(way.told),
    )


def _freeze_destinations(answer: StoredAnswer) -> Iterator[Destination]:
    via: dict[str, set[str]] = {}
    for movement in answer.timing_inputs.movements:
        for refuge in movement.refuges:
            via.setdefault(refuge.name, set()).update(each.name for each in refuge.via)
    for each in answer.assignment.shelters:
        needs = tuple(sorted(via.get(each.name, ())))
        yield Destination(each.code, each.name, each.assigned, each.mode, each.distance_m, needs)


def _responsible_unit(matter: Matter, zone: Zone) -> Unit:
    """Who carries it out: the township, the county, or where it spans several the issuer."""
    code = zone.township_code or zone.county_code
    found = None if code is None else queries.find_unit(matter.tx.conn, code)
    return found or matter.issuer


def _number_replaced(matter: Matter) -> str | None:
    """The number of the order in force for the same zone."""
    found = queries.latest_of(
        matter.tx.conn, matter.incident.incident_id, KIND_ID, matter.subject, DocumentState.ISSUED
    )
    return None if found is None else queries.number_of(matter.tx.conn, found.document_id)
