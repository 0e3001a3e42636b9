"""Everyone who goes to sea to work: fishing boats, carriers, works vessels, merchantmen."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.exercise.berths import Berths
from app.exercise.gale import gale_at
from app.exercise.gear import PRACTICES, GearPractice
from app.exercise.grounds import choose_spots
from app.exercise.itinerary import Itineraries, Stops, assemble
from app.exercise.lanes import choose_sea_gates
from app.exercise.model import ExerciseStorm, FleetVessel
from app.exercise.passages import sail, time_passages
from app.exercise.routes import Ways, find_ways, join_ways
from app.exercise.sea import Flags, Floats, Ints, to_degrees, to_plane
from app.exercise.tows import roam_m, work
from app.exercise.trips import DAY_S, TripRhythm, Trips, Weather, foresee, plan_trips
from app.exercise.waters import Waters

_MARGIN_M = (250.0, 1600.0)  # how far off the coast a skipper likes to keep


@dataclass(frozen=True, slots=True)
class Workers:
    """Row k is vessel `number[k]`, which works by `practice[k]`."""

    number: Ints
    practice: tuple[GearPractice, ...]
    length_m: Floats


@dataclass(frozen=True, slots=True)
class Work:
    """What the workers do, and for each what others go by: its spot (degrees), trips, weather."""

    workers: Workers
    stops: list[Stops]
    spot_lon: Floats
    spot_lat: Floats
    trips: Trips
    weather: Weather


def find_workers(
    vessels: tuple[FleetVessel, ...], practices: Mapping[str, GearPractice]
) -> Workers:
    """The vessels whose gear, or kind, has a practice."""
    named = [(k, v.gear or v.kind, v.length_m) for k, v in enumerate(vessels)]
    chosen = [(k, practices[name], length) for k, name, length in named if name in practices]
    return Workers(
        np.array([k for k, _, _ in chosen], np.int64),
        tuple(practice for _, practice, _ in chosen),
        np.array([20.0 if length is None else length for _, _, length in chosen]),
    )


def send_to_work(
    waters: Waters,
    workers: Workers,
    ports: Ints,
    berths: Berths,
    storm: ExerciseStorm,
    rng: np.random.Generator,
) -> Work:
    """Spots, ways, trips and tracks of all workers over the storm's span."""
    mine = workers.number
    gates = waters.mesh.places[waters.gates[ports[mine]]]
    offshore = np.array([practice.offshore for practice in workers.practice])
    entries = choose_spots(waters.sea, gates, offshore, rng)
    far = np.array([practice is PRACTICES["merchant"] for practice in workers.practice])
    flees = far & ~_sheltered_in(waters, ports[mine])
    entries[far], beyond = choose_sea_gates(flees[far], rng)
    lain = to_plane(berths.lon[mine], berths.lat[mine])
    ways = _find_ways(waters, ports[mine], entries, rng).ended_at(lain)
    ways = ways.begun_at(np.flatnonzero(far), beyond)
    spots = ways.places[ways.first[:-1]]
    passages = time_passages(ways, _passage_kn(workers, rng))
    span_s = (storm.first_s, storm.last_s)
    lon, lat = to_degrees(spots)
    weather = foresee(
        gale_at(storm, lon, lat), gale_at(storm, berths.lon[mine], berths.lat[mine]),
        passages.total_s, flees, rng,
    )  # fmt: skip
    trips = plan_trips(_draw_rhythm(workers, rng), weather, passages.total_s, span_s, rng)
    tracks = _make_tracks(waters, workers, spots, span_s, rng)
    stops = [_renumber_stops(part, mine) for part in sail(waters.sea, passages, tracks, trips)]
    return Work(workers, stops, lon, lat, trips, weather)


def _find_ways(waters: Waters, port: Ints, entries: Floats, rng: np.random.Generator) -> Ways:
    margin = rng.uniform(*_MARGIN_M, len(entries))
    parts: list[tuple[Ints, Ways]] = []
    for harbour in np.unique(port):
        boats = np.flatnonzero(port == harbour)
        cell = int(waters.gates[harbour])
        parts.append(
            (boats, find_ways(waters.sea, waters.mesh, entries[boats], cell, margin[boats], rng))
        )
    return join_ways(parts)


def _passage_kn(workers: Workers, rng: np.random.Generator) -> Floats:
    """Longer hulls are faster: 7 kn at 15 m, 8 at 30 m, 13 at most."""
    spread = rng.normal(0, 0.8, len(workers.length_m))
    return np.clip(7.8 + (workers.length_m - 24) / 14 + spread, 5.5, 13.0)


def _sheltered_in(waters: Waters, port: Ints) -> Flags:
    numbers: list[int] = port.tolist()
    return np.array([waters.harbours[k].is_refuge for k in numbers], np.bool_)


def _draw_rhythm(workers: Workers, rng: np.random.Generator) -> TripRhythm:
    practices = workers.practice
    out = np.array([practice.out_days for practice in practices])
    rest = np.array([practice.in_days for practice in practices])
    active = rng.random(len(practices)) < [practice.active for practice in practices]
    return TripRhythm(
        rng.uniform(out[:, 0], out[:, 1]) * DAY_S, rng.uniform(rest[:, 0], rest[:, 1]) * DAY_S,
        active,
    )  # fmt: skip


def _make_tracks(
    waters: Waters,
    workers: Workers,
    spots: Floats,
    span_s: tuple[float, float],
    rng: np.random.Generator,
) -> Itineraries:
    stops: list[Stops] = []
    for practice in dict.fromkeys(workers.practice):
        boats = np.array([k for k, own in enumerate(workers.practice) if own is practice])
        radius = roam_m(waters.sea, spots[boats], practice)
        stops += [
            _renumber_stops(part, boats)
            for part in work(spots[boats], radius, practice, span_s, rng)
        ]
    return assemble(len(spots), stops)


def _renumber_stops(stops: Stops, numbers: Ints) -> Stops:
    return Stops(numbers[stops.vessel], stops.at_s, stops.lon, stops.lat, stops.activity)
