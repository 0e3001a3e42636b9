"""When each member's circles first reach each place.

Every half hour and at every knot all members are set against all places at once: one product of
unit vectors. Inside the narrowest radius and outside the widest the state is certain; only
the places between are asked by azimuth. An arrival is the root of the gap taken as linear within
the step, or where the place passes an axis and `step` radii jump, a bisection: within a minute of
`find_stays`, some minutes where a circle only grazes. Stays shorter than the step may be missed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Flags, Floats, Frames, Indices, frames
from app.wind.ensemble.members import Members
from app.wind.sight import Convention, radius_towards

STEP_S = 1800.0
_BISECTIONS = 7  # 30 min / 2^7 < 15 s
SWEEP_STEP_S = 3600.0  # for the map: a storm moves less than its circle is wide
_NOBODY: Indices = np.zeros(0, np.intp)
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class MembersAtTime:
    """All members at one time: where they are, and the local frames there."""

    at_s: float
    lon: Floats
    lat: Floats
    frame: Frames


def first_arrivals(
    members: Members,
    places: Floats,
    convention: Convention = Convention.STEP,
    step_s: float = STEP_S,
    progress: Progress | None = None,
) -> dict[int, Floats]:
    """By force: seconds from the members' origin, (members, places), NaN where it never comes.

    A place that is inside at `begin_s` arrives then."""
    shape = (len(places), len(members.lon))
    arrivals = {force: np.full(shape, np.nan) for force in members.circles}
    pending = {force: np.ones(shape, bool) for force in members.circles}
    before: MembersAtTime | None = None
    times = times_of(members, step_s)
    for index, at_s in enumerate(times):
        now = _members_at(members, float(at_s))
        near = _places_near(members, now, places)
        cosine = _cosines(now, places[near])
        for force in members.circles if len(near) else ():
            wanted = pending[force][near]
            local, member = _pairs_inside(
                members, now, cosine, places[near], force, convention, wanted
            )
            place = near[local]
            pending[force][place, member] = False
            arrivals[force][place, member] = _find_roots(
                members, before, now, places, force, convention, member, place
            )
        before = now
        if progress is not None:
            progress((index + 1) / len(times))
    return {force: each.T for force, each in arrivals.items()}


def swept(
    members: Members, places: Floats, forces: Sequence[int], progress: Progress | None = None
) -> dict[int, Flags]:
    """By force: which members' circle passes over which places, looked at hourly."""
    pending = {force: np.ones((len(places), len(members.lon)), bool) for force in forces}
    times = times_of(members, SWEEP_STEP_S)
    for index, at_s in enumerate(times):
        now = _members_at(members, float(at_s))
        near = _places_near(members, now, places)
        cosine = _cosines(now, places[near])
        for force in set(forces) & set(members.circles) if len(near) else ():
            wanted = pending[force][near]
            local, member = _pairs_inside(
                members, now, cosine, places[near], force, Convention.STEP, wanted
            )
            pending[force][near[local], member] = False
        if progress is not None:
            progress((index + 1) / len(times))
    return {force: ~each.T for force, each in pending.items()}


def _places_near(members: Members, now: MembersAtTime, places: Floats) -> Indices:
    """Places that any member may reach at a moment."""
    middle = now.frame.up.mean(axis=0)
    middle /= np.linalg.norm(middle)
    spread = np.arccos(np.clip(now.frame.up @ middle, -1, 1)).max()
    widest = max(members.radii(force, now.at_s).max() for force in members.circles)
    angle = min(spread + widest / EARTH_RADIUS_KM, np.pi)
    return np.flatnonzero(places @ middle >= np.cos(angle)) if widest > 0 else _NOBODY


def times_of(members: Members, step_s: float) -> Floats:
    """From the last known moment to the end: every step, and every knot."""
    end_s = float(members.at_s[-1])
    steps = np.arange(members.begin_s, end_s, step_s)
    knots = members.at_s[members.at_s >= members.begin_s]
    return np.unique(np.concatenate([steps, knots, [end_s]]))


def _members_at(members: Members, at_s: float) -> MembersAtTime:
    lon, lat = members.centres(at_s)
    return MembersAtTime(at_s, lon, lat, frames(lon, lat))


def _cosines(now: MembersAtTime, places: Floats) -> Floats:
    """Of the distance from every place to every member."""
    # Not `@`: a threaded BLAS on so thin a product waits for its threads twenty times longer. Three
    # long rows on either side: with the three innermost the same sum takes six times as long.
    there, up = np.ascontiguousarray(places.T), np.ascontiguousarray(now.frame.up.T)
    return np.einsum("jk,ji->ki", there, up)


