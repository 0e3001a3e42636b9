"""One register's tables against what stands: what is new, what differs, what is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from psycopg.errors import ForeignKeyViolation
from shapely import Point
from shapely.geometry import LineString

from app.city import queries, record_queries
from app.city.mapping import Known, derived, map_headings
from app.city.model import (
    CityChange,
    CityImport,
    CityRow,
    CityWish,
    RegisterImport,
    RowFault,
    SourceTable,
)
from app.city.placing import find_place
from app.city.queries import Stored
from app.city.roads import cut_roads, ends_of, length_m
from app.city.rows import CityGround, CityRowReader, NamedRows, numbered, spelling
from app.city.shapes import holes_of
from app.city.units import Units
from app.database import Connection
from app.errors import Conflict
from app.geo.shapes import Shape, from_wkb, to_wkb
from app.registers.access import mask
from app.registers.actions import unit_of_village
from app.registers.cells import Value
from app.registers.definition import Derive, Register
from app.registers.registry import load_registers
from app.registers.unit_queries import nearest_villages
from app.wording import Text

CROSSINGS = ("road_node", "node_id")
_SHOWN_CHANGES = 500
Final = dict[str, queries.FinalRow]


def import_register(
    conn: Connection,
    register: Register,
    tables: Sequence[SourceTable],
    said: Known,
    wish: CityWish,
    done: CityImport,
) -> RegisterImport:
    """Read the tables one after another, compare, and write what differs: a second one may say
    what the first left open (outlines beside a list). Faults go to `done`."""
    told = RegisterImport(register.id, [source.title for source in tables])
    seen: set[str] = set()
    if register.id == "units":
        queries.defer_parents(conn)
    for source in tables:
        stored = queries.stored_rows(conn, register)
        rows = _read(conn, register, source, stored, said, wish, told, done)
        _write(conn, register, rows, stored, told, done)
        seen |= set(rows)
    if register.id == "units":
        done.faults += [_orphan(tables[0], *each) for each in queries.list_orphans(conn)]
    gone = [key for key in queries.stored_rows(conn, register) if key not in seen]
    if register.id in wish.remove_missing and not done.faults:
        told.removed = gone
        record_queries.keep_before(conn, done.import_id or 0, register.table, register.key, gone)
        _remove(conn, register, gone)
    else:
        told.not_in_file = len(gone)
    return told


def _read(
    conn: Connection,
    register: Register,
    source: SourceTable,
    stored: Stored,
    said: Known,
    wish: CityWish,
    told: RegisterImport,
    done: CityImport,
) -> dict[str, CityRow]:
    """The rows of a table by their number; what is wrong with others goes to `done`."""
    mapped = map_headings(register, source, said.get(register.id, {}))
    told.mapping[source.title] = mapped
    place = find_place(source.headings)
    used = {*mapped.values(), *(place.headings if place else ())}
    told.unused += [heading for heading in source.headings if heading not in used]
    told.live_kept += [h for name, h in mapped.items() if _is_live(register, name) and stored]
    ground = _ground(conn, register, stored, wish)
    reader = CityRowReader(register, source, mapped, crs_of(source, wish), ground)
    rows = reader.rows()
    done.faults += reader.faults
    rows = _in_units(conn, register, rows, ground, done)
    if register.id == "land":
        done.notes += _holes(rows)
    if register.id == "roads":
        rows = _numbered_roads(register, rows, ground)
    return _final(register, rows, ground, done)


def _orphan(source: SourceTable, code: str, above: str) -> RowFault:
    why = Text(
        f"没有上级单位 {above}：文件和库里都没有",
        f"There is no superior unit {above}, neither in the files nor in the database",
    )
    return RowFault(source.title, 0, "上级代码", code, why)


def _is_live(register: Register, name: str) -> bool:
    return any(entry.name == name and entry.live for entry in register.entries)


def crs_of(source: SourceTable, wish: CityWish) -> str | None:
    """The system of a table's places: the file's own, what its heading says, what was wished."""
    if source.crs:
        return source.crs
    place = None if source.shaped else find_place(source.headings)
    return (None if place is None else place.crs) or wish.crs


def _ground(conn: Connection, register: Register, stored: Stored, wish: CityWish) -> CityGround:
    registers = load_registers()
    named = {entry.refers for entry in register.written if entry.refers}
    index = {names: _by_values(stored, names) for names in register.matched_by}
    return CityGround(
        Units(queries.list_units(conn)),
        {each: _names(conn, registers[each]) for each in named},
        lambda names, told: index[names].get(told),
        wish.origin,
    )


def _names(conn: Connection, register: Register) -> NamedRows:
    rows = queries.list_named(conn, register)
    by_name: dict[str, list[str]] = {}
    for code, name, _ in rows:
        by_name.setdefault(name, []).append(code)
    return NamedRows(
        frozenset(code for code, _, _ in rows), by_name, {code: place for code, _, place in rows}
    )


def _by_values(stored: Stored, names: tuple[str, ...]) -> Mapping[tuple[str, ...], str]:
    return {
        told: code
        for code, (values, _) in stored.items()
        if all(told := tuple(str(values.get(name) or "") for name in names))
    }


def _in_units(
    conn: Connection,
    register: Register,
    rows: Sequence[CityRow],
    ground: CityGround,
    done: CityImport,
) -> list[CityRow]:
    """Rows with the unit they lie in, and with their unit's seat where they have no place."""
    unit = register.unit_entry
    if unit is None or unit.derive is None:
        return [_seated(register, row, ground) for row in rows]
    lost = [row for row in rows if row.values.get(unit.name) is None and row.shape is not None]
    places = [row.shape for row in lost if row.shape is not None]
    found = dict(zip(map(id, lost), nearest_villages(conn, places), strict=True)) if lost else {}
    good: list[CityRow] = []
    for row in rows:
        code = row.values.get(unit.name)
        if code is None and id(row) in found:
            code = unit_of_village(unit.derive, found[id(row)])
        if code is None and unit.derive is Derive.VILLAGE:
            done.faults.append(RowFault(row.source, row.line, unit.label.zh, "", _FAR))
            continue
        good.append(_seated(register, replace(row, values={**row.values, unit.name: code}), ground))
    return good


