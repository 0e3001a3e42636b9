"""The rooms of the house: no circle between packages, SQL and HTTP only where they belong."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for base in ("app", "layers") for path in sorted((ROOT / base).rglob("*.py"))]
# create_app imports what it builds when it is called: `app -> app.web.application`, as pyproject.
EXCUSED = ("app", "app.web")

# One call for each statement, or a text that begins like one.
_SQL = re.compile(
    r"\s*(SELECT\s|INSERT INTO\s|UPDATE \S+ SET\s|DELETE FROM\s|WITH (RECURSIVE )?\w+ AS\s"
    r"|TRUNCATE\s|COPY\s|LISTEN\s|NOTIFY\s)"
)
_CALLS = frozenset({"execute", "executemany", "copy"})
SQL_FILES = re.compile(
    r"app/(.+/)?(\w+_)?queries\.py|app/maplayers/sql\.py|layers/.*|app/registers/kinds/.*"
    # Roles, connections and the schema itself, before there is a table.
    r"|app/accounts/row_scope\.py|app/cluster/roles\.py|app/database\.py|app/migration\.py"
    # A bench measures the plain form beside ours, and says it where it stands.
    r"|app/tooling/bench/.*"
)
HTTP_FILES = re.compile(
    r"app/(.+/)?(\w+_)?routes\.py|app/web/.*|app/apidoc/.*|app/edge\.py|app/blueprint\.py|app/__init__\.py"
    r"|app/live/.*|app/tooling/bench/.*"
)
_HTTP = frozenset({"flask", "werkzeug"})


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = frozenset(map(name_of, FILES))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a source names in an import, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str) -> str:
    """The module a dotted name lies in."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def package_of(module: str) -> str:
    """The room: what stands directly in `app/`; all of `layers/` is one."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "app" else parts[0]


def package_graph() -> dict[str, set[str]]:
    """Each package with those it imports."""
    graph: dict[str, set[str]] = {package_of(module): set() for module in MODULES}
    for path in FILES:
        importer = package_of(name_of(path))
        for name in imported(tree_of(path)):
            package = package_of(module_of(name)) if module_of(name) else ""
            if package and package != importer and (importer, package) != EXCUSED:
                graph[importer].add(package)
    return graph


def says_sql(tree: ast.AST) -> bool:
    """Whether a source runs a statement or holds the text of one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _SQL.match(node.value):
                return True
        elif isinstance(node, ast.Call) and node.args and _called(node) in _CALLS:
            return True
    return False


def _called(node: ast.Call) -> str | None:
    return node.func.attr if isinstance(node.func, ast.Attribute) else None


def strangers(says: Iterator[Path], allowed: re.Pattern[str]) -> list[str]:
    names = [str(path.relative_to(ROOT)) for path in says]
    return [name for name in names if not allowed.fullmatch(name)]


def test_packages_import_in_no_circle() -> None:
    graph = package_graph()
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph) > 40


def test_the_excused_import_is_the_only_one_of_its_pair() -> None:
    names = imported(tree_of(ROOT / "app" / "__init__.py"))
    ours = [name for name in names if name.startswith(f"{EXCUSED[1]}.")]
    assert ours == ["app.web.application.build"]


def test_sql_stands_in_queries_layers_and_migrations_only() -> None:
    assert strangers((path for path in FILES if says_sql(tree_of(path))), SQL_FILES) == []


def test_http_stands_in_routes_and_the_web_only() -> None:
    def speaks(path: Path) -> bool:
        return any(name.partition(".")[0] in _HTTP for name in imported(tree_of(path)))

    assert strangers((path for path in FILES if speaks(path)), HTTP_FILES) == []


def test_every_place_that_may_hold_sql_or_http_is_there() -> None:
    names = [str(path.relative_to(ROOT)) for path in FILES]
    for allowed in (SQL_FILES, HTTP_FILES):
        for place in allowed.pattern.split("|"):
            if "(" not in place:  # a place by name, not one of a kind
                assert any(re.fullmatch(place, name) for name in names), place


def test_the_map_of_the_house_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent for path in (ROOT / "app").glob("*/__init__.py")}
    assert sorted(room.name for room in rooms if f"`app/{room.name}/`" not in text) == []


def test_sql_is_found_in_every_form() -> None:
    for source in (
        "conn.execute(text)",
        'x = "\\n  SELECT 1 FROM t"',
        'x = f"DELETE FROM t WHERE {y}"',
        "cursor.executemany(text, rows)",
        'x = "WITH a AS (SELECT 1) SELECT * FROM a"',
    ):
        assert says_sql(ast.parse(source)), source
    for source in ('x = "Select a layer"', "values.copy()", 'x = "update the page"'):
        assert not says_sql(ast.parse(source)), source
