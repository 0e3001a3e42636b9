"""Who a household is, as whoever has not asked for it sees it."""

from dataclasses import dataclass

from app.administration.units.masking import mask_name, mask_phone
from app.people.model import Persons


@dataclass(frozen=True, slots=True)
class MaskedPersons:
    """Who a household is, as whoever has not asked for it sees it."""

    head: str
    phones: list[str]
    helper: str


def masked(persons: Persons) -> MaskedPersons:
    """Names as a first character, telephones as their ends."""
    return MaskedPersons(
        head=mask_name(persons.head) if persons.head else "",
        phones=[mask_phone(each) for each in persons.phones],
        helper=mask_name(persons.helper) if persons.helper else "",
    )
