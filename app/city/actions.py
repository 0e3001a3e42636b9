"""An import of a city's files: a look and the deed go the same way, in one transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

from psycopg.errors import ForeignKeyViolation

from app.city import queries, record_queries
from app.city.mapping import (
    Known,
    known_headings,
    map_headings,
    missing_entries,
    place_is_missing,
    recognise,
)
from app.city.model import (
    CityImport,
    CityQuestion,
    CityWish,
    RowFault,
    SourceTable,
)
from app.city.placing import find_place
from app.city.reading import read_file
from app.city.register_import import CROSSINGS, crs_of, import_register
from app.city.words import layers_of
from app.clock import real_now
from app.database import Connection
from app.errors import AppError, Conflict, NotFound
from app.events.model import EventKind
from app.fields import Geometry
from app.registers.definition import Register
from app.registers.registry import Registers
from app.transaction import Transaction
from app.wording import Text, list_all

Read = tuple[SourceTable, Register]
_NOT_DONE = Text("没有导入", "Nothing was imported")


def read_sources(
    files: Sequence[tuple[str, bytes]], encoding: str | None, registers: Registers, said: Known
) -> tuple[list[SourceTable], list[RowFault]]:
    """The tables of all files; a file that cannot be read at all is a fault of row 0."""
    known = known_headings(list(registers.values()), said)
    sources: list[SourceTable] = []
    faults: list[RowFault] = []
    for name, data in files:
        try:
            sources += read_file(name, data, encoding, known)
        except AppError as error:
            why = error.why + Text("；", "; ") + error.todo
            faults.append(RowFault(name, 0, "", "", why))
    return sources, faults


def import_city(
    tx: Transaction,
    registers: Registers,
    files: Sequence[tuple[str, bytes]],
    sources: Sequence[SourceTable],
    unread: Sequence[RowFault],
    wish: CityWish,
) -> CityImport:
    """What the files would do, or did. The caller commits only what `kept` says is one."""
    queries.lock_imports(tx.conn)
    for (register, entry), heading in wish.headings.items():
        queries.keep_said(tx.conn, register, heading, entry)
    said = queries.list_said(tx.conn)
    done = CityImport(wish.dry_run, faults=list(unread))
    read = _assigned(registers, sources, said, wish, done)
    done.questions += _questions(read, said, wish)
    if done.questions:
        return done
    done.import_id = record_queries.add_import(tx.conn, tx.actor.name, _told_files(files, read), {})
    for register in _ordered(registers):
        tables = [source for source, of in read if of.id == register.id]
        if tables:
            done.registers.append(import_register(tx.conn, register, tables, said, wish, done))
    if done.faults and not (wish.accept_partial or wish.dry_run):
        done.import_id = None
        return done
    _close(tx, registers, done)
    return done


def _assigned(
    registers: Registers,
    sources: Sequence[SourceTable],
    said: Known,
    wish: CityWish,
    done: CityImport,
) -> list[Read]:
    """Each table with its register; a question for each that cannot be told."""
    read: list[Read] = []
    for source in sources:
        done.notes += [Text(f"{source.title} ", f"{source.title} ") + note for note in source.notes]
        wanted = wish.as_register.get(source.title) or wish.as_register.get(source.file)
        register, likely = (registers[wanted], []) if wanted else (
            recognise(list(registers.values()), source, said)
        )  # fmt: skip
        if register is not None:
            read.append((source, register))
        elif source.rows:
            done.questions.append(_which(source, likely or list(registers.values())))
    return read


def _which(source: SourceTable, likely: Sequence[Register]) -> CityQuestion:
    return CityQuestion(
        source.title, "register", None, None, Text("这张表是哪本台账", "Which register is it"),
        [each.id for each in likely], f"--as '{source.title}=…'",
    )  # fmt: skip


def _questions(read: Sequence[Read], said: Known, wish: CityWish) -> list[CityQuestion]:
    """Columns that a register needs and a table does not name; systems that nobody told."""
    asked: list[CityQuestion] = []
    for source, register in read:
        mapped = map_headings(register, source, said.get(register.id, {}))
        free = [h for h in source.headings if h not in mapped.values()]
        for entry in missing_entries(register, mapped):
            asked.append(CityQuestion(source.title, "column", register.id, entry.name, entry.label,
                                  free, f"--map '{register.id}.{entry.name}=…'"))  # fmt: skip
        if place_is_missing(register, source):
            asked.append(CityQuestion(source.title, "place", register.id, "geom",
                                  Text("经度、纬度", "Longitude, latitude"), free, ""))  # fmt: skip
        elif crs_of(source, wish) is None and _lies(register, source):
            asked.append(CityQuestion(source.title, "crs", None, None,
                                  Text("坐标系", "Coordinate system"), [], "--crs …"))  # fmt: skip
    return asked


def _lies(register: Register, source: SourceTable) -> bool:
    placed = source.shaped or find_place(source.headings) is not None
    return register.geometry is not Geometry.NONE and placed


def _ordered(registers: Registers) -> list[Register]:
    """Registers, each after those whose rows it names; units first."""
    needs = {each.id: set(each.after) & set(registers) for each in registers.values()}
    return [registers[each] for each in TopologicalSorter(needs).static_order()]


def _told_files(
    files: Sequence[tuple[str, bytes]], read: Sequence[Read]
) -> list[dict[str, object]]:
    return [
        {
            "file": name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "registers": sorted({of.id for source, of in read if source.file == name}),
        }
        for name, data in files
    ]


def _close(tx: Transaction, registers: Registers, done: CityImport) -> None:
    """Take lone crossings out, keep what was made, tell the screens and the audit."""
    figures = {
        each.register: {
            "added": len(each.added), "changed": len(each.changed), "removed": len(each.removed)
        }
        for each in done.registers
    }  # fmt: skip
    import_id = done.import_id or 0
    if any(each.register == "roads" for each in done.registers):
        lone = queries.lone_nodes(tx.conn)
        record_queries.keep_before(tx.conn, import_id, *CROSSINGS, lone)
        queries.delete_rows(tx.conn, *CROSSINGS, lone)
    for register in (registers[each.register] for each in done.registers):
        record_queries.keep_after(
            tx.conn, import_id, register.table, register.key, register.live_columns
        )
        queries.analyze(tx.conn, register.table)
    record_queries.keep_after(tx.conn, import_id, *CROSSINGS, ())
    record_queries.put_figures(tx.conn, import_id, figures)
    tx.audit("import_city", f"import/{import_id}", detail={"registers": figures})
    touched = [each for each in done.registers if each.added or each.changed or each.removed]
    _tell_layers(tx, [registers[each.register] for each in touched])


def _tell_layers(tx: Transaction, touched: Sequence[Register]) -> None:
    for layer in layers_of(touched):
        tx.append_event(EventKind.LAYER_IMPORTED, f"layer/{layer}", {}, valid_at=real_now())


def undo_import(tx: Transaction, registers: Registers, import_id: int) -> list[str]:
    """Make every row what it was before; gives the registers. Raises NotFound, or Conflict where
    rows have changed since or others lean on them."""
    queries.lock_imports(tx.conn)
    found = record_queries.find_import(tx.conn, import_id)
    if found is None:
        raise NotFound(
            "E-CIT-001",
            Text("没有撤回", "Nothing was undone"),
            Text(f"没有 {import_id} 号导入", f"There is no import {import_id}"),
            Text("看 ./haitang city list", "See ./haitang city list"),
        )
    undone, tables = found
    tables.sort(key=lambda table: table != CROSSINGS[0])  # roads name their crossings
    if undone:
        raise _refused(Text("已经撤回过", "It is undone already"))
    by_table = {each.table: each for each in registers.values()}
    keys = {table: _key_of(by_table, table) for table in tables}
    _check_untouched(tx.conn, import_id, keys)
    try:
        for table in tables:  # what others name first: units, harbours, crossings
            record_queries.put_back(tx.conn, import_id, table, *keys[table])
        for table in reversed(tables):
            record_queries.take_out_added(tx.conn, import_id, table, keys[table][0])
    except ForeignKeyViolation as error:
        told = (error.diag.table_name or "")[:40]
        raise _refused(
            Text(f"后来有别的行用到了它们（{told}）", f"Other rows lean on them since ({told})")
        ) from error
    record_queries.mark_undone(tx.conn, import_id, tx.actor.name)
    tx.audit("undo_city_import", f"import/{import_id}")
    registers_touched = [by_table[table] for table in tables if table in by_table]
    _tell_layers(tx, registers_touched)
    return [each.id for each in registers_touched]


def _key_of(registers: Mapping[str, Register], table: str) -> tuple[str, tuple[str, ...]]:
    register = registers.get(table)
    return (CROSSINGS[1], ()) if register is None else (register.key, register.live_columns)


def _check_untouched(
    conn: Connection, import_id: int, keys: Mapping[str, tuple[str, tuple[str, ...]]]
) -> None:
    for table, (key, live) in keys.items():
        changed = record_queries.changed_since(conn, import_id, table, key, live)
        if changed:
            told = list_all(changed[:5])
            raise _refused(
                Text(
                    f"{table} 有 {len(changed)} 行后来改过：",
                    f"{len(changed)} rows of {table} have changed since: ",
                )
                + told
            )


def _refused(why: Text) -> Conflict:
    return Conflict(
        "E-CIT-002",
        Text("没有撤回", "Nothing was undone"),
        why,
        Text("先撤回后来的导入，或逐行改", "Undo the later import first, or change row by row"),
    )
