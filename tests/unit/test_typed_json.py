"""Claims about JSON read into dataclasses: the same again, or a refusal that names the field."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import pytest

from app import strict_json, typed_json
from app.strict_json import JsonObject


class Shade(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Inner:
    at: datetime | None
    place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outer:
    key: UUID
    shade: Shade
    kind: Literal["a", "b"]
    inner: tuple[Inner, ...]
    by_force: dict[int, Inner | None]
    foreign: JsonObject
    class_: str


WHOLE = Outer(
    key=UUID(int=7),
    shade=Shade.DARK,
    kind="a",
    inner=(Inner(datetime(2015, 7, 10, 2, tzinfo=UTC), (122.1, 30.0)),),
    by_force={7: Inner(None, (1.0, 2.0)), 8: None},
    foreign={"any": [1, "x"]},
    class_="STY",
)


def as_json(value: object) -> Any:
    return strict_json.loads(strict_json.dumps(value))


def test_what_was_written_is_read_again() -> None:
    assert typed_json.read(Outer, as_json(WHOLE)) == WHOLE


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("shade", "grey", "Outer.shade"),
        ("kind", "c", "Outer.kind"),
        ("key", "seven", "Outer.key"),
        ("inner", [{"at": None, "place": [1]}], r"Outer.inner\[0\].place"),
        ("inner", [{"at": "soon", "place": [1, 2]}], r"Outer.inner\[0\].at"),
        ("inner", [{"at": None}], r"Outer.inner\[0\] has no place"),
        ("by_force", [], "Outer.by_force"),
        ("by_force", {"7": {"at": True, "place": [1, 2]}}, "Outer.by_force.7"),
    ],
)
def test_anything_else_is_refused_by_name(field: str, value: Any, named: str) -> None:
    with pytest.raises(typed_json.Misfit, match=named):
        typed_json.read(Outer, as_json(WHOLE) | {field: value})
