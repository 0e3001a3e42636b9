"""What is closed: by the word of somebody, or by the wind at a bridge's, road's or line's force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.closures.model import NOTHING_SAID, StatedClosures
from app.closures.timeline import Blow, Closing, first_closing
from app.evacuation.cutoffs import LeadTimes, Spot, WindArrival
from app.evacuation.timing import earliest_wind
from app.evacuation.wind import WindTable, winds_of
from app.network.model import FerryLine, RoadEdge, RoadNetwork, Scenario
from app.typhoon.outlook import Outlook


@dataclass(frozen=True, slots=True)
class Closures:
    """What is closed now, when each line that still sails will stop (by line id), and which roads
    somebody said will close or are closed."""

    scenario: Scenario
    stops_at: Mapping[int, datetime]
    announced: frozenset[int] = frozenset()

    def sailing_min(self, at: datetime, lead: LeadTimes) -> dict[int, float]:
        """Minutes each line sails once people come, after notification and mobilisation."""
        before_min = lead.notification_min + lead.mobilisation_min
        return {
            line_id: (stop_at - at).total_seconds() / 60.0 - before_min
            for line_id, stop_at in self.stops_at.items()
        }


def closures_at(
    network: RoadNetwork,
    outlooks: Sequence[Outlook],
    at: datetime,
    said: StatedClosures = NOTHING_SAID,
) -> Closures:
    """Lines and roads that are closed at `at`, and what comes next to the lines."""
    winds = closing_winds(network, outlooks, at)
    roads = {
        each.edge_id: road_closing(each, winds, said, at)
        for each in network.edges
        if each.limit_force is not None or each.edge_id in said.edges
    }
    lines = {each.line_id: line_closing(each, winds, said, at) for each in network.ferries}
    stops_at = {line_id: found.closes_at for line_id, found in lines.items() if found is not None}
    closed = (edge_id for edge_id, each in roads.items() if each and each.closes_at <= at)
    stopped = (line_id for line_id, stop_at in stops_at.items() if stop_at <= at)
    announced = (edge_id for edge_id, each in roads.items() if each and each.said is not None)
    scenario = Scenario(frozenset(closed), frozenset(stopped))
    return Closures(scenario, stops_at, frozenset(announced))


def closing_winds(network: RoadNetwork, outlooks: Sequence[Outlook], at: datetime) -> WindTable:
    """The winds at everything with a limit of its own."""
    wanted: dict[int, list[Spot]] = {}
    for edge in network.edges:
        if edge.limit_force is not None:
            wanted.setdefault(edge.limit_force, []).append(middle(edge))
    for line in network.ferries:
        wanted.setdefault(line.limit_force, []).extend(ends(line))
    return winds_of(outlooks, at, wanted)


def road_closing(
    edge: RoadEdge, winds: WindTable, said: StatedClosures, at: datetime
) -> Closing | None:
    """When a stretch of road closes, None when nothing closes it."""
    return first_closing(said.of_edges([edge.edge_id]), blow_at(edge, winds), at)


def blow_at(edge: RoadEdge, winds: WindTable) -> Blow | None:
    """When the wind is over a stretch's limit, None where it has none or the wind stays away."""
    force = edge.limit_force
    return _blow_of(None if force is None else winds.at(middle(edge), force))


def line_closing(
    line: FerryLine, winds: WindTable, said: StatedClosures, at: datetime
) -> Closing | None:
    """When a line stops."""
    return first_closing(said.of_line(line.line_id), blow_on(line, winds), at)


def blow_on(line: FerryLine, winds: WindTable) -> Blow | None:
    """When the wind is over a line's limit at one of its harbours, None where it stays away."""
    return _blow_of(earliest_wind(ends(line), line.limit_force, winds.at))


def _blow_of(wind: WindArrival | None) -> Blow | None:
    if wind is None or wind.arrival_at is None:
        return None
    return Blow(wind.arrival_at, wind.departure_at)


def middle(edge: RoadEdge) -> Spot:
    """Where a road's wind is asked for."""
    return Spot(edge.title, edge.lon, edge.lat)


def ends(line: FerryLine) -> tuple[Spot, Spot]:
    """The two harbours of a line."""
    a, b = line.from_harbour, line.to_harbour
    return Spot(a.name, a.lon, a.lat), Spot(b.name, b.lon, b.lat)
