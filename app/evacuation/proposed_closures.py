"""What the forecast proposes to close: each bridge, road and line once, by its own force.

A proposal is worked out and never kept: it becomes a fact when somebody puts a name to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.closures.model import ClosureKind, StatedClosures
from app.closures.timeline import Closing, unsaid_closing
from app.evacuation.closures import blow_at, blow_on, closing_winds, ends, middle
from app.evacuation.cutoff_words import explain_wind
from app.evacuation.timing import earliest_wind
from app.evacuation.wind import WindTable
from app.evacuation.words import name_place
from app.network.model import FerryLine, RoadEdge, RoadNetwork
from app.typhoon.outlook import Outlook
from app.wording import EMPTY, Text


@dataclass(frozen=True, slots=True)
class ProposedClosure:
    """Something whose limit the wind reaches, of which nobody has said that it closes earlier."""

    kind: ClosureKind
    object: str
    name: Text
    closes_at: datetime
    blows_now: bool
    limit_force: int
    told: Text
    lon: float
    lat: float


def proposals(
    network: RoadNetwork, outlooks: Sequence[Outlook], said: StatedClosures, at: datetime
) -> list[ProposedClosure]:
    """The earliest first."""
    winds = closing_winds(network, outlooks, at)
    found = [*_propose_roads(network, winds, said, at), *_propose_lines(network, winds, said, at)]
    first: dict[tuple[ClosureKind, Text], ProposedClosure] = {}
    for each in sorted(found, key=lambda proposed: proposed.closes_at):
        first.setdefault((each.kind, each.name), each)
    return list(first.values())


def _propose_roads(
    network: RoadNetwork, winds: WindTable, said: StatedClosures, at: datetime
) -> Iterator[ProposedClosure]:
    for edge in network.edges:
        closing = unsaid_closing(said.of_edges([edge.edge_id]), blow_at(edge, winds), at)
        if closing is not None:
            yield _propose_road(edge, closing, winds, at)


def _propose_road(
    edge: RoadEdge, closing: Closing, winds: WindTable, at: datetime
) -> ProposedClosure:
    force = edge.limit_force or 0
    wind = winds.at(middle(edge), force)
    return ProposedClosure(
        kind=ClosureKind.ROAD if edge.bridge is None else ClosureKind.BRIDGE,
        object=edge.bridge or str(edge.edge_id),
        name=name_place(edge.title),
        closes_at=closing.closes_at,
        blows_now=closing.closes_at <= at,
        limit_force=force,
        told=EMPTY if wind is None else explain_wind(wind),
        lon=edge.lon,
        lat=edge.lat,
    )


def _propose_lines(
    network: RoadNetwork, winds: WindTable, said: StatedClosures, at: datetime
) -> Iterator[ProposedClosure]:
    for line in network.ferries:
        closing = unsaid_closing(said.of_line(line.line_id), blow_on(line, winds), at)
        if closing is not None:
            yield _propose_line(line, closing, winds, at)


def _propose_line(
    line: FerryLine, closing: Closing, winds: WindTable, at: datetime
) -> ProposedClosure:
    wind = earliest_wind(ends(line), line.limit_force, winds.at)
    return ProposedClosure(
        kind=ClosureKind.FERRY_LINE,
        object=str(line.line_id),
        name=name_place(line.name),
        closes_at=closing.closes_at,
        blows_now=closing.closes_at <= at,
        limit_force=line.limit_force,
        told=EMPTY if wind is None else explain_wind(wind),
        lon=line.from_harbour.lon,
        lat=line.from_harbour.lat,
    )
