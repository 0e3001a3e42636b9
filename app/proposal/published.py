"""What past storms moved, as it was published: a wrong order of magnitude is seen beside them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.proposal.model import Level

FACTOR = 3.0


@dataclass(frozen=True, slots=True)
class Published:
    """People moved in the city by a moment of one storm (sources#published-evacuations).

    `level` is the response in force by then. None: not told.
    """

    storm_id: str
    people: int
    told_at: datetime
    level: Level | None
    shelters: int | None = None


FIGURES: tuple[Published, ...] = (
    Published("201509", 7973, datetime(2015, 7, 10, 3, tzinfo=UTC), None),
    Published("202212", 78_000, datetime(2022, 9, 14, 12, tzinfo=UTC), Level.I, 213),
)


def within(people: int, published: Published) -> bool:
    """Whether a total is of the published order of magnitude."""
    return published.people / FACTOR <= people <= published.people * FACTOR
