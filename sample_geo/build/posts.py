"""Posts of the chain of responsibility, unit by unit down to the grid. Persons are fictional."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sample_geo.build.files import write_csv
from sample_geo.build.hazards import fictional_person, fictional_phone, village_rng
from sample_geo.build.names import reading

COLUMNS = ("code", "unit_code", "role", "grid", "name", "pinyin", "initials", "holder", "phone",
           "deputy", "deputy_phone")  # fmt: skip
FIRST_SERIAL, SALT = 4000, 90
GRID_PEOPLE = 900  # so many of a village's people make a grid
MOST_GRIDS = 4
NUMERALS = "一二三四"


def write_posts(out: Path, units: Sequence[dict[str, Any]]) -> None:
    """`posts.csv` for units as `admin_units.geojson` holds them."""
    write_csv(out / "posts.csv", COLUMNS, post_rows(units))


def post_rows(units: Sequence[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Who is responsible in each unit, who is on duty down to the township, and village grids."""
    serial = FIRST_SERIAL
    for unit in units:
        rng = village_rng(unit["code"], SALT)
        for role, grid in _posts_of(unit):
            holder, deputy = fictional_person(rng), fictional_person(rng)
            phones = fictional_phone(serial % 10_000), fictional_phone((serial + 1) % 10_000)
            serial += 2
            yield _row(unit, role, grid, (holder, phones[0], deputy, phones[1]))


def _posts_of(unit: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "responsible", ""
    if unit["kind"] != "village":
        yield "duty", ""
        return
    grids = min(MOST_GRIDS, 1 + int(unit["population"] or 0) // GRID_PEOPLE)
    for number in range(grids):
        yield "grid", f"第{NUMERALS[number]}网格"


def _row(
    unit: dict[str, Any], role: str, grid: str, people: tuple[str, str, str, str]
) -> tuple[Any, ...]:
    word = {"responsible": "责任人", "duty": "值班", "grid": f"{grid}网格员"}[role]
    name = f"{unit['name']}{word}"
    typed = reading(name)
    tail = role if not grid else f"grid-{NUMERALS.index(grid[1]) + 1}"
    code = f"{unit['code']}-{tail}"
    return (code, unit["code"], role, grid, name, typed.pinyin, typed.initials, *people)
