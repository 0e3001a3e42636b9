"""A backup is one file, and what comes back from it is what went in."""

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app import migration
from app.cluster import ClusterSession, place_at
from app.cluster.client import run_client
from app.errors import AppError, InvalidInput, Unavailable
from app.operation.backup import archive
from tests.conftest import DatabaseFactory

KEY = b"kept apart from the backups"


@pytest.fixture
def own_cluster() -> Iterator[ClusterSession]:
    folder = Path(tempfile.mkdtemp(prefix="haitang-test-"))
    folder.chmod(0o755)
    session = ClusterSession(place_at(folder), durable=False)
    yield session
    session.close()
    session.wait_until_stopped()
    shutil.rmtree(session.place.run_dir, ignore_errors=True)
    shutil.rmtree(folder)


@pytest.mark.load
def test_backup_of_the_city_is_read_back_table_by_table(
    city_database: str, databases: DatabaseFactory, tmp_path: Path
) -> None:
    made = archive.make_backup(city_database, tmp_path / "城市 1.haitang", KEY)
    assert (
        archive.verify(databases.place.data_dir, tmp_path / "城市 1.haitang", KEY).tables
        == made.tables
    )
    assert made.tables["admin_unit"].rows > 400


def test_changed_content_of_as_many_rows_changes_the_checksum(
    city_database: str, databases: DatabaseFactory, tmp_path: Path
) -> None:
    first = archive.make_backup(city_database, tmp_path / "1", KEY)
    with psycopg.connect(city_database) as conn:
        conn.execute("UPDATE shelter SET name = name || '甲' WHERE name LIKE '%小学%'")
    second = archive.make_backup(city_database, tmp_path / "2", KEY)
    assert first.tables["shelter"].rows == second.tables["shelter"].rows
    assert first.tables["shelter"].checksum != second.tables["shelter"].checksum


def test_backup_with_one_flipped_byte_is_refused(empty_database: str, tmp_path: Path) -> None:
    file = tmp_path / "b"
    archive.make_backup(empty_database, file, KEY)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match="E-BAK-004"):
        archive.read_manifest(file, KEY)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 20480])
def test_file_that_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(AppError, match="E-BAK-003"):
        archive.read_manifest(tmp_path / "b", KEY)


def test_restore_brings_back_deleted_rows_and_keeps_the_database_it_replaces(
    own_cluster: ClusterSession, tmp_path: Path
) -> None:
    place = own_cluster.place
    migration.upgrade(place.dsn())
    with psycopg.connect(place.dsn()) as conn:
        conn.execute("INSERT INTO typhoon VALUES ('201509', '灿鸿', 'Chan-hom', 2015)")
    archive.make_backup(place.dsn(), tmp_path / "b", KEY)
    with psycopg.connect(place.dsn()) as conn:
        conn.execute("DELETE FROM typhoon")
    kept = archive.restore(place, tmp_path / "b", KEY)
    with psycopg.connect(place.dsn()) as conn:
        assert conn.execute("SELECT name_zh FROM typhoon").fetchall() == [("灿鸿",)]
    with psycopg.connect(place.dsn(kept)) as conn:
        assert conn.execute("SELECT count(*) FROM typhoon").fetchone() == (0,)


def test_a_backup_that_somebody_made_to_fit_is_refused_before_anything_runs(
    own_cluster: ClusterSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Manifest and dump agree with each other; only the key tells that neither is ours."""
    place, file = own_cluster.place, tmp_path / "b"
    archive.make_backup(place.dsn(), file, b"the key of somebody else")
    monkeypatch.setattr(archive, "run_client", None)
    monkeypatch.setattr(archive, "make_database", None)
    monkeypatch.setattr(archive, "ClusterSession", None)
    for use in (archive.read_manifest, lambda f, k: archive.verify(tmp_path, f, k),
                lambda f, k: archive.restore(place, f, k)):  # fmt: skip
        with pytest.raises(InvalidInput, match="E-BAK-008"):
            use(file, KEY)
    with tarfile.open(file) as tar, tarfile.open(tmp_path / "unsigned", "w") as bare:
        for member in ("manifest.json", "database.dump"):
            bare.addfile(tar.getmember(member), tar.extractfile(member))
    with pytest.raises(InvalidInput, match="没有签名"):
        archive.read_manifest(tmp_path / "unsigned", KEY)


def test_what_a_dump_runs_it_runs_as_the_owner(own_cluster: ClusterSession, tmp_path: Path) -> None:
    """Even with a good signature: a dump that wants a superuser's rights gets none."""
    place, file, mark = own_cluster.place, tmp_path / "b", own_cluster.place.run_dir / "mark"
    harmless, harmful = "", f"COPY (SELECT 1) TO PROGRAM 'touch {mark}';"
    make = "CREATE OR REPLACE FUNCTION run_it() RETURNS int LANGUAGE plpgsql AS"
    make += " $$ BEGIN {} RETURN 1; END $$"
    with psycopg.connect(place.dsn()) as conn:
        conn.execute(make.format(harmless).encode())
        conn.execute("CREATE TABLE trap (n integer CHECK (public.run_it() = 1))")
        conn.execute("INSERT INTO trap VALUES (1)")
        conn.execute(make.format(harmful).encode())
    archive.make_backup(place.dsn(), file, KEY)
    with pytest.raises(Unavailable, match="must be superuser"):
        archive.verify(place.data_dir, file, KEY)
    assert not mark.exists()
    assert not list(place.data_dir.glob("verify-*"))


def test_backups_and_their_folders_are_for_nobody_else(empty_database: str, tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "b"
    archive.make_backup(empty_database, file, KEY)
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert oct(file.parent.stat().st_mode & 0o777) == "0o700"


def test_a_password_is_in_no_command_line(tmp_path: Path) -> None:
    program = tmp_path / "spy"
    program.write_text('#!/bin/sh\necho "$@"; cat "$PGPASSFILE"; stat -c %a "$PGPASSFILE"\n')
    program.chmod(0o755)
    dsn = "postgresql://haitang_owner:s%3Acret%5C1@db.example:5432/haitang"
    words, kept, mode = run_client(str(program), dsn).stdout.splitlines()
    assert "cret" not in words and "db.example" in words
    assert (kept, mode) == ("*:*:*:*:s\\:cret\\\\1", "600")
