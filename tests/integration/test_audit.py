"""The audit takes entries only, each is linked and each day sealed, and tampering is found."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask
from psycopg.types.json import Jsonb

from app.accounts.model import Role
from app.audit import queries
from app.audit.actions import archive_days, seal_days
from app.audit.command import verify_
from app.audit.model import Seal, Verification
from app.audit.queries import AuditQuestion, search_entries
from app.audit.verification import verify
from app.audit.witness import Witness
from app.database import connect
from app.witness_target import parse_targets
from tests.clients import client_of
from tests.conftest import DatabaseFactory

NOW = datetime(2026, 7, 4, 12, tzinfo=UTC)
KEY = b"a key outside the database"


class Trail:
    """A database with entries of some days, its witness, and somebody who owns the server."""

    def __init__(self, dsn: str, strong: str, folder: Path) -> None:
        self.dsn = dsn
        self.strong = strong
        self.witness = Witness(folder, KEY)

    @property
    def folder(self) -> Path:
        return self.witness.folder

    def write(self, name: str, at: datetime | None) -> None:
        """An entry as the clock of that moment would write it, committed."""
        with connect(self.dsn) as conn:
            conn.execute(
                "INSERT INTO audit_entry (actor, action, object, result, detail, recorded_at)"
                " VALUES ('x', 'try', %s, 'done', %s, coalesce(%s, clock_timestamp()))",
                (f"object/{name}", Jsonb({"x": 1.5, "字": [None, "\u2028"]}), at),
            )

    def seal(self, now: datetime = NOW) -> list[Seal]:
        with connect(self.dsn) as conn:
            return seal_days(conn, now, self.witness)

    def tell_head(self) -> None:
        with connect(self.dsn) as conn:
            head = queries.find_head(conn)
        assert head is not None
        self.witness.tell_head(head)

    def verify(self) -> Verification:
        with connect(self.dsn) as conn:
            return verify(conn, self.witness)

    def why(self) -> str:
        return "；".join(one.why.zh for one in self.verify().breaks)

    def archive(self, before: datetime) -> int:
        with connect(self.dsn.replace("haitang_owner@", "haitang_archive@")) as conn:
            return archive_days(conn, before, self.folder)

    def tamper(self, statement: str) -> None:
        """As a superuser would, past privileges and triggers."""
        with connect(self.strong) as conn:
            conn.execute("SET session_replication_role = replica")
            conn.execute(statement.encode())


@pytest.fixture
def trail(databases: DatabaseFactory, empty_template: str, tmp_path: Path) -> Iterator[Trail]:
    """Entries of 1 and 3 July, sealed, and two of today that the witness has heard of."""
    dsn = databases.copy_of(empty_template)
    trail = Trail(dsn, dsn.replace("haitang_owner@", "postgres@"), tmp_path)
    for number, day in enumerate((1, 1, 1, 3, 3)):
        trail.write(str(number), datetime(2026, 7, day, 5, number, tzinfo=UTC))
    assert [(seal.day.day, seal.entries) for seal in trail.seal()] == [(1, 3), (3, 2)]
    trail.write("5", None)
    trail.write("6", None)
    trail.tell_head()
    yield trail
    databases.drop(dsn)


def test_a_chain_of_entries_seals_and_witness_verifies(trail: Trail) -> None:
    found = trail.verify()
    assert trail.seal() == []
    assert (found.days, found.entries, found.unsealed, found.breaks) == (2, 5, 2, ())


def test_entries_are_neither_changed_nor_deleted(trail: Trail) -> None:
    dsn = trail.dsn
    for statement in ("UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry",
                      "TRUNCATE audit_entry"):  # fmt: skip
        with connect(dsn) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(statement.encode())
        with connect(trail.strong) as conn, pytest.raises(psycopg.errors.RaiseException):
            conn.execute(statement.encode())


def test_application_roles_only_add(trail: Trail) -> None:
    dsn = trail.dsn
    for role in ("city_app", "county_app", "township_app"):
        for statement in ("SELECT 1 FROM audit_entry", "DELETE FROM audit_entry",
                          "SELECT 1 FROM audit_seal", "SELECT 1 FROM account"):  # fmt: skip
            with connect(dsn) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(f"SET LOCAL ROLE {role}")
                conn.execute(statement.encode())


EVERYTHING = "TRUNCATE audit_entry, audit_link, audit_seal"


@pytest.mark.parametrize(
    "statement, why",
    [
        ("UPDATE audit_entry SET result = 'refused' WHERE object = 'object/1'", "链上第 2 条"),
        ("UPDATE audit_entry SET actor = 'y' WHERE object = 'object/6'", "链上第 7 条"),
        ("DELETE FROM audit_entry WHERE object = 'object/4'", "现在 1 条；链上第 5 条的记录被删"),
        ("INSERT INTO audit_entry (actor, action, object, result, detail, recorded_at)"
         " VALUES ('x', 'y', 'z', 'done', '{}', '2026-07-02T01:00:00Z')", "不在链上"),
        ("DELETE FROM audit_seal WHERE day = '2026-07-01'", "接不上"),
        ("DELETE FROM audit_seal WHERE day = '2026-07-03'", "见证文件里有这一天的封存"),
        # The last day with its seal, its entries and their links: only the witness knows of it.
        ("WITH s AS (DELETE FROM audit_seal WHERE day = '2026-07-03'),"
         " e AS (DELETE FROM audit_entry WHERE object >= 'object/3')"
         " DELETE FROM audit_link WHERE link >= 4", "数据库里没有：被删；见证文件记到链上第 7 条"),
        ("WITH e AS (DELETE FROM audit_entry WHERE object >= 'object/5')"
         " DELETE FROM audit_link WHERE link >= 6", "见证文件记到链上第 7 条，数据库只到 5"),
        ("DELETE FROM audit_entry WHERE object >= 'object/5'", "链上第 7 条的记录被删"),
        (EVERYTHING, "数据库只到 0"),
    ],
)  # fmt: skip
def test_tampering_is_found_and_named(trail: Trail, statement: str, why: str) -> None:
    trail.tamper(statement)
    assert why in trail.why()


def test_everything_deleted_is_found_by_its_seals_too(trail: Trail) -> None:
    trail.tamper(EVERYTHING)
    assert [one.day.day for one in trail.verify().breaks[:2]] == [1, 3]


def test_a_chain_forged_as_a_whole_differs_from_its_witness(trail: Trail) -> None:
    with connect(trail.dsn) as conn:
        kept = queries.list_linked(conn, 2, 7)
    trail.tamper(EVERYTHING)
    for entry in kept:
        trail.write(entry.object.partition("/")[2], entry.recorded_at)
    with connect(trail.dsn) as conn:
        seal_days(conn, NOW, Witness(trail.folder / "elsewhere", KEY))
    assert "另记的校验值不同" in trail.why()
    assert "见证文件记到链上第 7 条，数据库只到 6" in trail.why()


def test_a_witness_that_was_edited_or_taken_away_says_so(trail: Trail) -> None:
    lines = trail.witness.path.read_text(encoding="utf-8").splitlines(keepends=True)
    trail.witness.path.write_text("".join(lines[1:]), encoding="utf-8")
    assert "见证文件第 1 行被改动" in trail.why()
    trail.witness.path.unlink()
    assert "见证文件不在" in trail.why()


def test_a_clock_that_was_set_back_or_ahead_is_no_break(trail: Trail) -> None:
    for at in (datetime(2026, 7, 2, 9, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC),
               datetime(2026, 7, 5, 9, tzinfo=UTC)):  # fmt: skip
        trail.write(f"at/{at:%Y}", at)
    later = datetime(2026, 7, 6, 12, tzinfo=UTC)
    assert [seal.day.day for seal in trail.seal(later)] == [4, 5]
    assert trail.seal(datetime(2026, 7, 5, 2, tzinfo=UTC)) == []
    assert trail.why() == ""


def test_old_days_move_to_files_and_still_verify(trail: Trail) -> None:
    assert trail.archive(NOW - timedelta(days=2)) == 3
    with connect(trail.dsn) as conn:
        assert queries.list_linked(conn, 1, 3) == []
    assert trail.why() == ""
    archive = trail.folder / "2026-07-01.jsonl.gz"
    content = bytearray(archive.read_bytes())
    content[20] ^= 1
    content[30] ^= 1
    archive.write_bytes(content)
    assert [one.day.day for one in trail.verify().breaks] == [1]


def test_only_the_archiving_role_takes_entries_away_and_only_archived_ones(trail: Trail) -> None:
    with connect(trail.dsn) as conn:
        for refused in ("SET ROLE haitang_archive", "DELETE FROM audit_entry",
                        "UPDATE audit_link SET link = 9", "DELETE FROM audit_seal"):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
                conn.execute(refused.encode())
    archivist = trail.dsn.replace("haitang_owner@", "haitang_archive@")
    with connect(archivist) as conn, pytest.raises(psycopg.errors.RaiseException):
        conn.execute("DELETE FROM audit_entry")


def test_entries_written_at_once_are_one_chain(trail: Trail) -> None:
    names = [f"at-once/{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: trail.write(name, None), names))
    assert trail.verify().unsealed == 26
    assert trail.why() == ""


def test_the_witness_leaves_the_machine(trail: Trail) -> None:
    copy = trail.folder / "mount" / "seals.txt"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        host, port = server.getsockname()
        targets = parse_targets(f"syslog:{host}:{port},file:{copy}")
        trail.witness = Witness(trail.folder, KEY, targets)
        trail.write("7", None)
        trail.tell_head()  # the file's folder is away: it catches up
        told = server.recv(4000).decode()
        copy.parent.mkdir()
        trail.write("8", None)
        trail.tell_head()
    assert "haitang-audit: head 8 " in told
    assert copy.read_bytes() == trail.witness.path.read_bytes()


def test_the_command_says_so_by_its_exit_code(
    trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = trail.folder / "key"
    key.write_bytes(KEY)
    key.chmod(0o600)
    data_dir = trail.folder
    trail.witness = Witness(data_dir / "audit", KEY)
    trail.folder.mkdir()
    (data_dir / "seals.txt").rename(trail.witness.path)
    for name, text in (("DATABASE_URL", trail.dsn), ("DATA_DIR", str(data_dir)),
                       ("AUDIT_KEY_FILE", str(key))):  # fmt: skip
        monkeypatch.setenv(f"HAITANG_{name}", text)
    sound = CliRunner().invoke(verify_, standalone_mode=False)
    assert sound.return_value == 0, sound.output
    copy = trail.folder / "copy"
    copy.write_bytes(trail.witness.path.read_bytes())
    trail.tamper("DELETE FROM audit_seal WHERE day = '2026-07-03'")
    told = CliRunner().invoke(verify_, ["--witness", str(copy)], standalone_mode=False)
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
