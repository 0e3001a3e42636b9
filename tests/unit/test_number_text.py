"""A number is read alike wherever people write one."""

import pytest

from app.fields import Kind
from app.number_text import number_of
from app.registers.cells import column_value
from app.registers.definition import Column

GOOD = {
    "1200": 1200, "1,200": 1200, "1,234,567.5": 1234567.5, "\uff11\uff0c\uff12\uff10\uff10": 1200,
        " -3.5 ": -3.5, ".5": 0.5, "1e3": 1000}  # fmt: skip
BAD = [
    "",
    "1,5",
    "12,34",
    "1,2000",
    ",200",
    "1_200",
    "nan",
    "inf",
    "1 200",
    "\u0663",
    "1.2.3",
    "0x10",
]


@pytest.mark.parametrize(("text", "number"), GOOD.items())
def test_a_number_is_read(text: str, number: float) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("text", BAD)
def test_what_may_mean_another_number_is_none(text: str) -> None:
    """1,5 became fifteen."""
    with pytest.raises(ValueError, match="not a number"):
        number_of(text)
    if text:
        with pytest.raises(ValueError, match="not a number"):
            column_value(Column("people", Kind.INTEGER), text)


def test_a_register_reads_it_so() -> None:
    assert column_value(Column("people", Kind.INTEGER), "1,200") == 1200
