"""A shelter 避灾安置场所."""

from dataclasses import dataclass
from enum import StrEnum


class ShelterStatus(StrEnum):
    """Life of a shelter in an event."""

    STANDBY = "standby"
    PREPARING = "preparing"
    OPEN = "open"
    FULL = "full"
    CLOSING = "closing"
    CLOSED = "closed"
    UNAVAILABLE = "unavailable"


# Who arrives now or soon can be taken in.
RECEIVING: tuple[str, ...] = (
    ShelterStatus.STANDBY.value,
    ShelterStatus.PREPARING.value,
    ShelterStatus.OPEN.value,
)


@dataclass(frozen=True, slots=True)
class NearShelter:
    """A shelter near a place, with its keeper. `distance_m` is straight over the ground."""

    code: str
    name: str
    tier: str
    address: str
    status: str
    status_reason: str | None
    rated_capacity: int
    occupied: int
    free: int
    accessible: bool
    generator: bool
    keeper: str | None
    keeper_phone: str | None
    lon: float
    lat: float
    distance_m: float
    same_land: bool


@dataclass(frozen=True, slots=True)
class ShelterTotals:
    """Counts for the wall."""

    shelters: int
    open: int
    unavailable: int
    rated: int
    occupied: int
    free: int
