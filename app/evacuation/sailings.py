"""Whole waves of a line's boats: who boards when, and when they have landed.

All boats of a line load at once, sail, and come back empty (`FerryLine.minutes_for`).
"""

from dataclasses import dataclass, replace

from app.evacuation.assignment import Move
from app.evacuation.boarding import Boarding
from app.evacuation.cutoffs import Passage
from app.network.model import FerryLine


@dataclass(frozen=True, slots=True)
class Boatload:
    """People of one wave who land together; `via`: every line they board and when they are over.

    `move`: which of the carried moves they are of.
    """

    move: int
    line: str
    people: int
    landed_min: float
    via: tuple[Passage, ...]


@dataclass(slots=True)
class Queue:
    """Who has boarded a line: `before` are others, and `first_min` is when these began to."""

    line: FerryLine
    before: int
    first_min: float
    people: int = 0
    over_min: float = 0.0

    @property
    def room(self) -> int:
        """Seats left in the wave that is being filled."""
        wave = self.line.boats * self.line.seats
        return wave - (self.before + self.people) % wave

    def lands_min(self, people: int, ready_min: float) -> float:
        """When `people` more have landed who are at the pier at `ready_min`."""
        queued_min = self.first_min + self.line.minutes_for(self.before + self.people + people)
        return max(queued_min, ready_min + self.line.trip_min)

    def board(self, people: int, over_min: float) -> None:
        """They are aboard."""
        self.people += people
        self.over_min = max(self.over_min, over_min)


class Boats:
    """The lines of a plan, filled by the people who come to their piers, nearest first."""

    def __init__(self, boarding: Boarding) -> None:
        self._boarding = boarding
        self.queues: dict[int, Queue] = {}
        self.sailings: list[Boatload] = []
        self.carried: list[Move] = []

    def carry(self, move: Move) -> None:
        """Take aboard as many of a move as land before a line of theirs stops."""
        left = move.people
        while left:
            people = min(left, self._queue_of(move.via[0], self._ready_min(move)).room)
            over_min = self._find_landings(move, people)
            if over_min is None:
                break
            self._sail_boat(move, people, over_min)
            left -= people
        if left < move.people:
            self.carried.append(replace(move, people=move.people - left))

    def _ready_min(self, move: Move) -> float:
        return float(self._boarding.from_site_s[move.site, move.via[0]]) / 60.0

    def _queue_of(self, crossing: int, ready_min: float) -> Queue:
        if crossing not in self.queues:
            line = self._boarding.lines[crossing]
            before = self._boarding.terrain.aboard.get(line.line_id, 0)
            self.queues[crossing] = Queue(line, before, ready_min)
        return self.queues[crossing]

    def _find_landings(self, move: Move, people: int) -> list[float] | None:
        """When they are over each line; None when one has stopped by then."""
        sailing_min, found = self._boarding.terrain.sailing_min, list[float]()
        ready_min = self._ready_min(move)
        for index, crossing in enumerate(move.via):
            queue = self._queue_of(crossing, ready_min)
            over_min = queue.lands_min(people, ready_min)
            if over_min > sailing_min.get(queue.line.line_id, float("inf")):
                return None
            found.append(over_min)
            if index + 1 < len(move.via):
                onward_s = self._boarding.onward_s[crossing, move.via[index + 1]]
                ready_min = over_min + float(onward_s) / 60.0
        return found

    def _sail_boat(self, move: Move, people: int, over_min: list[float]) -> None:
        via: list[Passage] = []
        for crossing, minutes in zip(move.via, over_min, strict=True):
            queue = self.queues[crossing]
            queue.board(people, minutes)
            via.append(Passage(queue.line.name, minutes))
        number = len(self.carried)  # as which it is kept when it is done
        self.sailings.append(Boatload(number, via[-1].name, people, over_min[-1], tuple(via)))
