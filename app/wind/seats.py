"""When the wind reaches the county seats: the countdown of the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.typhoon.outlook import Outlook
from app.wind.place_wind import PlaceWind, place_winds

FORCES = (7, 10)


@dataclass(frozen=True, slots=True)
class CountySeat:
    """A county's seat."""

    code: str
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class SeatWinds:
    """A seat's answers by force: the agency that counts, and every agency's."""

    seat: CountySeat
    winds: dict[int, PlaceWind]
    by_agency: dict[int, tuple[PlaceWind, ...]]


def seat_winds(
    outlooks: Sequence[Outlook], seats: Sequence[CountySeat], at: datetime
) -> list[SeatWinds]:
    """Each seat's winds. The first outlook that has the circle counts, the others stand beside."""
    lon, lat = [seat.lon for seat in seats], [seat.lat for seat in seats]
    table = {
        force: [place_winds(outlook, lon, lat, force, at) for outlook in outlooks]
        for force in FORCES
    }
    return [_seat_winds(seat, index, table) for index, seat in enumerate(seats)]


def _seat_winds(seat: CountySeat, index: int, table: dict[int, list[list[PlaceWind]]]) -> SeatWinds:
    by_agency = {
        force: tuple(winds[index] for winds in agencies) for force, agencies in table.items()
    }
    counting = {
        force: next((wind for wind in winds if wind.reason is None), winds[0])
        for force, winds in by_agency.items()
        if winds
    }
    return SeatWinds(seat, counting, by_agency)


def earliest_seat(seats: Sequence[SeatWinds], force: int) -> str | None:
    """Code of the seat that the wind reaches first, or None when it reaches none."""
    times = [
        (wind.earliest_at, entry.seat.code)
        for entry in seats
        if (wind := entry.winds.get(force)) and wind.earliest_at
    ]
    return min(times)[1] if times else None
