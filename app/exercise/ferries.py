"""Ferries shuttle on their lines by day and stop before the wind does it for them."""

import numpy as np

from app.exercise.berths import Berths
from app.exercise.gale import gale_at
from app.exercise.itinerary import Activity, Stops
from app.exercise.model import ExerciseFerryLine, ExerciseStorm, FleetWorld
from app.exercise.sea import Floats, to_plane
from app.exercise.trips import DAY_S, HOUR_S

_ZONE_S = 8 * HOUR_S  # China Standard Time
_FIRST_TRIP_H, _LAST_TRIP_H = 6.5, 17.5
_SAILING_SHARE = 0.75  # of the trip's time; the rest is turn-round
_STOPS_BEFORE_GALE_S, _RESUMES_AFTER_S = 3 * HOUR_S, 8 * HOUR_S


def run_ferries(world: FleetWorld, berths: Berths, rng: np.random.Generator) -> list[Stops]:
    """Each passenger vessel on a line from its home, in turn by the lines' numbers of boats."""
    turns: dict[int, list[ExerciseFerryLine]] = {}
    for line in world.ferry_lines:
        turns.setdefault(line.from_harbour_id, []).extend([line] * line.boats)
    stops: list[Stops] = []
    for number, vessel in enumerate(world.vessels):
        lines = turns.get(vessel.home_harbour_id or -1)
        if vessel.kind != "passenger" or not lines:
            continue
        line = lines.pop(0)
        lines.append(line)
        berth = (float(berths.lon[number]), float(berths.lat[number]))
        stops.append(_shuttle_stops(number, line, berth, world.storm, rng))
    return stops


def _shuttle_stops(
    number: int,
    line: ExerciseFerryLine,
    berth: tuple[float, float],
    storm: ExerciseStorm,
    rng: np.random.Generator,
) -> Stops:
    """Every crossing of the span, there and back in turn."""
    way = np.array([berth, *line.way])
    part = _way_parts(way)
    departs = _departure_times(line, storm, rng)
    departs = departs[: len(departs) // 2 * 2]
    backwards = np.arange(len(departs)) % 2 == 1
    sailing_s = line.trip_min * 60 * _SAILING_SHARE
    at_s = departs[:, None] + np.where(backwards[:, None], 1 - part[::-1], part) * sailing_s
    places = np.where(backwards[:, None, None], way[::-1], way).reshape(-1, 2)
    activity = np.full(at_s.shape, Activity.UNDER_WAY, np.uint8)
    activity[:, -1] = Activity.MOORED
    flat = at_s.ravel()
    return Stops(np.full(flat.shape, number), flat, places[:, 0], places[:, 1], activity.ravel())


def _way_parts(way: Floats) -> Floats:
    """How much of the way is behind at each of its places, 0 to 1."""
    places = to_plane(way[:, 0], way[:, 1])
    gone = np.cumsum(np.hypot(*np.diff(places, axis=0, prepend=places[:1]).T))
    return gone / gone[-1]


def _departure_times(
    line: ExerciseFerryLine, storm: ExerciseStorm, rng: np.random.Generator
) -> Floats:
    """Moments of departure: one trip after the other through each day, none in the gale."""
    trip_s = line.trip_min * 60
    first_day = (storm.first_s + _ZONE_S) // DAY_S * DAY_S - _ZONE_S
    days = np.arange(first_day, storm.last_s, DAY_S)
    late_s = rng.uniform(0, min(2 * trip_s, 2 * HOUR_S))
    open_s = (_LAST_TRIP_H - _FIRST_TRIP_H) * HOUR_S - late_s
    trips = max(2, int(open_s // trip_s) // 2 * 2)  # back at its own pier in the evening
    departs = (days[:, None] + _FIRST_TRIP_H * HOUR_S + late_s + np.arange(trips) * trip_s).ravel()
    middle = line.way[len(line.way) // 2]
    gale = gale_at(storm, np.array([middle[0]]), np.array([middle[1]]))
    stopped_s = gale.start_s[0] - _STOPS_BEFORE_GALE_S
    resumed_s = gale.end_s[0] + _RESUMES_AFTER_S
    pair_start = departs.reshape(-1, 2)
    runs = (pair_start[:, 1] + trip_s < stopped_s) | (pair_start[:, 0] > resumed_s)
    return pair_start[runs].ravel()
