"""Answers the zones over the sample city at the moment the demo opens with, everybody aside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.database import Connection
from app.demo.exercise import STARTS_AT
from app.evacuation.answer import Question, answer, default_lead
from app.evacuation.present import present_answer
from app.evacuation.zone_answer import StoredAnswer
from app.exposure.due import HazardBasis, due_for
from app.exposure.due_rules import due_table, get_due_rules
from app.exposure.model import AreaQuestion, GroupCode
from app.incidents.model import Incident
from app.incidents.queries import current_incident
from app.network.cache import NetworkCache
from app.strict_json import dumps
from app.tooling.bench.officers.queries import moor_fleet
from app.tooling.bench.officers.zones import ZONES, DrawnZone


@dataclass(frozen=True, slots=True)
class AnsweredZone:
    """What the officer gets, and what everybody inside would have been."""

    zone: DrawnZone
    chosen: StoredAnswer
    everybody: StoredAnswer


class PlanningDesk:
    """Asks as the planner's desk does, of one moment."""

    def __init__(self, conn: Connection, at: datetime = STARTS_AT) -> None:
        self.conn, self.at = conn, at
        self.incident: Incident = current_incident(conn)
        self.cache = NetworkCache()
        self._table = due_table(get_due_rules(conn))
        self._lead = default_lead(conn)

    def ask_zone(
        self, zone: DrawnZone, hazard: HazardBasis, groups: tuple[GroupCode, ...] | None
    ) -> StoredAnswer:
        """The whole answer for a drawn zone."""
        where = self.incident.incident_id, self.incident.world.world_id
        due = due_for(self._table, hazard, groups)
        area = AreaQuestion(*where, dumps(zone.polygon), due.groups)
        question = Question(self.incident, self.at, area, self._lead)
        return present_answer(answer(self.conn, self.cache, question), self.at)


def answer_zones(conn: Connection) -> Iterator[AnsweredZone]:
    """Each zone of the table; every fishing boat lies in its home harbour."""
    desk = PlanningDesk(conn)
    moor_fleet(conn, desk.incident.world.world_id, desk.at)
    for zone in ZONES:
        yield AnsweredZone(
            zone=zone,
            chosen=desk.ask_zone(zone, zone.hazard, zone.groups),
            everybody=desk.ask_zone(replace(zone, groups=None), HazardBasis.OTHER, None),
        )


def tell_row(found: AnsweredZone) -> dict[str, object]:
    """One row: people by group and way, latest start, shelters, at risk; then as it was."""
    return {
        "zone": found.zone.title,
        **_tell_answer(found.chosen),
        "everybody": _tell_answer(found.everybody),
    }


def _tell_answer(given: StoredAnswer) -> dict[str, object]:
    timing, land = given.timing, given.exposure.land
    return {
        "due": land.people,
        "inside": land.inside,
        "groups": {each.zh: each.people for each in land.groups if each.due and each.people},
        "ways": [
            {
                "way": way.zh,
                "people": way.people,
                "latest_start_at": way.latest_start_at,
                "bound_by": way.binding and f"{way.binding.zh} {way.binding.detail}",
                "at_risk": way.at_risk,
                "told": str(way.told),
            }
            for way in timing.ways
        ],
        "latest_start_at": timing.latest_start_at,
        "margin_min": None if timing.margin_s is None else round(timing.margin_s / 60),
        "clearance_min": round(given.clearance.used_min),
        "demand": given.assignment.demand,
        "unplaced": given.assignment.unplaced,
        "shelters": [f"{each.name} {each.assigned}/{each.free_before}"
                     for each in given.assignment.shelters],
        "at_risk": sum(way.at_risk for way in timing.ways),
        "home": given.home and {"visitors": given.home.visitors, "staying": given.home.staying},
        "mobility_limited": land.mobility_limited,
        "helpers": land.helpers,
    }  # fmt: skip
