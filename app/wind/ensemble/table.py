"""The forecast's own stays at every place, without uncertainty: exact roots, not members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from app.geo.sphere import Floats, Indices
from app.typhoon.outlook import Outlook
from app.typhoon.track import CircleTrack
from app.wind.arrival import Convention, find_stays
from app.wind.ensemble.places import Points, WindPlace, points_of
from app.wind.place_wind import Rounding, circle_for


@dataclass(frozen=True, slots=True)
class PlaceStay:
    """A stay inside the circle; None: it began before, or lasts beyond, what is known."""

    arrival_at: datetime | None
    departure_at: datetime | None


def stays_of_places(
    outlook: Outlook, places: Sequence[WindPlace], force: int, convention: Convention
) -> list[list[PlaceStay]] | None:
    """Every place's stays in order; a place of several points is inside while any of them is.

    None when the agency has no such circle."""
    circles = outlook.circles(circle_for(force, Rounding.PROFILE))
    if circles is None:
        return None
    points = points_of(places)
    found = find_stays(circles, points.lon, points.lat, convention)
    owner = _owner_index(points)[found.place]
    start_s = np.where(np.isnan(found.start_s), -np.inf, found.start_s)
    end_s = np.where(np.isnan(found.end_s), np.inf, found.end_s)
    order = np.lexsort((start_s, owner))
    stays: list[list[PlaceStay]] = [[] for _ in places]
    for place, first, last in _merge_spans(owner[order], start_s[order], end_s[order]):
        stays[place].append(_place_stay(circles, first, last))
    return stays


def _owner_index(points: Points) -> Indices:
    counts = np.diff([*points.starts, len(points.lon)])
    return np.repeat(np.arange(len(points.starts)), counts)


def _merge_spans(owner: Indices, start_s: Floats, end_s: Floats) -> list[tuple[int, float, float]]:
    merged: list[tuple[int, float, float]] = []
    for place, first, last in zip(owner, start_s, end_s, strict=True):
        if merged and merged[-1][0] == place and first <= merged[-1][2]:
            merged[-1] = (merged[-1][0], merged[-1][1], max(merged[-1][2], float(last)))
        else:
            merged.append((int(place), float(first), float(last)))
    return merged


def _place_stay(circles: CircleTrack, first: float, last: float) -> PlaceStay:
    return PlaceStay(
        None if np.isinf(first) else circles.moment(first),
        None if np.isinf(last) else circles.moment(last),
    )
