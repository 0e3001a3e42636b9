"""Each value that an office may change is read somewhere: one that nobody reads changes nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.configuration.defaults import DEFAULTS, TEXTS

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "app" / "configuration"
# A key put together from a family and a part: f"typhoon.weight_{agency}".
_FAMILY = re.compile(r"[a-z]+\.[a-z_0-9]*")


def readers(source: str) -> Iterator[str]:
    """A pattern for every string of a source that can be a key."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if isinstance(parts[0], str) and _FAMILY.fullmatch(parts[0]):
                yield "".join(r"\w+" if part is None else re.escape(str(part)) for part in parts)


def unread(keys: list[str], sources: list[str]) -> list[str]:
    patterns = {pattern for source in sources for pattern in readers(source)}
    exact = re.compile("|".join(sorted(patterns, key=len, reverse=True)))
    return [key for key in keys if not exact.fullmatch(key)]


def screens_read(key: str) -> bool:
    screens = [*(ROOT / "static" / "src").rglob("*.ts"), *(ROOT / "static" / "src").rglob("*.tsx")]
    return any(f'"{key}"' in path.read_text(encoding="utf-8") for path in screens)


def test_every_editable_value_has_a_reader() -> None:
    files = [path for base in ("app", "layers") for path in (ROOT / base).rglob("*.py")]
    sources = [path.read_text(encoding="utf-8") for path in files if LIST not in path.parents]
    keys = [value.key for value in (*DEFAULTS, *TEXTS)]
    assert [key for key in unread(keys, sources) if not screens_read(key)] == []


def test_a_reader_is_a_literal_or_a_family_with_a_part() -> None:
    keys = ["storm.weight_jma", "storm.members", "storm.lost"]
    sources = [
        'value(conn, f"storm.weight_{agency}")',
        'x = "storm.members"',
        '"""A docstring that names storm.lost."""\ny = f"{family}.lost"',
    ]
    assert unread(keys, sources) == ["storm.lost"]


def test_every_value_stands_in_a_room_of_the_page() -> None:
    rooms = (ROOT / "static" / "src" / "values" / "state" / "rooms.ts").read_text(encoding="utf-8")
    named = set(re.findall(r'"(\w+)"', "".join(re.findall(r"keys: \[([^\]]*)\]", rooms))))
    assert named == {value.key.partition(".")[0] for value in (*DEFAULTS, *TEXTS)}
