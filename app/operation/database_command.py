"""`./haitang db upgrade|check|shell|new`."""

import shutil

import click

from app import migration
from app.cluster.client import run_client
from app.errors import Unavailable
from app.installation import database
from app.wording import Text


@click.group()
def db() -> None:
    """数据库：upgrade、check、shell、new。"""


@db.command()
@click.option("--sql", is_flag=True, help="只打印 SQL，交给数据库管理员执行")
def upgrade(sql: bool) -> None:
    """把数据库结构升到程序需要的版本。"""
    if sql:
        click.echo(migration.print_sql())
        return
    with database(as_it_is=True) as dsn:
        migration.upgrade(dsn)
        click.echo(f"数据库结构：{migration.current_revision(dsn)}")


@db.command()
def check() -> None:
    """检查数据库结构与程序是否相符。"""
    with database(as_it_is=True) as dsn:
        migration.check(dsn)
        click.echo(f"相符：{migration.head_revision()}")


@db.command()
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def shell(arguments: tuple[str, ...]) -> int:
    """打开 psql。"""
    if shutil.which("psql") is None:
        raise Unavailable(
            "E-DB-002",
            Text("没有 psql", "There is no psql"),
            Text("没有安装客户端", "The client is not installed"),
            Text(
                "请运行：apt-get install postgresql-client",
                "Run: apt-get install postgresql-client",
            ),
        )
    with database(as_it_is=True) as dsn:
        return run_client("psql", dsn, arguments, quiet=False).returncode


@db.command()
@click.argument("name", metavar="名称")
def new(name: str) -> None:
    """写一个新迁移的骨架，建一张叫这个名称的表；再由你填写。"""
    try:
        path = migration.write_skeleton(name)
    except ValueError as error:
        raise click.BadParameter(
            "名称用小写字母、数字和下划线 use lower-case letters, digits and underscores"
        ) from error
    click.echo(f"{path.relative_to(migration.MIGRATIONS.parent)}")
