"""From berth to spot and back: a boat's way as timed stops, joined to where it works."""

from dataclasses import dataclass

import numpy as np

from app.exercise.itinerary import MS_A_KN, Activity, Itineraries, Stops
from app.exercise.routes import Ways
from app.exercise.sea import Flags, Floats, Ints, Sea, spread, to_degrees, to_plane
from app.exercise.trips import Trips

_IN_PORT_SHARE = 0.55  # of the passage speed, from the gate to the berth
_ROUNDS = 24  # halvings: from hours to milliseconds
_FAR_M = 60_000.0  # more than any disc of work is wide


@dataclass(frozen=True, slots=True)
class Passages:
    """Ways from spot to berth with the time from the spot to each place."""

    ways: Ways
    since_spot_s: Floats
    speed_ms: Floats

    @property
    def total_s(self) -> Floats:
        """Spot to berth, of each boat."""
        return self.since_spot_s[self.ways.first[1:] - 1]


def time_passages(ways: Ways, speed_kn: Floats) -> Passages:
    """Ways (spot, turns, gate, berth) at each boat's speed."""
    owner = ways.owner
    step = np.hypot(*np.diff(ways.places, axis=0, prepend=ways.places[:1]).T)
    step[ways.first[:-1]] = 0.0
    speed_ms = speed_kn * MS_A_KN
    pace = speed_ms[owner].copy()
    pace[ways.first[1:] - 1] *= _IN_PORT_SHARE
    total = np.cumsum(step / pace)
    return Passages(ways, total - total[ways.first[:-1]][owner], speed_ms)


def sail(sea: Sea, passages: Passages, works: Itineraries, trips: Trips) -> list[Stops]:
    """The stops of every trip: out, at work, home."""
    arrive, out = _way_out(sea, passages, works, trips)
    return [out, _at_work(works, trips, arrive), _way_home(sea, passages, works, trips)]


def _way_out(
    sea: Sea, passages: Passages, works: Itineraries, trips: Trips
) -> tuple[Floats, Stops]:
    """Berth to the last turn before the spot, then to where the boat begins to work."""
    first, boat = passages.ways.first, trips.boat
    count = first[boat + 1] - first[boat] - 1
    trip, row = spread(first[boat] + 1, count)
    at_s = (trips.depart_s + passages.total_s[boat])[trip] - passages.since_spot_s[row]
    turn_s = trips.depart_s + passages.total_s[boat] - passages.since_spot_s[first[boat] + 1]
    arrive, joint = _meet_way(sea, passages, works, boat, turn_s)
    via_s = turn_s + joint.from_turn_m / passages.speed_ms[boat]
    under_way = _make_stops(boat[trip], at_s, passages.ways.places[row], Activity.UNDER_WAY)
    via = joint.via
    spot = passages.ways.places[first[boat]]
    return arrive, _merge_stops(
        under_way,
        _make_stops(boat[via], via_s[via], spot[via], Activity.UNDER_WAY),
        _make_stops(boat, arrive, joint.places, Activity.FISHING),
    )


def _meet_way(
    sea: Sea, passages: Passages, works: Itineraries, boat: Ints, turn_s: Floats
) -> tuple[Floats, "_Joint"]:
    """When and where a boat that leaves its way at `turn_s` meets its own work, by halving.

    The later end is taken: there the way is never longer than its time allows, also where the
    work is faster than the passage or the way changes from straight to bent.
    """
    speed = passages.speed_ms[boat]
    first = passages.ways.first[boat]
    there_m = _length_of(passages.ways.places[first + 1] - passages.ways.places[first])
    early, late = turn_s, turn_s + (there_m + _FAR_M) / speed
    for _ in range(_ROUNDS):
        middle = (early + late) / 2
        allowed = (middle - turn_s) * speed >= _make_joint(
            sea, passages, works, boat, middle
        ).length_m
        early, late = np.where(allowed, early, middle), np.where(allowed, middle, late)
    return late, _make_joint(sea, passages, works, boat, late)


def _way_home(sea: Sea, passages: Passages, works: Itineraries, trips: Trips) -> Stops:
    first, boat = passages.ways.first, trips.boat
    joint = _make_joint(sea, passages, works, boat, trips.leave_s)
    speed = passages.speed_ms[boat]
    turn_s = trips.leave_s + joint.length_m / speed
    via_s = trips.leave_s + joint.to_spot_m / speed
    count = first[boat + 1] - first[boat] - 1
    trip, row = spread(first[boat] + 1, count)
    begin = turn_s - passages.since_spot_s[first[boat] + 1]
    under_way = _make_stops(boat[trip], begin[trip] + passages.since_spot_s[row],
                            passages.ways.places[row], Activity.UNDER_WAY)  # fmt: skip
    under_way.activity[np.cumsum(count) - 1] = Activity.MOORED
    via = joint.via
    spot = passages.ways.places[first[boat]]
    return _merge_stops(
        _make_stops(boat, trips.leave_s, joint.places, Activity.UNDER_WAY),
        _make_stops(boat[via], via_s[via], spot[via], Activity.UNDER_WAY),
        under_way,
    )


def _at_work(works: Itineraries, trips: Trips, arrive: Floats) -> Stops:
    trip, row = spread(*works.rows_between(trips.boat, arrive, trips.leave_s))
    return Stops(
        trips.boat[trip], works.at_s[row], works.lon[row], works.lat[row], works.activity[row]
    )


@dataclass(frozen=True, slots=True)
class _Joint:
    """Where a boat is at work at a moment, and the water between that and its way's first turn:
    straight when it is clear, else `via` the middle of its disc, which sees both."""

    places: Floats
    via: Flags
    straight_m: Floats
    to_spot_m: Floats
    from_turn_m: Floats

    @property
    def length_m(self) -> Floats:
        """Length of the joint."""
        return np.where(self.via, self.to_spot_m + self.from_turn_m, self.straight_m)


def _make_joint(
    sea: Sea, passages: Passages, works: Itineraries, boat: Ints, at_s: Floats
) -> _Joint:
    seen = works.sight(boat, at_s)
    places = to_plane(seen.lon, seen.lat)
    spot = passages.ways.places[passages.ways.first[boat]]
    turn = passages.ways.places[passages.ways.first[boat] + 1]
    via = ~sea.is_clear(places, turn, 0.0)
    return _Joint(
        places, via, _length_of(turn - places), _length_of(spot - places), _length_of(turn - spot)
    )


def _length_of(spans: Floats) -> Floats:
    return np.hypot(spans[:, 0], spans[:, 1])


def _make_stops(vessel: Ints, at_s: Floats, places: Floats, activity: Activity) -> Stops:
    lon, lat = to_degrees(places)
    return Stops(vessel, at_s, lon, lat, np.full(len(vessel), activity, np.uint8))


def _merge_stops(*parts: Stops) -> Stops:
    return Stops(
        np.concatenate([part.vessel for part in parts]),
        np.concatenate([part.at_s for part in parts]),
        np.concatenate([part.lon for part in parts]),
        np.concatenate([part.lat for part in parts]),
        np.concatenate([part.activity for part in parts]),
    )
