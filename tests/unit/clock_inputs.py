"""Hand-made inputs of timing: places, winds by place and force, people by way."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from app.evacuation.cutoffs import (
    LeadTimes,
    Movement,
    Spot,
    SurgeLimit,
    TimingInputs,
    Way,
    WindArrival,
)

HOME = Spot("试镇", 122.2, 30.0)
EDGE = Spot("试镇", 122.3, 30.0)
PIER = Spot("码头", 122.1, 30.0)
DECK = Spot("大桥", 122.0, 30.0)
NOON = datetime(2015, 7, 11, 4, 0, tzinfo=UTC)  # 12:00 in Zhoushan
MIDNIGHT = datetime(2015, 7, 11, 16, 0, tzinfo=UTC)
LEAD = LeadTimes(60, 30, 45)


def arrival(force: int, at: datetime | None) -> WindArrival:
    """A force that stays, by one agency."""
    return WindArrival(force, at, None, at, at, "JMA", 25.7, None, False, force)


def winds(table: Mapping[tuple[Spot, int], datetime | None]):
    """Winds that come when the table says, and nowhere else."""

    def wind_at(spot: Spot, force: int) -> WindArrival | None:
        return arrival(force, table.get((spot, force)))

    return wind_at


def movement(way: Way = Way.ROAD, people: int = 500, **changes) -> Movement:
    """People who need 100 minutes and lean on nothing."""
    plain = {"clearance_min": 100.0, "limits": (), "ferries": (), "refuges": ()}
    return Movement(way, people, **{**plain, **changes})


def inputs(*movements: Movement, **changes) -> TimingInputs:
    """A zone whose people leave by `movements`, 500 by road where none is told."""
    moved = movements or (movement(),)
    plain = {
        "spots": (HOME,), "people": sum(each.people for each in moved), "movements": moved,
        "lead": LEAD, "land_force": 10, "sea_force": 7, "sea": None,
    }  # fmt: skip
    return TimingInputs(**{**plain, **changes})


def high_water(at: datetime):
    """A high water whose lead begins at `at`."""
    peak_at = at + timedelta(hours=6)
    return lambda spot: SurgeLimit(
        f"{spot.name}站", at, 4.0, peak_at, 3.1, "85", 0.8, 6.0, None, False
    )
