"""Fills an empty database with the sample city and opens the exercise, in one transaction."""

from dataclasses import dataclass
from pathlib import Path

from app.accounts.model import SYSTEM_ACTOR
from app.database import Connection
from app.demo import queries
from app.demo.exercise import import_storms, open_exercise
from app.demo.households import seal_rows
from app.demo.sample import NUMBERED, TABLES, read_rows
from app.demo.series import fill_series
from app.errors import Conflict, NotFound
from app.people.seal import PersonsSeal
from app.transaction import Transaction, on_connection
from app.wording import Text

SOURCE = "sample_geo"


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put in: rows by table, and the incident that was opened."""

    rows: dict[str, int]
    incident_id: int


def fill(conn: Connection, sample_dir: Path, seal: PersonsSeal | None = None) -> Filled:
    """Load the sample city. Raises Conflict when the database is used or marked otherwise.

    All or nothing: a filling that is cut off leaves the database empty. Without the installation's
    `seal` no household gets its persons.
    """
    _check_files(sample_dir)
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        queries.lock(conn)
        _check_empty(conn)
        queries.mark_demo(conn, SOURCE)
        rows = _load_tables(tx, sample_dir, seal)
        import_storms(tx, sample_dir / "storms")
        rows["observation"] = fill_series(tx, sample_dir / "series")
        queries.analyze(conn, "observation")
        incident_id = open_exercise(tx)
        tx.audit("fill_demo", SOURCE, detail={"rows": rows})
    return Filled(rows, incident_id)


def _load_tables(tx: Transaction, sample_dir: Path, seal: PersonsSeal | None) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in TABLES:
        rows = read_rows(sample_dir, table)
        if table.name == "household":
            rows = seal_rows(rows, seal)
        queries.copy_rows(tx.conn, table.name, rows)
        queries.analyze(tx.conn, table.name)
        counts[table.name] = len(rows.values)
    for table, number in NUMBERED:
        queries.continue_numbers(tx.conn, table, number)
    return counts


def _check_empty(conn: Connection) -> None:
    mark, table = queries.find_mark(conn), queries.find_filled_table(conn)
    if mark not in (None, "demo") or table is not None:
        why = (
            Text(f"表 {table} 里已有数据", f"The table {table} holds data already")
            if table
            else Text("数据库已标为正式运行", "The database is marked as in regular service")
        )
        raise Conflict(
            "E-DEM-001",
            Text("示例城市没有装入", "The sample city was not loaded"),
            why,
            Text(
                "换一个空的数据目录（HAITANG_DATA_DIR）再试",
                "Try again with an empty data directory (HAITANG_DATA_DIR)",
            ),
        )


def _check_files(sample_dir: Path) -> None:
    missing = [table.file for table in TABLES if not (sample_dir / table.file).is_file()]
    if missing:
        raise NotFound(
            "E-DEM-002",
            Text("示例城市没有装入", "The sample city was not loaded"),
            Text(f"缺少 {'、'.join(missing)}", f"Missing: {', '.join(missing)}"),
            Text("重新克隆仓库再试", "Clone the repository again and retry"),
        )
