"""What an import would change in rows that are there, column by column, before it is done.

Only what the file brings is written. A column it lacks keeps what is stored, and so does a live one
(occupancy, state) even where the file has it: it belongs to the night and not to a register.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.geo.shapes import Shape, coordinates
from app.maplayers.definition import Intake
from app.maplayers.importing.checks import GoodRow
from app.registers.cells import Value
from app.registers.definition import Column, Derive

PLACE = "geom"


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of the table as it stands."""

    values: Mapping[str, Value]
    shape: Shape


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a known row that the import would replace; `column` is the table's."""

    row: int
    key: Value
    column: str
    was: Value
    becomes: Value


Stored = Mapping[Value, StoredRow]


def written_columns(intake: Intake, mapped: Mapping[str, str | None]) -> list[str]:
    """The columns an import may write in a known row, the place among them."""
    names = [each.name for each in intake.columns if _is_written(each, mapped)]
    return [*(name for name in names if name != intake.key), PLACE]


def _is_written(column: Column, mapped: Mapping[str, str | None]) -> bool:
    return not column.live and (mapped[column.name] is not None or column.derive is not None)


def kept_live(intake: Intake, mapped: Mapping[str, str | None]) -> list[str]:
    """Headings of the file whose values known rows do not take, because the column is live."""
    return [
        heading
        for each in intake.columns
        if each.live and (heading := mapped[each.name]) is not None
    ]


def keep_derived(
    intake: Intake, mapped: Mapping[str, str | None], rows: Sequence[GoodRow], stored: Stored
) -> list[GoodRow]:
    """The rows; what was derived for them stays as stored while its ground is the same: a name's
    corrected pinyin, the village an office has set."""
    derived = [each for each in intake.columns if each.derive and mapped[each.name] is None]
    return [_keep_derived(derived, row, stored.get(row.values[intake.key])) for row in rows]


def _keep_derived(derived: Sequence[Column], row: GoodRow, there: StoredRow | None) -> GoodRow:
    if there is None:
        return row
    same_place = row.shape.equals(there.shape)
    same_name = row.values.get("name") == there.values.get("name")
    kept = {
        each.name: there.values[each.name]
        for each in derived
        if (same_place if each.derive is Derive.VILLAGE else same_name)
    }
    return replace(row, values={**row.values, **kept})


def changes_of(
    intake: Intake, mapped: Mapping[str, str | None], rows: Sequence[GoodRow], stored: Stored
) -> list[ValueChange]:
    """Every value of a known row that would be replaced by another, in the file's order."""
    columns = written_columns(intake, mapped)
    return [
        change
        for row in rows
        if (there := stored.get(row.values[intake.key])) is not None
        for change in _row_changes(columns, row, there, row.values[intake.key])
    ]


def _row_changes(
    columns: Sequence[str], row: GoodRow, there: StoredRow, key: Value
) -> list[ValueChange]:
    told = [name for name in columns if name != PLACE and there.values[name] != row.values[name]]
    changes = [
        ValueChange(row.row, key, name, there.values[name], row.values[name]) for name in told
    ]
    if not row.shape.equals(there.shape):
        changes.append(
            ValueChange(row.row, key, PLACE, _place_text(there.shape), _place_text(row.shape))
        )
    return changes


def _place_text(shape: Shape) -> str:
    """The middle to a metre or so, and how many vertices: an outline changes round it too."""
    middle = shape.centroid
    return f"{middle.x:.5f},{middle.y:.5f} ({len(coordinates(shape))})"
