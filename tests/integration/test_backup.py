"""A backup is one file, and what comes back from it is what went in."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app import migration
from app.cluster import Session, place_at
from app.errors import AppError, InvalidInput
from app.operation.backup import archive
from tests.conftest import DatabaseFactory


@pytest.fixture
def own_cluster() -> Iterator[Session]:
    folder = Path(tempfile.mkdtemp(prefix="haitang-test-"))
    folder.chmod(0o755)
    session = Session(place_at(folder), durable=False)
    yield session
    session.close()
    session.wait_until_stopped()
    shutil.rmtree(session.place.run_dir, ignore_errors=True)
    shutil.rmtree(folder)


def test_backup_of_the_city_is_read_back_table_by_table(
    city_database: str, databases: DatabaseFactory, tmp_path: Path
) -> None:
    made = archive.make_backup(city_database, tmp_path / "城市 1.haitang")
    assert archive.verify(databases.place, tmp_path / "城市 1.haitang").tables == made.tables
    assert made.tables["admin_unit"].rows > 400


def test_changed_content_of_as_many_rows_changes_the_checksum(
    city_database: str, databases: DatabaseFactory, tmp_path: Path
) -> None:
    first = archive.make_backup(city_database, tmp_path / "1")
    with psycopg.connect(city_database) as conn:
        conn.execute("UPDATE shelter SET name = name || '甲' WHERE name LIKE '%小学%'")
    second = archive.make_backup(city_database, tmp_path / "2")
    assert first.tables["shelter"].rows == second.tables["shelter"].rows
    assert first.tables["shelter"].checksum != second.tables["shelter"].checksum


def test_backup_with_one_flipped_byte_is_refused(empty_database: str, tmp_path: Path) -> None:
    file = tmp_path / "b"
    archive.make_backup(empty_database, file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match="E-BAK-004"):
        archive.read_manifest(file)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 20480])
def test_file_that_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(AppError, match="E-BAK-003"):
        archive.read_manifest(tmp_path / "b")


def test_restore_brings_back_deleted_rows_and_keeps_the_database_it_replaces(
    own_cluster: Session, tmp_path: Path
) -> None:
    place = own_cluster.place
    migration.upgrade(place.dsn())
    with psycopg.connect(place.dsn()) as conn:
        conn.execute("INSERT INTO typhoon VALUES ('201509', '灿鸿', 'Chan-hom', 2015)")
    archive.make_backup(place.dsn(), tmp_path / "b")
    with psycopg.connect(place.dsn()) as conn:
        conn.execute("DELETE FROM typhoon")
    kept = archive.restore(place, tmp_path / "b")
    with psycopg.connect(place.dsn()) as conn:
        assert conn.execute("SELECT name_zh FROM typhoon").fetchall() == [("灿鸿",)]
    with psycopg.connect(place.dsn(kept)) as conn:
        assert conn.execute("SELECT count(*) FROM typhoon").fetchone() == (0,)
