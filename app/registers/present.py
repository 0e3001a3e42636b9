"""Registers as the API tells them; a person's name and telephone are masked in all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.model import Actor
from app.accounts.rights import may
from app.fields import Geometry, Kind
from app.registers.access import mask, masked, may_edit
from app.registers.cells import Value
from app.registers.definition import Item, Register, RegisterGroup
from app.registers.model import HistoryEntry, KeptRow
from app.wording import Text


@dataclass(frozen=True, slots=True)
class RegisterChoice:
    """A value of an enumeration and its word."""

    value: str
    text: Text


@dataclass(frozen=True, slots=True)
class RegisterField:
    """A column as lists and forms need it. `editable`: a form may change it in a known row;
    `enterable`: in a new one."""

    name: str
    label: Text
    kind: Kind
    unit: Text | None
    choices: list[RegisterChoice]
    personal: bool
    required: bool
    enterable: bool
    editable: bool
    listed: bool
    narrows: bool
    low: float | None
    high: float | None
    longest: int


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register: what it holds, how many rows the asker sees, and what the asker may do."""

    id: str
    title: Text
    group: RegisterGroup
    group_title: Text
    count: int
    key: str
    name_field: str
    sort: str
    geometry: Geometry
    layer: str | None
    fields: list[RegisterField]
    may_edit: bool
    may_add: bool
    may_reveal: bool
    may_export: bool


@dataclass(frozen=True, slots=True)
class RegisterList:
    """Every register the asker may read, in the order of the list."""

    registers: list[RegisterView]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row of a list, masked. `lon` and `lat` are where it lies, or its unit's seat."""

    key: str
    values: Mapping[str, Value]
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class RowList:
    """A page of rows out of `total`; `values` are what each narrowing column holds at all."""

    total: int
    offset: int
    rows: list[RegisterRow]
    values: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, masked; a change names its `version`."""

    key: str
    name: str
    values: Mapping[str, Value]
    lon: float | None
    lat: float | None
    version: int


@dataclass(frozen=True, slots=True)
class RevealedRow:
    """A row's personal values in the clear."""

    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ValueChanged:
    """One value that an entry of the history changed."""

    field: str
    label: Text
    was: Value
    becomes: Value


@dataclass(frozen=True, slots=True)
class RowEntry:
    """An entry of a row's history: from when it holds, since when it is known, by whose hand."""

    entry_id: int
    change: str
    valid_from: datetime
    recorded_at: datetime
    recorded_by: str
    values: list[ValueChanged]


@dataclass(frozen=True, slots=True)
class RowHistory:
    """Everything a row has been, the newest first."""

    key: str
    entries: list[RowEntry]


def present_register(register: Register, count: int, actor: Actor, *, export: bool) -> RegisterView:
    """A register as the actor may use it."""
    return RegisterView(
        id=register.id,
        title=register.title,
        group=register.group,
        group_title=register.group.heading,
        count=count,
        key=register.key,
        name_field=register.name_field,
        sort=register.sort,
        geometry=register.geometry,
        layer=register.layer,
        fields=[_present_field(register, entry) for entry in register.shown],
        may_edit=may_edit(register, actor),
        may_add=may_edit(register, actor) and register.by_form,
        may_reveal=may(actor, register.rights.reveal) and has_persons(register),
        may_export=export,
    )


def has_persons(register: Register) -> bool:
    """Whether there is anything to reveal."""
    return any(entry.personal for entry in register.shown)


def present_rows(
    register: Register,
    rows: Sequence[Mapping[str, Any]],
    total: int,
    offset: int,
    values: Mapping[str, list[str]],
) -> RowList:
    """A page of the list."""
    return RowList(total, offset, [_present_row(register, row) for row in rows], values)


def present_row(register: Register, row: KeptRow) -> RowView:
    """One row."""
    return RowView(
        key=str(row.values[register.key]),
        name=str(row.values[register.name_field] or row.values[register.key]),
        values=masked(register, row.values),
        lon=row.lon,
        lat=row.lat,
        version=row.version,
    )


def present_history(register: Register, key: str, entries: Sequence[HistoryEntry]) -> RowHistory:
    """The entries with what each changed against the one before it."""
    before = [each.content for each in entries[1:]]
    befores: list[Mapping[str, Any] | None] = [*before, None]
    return RowHistory(
        key,
        [
            RowEntry(
                entry.entry_id, entry.change, entry.valid_from, entry.recorded_at,
                entry.recorded_by, _present_changes(register, was, entry.content),
            )
            for entry, was in zip(entries, befores, strict=False)
        ],
    )  # fmt: skip


def _present_changes(
    register: Register, was: Mapping[str, Any] | None, becomes: Mapping[str, Any]
) -> list[ValueChanged]:
    """Nothing of the first: it began so."""
    if was is None:
        return []
    told = [entry for entry in register.shown if not entry.computed and not entry.live]
    changes = [
        ValueChanged(
            entry.name, entry.label, mask(entry, was.get(entry.name)),
            mask(entry, becomes.get(entry.name)),
        )
        for entry in told
        if was.get(entry.name) != becomes.get(entry.name)
    ]  # fmt: skip
    if was.get("geom") != becomes.get("geom"):
        moved = [_place_text(content.get("geom")) for content in (was, becomes)]
        changes.append(ValueChanged("place", Text("位置", "Position"), *moved))
    return changes


def _place_text(geom: Any) -> str | None:
    if geom is None or isinstance(geom, str):  # an outline's digest
        return None if geom is None else geom[:8]
    if geom["type"] != "Point":
        return str(geom["type"])
    lon, lat = geom["coordinates"]
    return f"{lat:.4f}°N {lon:.4f}°E"


def _present_row(register: Register, row: Mapping[str, Any]) -> RegisterRow:
    return RegisterRow(
        str(row[register.key]), masked(register, row), row["lon"], row["lat"]
    )  # fmt: skip


def _present_field(register: Register, entry: Item) -> RegisterField:
    enterable = not entry.computed
    return RegisterField(
        name=entry.name,
        label=entry.label,
        kind=entry.kind,
        unit=entry.unit_text,
        choices=[RegisterChoice(value, text) for value, text in (entry.enum or {}).items()],
        personal=entry.personal,
        required=entry.required,
        enterable=enterable,
        editable=enterable and not entry.live and entry.name != register.key,
        listed=entry.listed,
        narrows=entry.narrows,
        low=entry.low,
        high=entry.high,
        longest=entry.longest,
    )
