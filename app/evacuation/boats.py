"""What ferries can carry before they stop: a plan must not lean on boats that no longer sail."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.evacuation.trips import Trip
from app.network.model import FerryLine, LinkKind, RoadNetwork


@dataclass(slots=True)
class Boats:
    """Counts people aboard line by line. `sailing_min`: minutes from the first departure to a
    line's suspension; a line that is not in it does not stop within the forecast."""

    network: RoadNetwork
    sailing_min: Mapping[int, float]
    aboard: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, trips: Sequence[Trip]) -> tuple[list[Trip], frozenset[int]]:
        """The trips as far as boats can carry them, and the lines that are full by it."""
        full: set[int] = set()
        for line_id, (line, reach_min) in self._lines(trips).items():
            room = self._room(line, reach_min)
            if sum(trip.group.people for trip in trips if self._uses(trip, line_id)) > room:
                full.add(line_id)
                trips = self._trimmed(trips, line_id, room)
        for trip in trips:
            for line, _ in self._ferries(trip):
                self.aboard[line.line_id] += trip.group.people
        return list(trips), frozenset(full)

    def _room(self, line: FerryLine, reach_min: float) -> int:
        if line.line_id not in self.sailing_min:
            return 2**62
        minutes = self.sailing_min[line.line_id] - reach_min
        return max(0, line.people_within(minutes) - self.aboard[line.line_id])

    def _trimmed(self, trips: Sequence[Trip], line_id: int, room: int) -> list[Trip]:
        """Who is at the pier first sails first."""
        kept = [trip for trip in trips if not self._uses(trip, line_id)]
        sailing = (trip for trip in trips if self._uses(trip, line_id))
        for trip in sorted(sailing, key=lambda trip: trip.group.travel_min):
            people = min(room, trip.group.people)
            room -= people
            if people:
                kept.append(trip.of(people))
        return kept

    def _lines(self, trips: Sequence[Trip]) -> dict[int, tuple[FerryLine, float]]:
        """The lines that are used, with the minute their first people stand at the pier."""
        lines: dict[int, tuple[FerryLine, float]] = {}
        for trip in trips:
            for line, reach_min in self._ferries(trip):
                _, earliest = lines.get(line.line_id, (line, reach_min))
                lines[line.line_id] = (line, min(earliest, reach_min))
        return lines

    def _uses(self, trip: Trip, line_id: int) -> bool:
        return any(line.line_id == line_id for line, _ in self._ferries(trip))

    def _ferries(self, trip: Trip) -> Iterator[tuple[FerryLine, float]]:
        if trip.mode != "ferry":
            return
        links = self.network.links
        for arc, reach_min in zip(trip.group.links, trip.group.reach_min, strict=True):
            if links.kind[arc] == LinkKind.FERRY:
                yield self.network.ferries[int(links.source[arc])], reach_min
