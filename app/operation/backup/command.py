"""`./haitang backup FILE` and `restore FILE [--verify]`."""

from pathlib import Path

import click

from app.clock import format_utc
from app.cluster import Session
from app.cluster.database import database
from app.cluster.lock import FileLock
from app.cluster.place import place_of
from app.errors import Conflict, InvalidInput
from app.operation.backup import archive
from app.settings import Settings, load_settings

BACKUP_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=BACKUP_FILE)
def backup(file: Path) -> None:
    """把整个数据库备份到一个文件；运行中也可以。"""
    with database() as dsn:
        manifest = archive.make_backup(dsn, file.resolve())
    size_mb = file.stat().st_size / 1e6
    click.echo(f"已备份 {len(manifest.tables)} 张表、{manifest.rows} 行，{size_mb:.1f} MB：{file}")


@click.command()
@click.argument("file", type=BACKUP_FILE)
@click.option("--verify", is_flag=True, help="只验证：恢复到临时数据库，逐表比较，然后删除")
def restore(file: Path, verify: bool) -> None:
    """从备份恢复；原来的数据库改名保留。"""
    settings = load_settings()
    if settings.database_url is not None:
        raise InvalidInput(
            "E-BAK-006",
            "没有恢复",
            "HAITANG_DATABASE_URL 指向的数据库不归海塘管理",
            "请数据库管理员用 tar 取出 database.dump，再用 pg_restore 恢复",
        )
    session = Session(place_of(settings))
    try:
        if verify:
            manifest = archive.verify(session.place, file)
            click.echo(
                f"备份可用：{len(manifest.tables)} 张表、{manifest.rows} 行逐表一致，"
                f"做于 {format_utc(manifest.made_at)}"
            )
        else:
            kept = _restore_alone(settings, session, file)
            click.echo(f"已恢复。原来的数据库保留为 {kept}，确认无误后可删除")
    finally:
        session.close()


def _restore_alone(settings: Settings, session: Session, file: Path) -> str:
    lock = FileLock(settings.data_dir / "lock" / "supervisor")
    try:
        if not lock.try_take():
            raise Conflict("E-BAK-007", "没有恢复", "海塘正在运行", "先停止运行（Ctrl-C）再恢复")
        return archive.restore(session.place, file)
    finally:
        lock.close()
