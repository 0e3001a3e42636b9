"""Enter, change, strike and reveal a household of the register."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.administration.reach import reaches
from app.clock import real_now
from app.configuration.queries import value
from app.database import Connection
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.people import household_queries as queries
from app.people.model import Household, HouseholdEntry, Persons
from app.people.seal import PersonsSeal
from app.transaction import Transaction
from app.wording import Text

_NOT_SAVED = Text("没有保存", "Not saved")


def get_household(tx: Transaction, household_id: int, *, lock: bool = False) -> Household:
    """One that the actor sees. Raises NotFound."""
    found = queries.find_household(tx.conn, household_id, lock=lock)
    if found is None:
        raise NotFound(
            "E-PPL-030",
            Text("没有这一户", "No such household"),
            Text(f"{household_id} 号户不在册，或不归本单位",
                 f"Household {household_id} is not in the register, or not yours"),
            Text("刷新名册再选", "Load the register again and choose"),
        )  # fmt: skip
    return found


def enter_household(tx: Transaction, seal: PersonsSeal, entry: HouseholdEntry) -> int:
    """Put a household into the register; gives its number. Raises InvalidInput, Denied."""
    _check_village(tx, entry.village_code)
    number = queries.insert_household(tx.conn, entry, seal.close(entry.persons), tx.actor.name)
    tx.audit("enter_household", f"household/{number}", detail={"village": entry.village_code})
    return number


def change_household(
    tx: Transaction, seal: PersonsSeal, household_id: int, version: int, entry: HouseholdEntry
) -> None:
    """Write a household anew; a person left empty stays as sealed. Raises NotFound, Conflict."""
    before = get_household(tx, household_id, lock=True)
    _check_version(before, version)
    _check_village(tx, entry.village_code)
    persons = _completed(entry.persons, seal.open(before.sealed))
    queries.update_household(tx.conn, household_id, entry, seal.close(persons), tx.actor.name)
    tx.audit("change_household", f"household/{household_id}")


def strike_household(tx: Transaction, household_id: int, version: int) -> None:
    """Take a household off the register. Raises NotFound, Conflict."""
    _check_version(get_household(tx, household_id, lock=True), version)
    queries.strike_household(tx.conn, household_id, tx.actor.name, real_now())
    tx.audit("strike_household", f"household/{household_id}")


def reveal_household(tx: Transaction, seal: PersonsSeal, household_id: int) -> Persons:
    """Who a household is, in the clear; audited. Raises NotFound."""
    found = get_household(tx, household_id)
    tx.audit("reveal_household", f"household/{household_id}")
    return seal.open(found.sealed)


def _completed(given: Persons, known: Persons) -> Persons:
    """A form shows persons masked: what it leaves empty is what it was."""
    return replace(
        known,
        head=given.head or known.head,
        phones=given.phones or known.phones,
        helper=given.helper or known.helper,
        helper_phone=given.helper_phone or known.helper_phone,
    )


def _check_version(household: Household, version: int) -> None:
    if household.version != version:
        raise Conflict(
            "E-PPL-031",
            _NOT_SAVED,
            Text("这一户刚被别人改过", "Somebody has just changed this household"),
            Text("看改了什么，再改", "See what was changed, then change it again"),
        )


def _check_village(tx: Transaction, code: str) -> None:
    if not queries.is_village(tx.conn, code):
        raise InvalidInput(
            "E-PPL-032",
            _NOT_SAVED,
            Text(f"没有代码为 {code} 的村（社区）", f"No village has the code {code}"),
            Text("从单位树里选一个村", "Choose a village of the tree of units"),
        )
    if not reaches(tx.actor.scope, code):
        raise Denied(
            "E-PPL-033",
            _NOT_SAVED,
            Text(f"{code} 不归本单位管", f"{code} is not yours"),
            Text("报上级或所在单位来改", "Ask the unit above, or that unit itself"),
        )


def forget_persons(conn: Connection, now: datetime) -> int:
    """Forget whose time is over: persons of struck households, words of ended lists' reports."""
    before = now - timedelta(days=value(conn, "evac.persons_keep_days"))
    return queries.wipe_struck_before(conn, before) + queries.wipe_words_before(conn, before)
