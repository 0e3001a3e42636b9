"""Files stay under 400 lines and functions under 50: what grows past is split by noun."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    "app",
    "layers",
    "migrations",
    "sample_geo",
    "tests",
    "static/src",
    "static/bench",
)
ENDINGS = {".py", ".ts", ".tsx", ".css"}
MOST_LINES, MOST_OF_FUNCTION = 400, 50
# Written by a program: the types of the API, one rule a slice of a face.
WRITTEN = {
    "static/src/shared/api/generated.ts",
    "static/src/shared/theme/fonts.css",
    "static/src/shared/theme/fonts_strong.css",
}
# Over the limit when this test came; each may shrink and not grow, then its line goes.
GROWN: dict[str, int] = {}
# The schema as one SQL text each: cut, a table would stand apart from its indexes.
SCHEMA = ("migrations/versions", "migrations/audit_links.py")
# Vendored and generated types are nobody's prose.
GENERATED = "generated"


def sources() -> list[Path]:
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    return [path for path in found if path.suffix in ENDINGS and is_ours(path)]


def is_ours(path: Path) -> bool:
    name = str(path.relative_to(ROOT))
    strangers = ("node_modules", "output", "vendor", GENERATED)
    return name not in WRITTEN and not any(part in path.parts for part in strangers)


def test_no_file_is_longer_than_can_be_held_in_mind() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources()
    }
    assert {name: n for name, n in lengths.items() if n > GROWN.get(name, MOST_LINES)} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long: dict[str, int] = {}
    for path in sources():
        name = str(path.relative_to(ROOT))
        if path.suffix != ".py" or name.startswith(SCHEMA):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > GROWN.get(f"{name}:{node.name}", MOST_OF_FUNCTION):
                    long[f"{name}:{node.name}"] = lines
    assert long == {}