_FAR = Text(
    "没有写村，也离各村都超过 5 km：写村代码，或看坐标系是否选对",
    "It names no village and is 5 km from any: say the code, or see the coordinate system",
)


def _seated(register: Register, row: CityRow, ground: CityGround) -> CityRow:
    unit = register.unit_entry
    if row.shape is not None or not register.by_seat or unit is None:
        return row
    known = ground.units.by_code.get(str(row.values.get(unit.name)))
    return row if known is None else replace(row, shape=known.seat, seat=True)


def _holes(rows: Sequence[CityRow]) -> list[Text]:
    return [
        Text(
            f"{row.source} 第 {row.line} 行：陆地里的洞（{lon:.5f}，{lat:.5f}）"
            f"{area:.2f} km²，按水面算",
            f"{row.source} row {row.line}: the hole at ({lon:.5f}, {lat:.5f}), "
            f"{area:.2f} km², is taken as water",
        )
        for row in rows
        if row.shape is not None
        for lon, lat, area in holes_of(row.shape)
    ]


def _numbered_roads(register: Register, rows: list[CityRow], ground: CityGround) -> list[CityRow]:
    """Roads cut at crossings; a road without a number has one before it is cut."""
    told = [replace(row, values={**row.values, "code": numbered(register, row, ground)})
            for row in rows]  # fmt: skip
    return [
        row for row in cut_roads(told)
        if isinstance(row.shape, LineString) and length_m(row.shape) > 0.5
    ]  # fmt: skip


def _final(
    register: Register,
    rows: Sequence[CityRow],
    ground: CityGround,
    done: CityImport,
) -> dict[str, CityRow]:
    """Rows by their number, each once."""
    by_key: dict[str, CityRow] = {}
    label = register.entry(register.key).label.zh
    for row in rows:
        key = numbered(register, row, ground)
        if key is None:
            why = Text("没有编号，也没有能认出它的名称", "It has neither a number nor a name")
            done.faults.append(RowFault(row.source, row.line, label, "", why))
        elif register.by_seat and row.shape is None:
            why = Text("没有位置，它的村也没有驻地", "It has no place, nor has its village a seat")
            done.faults.append(RowFault(row.source, row.line, label, key[:20], why))
        elif key in by_key:
            first = by_key[key]
            why = Text(
                f"和 {first.source} 第 {first.line} 行是同一个编号或名称",
                f"It has the number or name of row {first.line} of {first.source}",
            )
            done.faults.append(RowFault(row.source, row.line, label, key[:20], why))
        else:
            by_key[key] = replace(row, values={**row.values, register.key: key})
    return by_key


