"""Households of the register as the API tells them, masked."""

from dataclasses import dataclass

from app.people.model import Household
from app.people.persons_present import MaskedPersons, masked
from app.people.seal import PersonsSeal


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household of the register, masked."""

    household_id: int
    village_code: str
    village: str
    grid: str
    house_number: str
    address: str
    groups: list[str]
    hazard_code: str | None
    people: int
    mobility_limited: int
    vehicle: str | None
    shelter_code: str | None
    shelter: str | None
    origin: str
    version: int
    lon: float
    lat: float
    persons: MaskedPersons


@dataclass(frozen=True, slots=True)
class HouseholdList:
    """A page of the register; `total` and `people` are of the whole unit."""

    total: int
    people: int
    households: list[HouseholdView]


def present_household(household: Household, seal: PersonsSeal) -> HouseholdView:
    """One of the register, masked."""
    return HouseholdView(
        household.household_id, household.village_code, household.village, household.grid,
        household.house_number, household.address, household.groups, household.hazard_code,
        household.people, household.mobility_limited, household.vehicle, household.shelter_code,
        household.shelter, household.origin, household.version, household.lon, household.lat,
        masked(seal.open(household.sealed)),
    )  # fmt: skip
