"""Makes, checks and restores a backup: a tar with a signed manifest and pg_dump's own archive."""

import hashlib
import io
import shutil
import tarfile
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app import migration
from app.clock import real_now
from app.cluster import ClusterSession
from app.cluster.client import run_client
from app.cluster.place import DATABASE, SUPERUSER, ClusterPaths, place_at
from app.cluster.postgres import bin_dir
from app.cluster.roles import assert_leakproof, drop_database, make_database, make_extensions
from app.database import connect
from app.errors import InvalidInput, Unavailable
from app.operation.backup import queries
from app.operation.backup.manifest import Manifest, TableFacts, differences, from_json, to_json
from app.operation.backup.signature import SIGNATURE, check_signature, sign
from app.wording import Text, join_sentences, same

MANIFEST, DUMP = "manifest.json", "database.dump"
# What only a superuser may make is made before: the dump itself is run as the owner.
_MADE_BEFORE = (" EXTENSION ", " spatial_ref_sys ")


def make_backup(dsn: str, file: Path, key: bytes) -> Manifest:
    """Write the whole database at `dsn` to `file`; the name appears only when it is complete."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".haitang-backup-") as folder:
        dump = Path(folder) / DUMP
        with connect(dsn) as conn:
            snapshot = queries.begin_snapshot(conn)
            words = ["--format=custom", f"--snapshot={snapshot}", f"--file={dump}"]
            _call_program("pg_dump", dsn, words)
            tables = queries.table_facts(conn)
        revision = migration.current_revision(dsn)
        manifest = Manifest(real_now(), revision, _hash_file(dump), tables)
        draft = Path(folder) / "backup.tar"
        draft.touch(mode=0o600)
        _pack_archive(draft, manifest, dump, key)
        draft.replace(file)
    return manifest


def read_manifest(file: Path, key: bytes) -> Manifest:
    """The manifest of a backup, checked against its signature and the dump. Raises InvalidInput."""
    with _open_archive(file, key) as (manifest, _):
        return manifest


def verify(folder: Path, file: Path, key: bytes) -> Manifest:
    """Restore into a cluster of its own inside `folder`, compare every table, throw it away.

    Raises InvalidInput with each table that differs.
    """
    with _open_archive(file, key) as (manifest, dump), _throw_away(folder) as place:
        _restore_as(place, manifest, dump, "verify")
    return manifest


def restore(place: ClusterPaths, file: Path, key: bytes) -> str:
    """Put the backup in our database's place; gives the name under which the old one is kept."""
    stamp = f"{real_now():%Y%m%d%H%M%S}"
    draft, kept = f"restore_{stamp}", f"before_restore_{stamp}"
    with _open_archive(file, key) as (manifest, dump):
        _restore_as(place, manifest, dump, draft)
    with connect(place.dsn("postgres", SUPERUSER), autocommit=True) as conn:
        queries.rename_database(conn, DATABASE, kept)
        queries.rename_database(conn, draft, DATABASE)
    return kept


