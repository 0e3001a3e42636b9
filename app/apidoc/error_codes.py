"""Finds every error code in the source, with its words."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.wording import Text, same

_CODE = re.compile(r"^E-[A-Z]+-\d{3}$")


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """One code as it stands in the source; texts with figures in them show “…”."""

    code: str
    what: Text
    todo: Text
    path: str


def list_error_codes(root: Path) -> list[ErrorCode]:
    """Every call whose first argument is an error code, sorted by code."""
    found = [code for path in sorted(root.rglob("*.py")) for code in _codes_in(path, root.parent)]
    return sorted(found, key=lambda error: (error.code, error.path))


def _codes_in(path: Path, base: Path) -> Iterator[ErrorCode]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and len(node.args) >= 3:
            words = [_read_words(argument) for argument in node.args[:4]]
            if _CODE.match(words[0].zh):
                todo = words[2] if _is_refusal(node.func) else words[-1]
                yield ErrorCode(words[0].zh, words[1], todo, str(path.relative_to(base)))


def _is_refusal(function: ast.expr) -> bool:
    """`Refused(code, why, todo)` and `_area_refusal(…)`: what happened is the same for all."""
    name = function.id if isinstance(function, ast.Name) else ""
    return name == "Refused" or name.endswith(("_refused", "_refusal"))


def _read_words(node: ast.expr) -> Text:
    """A `Text(…)` as it is written; of two that an `if` chooses from, the first."""
    if isinstance(node, ast.IfExp):
        return _read_words(node.body)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
        return Text(*(_read_text(argument) for argument in node.args[:2]))
    return same(_read_text(node))


def _read_text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_read_text(part) for part in node.values)
    return "…"
