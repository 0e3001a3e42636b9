"""What can be done with a row: add it, change it, see its persons. Nothing is ever taken out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg.errors import UniqueViolation
from shapely.geometry import Point

from app.accounts.model import COUNTY_DIGITS, TOWNSHIP_DIGITS
from app.administration.reach import reaches
from app.clock import real_now
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.events.model import EventKind
from app.fields import Geometry
from app.geo.reading import reading
from app.registers import queries
from app.registers.access import require_edit
from app.registers.cells import Value
from app.registers.definition import Derive, Register
from app.registers.model import Entered, FieldFault, KeptRow
from app.registers.unit_queries import find_level, nearest_villages
from app.registers.validation import fault_of_unit, place_missing, read_place, read_values
from app.registers.words import LEVELS
from app.transaction import Transaction
from app.wording import Text

_NOT_SAVED = Text("没有保存", "Not saved")


def get_row(tx: Transaction, register: Register, key: str) -> KeptRow:
    """The row, unmasked. Raises NotFound for one that is not there or not the actor's to see."""
    row = queries.find_row(tx.conn, register, key)
    if row is None:
        raise NotFound(
            "E-REG-002",
            Text(f"{register.title.zh}里没有这一行", f"{register.title.en}: no such row"),
            Text(f"编号 {key[:40]} 不在册，或不归本单位", f"{key[:40]} is not there, or not yours"),
            Text("刷新列表再选", "Load the list again and choose"),
        )
    return row


def add_row(
    tx: Transaction,
    register: Register,
    given: Mapping[str, Any],
    where: tuple[Any, Any],
    valid_from: datetime | None,
) -> str:
    """Enter a row; gives its key. Raises InvalidInput with every fault, Denied, Conflict."""
    require_edit(register, tx.actor)
    if not register.by_form:
        raise _by_file_only(register)
    entered, faults = _read_entry(register, given, where, valid_from, new=True)
    if entered.place is None and register.geometry is not Geometry.NONE and not faults:
        faults.append(place_missing())
    _refuse_faults(faults)
    values = _with_village(tx, register, entered)
    _check_unit(tx, register, values)
    values |= _derive_spelling(register, values)
    queries.say_valid_from(tx.conn, valid_from)
    key = queries.insert_row(tx.conn, register, values, entered.place)
    if key is None:
        raise _key_taken()
    _announce_row(tx, register, key, "add_register_row", sorted(values))
    return key


def change_row(
    tx: Transaction,
    register: Register,
    key: str,
    version: int,
    given: Mapping[str, Any],
    where: tuple[Any, Any],
    valid_from: datetime | None,
) -> None:
    """Write the values given; the others stay. Raises NotFound, Conflict, InvalidInput, Denied."""
    require_edit(register, tx.actor)
    queries.hold_row(tx.conn, register, key)
    row = get_row(tx, register, key)
    if row.version != version:
        raise _changed_meanwhile(tx, register, key)
    entered, faults = _read_entry(register, given, where, valid_from, new=False)
    _refuse_faults(faults)
    values = {name: v for name, v in entered.values.items() if row.values[name] != v}
    place = None if entered.place == (row.lon, row.lat) else entered.place
    _check_unit(tx, register, values)
    values |= _derive_spelling(register, values)
    if not values and place is None:
        return
    queries.say_valid_from(tx.conn, valid_from)
    try:
        queries.update_row(tx.conn, register, key, values, place)
    except UniqueViolation as error:
        raise _key_taken() from error
    told = [*sorted(values), *(["geom"] if place else [])]
    _announce_row(tx, register, key, "change_register_row", told)


def reveal_row(tx: Transaction, register: Register, key: str) -> dict[str, Any]:
    """The row's personal values in the clear, audited. Raises NotFound."""
    row = get_row(tx, register, key)
    tx.audit("reveal_personal", f"register/{register.id}/{key}")
    return {entry.name: row.values[entry.name] for entry in register.shown if entry.personal}


def _read_entry(
    register: Register,
    given: Mapping[str, Any],
    where: tuple[Any, Any],
    valid_from: datetime | None,
    *,
    new: bool,
) -> tuple[Entered, list[FieldFault]]:
    values, faults = read_values(register, given, new=new)
    place = read_place(*where) if register.geometry is Geometry.POINT else None
    if isinstance(place, FieldFault):
        return Entered(values, None, valid_from), [*faults, place]
    if valid_from is not None and valid_from > real_now():
        faults.append(_TO_COME)
    return Entered(values, place, valid_from), faults


