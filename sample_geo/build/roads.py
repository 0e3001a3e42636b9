"""Roads from the named trunk down to the last houses, bridges between islands. Illustrative.

Authored links first, then harbours and townships, villages and house sites join the nearest road;
loops are closed where a neighbour would otherwise be a long way round.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay

from sample_geo.build.files import read_table
from sample_geo.build.grid import COLUMNS, Grid, cell_of
from sample_geo.build.paths import way
from sample_geo.build.seats import Place, distance_m
from sample_geo.build.tracks import CLASSES, Kind, Tracks

SECONDARY, TERTIARY, VILLAGE = 2, 3, 4
FRESH_EVERY = 6  # new loops before the distances by road are worked out again


@dataclass(frozen=True, slots=True)
class Stops:
    """What the roads must reach, in falling order of the road's class."""

    piers: list[Place]
    towns: list[Place]
    villages: list[Place]
    sites: list[Place]


def read_points(text: str) -> list[Place]:
    pairs = (pair.split() for pair in text.split(";"))
    return [(float(lon), float(lat)) for lon, lat in pairs]


def _peopled(grid: Grid, stops: Stops) -> frozenset[int]:
    """Islands with houses, and the mainland and bridge islands the authored links run on."""
    places = stops.villages + stops.sites
    for row in read_table("road_links"):
        places = places + read_points(row["points"])
    return frozenset(int(grid.island[cell_of(*place)]) for place in places) - {0}


def build_tracks(grid: Grid, stops: Stops) -> Tracks:
    tracks = Tracks(grid, _peopled(grid, stops))
    for row in read_table("bridges"):
        points = read_points(row["points"])
        tracks.terminal(points[0])
        tracks.terminal(points[-1])
    for row in read_table("road_links"):
        kind = Kind(CLASSES.index(row["road_class"]), row["name"])
        points = read_points(row["points"])
        tracks.link(points, kind)
    heads = [read_points(row["points"])[end] for row in read_table("bridges") for end in (0, -1)]
    _join_by_island(tracks, stops.towns + heads, SECONDARY)
    _join_by_island(tracks, stops.piers, TERTIARY)
    _join_by_island(tracks, stops.villages, TERTIARY)
    _close_loops(tracks, stops.villages + stops.towns, TERTIARY, most_m=3500, worse=1.9)
    _join_by_island(tracks, stops.sites, VILLAGE)
    _close_loops(tracks, stops.sites, VILLAGE, most_m=420, worse=1.9)
    return tracks


def _by_island(tracks: Tracks, places: list[Place]) -> dict[int, list[Place]]:
    islands: dict[int, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(places):
        islands[int(tracks.grid.island[tracks.land_cell(place)])].append(place)
    return dict(sorted(islands.items()))


def _join_by_island(tracks: Tracks, places: list[Place], rank: int) -> None:
    for members in _by_island(tracks, places).values():
        tracks.join(members, Kind(rank))


def _neighbours(members: list[Place], most_m: float) -> list[tuple[Place, Place]]:
    """Delaunay neighbours no further apart than `most_m`, nearest first."""
    if len(members) < 4:
        return []
    pairs: set[tuple[int, int]] = set()
    for corner in Delaunay(np.array(members), qhull_options="QJ").simplices:
        a, b, c = sorted(int(index) for index in corner)
        pairs |= {(a, b), (b, c), (a, c)}
    near = [(distance_m(members[a], members[b]), a, b) for a, b in pairs]
    return [(members[a], members[b]) for d, a, b in sorted(near) if d <= most_m]


def _close_loops(
    tracks: Tracks, places: list[Place], rank: int, *, most_m: float, worse: float
) -> None:
    """Link neighbours whose way by road is `worse` times the straight line or more."""
    for members in _by_island(tracks, places).values():
        roads, numbers = tracks.step_graph()
        closed = 0
        for a, b in _neighbours(members, most_m):
            start, end = tracks.land_cell(a), tracks.land_cell(b)
            direct_m = max(distance_m(a, b), 60.0)
            first, last = (numbers.get(r * COLUMNS + c) for r, c in (start, end))
            if first is None or last is None:
                continue
            by_road = dijkstra(roads, directed=False, indices=first, limit=direct_m * worse)
            if np.isfinite(by_road[last]):
                continue
            cells = way(tracks.window([start, end], rank, 24), start, end)
            steps_m = len(cells) * 52
            if cells and steps_m < direct_m * (worse + 0.3):
                tracks.lay(cells, Kind(rank))
                closed += 1
                if closed % FRESH_EVERY == 0:
                    roads, numbers = tracks.step_graph()
