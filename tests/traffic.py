"""An evacuation driven by UXsim, a mesoscopic traffic simulator that we did not write.

Each group sets out at once and keeps the route that it was given; links have our speed and rate.
Who waits takes room on the road, and where two roads meet they take turns: ours knows neither.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import uxsim

from app.evacuation.clearance import ClearanceGroup
from app.network.model import Floats, RoadNetwork

PERSONS_PER_VEHICLE = 2.5
CARS_PER_M = 0.15  # a lane that stands still: 6.7 m a car
NO_ROOM = 10.0  # cars a metre: whoever waits stands on top of the others, as in a point queue
_REACTION_S = 1.0
_STEP_S = 1800.0


def driven_min(
    network: RoadNetwork,
    groups: Sequence[ClearanceGroup],
    at_most_h: float,
    cars_per_m: float = CARS_PER_M,
    over_min: Sequence[float] | None = None,
) -> float:
    """Minutes until the last of `groups` arrives; each sets out at once, or over its `over_min`."""
    driving = [group for group in groups if group.links]
    world = _world(network, driving, cars_per_m, at_most_h)
    over = [
        each
        for each, group in zip(over_min or [0.0] * len(groups), groups, strict=True)
        if group.links
    ]
    cars = [
        _set_out(world, network, number, group, each)
        for number, (group, each) in enumerate(zip(driving, over, strict=True))
    ]
    until_s = 0.0
    while world.VEHICLES_LIVING or not until_s:
        until_s += _STEP_S
        if until_s >= at_most_h * 3600:
            raise AssertionError(f"not everybody has arrived within {at_most_h:.0f} h")
        world.exec_simulation(until_t=until_s)
    ends_min = [
        max(car.arrival_time for car in of) / 60.0 + _last_min(network, group)
        for of, group in zip(cars, driving, strict=True)
    ]
    return max([*ends_min, *(group.travel_min for group in groups if not group.links)], default=0.0)


def _world(
    network: RoadNetwork, groups: Sequence[ClearanceGroup], cars_per_m: float, at_most_h: float
) -> Any:
    world: Any = uxsim.World(
        cpp=True, deltan=1, reaction_time=_REACTION_S, tmax=at_most_h * 3600, random_seed=1,
        duo_update_time=10**7, vehicle_logging_timestep_interval=0,
        print_mode=0, save_mode=0, show_mode=0, show_progress=0,
    )  # fmt: skip
    links = network.links
    used = sorted({arc for group in groups for arc in group.links})
    for node in np.unique(np.concatenate((links.tail[used], links.head[used]))).tolist():
        world.addNode(f"junction {node}", 0, 0)
    for node in sorted({int(links.head[group.links[-1]]) for group in groups}):
        world.addNode(f"goal {node}", 0, 0)
        world.addLink(f"gate {node}", f"junction {node}", f"goal {node}", length=20,
                      free_flow_speed=20, number_of_lanes=4)  # fmt: skip
    for arc in used:
        rate_s = float(links.people_per_h[arc]) / PERSONS_PER_VEHICLE / 3600.0
        speed = float(links.length_m[arc] / links.seconds[arc])
        a_lane_s = 1.0 / (_REACTION_S + 1.0 / (speed * cars_per_m))
        world.addLink(
            f"road {arc}", f"junction {links.tail[arc]}", f"junction {links.head[arc]}",
            length=float(links.length_m[arc]), free_flow_speed=speed,
            number_of_lanes=math.ceil(rate_s / a_lane_s), jam_density_per_lane=cars_per_m,
            capacity_out=rate_s,
        )  # fmt: skip
    return world


def _set_out(
    world: Any, network: RoadNetwork, number: int, group: ClearanceGroup, over_min: float
) -> list[Any]:
    """The cars of a group, at a door of their own, so that no other group stands before them."""
    first = int(network.links.tail[group.links[0]])
    last = int(network.links.head[group.links[-1]])
    world.addNode(f"home {number}", 0, 0)
    world.addLink(f"door {number}", f"home {number}", f"junction {first}", length=20,
                  free_flow_speed=20, number_of_lanes=4)  # fmt: skip
    route = [f"door {number}", *(f"road {arc}" for arc in group.links), f"gate {last}"]
    cars: list[Any] = []
    count = math.ceil(group.people / PERSONS_PER_VEHICLE)
    for index in range(count):
        leaves_s = (group.reach_min[0] + over_min * index / count) * 60.0
        car = world.addVehicle(f"home {number}", f"goal {last}", leaves_s)
        car.enforce_route(route)
        cars.append(car)
    return cars


def _last_min(network: RoadNetwork, group: ClearanceGroup) -> float:
    """From the last junction to the door, on foot."""
    seconds: Floats = network.links.seconds
    return group.travel_min - group.reach_min[-1] - float(seconds[group.links[-1]]) / 60.0