def _pairs_inside(
    members: Members,
    now: MembersAtTime,
    cosine: Floats,
    places: Floats,
    force: int,
    convention: Convention,
    wanted: Flags,
) -> tuple[Indices, Indices]:
    """Of the pairs that are `wanted`, those inside: place by place, and member."""
    radii = members.radii(force, now.at_s)
    widest, narrowest = radii.max(axis=0), radii.min(axis=0)
    if widest.max() <= 0:
        return _NOBODY, _NOBODY
    place, member = _list_pairs(wanted & (cosine >= np.cos(widest / EARTH_RADIUS_KM)))
    if (widest == narrowest).all():
        return place, member
    certain = np.where(narrowest > 0, np.cos(narrowest / EARTH_RADIUS_KM), np.inf)
    inside = cosine[place, member] >= certain[member]
    ask = np.flatnonzero(~inside)
    inside[ask] = _chosen_gaps(now, places, radii, convention, member[ask], place[ask]) <= 0
    return place[inside], member[inside]


def _list_pairs(chosen: Flags) -> tuple[Indices, Indices]:
    """Row and column of each: one flat look takes a fifth of the time of `nonzero`."""
    row, column = np.divmod(np.flatnonzero(chosen), chosen.shape[1])
    return row, column


def _chosen_gaps(
    now: MembersAtTime,
    places: Floats,
    radii: Floats,
    convention: Convention,
    member: Indices,
    place: Indices,
) -> Floats:
    """Distance less radius of chosen pairs, km; `radii` are (4, members)."""
    frame = now.frame
    seen = Frames(frame.up[member], frame.east[member], frame.north[member])
    return _pair_gaps(seen, places[place], radii[:, member], convention)


def _pair_gaps(seen: Frames, here: Floats, radii: Floats, convention: Convention) -> Floats:
    """Distance less radius, each place under its own centre; where the radius is 0 nobody is
    inside."""
    east, north, up = (np.einsum("ij,ij->i", axes, here) for axes in _axes(seen))
    distance: Floats = EARTH_RADIUS_KM * np.arctan2(np.hypot(east, north), up)
    radius = radius_towards(convention, east, north, radii)
    gap: Floats = np.where(radius > 0, distance - radius, distance + 1e-9)
    return gap


def _axes(seen: Frames) -> tuple[Floats, Floats, Floats]:
    return seen.east, seen.north, seen.up


def _find_roots(
    members: Members,
    before: MembersAtTime | None,
    now: MembersAtTime,
    places: Floats,
    force: int,
    convention: Convention,
    member: Indices,
    place: Indices,
) -> Floats:
    """The moment within the step at which each pair's gap is nought."""
    if before is None:
        return np.full(len(member), now.at_s)
    ends = [(each, members.radii(force, each.at_s)) for each in (before, now)]
    low, high = (_chosen_gaps(each, places, r, convention, member, place) for each, r in ends)
    share = np.clip(low / np.maximum(low - high, 1e-9), 0.0, 1.0)
    if convention is Convention.STEP:
        jumps = np.flatnonzero(_passes_axis(before, now, places, member, place))
        reach = (ends[0][1][:, member[jumps]], ends[1][1][:, member[jumps]])
        found = _bisect_step(before, now, places[place[jumps]], reach, member[jumps])
        share[jumps] = found
    return before.at_s + share * (now.at_s - before.at_s)


def _passes_axis(
    before: MembersAtTime, now: MembersAtTime, places: Floats, member: Indices, place: Indices
) -> Flags:
    """Pairs whose place changes the quadrant within the step, where the radius jumps."""
    here = places[place]
    sides = [
        np.einsum("ij,ij->i", axes[member], here) > 0
        for axes in (before.frame.east, now.frame.east, before.frame.north, now.frame.north)
    ]
    return (sides[0] != sides[1]) | (sides[2] != sides[3])


def _bisect_step(
    before: MembersAtTime,
    now: MembersAtTime,
    here: Floats,
    radii: tuple[Floats, Floats],
    member: Indices,
) -> Floats:
    """Share of the step at which the state changes; centre and radii, each pair's before and now,
    are linear within it."""
    low, high = np.zeros(len(member)), np.ones(len(member))
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        lon = before.lon[member] + middle * (now.lon - before.lon)[member]
        lat = before.lat[member] + middle * (now.lat - before.lat)[member]
        reach = radii[0] + middle * (radii[1] - radii[0])
        inside = _pair_gaps(frames(lon, lat), here, reach, Convention.STEP) <= 0
        low, high = np.where(inside, low, middle), np.where(inside, middle, high)
    return (low + high) / 2
