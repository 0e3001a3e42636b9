"""Trips to sea and home, and how the storm cuts them short.

Simulator's own figures: most skippers leave with hours to spare, some too late, a few not at all.
"""

from dataclasses import dataclass

import numpy as np

from app.exercise.gale import Gale
from app.exercise.sea import Flags, Floats, Ints

HOUR_S, DAY_S = 3600.0, 86400.0
# (share, least, most) of the time to spare at the berth, in hours; the rest is the careful many.
_NEVER_WITHDRAWS = 0.008
_TOO_LATE, _JUST = 0.018, 0.05
_CAREFUL_H, _CAREFUL_SPREAD = 4.6, 0.75  # median and log-deviation
_LEAST_WORK_S = 2 * HOUR_S
_BACK_OUT_H = (8.0, 40.0)
_TURN_ROUND_S = 6 * HOUR_S  # ice, fuel, landing the catch; also what a way home takes longer


@dataclass(frozen=True, slots=True)
class TripRhythm:
    """Each boat's usual days out and in port; `active` is False for one laid up."""

    out_s: Floats
    in_s: Floats
    active: Flags


@dataclass(frozen=True, slots=True)
class Weather:
    """Each boat's own end of work before the gale and its going out again, unix seconds.

    `flees` marks ships on open roads: no port shelters them, so they put to sea instead.
    """

    recall_s: Floats
    resume_s: Floats
    flees: Flags


@dataclass(frozen=True, slots=True)
class Trips:
    """One row a trip: which boat, when it leaves the berth, when it leaves its spot."""

    boat: Ints
    depart_s: Floats
    leave_s: Floats


def foresee(
    spot: Gale, port: Gale, passage_s: Floats, flees: Flags, rng: np.random.Generator
) -> Weather:
    """When each boat turns home: the gale at its spot or port less the way and its margin."""
    start = np.minimum(spot.start_s, port.start_s)
    end = np.where(
        np.isfinite(start), np.maximum(_known_end(spot.end_s), _known_end(port.end_s)), start
    )
    recall = start - passage_s - _margin_s(passage_s, rng)
    recall = np.where(flees, port.start_s - passage_s / 2 - _margin_s(passage_s, rng), recall)
    return Weather(recall, end + rng.uniform(*_BACK_OUT_H, len(start)) * HOUR_S, flees)


def _known_end(end_s: Floats) -> Floats:
    return np.where(np.isfinite(end_s), end_s, 0.0)


def _margin_s(passage_s: Floats, rng: np.random.Generator) -> Floats:
    count = len(passage_s)
    careful = _CAREFUL_H * HOUR_S * np.exp(rng.normal(0, _CAREFUL_SPREAD, count))
    skill = rng.random(count)
    stays = -passage_s - rng.uniform(3, 9, count) * HOUR_S
    late = -rng.uniform(0.1, 0.8, count) * passage_s
    just = rng.uniform(0, 1, count) * HOUR_S
    bounds = np.cumsum([_NEVER_WITHDRAWS, _TOO_LATE, _JUST])
    return np.select([skill < bound for bound in bounds], [stays, late, just], careful)


def plan_trips(
    rhythm: TripRhythm,
    weather: Weather,
    passage_s: Floats,
    span_s: tuple[float, float],
    rng: np.random.Generator,
) -> Trips:
    """Every boat's trips over the span, from one that may have begun before it."""
    cycle = rhythm.out_s + rhythm.in_s
    depart = span_s[0] - rng.random(len(cycle)) * cycle
    berthed = depart - rhythm.in_s
    boats = np.arange(len(cycle))
    parts: list[Trips] = []
    while (depart < span_s[1]).any():
        depart, leave = _next_trip(depart, berthed, rhythm, weather, passage_s)
        chosen = rhythm.active & (depart < span_s[1])
        parts.append(Trips(boats[chosen], depart[chosen], leave[chosen]))
        berthed = leave + passage_s
        depart = berthed + rhythm.in_s * rng.uniform(0.7, 1.4, len(cycle))
    return Trips(
        np.concatenate([part.boat for part in parts]),
        np.concatenate([part.depart_s for part in parts]),
        np.concatenate([part.leave_s for part in parts]),
    )


def _next_trip(
    depart: Floats, berthed: Floats, rhythm: TripRhythm, weather: Weather, passage_s: Floats
) -> tuple[Floats, Floats]:
    """The trip the weather allows. Who can shelter comes home for the gale, and does not go out
    for less than some hours before it; who cannot is at sea while it blows."""
    recall, resume = weather.recall_s, weather.resume_s
    waits = (depart > recall - passage_s - _LEAST_WORK_S) & (depart < resume)
    fleeing = weather.flees & (depart > recall) & (berthed < recall)
    after_gale = np.maximum(resume, berthed + _TURN_ROUND_S)
    depart = np.where(fleeing, recall, np.where(waits & ~weather.flees, after_gale, depart))
    leave = depart + np.maximum(rhythm.out_s - passage_s, passage_s + _LEAST_WORK_S)
    cut = (depart < recall) & (leave > recall)
    away = (depart < resume) & (leave + passage_s > recall)
    leave = np.where(weather.flees & away, np.maximum(leave, resume), leave)
    return depart, np.where(cut & ~weather.flees, recall, leave)
