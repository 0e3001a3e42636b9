"""Every file in app/registers/kinds/ keeps the register contract, shown on the sample city."""

import pytest
from flask import Flask

from app.database import Connection
from app.exporting.files import FORMS
from app.fields import Geometry, Kind
from app.maplayers.registry import load_registry
from app.registers.definition import Derive, Register
from app.registers.registry import load_registers
from tests.clients import client_of

pytestmark = pytest.mark.city
REGISTERS = load_registers()
each_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda each: each.id)
# By the table's own triggers, from the row's shape and from the piers that it names.
FILLED = {"area_km2", "length_m", "from_harbour_id", "to_harbour_id"}
TYPES = {
    Kind.TEXT: {"text", "varchar"},
    Kind.INTEGER: {"int2", "int4", "int8"},
    Kind.NUMBER: {"float8", "float4", "numeric", "int4", "int8"},
    Kind.BOOLEAN: {"bool"},
    Kind.TIME: {"timestamptz"},
}


def described(conn: Connection, text: str) -> dict[str, str]:
    cursor = conn.execute(text.encode())
    types = conn.adapters.types
    found = {column.name: types.get(column.type_code) for column in cursor.description or ()}
    return {name: "?" if kind is None else kind.name for name, kind in found.items()}


@each_register
def test_sql_gives_exactly_the_shown_entries_in_their_kinds(
    conn: Connection, register: Register
) -> None:
    columns = described(conn, f"SELECT * FROM ({register.sql}) source LIMIT 0")
    assert set(columns) == {entry.name for entry in register.shown} | {"geom"}
    for entry in register.shown:
        assert columns[entry.name] in TYPES[entry.kind], entry.name


@each_register
def test_the_table_has_every_written_column_and_what_it_is_found_by(
    conn: Connection, register: Register
) -> None:
    columns = described(conn, f"SELECT * FROM {register.table} LIMIT 0")
    assert {entry.name for entry in register.written} <= set(columns)
    assert {"name", "pinyin", "initials"} <= set(columns)
    assert register.open_to_all or {"county_code", "township_code"} <= set(columns)
    assert ("geom" in columns) == (register.geometry is not Geometry.NONE)


@each_register
def test_what_has_to_be_there_is_asked_for(conn: Connection, register: Register) -> None:
    """A column that the table wants is required, derived or has a default: never an SQL fault."""
    rows = conn.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER'"
        " AND is_identity = 'NO'",
        (register.table,),
    ).fetchall()
    for name in {str(row[0]) for row in rows} - {"geom", *FILLED}:
        entry = register.entry(name)
        assert entry.required or entry.derive or entry.default is not None, name


@each_register
def test_the_history_leaves_out_what_belongs_to_the_night(
    conn: Connection, register: Register
) -> None:
    row = conn.execute(
        "SELECT tgargs FROM pg_trigger WHERE tgname = %s", (f"{register.table}_history",)
    ).fetchone()
    assert row is not None, "keep_history in its migration"
    key, live, _ = bytes(row[0]).split(b"\x00")
    assert key.decode() == register.key
    assert tuple(sorted(filter(None, live.decode().strip("{}").split(",")))) == (
        register.live_columns
    )


@each_register
def test_every_enumerated_value_of_the_sample_has_a_word(
    conn: Connection, register: Register
) -> None:
    for entry in register.shown:
        if entry.enum is not None:
            rows = conn.execute(f"SELECT DISTINCT {entry.name} FROM ({register.sql}) s".encode())
            assert {row[0] for row in rows} <= {*entry.enum, None}, entry.name


@each_register
def test_a_register_says_whose_its_rows_are_and_how_it_is_typed(register: Register) -> None:
    assert register.unit_entry or register.open_to_all
    assert {entry.derive for entry in register.written} >= {Derive.PINYIN, Derive.INITIALS}
    assert register.entry(register.sort) in register.shown
    assert register.entry("origin").enum is not None
    words = [word for entry in register.entries for word in (entry.label.zh, *entry.aliases)]
    assert len(words) == len(set(words)), "a heading means one column"


def test_a_layer_that_names_a_register_repeats_none_of_its_columns() -> None:
    layers = load_registry()
    named = {layer.register: layer for layer in layers.values() if layer.register is not None}
    assert set(named) == {each.id for each in REGISTERS.values() if each.layer is not None}
    for register_id, layer in named.items():
        register = REGISTERS[register_id]
        assert register.layer == layer.id
        assert (layer.sql, layer.key, layer.fields) == (
            register.sql, register.key, register.shown
        )  # fmt: skip
        assert layer.intake is not None and layer.intake.table == register.table


@each_register
def test_a_row_is_entered_and_changed_as_its_example_says(
    app: Flask, conn: Connection, register: Register
) -> None:
    """Every register answers its form: no column wants what the form does not bring."""
    city = client_of(app, login="contract")
    base = f"/api/v1/registers/{register.id}/rows"
    body = {"values": register.example or {}, "lon": 122.1118, "lat": 30.02216}
    added = city.post(base, json=body)
    if register.by_form:
        assert added.status_code == 201, added.get_json()
        row = added.get_json()
    else:
        assert added.get_json()["code"] == "E-REG-011"
        first = city.get(f"/api/v1/registers/{register.id}?limit=1").get_json()["rows"][0]
        row = city.get(f"{base}/{first['key']}").get_json()
    told = {"version": row["version"], "values": {register.name_field: "改名"}}
    assert city.put(f"{base}/{row['key']}", json=told).get_json()["name"] == "改名"
    for form in FORMS:
        export = city.get(f"/api/v1/registers/{register.id}/export?format={form}&q=改名")
        assert export.status_code == 200 and len(export.data) > 50, form
