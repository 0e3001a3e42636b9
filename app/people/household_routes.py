"""HTTP of the register of households."""

from dataclasses import dataclass

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.errors import InvalidInput
from app.people import household_queries as queries
from app.people import households
from app.people.bodies import read_household
from app.people.households_present import HouseholdList, HouseholdView, present_household
from app.people.model import Persons
from app.people.seal import PersonsSeal, load_persons_seal
from app.wording import Text

blueprint = Blueprint("households", __name__, url_prefix="/api/v1")

_MOST_LISTED = 500
_ONE = "/households/<int:household_id>"


@dataclass(frozen=True, slots=True)
class HouseholdStruck:
    """The household that was taken off the register."""

    household_id: int


@blueprint.get("/households")
def get_households() -> HouseholdList:
    """Households of a `unit` by door, persons masked."""
    unit = request.args.get("unit", "")[:12]
    limit = edge.int_argument("limit", 100, 1, _MOST_LISTED)
    offset = edge.int_argument("offset", 0, 0, 10_000_000)
    seal = _seal()
    with edge.transaction() as tx:
        total, people = queries.count_households(tx.conn, unit)
        found = queries.list_households(tx.conn, unit, limit, offset)
        return HouseholdList(total, people, [present_household(each, seal) for each in found])


@blueprint.get(_ONE)
def get_household(household_id: int) -> HouseholdView:
    """One household, persons masked."""
    with edge.transaction() as tx:
        return present_household(households.get_household(tx, household_id), _seal())


@blueprint.post("/households")
def post_household() -> tuple[HouseholdView, int]:
    """Enter a household; its persons are sealed before they are stored."""
    entry, seal = read_household(edge.body()), _seal()
    with edge.transaction() as tx:
        number = households.enter_household(tx, seal, entry)
        return present_household(households.get_household(tx, number), seal), 201


@blueprint.put(_ONE)
def put_household(household_id: int) -> HouseholdView:
    """Write a household anew, from the `version` that was looked at."""
    data, seal = edge.body(), _seal()
    entry, version = read_household(data), _read_version(data)
    with edge.transaction() as tx:
        households.change_household(tx, seal, household_id, version, entry)
        return present_household(households.get_household(tx, household_id), seal)


@blueprint.post(f"{_ONE}/strike")
def post_strike(household_id: int) -> HouseholdStruck:
    """Take a household off the register; who it was is forgotten when its time is over."""
    version = _read_version(edge.body())
    with edge.transaction() as tx:
        households.strike_household(tx, household_id, version)
    return HouseholdStruck(household_id)


@blueprint.post(f"{_ONE}/reveal")
def post_reveal(household_id: int) -> Persons:
    """Who a household is, in the clear; audited."""
    with edge.transaction() as tx:
        return households.reveal_household(tx, _seal(), household_id)


def _read_version(data: dict[str, object]) -> int:
    version = data.get("version")
    if type(version) is int:
        return version
    raise InvalidInput(
        "E-PPL-034",
        Text("没有保存", "Not saved"),
        Text("version 缺少或类型不对", "version is missing or of the wrong type"),
        Text("把看过的版本一起发来", "Send the version that was looked at"),
    )


def _seal() -> PersonsSeal:
    return load_persons_seal(edge.settings().data_dir)
