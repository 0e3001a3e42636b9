"""What somebody entered, against the entries of the register: values to write, and every fault."""

import math
import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from app.fields import Kind
from app.registers.cells import Value, column_value
from app.registers.definition import Form, Item, Register
from app.registers.model import FieldFault
from app.wording import Text, Unreadable, list_all

PLACE = "place"
PLACE_LABEL = Text("位置", "Position")
_FORMS = {
    Form.PHONE: (
        re.compile(r"\+?[0-9][0-9 -]{3,30}"),
        Text("不像电话号码", "It does not look like a telephone number"),
        Text("只写数字、空格和短横，像 0580-2280000", "Write digits, such as 0580-2280000"),
    ),
    Form.CODE: (
        re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,31}"),
        Text("编号里有不能用的字", "The code has characters that cannot be used"),
        Text("用字母、数字和短横，最多 32 个", "Use letters, digits and hyphens, 32 at most"),
    ),
    Form.MMSI: (
        re.compile(r"[2-7][0-9]{8}"),
        Text("不是船舶的九位码", "It is no vessel's number of nine digits"),
        Text("写九位数字，像 412410001", "Write nine digits, such as 412410001"),
    ),
}
_AGAIN = Text("改正后再存", "Correct it and save again")


class RefusedValue(Exception):
    """One value cannot stand there: why, and what to do."""

    def __init__(self, why: Text, todo: Text) -> None:
        super().__init__(why.en)
        self.why = why
        self.todo = todo


def read_values(
    register: Register, given: Mapping[str, Any], *, new: bool
) -> tuple[dict[str, Value], list[FieldFault]]:
    """The values to write and every fault, in the register's order. A new row needs what is
    required and gets defaults; of a known one only what is given is read."""
    faults = [_unknown_field(name) for name in given if name not in _field_names(register)]
    values: dict[str, Value] = {}
    for entry in register.shown:
        if entry.computed or (entry.name not in given and not new):
            if entry.name in given:
                faults.append(_make_fault(entry, *_COMPUTED))
            continue
        try:
            values[entry.name] = _check_value(register, entry, given.get(entry.name), new=new)
        except RefusedValue as refusal:
            faults.append(_make_fault(entry, refusal.why, refusal.todo))
    return values, faults


def read_place(lon: Any, lat: Any) -> tuple[float, float] | FieldFault | None:
    """A place, what is wrong with it, or None when nothing is told."""
    if lon is None and lat is None:
        return None
    if _is_within(lon, 180) and _is_within(lat, 90):
        return float(lon), float(lat)
    return FieldFault(
        PLACE,
        PLACE_LABEL,
        Text(f"经度 {lon}、纬度 {lat} 不可能", f"Longitude {lon}, latitude {lat} is impossible"),
        Text("写十进制度数，像 122.2072 和 29.9850", "Write degrees, such as 122.2072 and 29.9850"),
    )


def _is_within(value: Any, most: float) -> TypeGuard[float]:
    return type(value) in (int, float) and math.isfinite(value) and abs(value) <= most


def place_missing() -> FieldFault:
    """A row that lies somewhere has to say where."""
    return FieldFault(
        PLACE,
        PLACE_LABEL,
        Text("没有位置", "It has no position"),
        Text("填经度和纬度", "Enter longitude and latitude"),
    )


def fault_of_unit(entry: Item, code: Value, levels: Mapping[str, Text]) -> FieldFault:
    """The code is of no unit that can be meant."""
    wanted = list_all(levels[level] for level in entry.units if level in levels)
    return _make_fault(
        entry,
        Text(f"没有代码为 {code} 的这一级单位", f"There is no unit of that level with code {code}"),
        Text("填一个在册的代码：", "Enter a code of: ") + wanted,
    )


def _field_names(register: Register) -> set[str]:
    return {entry.name for entry in register.shown}


def _check_value(register: Register, entry: Item, given: Any, *, new: bool) -> Value:
    if not new and entry.live:
        raise RefusedValue(*_LIVE)
    if not new and entry.name == register.key:
        raise RefusedValue(*_KEY)
    if isinstance(given, list | dict) or (isinstance(given, str) and "\x00" in given):
        raise RefusedValue(Text("这里放不下这样的值", "Such a value cannot stand here"), _AGAIN)
    try:
        value = column_value(entry.column, given)
    except Unreadable as error:
        raise RefusedValue(error.why, _todo_for(entry)) from error
    check_bounds(entry, value)
    return value


def check_bounds(entry: Item, value: Value) -> None:
    """Raise RefusedValue for a number out of bounds, a text too long or of another form."""
    if isinstance(value, str) and entry.enum is None:
        _check_text(entry, value)
    elif isinstance(value, int | float) and entry.kind is not Kind.BOOLEAN:
        low, high = entry.low, entry.high
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
            raise RefusedValue(
                Text(f"{value:g} 超出 {bounds}", f"{value:g} is outside {bounds}"),
                Text(f"写 {bounds} 之间的数", f"Enter a number within {bounds}"),
            )


def _check_text(entry: Item, value: str) -> None:
    if len(value) > entry.longest:
        raise RefusedValue(
            Text(f"有 {len(value)} 个字", f"It has {len(value)} characters"),
            Text(f"缩到 {entry.longest} 个字以内", f"Shorten it to {entry.longest} characters"),
        )
    if entry.form is not None:
        pattern, why, todo = _FORMS[entry.form]
        if not pattern.fullmatch(value):
            raise RefusedValue(why, todo)


def _todo_for(entry: Item) -> Text:
    if entry.enum is not None:
        return Text("选 ", "Choose ") + list_all(entry.enum.values())
    if entry.kind in (Kind.INTEGER, Kind.NUMBER):
        return Text("只写数，不带单位", "Write the number alone, without its unit")
    return Text("填上再存", "Fill it in and save again")


_COMPUTED = (
    Text("这一列是算出来的，不能填", "This column is worked out and cannot be entered"),
    Text("改它所依据的列", "Change what it is worked out from"),
)
_LIVE = (
    Text("这是当夜的情况，不在台账里改", "It belongs to the night and is not changed here"),
    Text("由现场和值班更新", "The field and the duty desk keep it"),
)
_KEY = (
    Text("编号不能改，历史由它连着", "A code does not change: the history hangs on it"),
    Text("编号错了就新建一行", "Enter a new row if the code is wrong"),
)


def _unknown_field(name: str) -> FieldFault:
    shown = name[:40]
    return FieldFault(
        shown,
        Text(shown, shown),
        Text("台账没有这一列", "The register has no such column"),
        Text("看 /api/v1/registers 里的列名", "See the columns at /api/v1/registers"),
    )


def _make_fault(entry: Item, why: Text, todo: Text) -> FieldFault:
    return FieldFault(entry.name, entry.label, why, todo)
