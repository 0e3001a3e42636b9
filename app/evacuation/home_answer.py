"""What is answered of visitors who go home, as a screen shows it and the database keeps it."""

from dataclasses import dataclass

from app.wording import Text


@dataclass(frozen=True, slots=True)
class HomeLineAnswer:
    """A line that visitors board. Its stop and its last order are cut-offs of the way.

    `trips`: single crossings that carry them; `over_min`: from setting out until the last have
    landed; `room`: how many its boats take before it stops, None where it does not.
    """

    line_id: int
    name: str
    people: int
    boats: int
    seats: int
    trips: int
    trip_min: float
    over_min: float
    limit_force: int
    room: int | None


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """The visitors who are due: they need a way home and no place in a shelter.

    Of `staying` who cannot leave, `placed` have a place in a shelter and `lodged` stay where they
    lodge. `slowest`: the line whose last boat lands last. `stopped`: lines that sail no more.
    """

    visitors: int
    by_boat: int
    by_road: int
    staying: int
    placed: int
    lodged: int
    lines: tuple[HomeLineAnswer, ...]
    slowest: str | None
    stopped: tuple[str, ...]
    told: Text
