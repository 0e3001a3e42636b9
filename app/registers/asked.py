"""What is asked of a list: search, filter, order, page. What is masked can be neither searched for,
sorted by nor narrowed to, or a list would tell it letter by letter; only whether there is one."""

from collections.abc import Iterable, Mapping

from app.errors import InvalidInput
from app.registers.definition import Item, Register
from app.registers.model import Wish
from app.wording import Text, list_all

LONGEST_SEARCH = 50
FILTER = "f."


def read_wish(
    register: Register,
    pairs: Iterable[tuple[str, str]],
    *,
    limit: int | None,
    offset: int = 0,
) -> Wish:
    """The wish of a query: `q`, `sort` (a leading `-` turns it), `f.NAME` once for each value."""
    given = list(pairs)
    one = dict(given)
    sort = one.get("sort", "")
    return Wish(
        text="".join(one.get("q", "").split())[:LONGEST_SEARCH].replace("\x00", ""),
        filters=_read_filters(register, given),
        sort=_find_sortable(register, sort.removeprefix("-")),
        descending=sort.startswith("-"),
        limit=limit,
        offset=offset,
    )


def _read_filters(
    register: Register, pairs: list[tuple[str, str]]
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if not name.startswith(FILTER):
            continue
        entry = _find_entry(register, name.removeprefix(FILTER))
        if entry.personal and value:
            raise _list_refusal(entry)
        found[entry.name] = (*found.get(entry.name, ()), value.replace("\x00", ""))
    return found


def _find_sortable(register: Register, name: str) -> str:
    if not name:
        return register.sort
    entry = _find_entry(register, name)
    if entry.personal:
        raise _list_refusal(entry)
    return entry.name


def _find_entry(register: Register, name: str) -> Item:
    for entry in register.shown:
        if entry.name == name:
            return entry
    raise InvalidInput(
        "E-REG-007",
        Text("列表没有读出来", "The list was not read"),
        Text(f"台账没有 {name[:40]} 这一列", f"The register has no column {name[:40]}"),
        Text("用这些列：", "Use one of: ") + list_all(entry.name for entry in register.shown),
    )


def _list_refusal(entry: Item) -> InvalidInput:
    return InvalidInput(
        "E-REG-008",
        Text("列表没有读出来", "The list was not read"),
        Text(
            f"{entry.label.zh}是个人信息，不能按它查和排",
            f"{entry.label.en} is personal: a list is neither narrowed nor sorted by it",
        ),
        Text("按名称、编号或单位查", "Look by name, code or unit"),
    )
