"""Which register a table is of, and which of its headings mean which column."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from app.city.model import SourceTable
from app.city.placing import find_place
from app.fields import Geometry
from app.registers.definition import Derive, Item, Register
from app.registers.headings import headings_of, plain_heading

Known = Mapping[str, Mapping[str, str]]
"""Register → plain heading → entry: what somebody has said a heading means."""

# What a table may say by name instead of by code, to find the unit a row belongs to.
UNIT_NAMES = ("village", "township", "county")


def known_headings(registers: Sequence[Register], said: Known) -> frozenset[str]:
    """Every heading that means anything, plain: by them a table's heading row is found."""
    words = {word for each in registers for entry in each.entries for word in headings_of(entry)}
    words |= {word for headings in said.values() for word in headings}
    return frozenset(words | {"经度", "纬度", "坐标", "经纬度", "lon", "lat", "wkt"})


def map_headings(
    register: Register, source: SourceTable, said: Mapping[str, str]
) -> dict[str, str]:
    """Entry → heading of the table; what somebody said wins over labels and aliases."""
    by_name = {plain_heading(heading): heading for heading in reversed(source.headings)}
    place = find_place(source.headings)
    taken = frozenset[str]() if place is None else frozenset(place.headings)
    found = {entry: by_name[word] for word, entry in said.items() if word in by_name}
    for entry in _fillable(register):
        if entry.name in found:
            continue
        words = (by_name[word] for word in headings_of(entry) if word in by_name)
        heading = next((w for w in words if w not in taken and w not in found.values()), None)
        if heading is not None:
            found[entry.name] = heading
    return found


def _fillable(register: Register) -> Iterator[Item]:
    """Entries that a table may bring, and the names of units beside them."""
    for entry in register.entries:
        if not entry.computed or entry.name in UNIT_NAMES:
            yield entry


def missing_entries(register: Register, mapped: Mapping[str, str]) -> list[Item]:
    """What a row has to have and no heading brings."""
    return [
        entry
        for entry in register.written
        if entry.required and entry.derive is None and entry.default is None
        and entry.name not in mapped
    ]  # fmt: skip


def place_is_missing(register: Register, source: SourceTable) -> bool:
    """Whether rows lie somewhere and the table does not say where."""
    if source.shaped or register.geometry is Geometry.NONE or register.by_seat:
        return False
    if register.id in ("units", "ferry-lines"):  # a unit may have no outline; a line runs straight
        return False
    return find_place(source.headings) is None


def recognise(
    registers: Sequence[Register], source: SourceTable, said: Known
) -> tuple[Register | None, list[Register]]:
    """The register that a table is of, and those it may be of where that is not clear.

    The name of the sheet or the file says it where it says any; else the headings do, where one
    register has every column that it must have and more of them than any other.
    """
    named = _named(registers, source)
    scored = sorted(
        ((_score(each, source, said.get(each.id, {})), each) for each in named or registers),
        key=lambda pair: pair[0],
        reverse=True,
    )
    likely = [each for score, each in scored if score > 0]
    if named and len(named) == 1:
        return named[0], named
    if len(likely) == 1 or (len(scored) > 1 and scored[0][0] > max(scored[1][0], 0)):
        return scored[0][1], likely
    return None, likely


def _named(registers: Sequence[Register], source: SourceTable) -> list[Register]:
    """Registers that the sheet's name means, else the file's: those with the longest word."""
    for name in (source.sheet or "", PurePath(source.file).stem):
        plain = plain_heading(name)
        hits = {
            each.id: max((len(word) for word in _words(each) if word in plain), default=0)
            for each in registers
        }
        best = max(hits.values(), default=0)
        if best:
            return [each for each in registers if hits[each.id] == best]
    return []


def _words(register: Register) -> Iterator[str]:
    for word in (register.id, register.title.zh, *register.file_names):
        yield plain_heading(word)


def _score(register: Register, source: SourceTable, said: Mapping[str, str]) -> int:
    mapped = map_headings(register, source, said)
    missing = missing_entries(register, mapped)
    if missing or place_is_missing(register, source):
        return -len(missing)
    return len(mapped)


def derived(entry: Item) -> bool:
    """Whether a value is worked out where the table brings none."""
    return entry.derive not in (None, Derive.NEXT_CODE)
