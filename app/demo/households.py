"""The sample's households, their persons sealed before they reach the database."""

from app.demo.sample import Rows, Value
from app.people.model import Persons
from app.people.seal import PersonsSeal

PERSONS = ("head", "phone", "helper", "helper_phone")


def seal_rows(rows: Rows, seal: PersonsSeal | None) -> Rows:
    """The rows with one sealed column instead of the persons'; without a seal nobody is named."""
    kept = [index for index, name in enumerate(rows.columns) if name not in PERSONS]
    named = {name: rows.columns.index(name) for name in PERSONS}
    values = [
        (
            *(row[index] for index in kept),
            None if seal is None else seal.close(_persons(row, named)),
        )
        for row in rows.values
    ]
    return Rows((*(rows.columns[index] for index in kept), "persons_sealed"), values)


def _persons(row: tuple[Value, ...], named: dict[str, int]) -> Persons:
    head, phone, helper, helper_phone = (str(row[named[name]] or "") for name in PERSONS)
    return Persons(head, (phone,) if phone else (), helper, helper_phone)
