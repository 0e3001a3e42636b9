"""Where boats lie in port: side by side in rafts off the quays, merchantmen apart on the roads.

Berths are tested against the coast itself, not the raster: basins are narrower than its cells.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from app.exercise.model import ExerciseHarbour
from app.exercise.sea import METRES_A_DEGREE, Flags, Floats

RAFT, ABREAST_M = 9, 8.0
OFF_QUAY_M = (25.0, 450.0)
BETWEEN_RAFTS_M, BETWEEN_SHIPS_M = 90.0, 280.0
REACH = 0.96  # of the harbour's radius: who lies at its edge must still count as in port


@dataclass(frozen=True, slots=True)
class Berths:
    """Places (degrees) and the heading each boat lies at."""

    lon: Floats
    lat: Floats
    heading_deg: Floats


class BerthCoast:
    """The coast around harbours, for exact tests."""

    def __init__(self, land: tuple[BaseGeometry, ...]) -> None:
        self._land = np.array(land, dtype=object)
        self._tree = shapely.STRtree(self._land)

    def near(self, harbour: ExerciseHarbour) -> BaseGeometry:
        """The land around a harbour, in metres from it."""
        reach = harbour.radius_m * 2 + 3000
        scale = _metres_scale(harbour)
        box = Polygon.from_bounds(
            harbour.lon - reach / scale[0], harbour.lat - reach / scale[1],
            harbour.lon + reach / scale[0], harbour.lat + reach / scale[1],
        )  # fmt: skip
        pieces = shapely.intersection(self._land[self._tree.query(box)], box)
        local = shapely.transform(pieces, lambda xy: (xy - (harbour.lon, harbour.lat)) * scale)
        land: BaseGeometry = shapely.union_all(local)
        shapely.prepare(land)
        return land


def lay_berths(
    coast: BerthCoast,
    harbour: ExerciseHarbour,
    gate: tuple[float, float],
    count: int,
    rng: np.random.Generator,
) -> Berths:
    """`count` berths that are reached from `gate` (lon, lat) in a straight line over water."""
    land, scale = coast.near(harbour), _metres_scale(harbour)
    door = (np.array(gate) - (harbour.lon, harbour.lat)) * scale
    roads = harbour.level == "anchorage"
    water = _reachable_water(land, harbour, door, 200.0 if roads else OFF_QUAY_M[0])
    if len(water) == 0:
        water = door[None, :]
    if roads:
        places, heading = _place_apart(water, count, rng), rng.normal(110.0, 12.0, count) % 360.0
    else:
        places, heading = _place_rafts(land, door, water, count, rng)
    lon, lat = harbour.lon + places[:, 0] / scale[0], harbour.lat + places[:, 1] / scale[1]
    return Berths(lon, lat, heading)


def _reachable_water(
    land: BaseGeometry, harbour: ExerciseHarbour, door: Floats, off_m: float
) -> Floats:
    step = 60.0 if harbour.radius_m > 1200 else 35.0
    reach = harbour.radius_m * REACH
    steps = np.arange(-reach, reach, step)
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    grid = grid[np.hypot(grid[:, 0], grid[:, 1]) < reach]
    grid = grid[~shapely.dwithin(shapely.points(grid), land, off_m)]
    return grid[_is_open(land, door, grid)]


def _is_open(land: BaseGeometry, door: Floats, places: Floats) -> Flags:
    lines = shapely.linestrings(np.stack([np.broadcast_to(door, places.shape), places], axis=1))
    return np.asarray(~shapely.intersects(land, lines))


def _place_apart(water: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Ships each with room to swing, thinner towards the edge; closer where the roads are full."""
    far = np.hypot(water[:, 0], water[:, 1])
    order = np.argsort(far / far.max() + rng.normal(0, 0.45, len(water)))
    room_m = BETWEEN_SHIPS_M
    chosen: list[Floats] = []
    while len(chosen) < count and room_m > 30:
        chosen = _space_out(water[order], room_m, count)
        room_m *= 0.75
    places = np.array([chosen[k % len(chosen)] for k in range(count)])
    return places + rng.uniform(-20, 20, places.shape)


def _place_rafts(
    land: BaseGeometry, door: Floats, water: Floats, count: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Rafts near the quays first; boats lie abreast, bows to the shore."""
    off_m = np.hypot(*_to_shore(land, water).T)
    quays = water[off_m < max(OFF_QUAY_M[1], float(np.quantile(off_m, 0.3)))]
    order = rng.permutation(len(quays))
    wanted = -(-count // RAFT)
    room_m = BETWEEN_RAFTS_M
    seeds: list[Floats] = []
    while len(seeds) < wanted and room_m > 15:
        seeds = _space_out(quays[order], room_m, wanted)
        room_m *= 0.7
    centres = np.array([seeds[k % len(seeds)] for k in range(wanted)])
    bow_deg = _towards_shore(land, centres) + rng.normal(0, 14, wanted)
    boat = np.arange(count)
    raft, abreast = boat // RAFT, (boat % RAFT - (RAFT - 1) / 2) * ABREAST_M
    across = np.radians(bow_deg[raft] + 90)
    offset = np.stack([np.sin(across), np.cos(across)], axis=-1) * abreast[:, None]
    places = centres[raft] + offset
    shut = ~_is_open(land, door, places)
    places[shut] = centres[raft[shut]]
    return places, (bow_deg[raft] + rng.normal(0, 3, count)) % 360.0


def _towards_shore(land: BaseGeometry, places: Floats) -> Floats:
    span = _to_shore(land, places)
    return np.degrees(np.arctan2(span[:, 0], span[:, 1]))


def _to_shore(land: BaseGeometry, places: Floats) -> Floats:
    """From each place to the nearest point of the land; far east where there is none."""
    lines = shapely.shortest_line(shapely.points(places), land)  # pyright: ignore[reportUnknownMemberType] shapely types its arguments' keywords loosely
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    return ends[:, 1] - ends[:, 0] if len(ends) else np.full(places.shape, 1e5)


def _space_out(places: Floats, room_m: float, count: int) -> list[Floats]:
    """The first places that lie at least `room_m` apart, at most `count`."""
    taken: dict[tuple[int, int], Floats] = {}
    for place in places:
        key = (int(place[0] // room_m), int(place[1] // room_m))
        around = [(key[0] + i, key[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [taken[cell] for cell in around if cell in taken]
        if all(np.hypot(*(place - other)) >= room_m for other in near):
            taken[key] = place
        if len(taken) == count:
            break
    return list(taken.values())


def _metres_scale(harbour: ExerciseHarbour) -> Floats:
    return np.array([METRES_A_DEGREE * np.cos(np.radians(harbour.lat)), METRES_A_DEGREE])
