"""Which heading of a file means which column."""

import re
from collections.abc import Mapping, Sequence

from app.maplayers.definition import Intake, Layer
from app.registers.definition import Column
from app.registers.headings import plain_heading

_HAN = re.compile(r"[\u4e00-\u9fff]")


def map_columns(
    layer: Layer, intake: Intake, headings: Sequence[str], chosen: Mapping[str, str]
) -> dict[str, str | None]:
    """Column name → heading of the file, None where it has none. `chosen` wins."""
    by_name = {plain_heading(heading): heading for heading in reversed(headings)}
    mapped: dict[str, str | None] = {}
    for column in intake.columns:
        names = _names_of(layer, column)
        found = next((by_name[name] for name in names if name in by_name), None)
        mapped[column.name] = chosen.get(column.name, found)
    return mapped


def _names_of(layer: Layer, column: Column) -> list[str]:
    labels = [[f.label.zh, f.label.en] for f in layer.fields if f.name == column.name]
    names = [column.name, *(labels[0] if labels else []), *column.aliases]
    return [plain_heading(name) for name in names]


def column_title(layer: Layer, column: str, headings: Sequence[str]) -> str:
    """What the people who wrote the file call a column that it does not have."""
    chinese = any(_HAN.search(heading) for heading in headings)
    label = next((f.label for f in layer.fields if f.name == column), None)
    if label is not None:
        return label.zh if chinese else label.en
    aliases = (
        next((each.aliases for each in layer.intake.columns if each.name == column), ())
        if layer.intake
        else ()
    )
    return aliases[0] if chinese and aliases else column


def place_title(headings: Sequence[str]) -> str:
    """What the people who wrote the file call where a row lies."""
    return "位置" if not headings or any(_HAN.search(each) for each in headings) else "position"
