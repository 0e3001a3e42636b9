"""The audit table takes entries only, each day is sealed, and tampering is found."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask

from app.accounts.model import SYSTEM_ACTOR, Role
from app.audit import queries
from app.audit.actions import archive_days, seal_days, verify
from app.audit.command import verify_
from app.audit.queries import AuditQuestion, record, search_entries
from app.database import connect
from tests.clients import client_of

NOW = datetime(2026, 7, 4, 12, tzinfo=UTC)


@pytest.fixture
def three_days(empty_database: str, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Entries of 1, 2 (none) and 3 July, sealed; the table is emptied afterwards."""
    with connect(empty_database) as conn:
        for number, day in enumerate((1, 1, 1, 3, 3)):
            record(conn, SYSTEM_ACTOR, "try", f"object/{number}", detail={"n": number, "x": 1.5})
            _date_newest(conn, datetime(2026, 7, day, 5, number, tzinfo=UTC))
        assert [seal.entries for seal in seal_days(conn, NOW, tmp_path)] == [3, 0, 2]
    yield empty_database, tmp_path
    with connect(empty_database) as conn:
        conn.execute("SELECT set_config('haitang.archiving', 'on', true)")
        conn.execute("DELETE FROM audit_entry")
        conn.execute("DELETE FROM audit_seal")


def _date_newest(conn: psycopg.Connection[tuple[object, ...]], at: datetime) -> None:
    conn.execute("SELECT set_config('haitang.archiving', 'on', true)")
    conn.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_only_added")
    conn.execute(
        "UPDATE audit_entry SET recorded_at = %s"
        " WHERE audit_id = (SELECT max(audit_id) FROM audit_entry)", (at,),
    )  # fmt: skip
    conn.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_only_added")


def tamper(dsn: str, statement: str) -> None:
    """As somebody with the owner's rights would, past the trigger."""
    with connect(dsn) as conn:
        conn.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        conn.execute(statement.encode())
        conn.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_entries_are_neither_changed_nor_deleted(three_days: tuple[str, Path]) -> None:
    dsn, _ = three_days
    for statement in ("UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry",
                      "TRUNCATE audit_entry"):  # fmt: skip
        with connect(dsn) as conn, pytest.raises(psycopg.errors.RaiseException):
            conn.execute(statement.encode())


def test_application_roles_only_add(three_days: tuple[str, Path]) -> None:
    dsn, _ = three_days
    for role in ("city_app", "county_app", "township_app"):
        for statement in ("SELECT 1 FROM audit_entry", "DELETE FROM audit_entry",
                          "SELECT 1 FROM audit_seal", "SELECT 1 FROM account"):  # fmt: skip
            with connect(dsn) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(f"SET LOCAL ROLE {role}")
                conn.execute(statement.encode())


def test_a_sealed_chain_verifies(three_days: tuple[str, Path]) -> None:
    dsn, folder = three_days
    with connect(dsn) as conn:
        found = verify(conn, folder)
        assert seal_days(conn, NOW, folder) == []
    assert (found.days, found.entries, found.unsealed, found.breaks) == (3, 5, 0, ())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET result = 'refused' WHERE object = 'object/1'",
        "DELETE FROM audit_entry WHERE object = 'object/4'",
        "INSERT INTO audit_entry (actor, action, object, result, detail, recorded_at)"
        " VALUES ('x', 'y', 'z', 'done', '{}', '2026-07-02T01:00:00Z')",
        "DELETE FROM audit_seal WHERE day = '2026-07-02'",
    ],
)
def test_tampering_is_found(three_days: tuple[str, Path], statement: str) -> None:
    dsn, folder = three_days
    tamper(dsn, statement)
    with connect(dsn) as conn:
        assert verify(conn, folder).breaks


def test_a_chain_forged_as_a_whole_differs_from_its_witness(three_days: tuple[str, Path]) -> None:
    dsn, folder = three_days
    tamper(dsn, "DELETE FROM audit_entry WHERE object = 'object/0'")
    with connect(dsn) as conn:
        conn.execute("DELETE FROM audit_seal")
        seal_days(conn, NOW, folder / "elsewhere")
        assert verify(conn, folder / "elsewhere").breaks == ()
        assert verify(conn, folder).breaks


def test_old_days_move_to_files_and_still_verify(three_days: tuple[str, Path]) -> None:
    dsn, folder = three_days
    with connect(dsn) as conn:
        assert archive_days(conn, NOW - timedelta(days=2), folder) == 3
        assert queries.list_day(conn, datetime(2026, 7, 1, tzinfo=UTC).date()) == []
        assert verify(conn, folder).breaks == ()
        (folder / "2026-07-01.jsonl.gz").write_bytes(b"something else")
        assert [b.day.day for b in verify(conn, folder).breaks] == [1]


def test_the_command_says_so_by_its_exit_code(
    three_days: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dsn, folder = three_days
    monkeypatch.setenv("HAITANG_DATABASE_URL", dsn)
    monkeypatch.setenv("HAITANG_DATA_DIR", str(folder))
    assert CliRunner().invoke(verify_, standalone_mode=False).return_value == 0
    tamper(dsn, "DELETE FROM audit_entry WHERE object = 'object/4'")
    told = CliRunner().invoke(verify_, standalone_mode=False)
    assert told.return_value == 1
    assert "2026-07-03" in told.output


def test_a_refusal_is_recorded_with_who_and_what(app: Flask, empty_database: str) -> None:
    planner = client_of(app, unit="330902")
    assert planner.get("/api/v1/audit").status_code == 403
    with connect(empty_database) as conn:
        (newest,) = search_entries(conn, AuditQuestion(action="denied"), 1)
    assert (newest.actor, newest.unit_code, newest.result) == (
        "planner-330902", "330902", "refused",
    )  # fmt: skip
    assert newest.object == "GET /api/v1/audit"


def test_the_auditor_searches_and_is_recorded_too(app: Flask, empty_database: str) -> None:
    auditor = client_of(app, role=Role.AUDITOR)
    client_of(app, unit="330903").get("/api/v1/audit")
    answer = auditor.get("/api/v1/audit?actor=planner-330903&limit=1").get_json()
    assert [entry["action"] for entry in answer["entries"]] == ["denied"]
    assert auditor.get("/api/v1/audit?q=PLANNER-330903").get_json()["entries"]
    assert auditor.get("/api/v1/audit?from=gestern").status_code == 422
    mine = auditor.get("/api/v1/audit?action=read_audit").get_json()["entries"]
    assert {entry["actor"] for entry in mine} == {"auditor-330900"}
    found = auditor.get("/api/v1/audit/verification").get_json()["verification"]
    assert found["breaks"] == []