def _refuse_faults(faults: list[FieldFault]) -> None:
    if not faults:
        return
    first = faults[0]
    more = len(faults) - 1
    raise InvalidInput(
        "E-REG-003",
        _NOT_SAVED,
        Text(f"{first.label.zh}：{first.why.zh}", f"{first.label.en}: {first.why.en}")
        + (Text(f"；另有 {more} 处", f"; {more} more") if more else Text("", "")),
        first.todo,
        detail={"faults": faults},
    )


def _with_village(tx: Transaction, register: Register, entered: Entered) -> dict[str, Value]:
    """The values with the village that the place lies in, where none was entered."""
    unit = register.unit_entry
    values = dict(entered.values)
    if unit and unit.derive and values.get(unit.name) is None and entered.place:
        village = nearest_villages(tx.conn, [Point(entered.place)])[0]
        values[unit.name] = unit_of_village(unit.derive, village)
    return values


def _check_unit(tx: Transaction, register: Register, values: Mapping[str, Value]) -> None:
    """The row's unit is one, of a level that can be meant, and within the actor's reach."""
    unit = register.unit_entry
    if unit is None or unit.name not in values:
        return
    code = values[unit.name]
    if code is None or find_level(tx.conn, str(code)) not in unit.units:
        _refuse_faults([fault_of_unit(unit, code, LEVELS)])
    if not reaches(tx.actor.scope, str(code)):
        raise Denied(
            "E-REG-005",
            _NOT_SAVED,
            Text(f"单位 {code} 不归本单位管", f"The unit {code} is not yours"),
            Text("报上级或所在单位来改", "Ask the unit above, or that unit itself"),
        )


def unit_of_village(derive: Derive, village: str | None) -> str | None:
    """The unit that a row belongs to by the village it lies in: that, its township or county."""
    if village is None or derive is Derive.VILLAGE:
        return village
    return village[: COUNTY_DIGITS if derive is Derive.COUNTY else TOWNSHIP_DIGITS]


def _derive_spelling(register: Register, values: Mapping[str, Value]) -> dict[str, Value]:
    name = values.get(register.name_field)
    if name is None:
        return {}
    typed = reading(str(name))
    spelt = {Derive.PINYIN: typed.pinyin, Derive.INITIALS: typed.initials}
    derived = ((entry.name, entry.derive) for entry in register.written)
    return {name: spelt[how] for name, how in derived if how is not None and how in spelt}


def _announce_row(
    tx: Transaction, register: Register, key: str, action: str, columns: list[str]
) -> None:
    """The audit names columns and no value: an entry outlives a person's being in the register."""
    tx.audit(action, f"register/{register.id}/{key}", detail={"columns": columns})
    if register.layer is not None:
        subject = f"layer/{register.layer}"
        tx.append_event(EventKind.LAYER_IMPORTED, subject, {"rows": 1}, valid_at=real_now())


def _changed_meanwhile(tx: Transaction, register: Register, key: str) -> Conflict:
    last = next(iter(queries.list_history(tx.conn, register, key)), None)
    who = "—" if last is None else last.recorded_by
    return Conflict(
        "E-REG-004",
        _NOT_SAVED,
        Text(f"这一行刚被 {who} 改过", f"{who} has just changed this row"),
        Text("看改了什么，再改", "See what was changed, then change it again"),
    )


def _by_file_only(register: Register) -> InvalidInput:
    return InvalidInput(
        "E-REG-011",
        _NOT_SAVED,
        Text(
            f"{register.title.zh}是线或面，表单画不了",
            f"{register.title.en}: a form draws no shape",
        ),
        Text(
            "用文件导入：./haitang city import 文件",
            "Bring it in a file: ./haitang city import FILE",
        ),
    )


def _key_taken() -> Conflict:
    return Conflict(
        "E-REG-006",
        _NOT_SAVED,
        Text("这个编号或岗位已经在册", "This code or post is in the register already"),
        Text("改那一行，或换一个编号", "Change that row, or choose another code"),
    )


_TO_COME = replace(
    place_missing(),
    field="valid_from",
    label=Text("从何时起", "From when"),
    why=Text("时间还没到，而台账现在就改", "It is yet to come, and the register changes now"),
    todo=Text("到那时再改，或写已过去的时间", "Change it then, or enter a time that has passed"),
)
