"""Clearance against UXsim, which we did not write: lower bound ≤ driven ≤ used × 1.15."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from app.evacuation.clearance import link_load, schedule_ends
from tests.evacuations import COUNTY, MAIN, VILLAGE, Evacuation, evacuation, from_town, grid
from tests.traffic import CARS_PER_M, NO_ROOM, driven_min

MOST = 1.15


def line() -> Evacuation:
    places = {0: (0, 0), 1: (3000, 0), 2: (6000, 0), 3: (9000, 0)}
    return evacuation(
        places, [(0, 1, COUNTY), (1, 2, VILLAGE), (2, 3, COUNTY)], {0: 2000}, {3: 9999}
    )


def star() -> Evacuation:
    """Five villages round one town, and one road on from there."""
    around = {k: (4000 * np.cos(1.2 * k), 4000 * np.sin(1.2 * k)) for k in range(1, 6)}
    roads = [(k, 0, VILLAGE) for k in around] + [(0, 9, COUNTY)]
    return evacuation(
        {0: (0, 0), **around, 9: (9000, 9000)}, roads, dict.fromkeys(around, 800), {9: 9999}
    )


def merge() -> Evacuation:
    """Two roads become one that carries no more than either."""
    places = {0: (0, 0), 1: (0, 4000), 2: (3000, 2000), 3: (8000, 2000)}
    return evacuation(
        places, [(0, 2, COUNTY), (1, 2, COUNTY), (2, 3, VILLAGE)], {0: 1000, 1: 1500}, {3: 9999}
    )


def late_merge() -> Evacuation:
    """The near fill the last road while the far are still on their own narrow one."""
    places = {0: (-6000, 0), 1: (0, 0), 2: (8000, 0), 3: (0, 2000)}
    return evacuation(
        places, [(0, 1, COUNTY), (3, 1, COUNTY), (1, 2, COUNTY)], {0: 2500, 3: 2500}, {2: 9999}
    )


def two_shelters() -> Evacuation:
    places = {0: (0, 0), 1: (3000, 0), 2: (-5000, 0), 3: (9000, 0)}
    roads = [(0, 1, COUNTY), (0, 2, VILLAGE), (1, 3, MAIN)]
    return evacuation(places, roads, {0: 3000, 1: 500}, {2: 1000, 3: 4000})


def bridge() -> Evacuation:
    """Villages of an island over its one bridge."""
    places = {k: (1500.0 * k, 800.0 * (k % 2)) for k in range(6)} | {6: (12000, 0), 7: (15000, 0)}
    roads = [(k, k + 1, VILLAGE) for k in range(5)] + [(5, 6, COUNTY), (6, 7, MAIN)]
    return evacuation(places, roads, {k: 500 for k in range(6)}, {7: 9999})


def two_bridges() -> Evacuation:
    places = {0: (0, 0), 1: (2500, 0), 2: (5000, 0), 3: (0, 4000), 4: (5000, 4000), 5: (2500, 7000)}
    roads = [
        (0, 1, COUNTY),
        (1, 2, COUNTY),
        (0, 3, VILLAGE),
        (2, 4, COUNTY),
        (3, 5, MAIN),
        (4, 5, MAIN),
    ]
    return evacuation(places, roads, {0: 1200, 1: 1500, 2: 900}, {5: 9999})


def ring() -> Evacuation:
    """The road round an island, with a shelter at either end."""
    places = {k: (4000 * np.cos(0.63 * k), 4000 * np.sin(0.63 * k)) for k in range(10)}
    roads = [(k, (k + 1) % 10, COUNTY if k % 3 else VILLAGE) for k in range(10)]
    return evacuation(places, roads, {k: 700 for k in (1, 2, 3, 6, 7)}, {0: 2000, 5: 2000})


def valley() -> Evacuation:
    """Side valleys, one after another, on to the road out."""
    places = {k: (2000.0 * k, 0.0) for k in range(7)} | {
        10 + k: (2000.0 * k, 2500.0) for k in range(5)
    }
    roads = [(k, k + 1, COUNTY) for k in range(6)] + [(10 + k, k, VILLAGE) for k in range(5)]
    return evacuation(places, roads, {10 + k: 900 for k in range(5)}, {6: 9999})


def delta() -> Evacuation:
    """One road that parts into three."""
    places = {0: (0, 0), 1: (4000, 0), 2: (8000, 3000), 3: (8000, 0), 4: (8000, -3000)}
    roads = [(0, 1, MAIN), (1, 2, VILLAGE), (1, 3, VILLAGE), (1, 4, VILLAGE)]
    return evacuation(places, roads, {0: 3000, 1: 600}, {2: 1500, 3: 1200, 4: 1500})


SHAPES = (line, star, merge, late_merge, two_shelters, bridge, two_bridges, ring, valley, delta)
# Every 400th population site with half a kilometre around it; 401 and 3201 are below.
TOWNS = (1, 801, 1201, 1601, 2001, 2401, 2801, 3601, 4001)
# Where longest trips first, which nobody stages, was 1.15 to 1.4 times too quick.
MERGING = ((1516, 600), (526, 600), (3399, 1000))
# 6 of 150 places of the sample city are like these: short streets in town, where who waits for one
# junction stands in the one before. Ours has queues without length.
FULL_STREETS = ((401, 500), (3201, 500), (648, 600), (2966, 600), (112, 600))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_driven_it_takes_no_less_than_the_bound_and_hardly_more_than_used(
    shape: Callable[[], Evacuation],
) -> None:
    check_driven(shape())


@pytest.mark.load
@pytest.mark.parametrize("seed", range(16, 28))
def test_over_random_streets_too(seed: int) -> None:
    check_driven(grid(seed))


@pytest.mark.load
@pytest.mark.parametrize(("site", "radius_m"), [*((site, 500) for site in TOWNS), *MERGING])
def test_from_towns_of_the_sample_city_too(site: int, radius_m: float) -> None:
    check_driven(from_town(site, radius_m))


@pytest.mark.load
@pytest.mark.parametrize(("site", "radius_m"), FULL_STREETS)
def test_where_queues_fill_their_streets_it_takes_up_to_a_third_more_unless_staged(
    site: int, radius_m: float
) -> None:
    found = from_town(site, radius_m)
    assert MOST < driven_share(found) < 4 / 3
    assert driven_share(found, NO_ROOM) <= MOST
    assert driven_share(found, over_min=staged_min(found)) <= MOST


def check_driven(found: Evacuation) -> None:
    driven = driven_share(found) * found.clearance.used_min
    assert found.clearance.lower_bound_min <= driven <= found.clearance.used_min * MOST


def staged_min(found: Evacuation) -> list[float]:
    """Over how long each group sets out by the schedule that lets longest trips through first."""
    rate_h = found.network.links.people_per_h
    ends_min = schedule_ends(found.groups, rate_h, link_load(found.groups, len(rate_h)))
    return [end - group.travel_min for end, group in zip(ends_min, found.groups, strict=True)]


def driven_share(
    found: Evacuation, cars_per_m: float = CARS_PER_M, over_min: Sequence[float] | None = None
) -> float:
    """Minutes driven for each that is used."""
    used_min = found.clearance.used_min
    at_most_h = 2 * used_min / 60 + 1
    return driven_min(found.network, found.groups, at_most_h, cars_per_m, over_min) / used_min
