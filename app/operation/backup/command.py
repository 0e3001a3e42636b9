"""`./haitang backup FILE` and `restore FILE [--verify]`."""

import time
from pathlib import Path

import click

from app.clock import format_utc
from app.cluster import ClusterSession
from app.cluster.lock import FileLock
from app.cluster.place import place_of
from app.errors import Conflict, InvalidInput
from app.installation import database
from app.operation.backup import archive
from app.operation.backup.signature import backup_key
from app.settings import Settings, load_settings
from app.wording import Text

BACKUP_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=BACKUP_FILE)
def backup(file: Path) -> None:
    """把整个数据库备份到一个文件；运行中也可以。"""
    key = backup_key(load_settings())
    with database(as_it_is=True) as dsn:
        manifest = archive.make_backup(dsn, file.resolve(), key)
    size_mb = file.stat().st_size / 1e6
    click.echo(f"已备份 {len(manifest.tables)} 张表、{manifest.rows} 行，{size_mb:.1f} MB：{file}")


@click.command()
@click.argument("file", type=BACKUP_FILE)
@click.option(
    "--verify", is_flag=True, help="只验证：恢复到一个临时的数据库服务，逐表比较，然后删除"
)
def restore(file: Path, verify: bool) -> None:
    """从备份恢复；原来的数据库改名保留。"""
    settings = load_settings()
    if verify:
        _verify_backup(settings, file)
        return
    if settings.database_url is not None:
        raise InvalidInput(
            "E-BAK-006",
            Text("没有恢复", "Nothing was restored"),
            Text(
                "HAITANG_DATABASE_URL 指向的数据库不归海塘管理",
                "The database that HAITANG_DATABASE_URL points to is not managed by Haitang",
            ),
            Text(
                "请数据库管理员用 tar 取出 database.dump，再用 pg_restore 恢复",
                "Ask the database administrator to take database.dump out with "
                "tar and restore it with pg_restore",
            ),
        )
    archive.read_manifest(file, backup_key(settings))  # refused before anything is started
    session = ClusterSession(place_of(settings))
    try:
        kept = _restore_alone(settings, session, file)
        click.echo(f"已恢复。原来的数据库保留为 {kept}，确认无误后可删除")
    finally:
        session.close()


def _verify_backup(settings: Settings, file: Path) -> None:
    started = time.monotonic()
    manifest = archive.verify(settings.data_dir, file, backup_key(settings))
    click.echo(
        f"备份可用：{len(manifest.tables)} 张表、{manifest.rows} 行逐表一致，"
        f"做于 {format_utc(manifest.made_at)}，用时 {time.monotonic() - started:.0f} 秒"
    )


def _restore_alone(settings: Settings, session: ClusterSession, file: Path) -> str:
    lock = FileLock(settings.data_dir / "lock" / "supervisor")
    try:
        if not lock.try_take():
            raise Conflict(
                "E-BAK-007",
                Text("没有恢复", "Nothing was restored"),
                Text("海塘正在运行", "Haitang is running"),
                Text("先停止运行（Ctrl-C）再恢复", "Stop it first (Ctrl-C)"),
            )
        return archive.restore(session.place, file, backup_key(settings))
    finally:
        lock.close()
