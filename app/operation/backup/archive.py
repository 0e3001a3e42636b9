"""Makes, checks and restores a backup: a tar with a manifest and pg_dump's own archive."""

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app import migration
from app.clock import real_now
from app.cluster.place import DATABASE, SUPERUSER, Place
from app.cluster.postgres import bin_dir
from app.cluster.roles import assert_leakproof, drop_database, make_database
from app.database import connect
from app.errors import InvalidInput, Unavailable
from app.operation.backup import queries
from app.operation.backup.manifest import Manifest, TableFacts, differences, from_json, to_json

MANIFEST, DUMP = "manifest.json", "database.dump"


def make_backup(dsn: str, file: Path) -> Manifest:
    """Write the whole database at `dsn` to `file`; the name appears only when it is complete."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".haitang-backup-") as folder:
        dump = Path(folder) / DUMP
        with connect(dsn) as conn:
            snapshot = queries.begin_snapshot(conn)
            _call("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}", dsn)
            tables = queries.table_facts(conn)
        revision = migration.current_revision(dsn)
        manifest = Manifest(real_now(), revision, _sha256(dump), tables)
        draft = Path(folder) / "backup.tar"
        _pack(draft, manifest, dump)
        draft.replace(file)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup, its dump checked against it. Raises InvalidInput."""
    with _unpacked(file) as (manifest, _):
        return manifest


def verify(place: Place, file: Path) -> Manifest:
    """Restore into a database beside ours, compare every table, drop it again.

    Raises InvalidInput with each table that differs.
    """
    scratch = f"verify_{real_now():%Y%m%d%H%M%S}"
    manifest = _restore_as(place, file, scratch)
    with connect(place.dsn("postgres", SUPERUSER), autocommit=True) as conn:
        drop_database(conn, scratch)
    return manifest


def restore(place: Place, file: Path) -> str:
    """Put the backup in our database's place; gives the name under which the old one is kept."""
    stamp = f"{real_now():%Y%m%d%H%M%S}"
    draft, kept = f"restore_{stamp}", f"before_restore_{stamp}"
    _restore_as(place, file, draft)
    with connect(place.dsn("postgres", SUPERUSER), autocommit=True) as conn:
        queries.rename_database(conn, DATABASE, kept)
        queries.rename_database(conn, draft, DATABASE)
    return kept


def _restore_as(place: Place, file: Path, database: str) -> Manifest:
    admin = place.dsn("postgres", SUPERUSER)
    with _unpacked(file) as (manifest, dump), connect(admin, autocommit=True) as conn:
        make_database(conn, database)
        try:
            target = place.dsn(database, SUPERUSER)
            _call("pg_restore", "--exit-on-error", f"--dbname={target}", str(dump))
            with connect(target, autocommit=True) as restored:
                assert_leakproof(restored)  # pg_dump forgets it
            _compare(manifest, place.dsn(database))
        except BaseException:
            drop_database(conn, database)
            raise
    return manifest


def _compare(manifest: Manifest, dsn: str) -> None:
    with connect(dsn) as conn:
        found: Mapping[str, TableFacts] = queries.table_facts(conn)
    lines = differences(manifest, found)
    if lines:
        raise InvalidInput(
            "E-BAK-002",
            "恢复后的数据与备份不同",
            "；".join(lines),
            "不要使用这个备份，换一个更早的",
        )


def _pack(target: Path, manifest: Manifest, dump: Path) -> None:
    text = to_json(manifest).encode()
    with tarfile.open(target, "w") as tar:
        head = tarfile.TarInfo(MANIFEST)
        head.size, head.mtime = len(text), int(manifest.made_at.timestamp())
        tar.addfile(head, io.BytesIO(text))
        tar.add(dump, DUMP)


def _unpack(tar: tarfile.TarFile, member: str, folder: Path) -> None:
    """One plain file by its name; Debian 12's Python has no extraction filter to lean on."""
    source = tar.extractfile(member)
    if source is None:
        raise tarfile.TarError(f"{member} is no plain file")
    with source, (folder / member).open("wb") as target:
        shutil.copyfileobj(source, target)


@contextmanager
def _unpacked(file: Path) -> Generator[tuple[Manifest, Path]]:
    """The manifest and the dump in a folder of its own, the dump's checksum compared."""
    with tempfile.TemporaryDirectory(prefix="haitang-restore-") as folder:
        try:
            with tarfile.open(file, "r:") as tar:
                for member in (MANIFEST, DUMP):
                    _unpack(tar, member, Path(folder))
        except (OSError, tarfile.TarError, KeyError) as error:
            raise InvalidInput(
                "E-BAK-003", f"备份读不出：{file}", str(error), "检查文件是否完整"
            ) from error
        dump = Path(folder) / DUMP
        manifest = from_json((Path(folder) / MANIFEST).read_text(encoding="utf-8"))
        if _sha256(dump) != manifest.dump_sha256:
            raise InvalidInput(
                "E-BAK-004", "备份已损坏", "校验和与清单不符", "不要使用这个备份，换一个更早的"
            )
        yield manifest, dump


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _call(program: str, *words: str) -> None:
    command = [str(bin_dir() / program), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unavailable(
            "E-BAK-005", f"{program} 失败", done.stderr.strip()[-500:], "检查磁盘空间与数据库日志"
        )
