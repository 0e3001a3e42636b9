"""Answers the incident's zones under something that is supposed. Nothing is kept or touched."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.evacuation.actions import Planner
from app.evacuation.answer import Question, answer
from app.evacuation.model import Zone
from app.evacuation.present import present_answer
from app.evacuation.supposed import Supposed, Supposition
from app.evacuation.zone_answer import StoredAnswer


def suppose(
    planner: Planner, zones: Sequence[Zone], supposition: Supposition
) -> Iterator[tuple[Zone, StoredAnswer]]:
    """Each zone with its answer under it, by number.

    A place or a seat that a zone takes under it is gone for the next, and what it takes as things
    stand is free again.
    """
    places, seats = Counter[str](), Counter[int]()
    for zone in zones:
        area = planner.area(zone.polygon, zone.due, zone)
        question = Question(planner.incident, planner.at, area, zone.lead)
        supposed = Supposed(supposition, dict(places), dict(seats))
        found = answer(planner.tx.conn, planner.cache, question, supposed)
        given = present_answer(found, planner.at)
        _carry(places, seats, zone.answer, given)
        yield zone, given


def _carry(
    places: Counter[str], seats: Counter[int], stands: StoredAnswer | None, given: StoredAnswer
) -> None:
    for each, sign in ((stands, 1), (given, -1)):
        if each is not None:
            for shelter in each.assignment.shelters:
                places[shelter.code] += sign * shelter.assigned
            for line, people in _boarded(each):
                seats[line] -= sign * people


def _boarded(given: StoredAnswer) -> Iterator[tuple[int, int]]:
    for movement in given.timing_inputs.movements:
        for ferry in movement.ferries:
            if ferry.line_id is not None:
                yield ferry.line_id, ferry.people
