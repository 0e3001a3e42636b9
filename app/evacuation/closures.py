"""What the wind closes: bridges and coast roads at their own force, ferry lines at theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.evacuation.cutoffs import LeadTimes, Spot
from app.evacuation.timing import earliest_wind
from app.evacuation.wind import winds_of
from app.network.model import FerryLine, RoadEdge, RoadNetwork, Scenario
from app.typhoon.outlook import Outlook


@dataclass(frozen=True, slots=True)
class Closures:
    """What is closed now, and when each line that still sails will stop (by line id)."""

    scenario: Scenario
    stops_at: Mapping[int, datetime]

    def sailing_min(self, at: datetime, lead: LeadTimes) -> dict[int, float]:
        """Minutes each line sails once people come, after notification and mobilisation."""
        before_min = lead.notification_min + lead.mobilisation_min
        return {
            line_id: (stop_at - at).total_seconds() / 60.0 - before_min
            for line_id, stop_at in self.stops_at.items()
        }


def closures_at(network: RoadNetwork, outlooks: Sequence[Outlook], at: datetime) -> Closures:
    """Lines and roads over whose limit it blows at `at`, and what comes next to the lines."""
    limited = [(edge, edge.limit_force) for edge in network.edges if edge.limit_force is not None]
    wanted: dict[int, list[Spot]] = {}
    for edge, force in limited:
        wanted.setdefault(force, []).append(middle(edge))
    for line in network.ferries:
        wanted.setdefault(line.limit_force, []).extend(ends(line))
    winds = winds_of(outlooks, at, wanted)
    stops_at = {
        line.line_id: wind.arrival_at
        for line in network.ferries
        if (wind := earliest_wind(ends(line), line.limit_force, winds.at)) is not None
        and wind.arrival_at is not None
    }
    closed = (edge.edge_id for edge, force in limited if winds.blows([middle(edge)], force, at))
    stopped = (line_id for line_id, stop_at in stops_at.items() if stop_at <= at)
    return Closures(Scenario(frozenset(closed), frozenset(stopped)), stops_at)


def middle(edge: RoadEdge) -> Spot:
    """Where a road's wind is asked for."""
    return Spot(edge.title, edge.lon, edge.lat)


def ends(line: FerryLine) -> tuple[Spot, Spot]:
    """The two harbours of a line."""
    a, b = line.from_harbour, line.to_harbour
    return Spot(a.name, a.lon, a.lat), Spot(b.name, b.lon, b.lat)
