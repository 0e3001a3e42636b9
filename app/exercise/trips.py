"""Trips to sea and home, and how the storm cuts them short.

Simulator's own figures: most skippers leave with hours to spare, some too late, a few not at all.
"""

from dataclasses import dataclass

import numpy as np

from app.exercise.gale import Gale
from app.exercise.sea import Floats, Ints

HOUR_S, DAY_S = 3600.0, 86400.0
# (share, least, most) of the time to spare at the berth, in hours; the rest is the careful many.
_NEVER_WITHDRAWS = 0.007
_TOO_LATE, _JUST = 0.012, 0.03
_CAREFUL_H, _CAREFUL_SPREAD = 6.5, 0.6  # median and log-deviation
_LEAST_WORK_S = 2 * HOUR_S
_BACK_OUT_H = (8.0, 40.0)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Each boat's usual days out and in port; `active` is False for one laid up."""

    out_s: Floats
    in_s: Floats
    active: np.ndarray


@dataclass(frozen=True, slots=True)
class Weather:
    """Each boat's own end of work before the gale and its going out again, unix seconds."""

    recall_s: Floats
    resume_s: Floats


@dataclass(frozen=True, slots=True)
class Trips:
    """One row a trip: which boat, when it leaves the berth, when it leaves its spot."""

    boat: Ints
    depart_s: Floats
    leave_s: Floats


def foresee(spot: Gale, port: Gale, passage_s: Floats, rng: np.random.Generator) -> Weather:
    """When each boat turns home: the gale at its spot or port less the way and its margin."""
    start = np.minimum(spot.start_s, port.start_s)
    end = np.where(np.isfinite(start), np.maximum(_known(spot.end_s), _known(port.end_s)), start)
    recall = start - passage_s - _margin_s(passage_s, rng)
    return Weather(recall, end + rng.uniform(*_BACK_OUT_H, len(start)) * HOUR_S)


def _known(end_s: Floats) -> Floats:
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
    rhythm: Rhythm,
    weather: Weather,
    passage_s: Floats,
    span_s: tuple[float, float],
    rng: np.random.Generator,
) -> Trips:
    """Every boat's trips over the span, from one that may have begun before it."""
    cycle = rhythm.out_s + rhythm.in_s
    depart = span_s[0] - rng.random(len(cycle)) * cycle
    boats = np.arange(len(cycle))
    parts: list[tuple[Ints, Floats, Floats]] = []
    while (depart < span_s[1]).any():
        depart, leave = _next_trip(depart, rhythm, weather, passage_s)
        chosen = rhythm.active & (depart < span_s[1])
        parts.append((boats[chosen], depart[chosen], leave[chosen]))
        stay = rhythm.in_s * rng.uniform(0.7, 1.4, len(cycle))
        depart = leave + passage_s + stay
    if not parts:
        return Trips(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    return Trips(*(np.concatenate([part[k] for part in parts]) for k in range(3)))  # type: ignore[arg-type]


def _next_trip(
    depart: Floats, rhythm: Rhythm, weather: Weather, passage_s: Floats
) -> tuple[Floats, Floats]:
    """A trip that the gale would leave no time to work on begins after it instead."""
    latest = weather.recall_s - passage_s - _LEAST_WORK_S
    waits = (depart > latest) & (depart < weather.resume_s)
    depart = np.where(waits, weather.resume_s, depart)
    leave = depart + np.maximum(rhythm.out_s - passage_s, passage_s + _LEAST_WORK_S)
    cut = (depart < weather.recall_s) & (leave > weather.recall_s)
    return depart, np.where(cut, weather.recall_s, leave)
