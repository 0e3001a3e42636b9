"""Names: a public class stands once in `app/`, and few functions are called by one word.

`TWICE` is of what was there when the test was written; it may only shrink. See docs/style.md.
"""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Share of functions and methods whose name is one word: half of them in November 2026, 0.20 since.
MOST_ONE_WORD = 0.30
# Told apart only by their module so far.
TWICE = frozenset(
    {
        "Asked", "Change", "Changes", "Demand", "Entry", "Feed", "Fix", "Kind", "Label", "Link",
        "Picture", "Receipt", "Rule", "Seal", "Sentence", "Step", "Stored", "Tile", "View",
        "Witness", "ZoneChange",
    }
)  # fmt: skip


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted((ROOT / "app").rglob("*.py"))
    return tuple(
        (str(p.relative_to(ROOT)), ast.parse(p.read_text(encoding="utf-8"))) for p in paths
    )


def public_classes() -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for name, tree in trees():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name)
    return places


def function_names() -> list[str]:
    return [
        node.name.strip("_")
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("__")
    ]


def test_a_class_name_means_one_thing() -> None:
    again = {name: places for name, places in public_classes().items() if len(places) > 1}
    most = {name: 2 if name in TWICE else 1 for name in again}
    assert {name: places for name, places in again.items() if len(places) > most[name]} == {}


def test_few_functions_are_called_by_one_word() -> None:
    names = function_names()
    share = sum("_" not in name for name in names) / len(names)
    assert share <= MOST_ONE_WORD, f"{share:.3f}"