def _write(
    conn: Connection,
    register: Register,
    rows: Mapping[str, CityRow],
    stored: Stored,
    told: RegisterImport,
    done: CityImport,
) -> None:
    import_id = done.import_id or 0
    seats = queries.list_seats(conn) if register.id == "units" else {}
    final: Final = {}
    for key, row in rows.items():
        values, shape, changes = _merged(register, row, key, stored.get(key), seats)
        if key not in stored:
            told.added.append(key)
        elif changes:
            told.changed += [] if key in told.added or key in told.changed else [key]
            told.changes += changes[: max(_SHOWN_CHANGES - len(told.changes), 0)]
        else:
            told.unchanged += 1
            continue
        final[key] = values, shape, _final_seat(row, shape, seats.get(key))
    if register.id == "roads":
        _put_nodes(conn, import_id, final)
    record_queries.keep_before(conn, import_id, register.table, register.key, list(final))
    if final:
        queries.write_rows(conn, register, final)


def _remove(conn: Connection, register: Register, keys: Sequence[str]) -> None:
    if not keys:
        return
    try:
        with conn.transaction():
            queries.delete_rows(conn, register.table, register.key, keys)
    except ForeignKeyViolation as error:
        raise Conflict(
            "E-CIT-003",
            Text("没有导入", "Nothing was imported"),
            Text(
                f"{register.title.zh}里要去掉的行还有别处用着（{error.diag.table_name}）",
                f"Rows to be taken out of {register.title.en} are used by {error.diag.table_name}",
            ),
            Text("不要用 --remove-missing，或先改用到它们的行", "Do without --remove-missing"),
        ) from error


def _final_seat(row: CityRow, shape: Shape | None, known: bytes | None) -> Shape | None:
    """Where the file says the seat is, else where it is known to be, else inside the outline."""
    if known is not None and _seat(row) is None:
        return from_wkb(known)
    return _seat(row) or (None if shape is None else shape.representative_point())


def _seat(row: CityRow) -> Point | None:
    return row.shape if isinstance(row.shape, Point) else None


def _put_nodes(conn: Connection, import_id: int, final: Final) -> None:
    """Give each road the crossings at its ends, new ones where there are none."""
    known = queries.list_nodes(conn)
    ends = {key: _ends(shape) for key, (_, shape, _) in final.items()}
    new = dict.fromkeys(at for pair in ends.values() for at in pair if at not in known)
    added = queries.add_nodes(conn, new) if new else {}
    record_queries.keep_added(conn, import_id, CROSSINGS[0], [str(node) for node in added.values()])
    known |= added
    for key, (first, last) in ends.items():
        final[key][0].update(from_node=known[first], to_node=known[last])


def _ends(shape: Shape | None) -> tuple[tuple[float, float], tuple[float, float]]:
    assert isinstance(shape, LineString)  # noqa: S101 a road was cut from a line
    return ends_of(CityRow("", 0, {}, frozenset(), shape))


def _merged(
    register: Register,
    row: CityRow,
    key: str,
    there: tuple[dict[str, Value], bytes | None] | None,
    seats: Mapping[str, bytes | None],
) -> tuple[dict[str, Value], Shape | None, list[CityChange]]:
    """The row as it will stand: of a known one only what the file brings is changed."""
    values = {**row.values, **spelling(register, row.values)}
    shape = None if register.id == "units" and isinstance(row.shape, Point) else row.shape
    if there is None:
        return values, shape, []
    kept, wkb = there
    told: dict[str, Value] = dict(kept)
    for entry in register.written:
        if not entry.live and _is_brought(register, entry.name, row, values, kept):
            told[entry.name] = values.get(entry.name)
    told[register.key] = key
    stored = None if wkb is None else from_wkb(wkb)
    if shape is None or (row.seat and stored is not None):
        shape = stored
    changes = [
        CityChange(key, e.name, mask(e, kept.get(e.name)), mask(e, told.get(e.name)))
        for e in register.written
        if e.shown and not e.live and kept.get(e.name) != told.get(e.name)
    ]
    if shape is not None and (wkb is None or to_wkb(shape) != wkb):
        changes.append(CityChange(key, "geom", _where(stored), _where(shape)))
    seat = _seat(row)
    if register.id == "units" and seat is not None and seats.get(key) != to_wkb(seat):
        changes.append(CityChange(key, "seat", None, _where(seat)))
    return told, shape, changes


def _is_brought(
    register: Register,
    name: str,
    row: CityRow,
    values: Mapping[str, Value],
    kept: Mapping[str, Value],
) -> bool:
    """Whether a value of a known row is the file's: it has the column, or what follows from it."""
    entry = register.entry(name)
    if name in row.given:
        return True
    if entry.derive in (Derive.PINYIN, Derive.INITIALS):
        return values.get("name") != kept.get("name")
    if entry.units:
        return kept.get(name) is None or bool({"village", "township", "county"} & row.given)
    return derived(entry) and kept.get(name) is None


def _where(shape: Shape | None) -> str | None:
    if shape is None:
        return None
    middle = shape.centroid
    return f"{middle.x:.5f},{middle.y:.5f}"
