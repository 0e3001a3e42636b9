"""Why a site cannot reach any usable shelter, in words an officer can act on."""

from enum import StrEnum

import numpy as np

from app.network.model import NOWHERE, Flags, Ints, LinkKind, RoadNetwork, Scenario


class Barrier(StrEnum):
    """The first thing that stands in the way."""

    NO_ROAD = "no_road"
    CLOSED = "closed"
    FERRY_STOPPED = "ferry_stopped"
    ROAD_GAP = "road_gap"
    NO_SHELTER = "no_shelter"
    TOO_FAR = "too_far"


def barrier(
    network: RoadNetwork, parts: Ints, scenario: Scenario, site: int, shelters: Ints
) -> tuple[Barrier, tuple[str, ...]]:
    """What keeps `site` from all of `shelters`, and the names of closed bridges or lines.

    `parts` are the scenario's connected parts.
    The names are those at the edge of the part of the network the site can still reach.
    """
    node = int(network.sites.node[site])
    if node == NOWHERE:
        return Barrier.NO_ROAD, ()
    part = parts == parts[node]
    goals = network.shelters.node[shelters]
    if bool(np.any(part[goals[goals != NOWHERE]])):
        return Barrier.TOO_FAR, ()
    closed, stopped = cut_names(network, scenario, part)
    if closed:
        return Barrier.CLOSED, closed
    if stopped:
        return Barrier.FERRY_STOPPED, stopped
    same_land = network.shelters.land[shelters] == network.sites.land[site]
    return (Barrier.ROAD_GAP if bool(same_land.any()) else Barrier.NO_SHELTER), ()


def cut_names(
    network: RoadNetwork, scenario: Scenario, part: Flags
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The closed bridges and roads, and the stopped lines, at the edge of a part of the network."""
    closed: set[str] = set()
    stopped: set[str] = set()
    links = network.links
    for arc in np.flatnonzero(part[links.tail] & ~part[links.head]):
        source = int(links.source[arc])
        if links.kind[arc] == LinkKind.FERRY:
            line = network.ferries[source]
            if line.line_id in scenario.stopped_lines:
                stopped.add(line.name)
        elif network.edges[source].edge_id in scenario.closed_edges:
            closed.add(network.edges[source].title)
    return tuple(sorted(closed)), tuple(sorted(stopped))