@contextmanager
def _throw_away(folder: Path) -> Generator[ClusterPaths]:
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(dir=folder, prefix="verify-"))
    home.chmod(0o711)  # PostgreSQL's own user must get through; its files in it are 0700
    session = ClusterSession(place_at(home), durable=False)
    try:
        yield session.place
    finally:
        session.close()
        session.wait_until_stopped()
        shutil.rmtree(session.place.run_dir, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _restore_as(place: ClusterPaths, manifest: Manifest, dump: Path, database: str) -> None:
    with connect(place.dsn("postgres", SUPERUSER), autocommit=True) as conn:
        make_database(conn, database)
        try:
            with connect(place.dsn(database, SUPERUSER), autocommit=True) as empty:
                make_extensions(empty)
            _run_dump(place.dsn(database), dump)
            with connect(place.dsn(database, SUPERUSER), autocommit=True) as restored:
                assert_leakproof(restored)  # pg_dump forgets it
            _compare_tables(manifest, place.dsn(database))
        except BaseException:
            drop_database(conn, database)
            raise


def _run_dump(dsn: str, dump: Path) -> None:
    """As the owner: whatever stands in a dump, it cannot do more than the application."""
    words = ["--exit-on-error", "--no-owner", "--no-comments"]
    chosen = dump.with_suffix(".list")
    listed = _call_program("pg_restore", None, ["--list", str(dump)])
    lines = [line for line in listed.splitlines() if not any(one in line for one in _MADE_BEFORE)]
    chosen.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _call_program("pg_restore", dsn, [*words, f"--use-list={chosen}", str(dump)])


def _compare_tables(manifest: Manifest, dsn: str) -> None:
    with connect(dsn) as conn:
        found: Mapping[str, TableFacts] = queries.table_facts(conn)
    lines = differences(manifest, found)
    if lines:
        raise InvalidInput(
            "E-BAK-002",
            Text("恢复后的数据与备份不同", "The restored data differ from the backup"),
            join_sentences(lines),
            Text("不要使用这个备份，换一个更早的", "Do not use this backup; take an earlier one"),
        )


def _pack_archive(target: Path, manifest: Manifest, dump: Path, key: bytes) -> None:
    text = to_json(manifest).encode()
    with tarfile.open(target, "w") as tar:
        for name, content in ((MANIFEST, text), (SIGNATURE, sign(key, text))):
            head = tarfile.TarInfo(name)
            head.size, head.mtime, head.mode = (
                len(content),
                int(manifest.made_at.timestamp()),
                0o600,
            )
            tar.addfile(head, io.BytesIO(content))
        tar.add(dump, DUMP)


def _unpack_member(tar: tarfile.TarFile, member: str, folder: Path) -> None:
    """One plain file by its name; Debian 12's Python has no extraction filter to lean on."""
    source = tar.extractfile(member)
    if source is None:
        raise tarfile.TarError(f"{member} is no plain file")
    with source, (folder / member).open("wb") as target:
        shutil.copyfileobj(source, target)


@contextmanager
def _open_archive(file: Path, key: bytes) -> Generator[tuple[Manifest, Path]]:
    """The manifest and the dump in a folder of its own; nothing is used before it is proved."""
    with tempfile.TemporaryDirectory(prefix="haitang-restore-") as folder:
        try:
            with tarfile.open(file, "r:") as tar:
                present = set(tar.getnames())
                for member in (MANIFEST, SIGNATURE, DUMP):
                    if member in present or member != SIGNATURE:
                        _unpack_member(tar, member, Path(folder))
        except (OSError, tarfile.TarError, KeyError) as error:
            raise InvalidInput(
                "E-BAK-003",
                Text(f"备份读不出：{file}", f"The backup cannot be read: {file}"),
                same(str(error)),
                Text("检查文件是否完整", "Check whether the file is complete"),
            ) from error
        manifest, dump = _prove_manifest(Path(folder), key), Path(folder) / DUMP
        if _hash_file(dump) != manifest.dump_sha256:
            raise InvalidInput(
                "E-BAK-004",
                Text("备份已损坏", "The backup is damaged"),
                Text("校验和与清单不符", "Its checksum does not match the manifest"),
                Text(
                    "不要使用这个备份，换一个更早的", "Do not use this backup; take an earlier one"
                ),
            )
        yield manifest, dump


def _prove_manifest(folder: Path, key: bytes) -> Manifest:
    content = (folder / MANIFEST).read_bytes()
    check_signature(key, content, folder / SIGNATURE)
    return from_json(content.decode("utf-8", errors="replace"))


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _call_program(program: str, dsn: str | None, words: Sequence[str]) -> str:
    done = run_client(str(bin_dir() / program), dsn, words)
    if done.returncode != 0:
        raise Unavailable(
            "E-BAK-005",
            Text(f"{program} 失败", f"{program} failed"),
            same(done.stderr.strip()[-500:]),
            Text("检查磁盘空间与数据库日志", "Check disk space and the database's log"),
        )
    return done.stdout
