"""When force 7 comes to a place and goes, by the storm's own circle."""

from dataclasses import dataclass

import numpy as np

from app.exercise.model import ExerciseStorm
from app.exercise.sea import Floats
from app.wind.arrival import Convention, find_stays

NEVER = np.inf


@dataclass(frozen=True, slots=True)
class Gale:
    """First arrival and last departure of force 7 at each place, unix seconds; NEVER, NEVER where
    it does not come."""

    start_s: Floats
    end_s: Floats


def gale_at(storm: ExerciseStorm, lon: Floats, lat: Floats) -> Gale:
    """The gale at each place. A source without circles gives no gale anywhere."""
    start = np.full(len(lon), NEVER)
    end = np.full(len(lon), NEVER)
    if storm.gale is None:
        return Gale(start, end)
    stays = find_stays(storm.gale, lon, lat, Convention.STEP)
    origin = storm.gale.origin_at.timestamp()
    begins = np.nan_to_num(stays.start_s + origin, nan=storm.first_s)
    ends = np.nan_to_num(stays.end_s + origin, nan=storm.last_s)
    start[stays.place[::-1]] = begins[::-1]  # the first stay wins
    end[stays.place] = ends  # the last stay wins
    return Gale(start, end)
