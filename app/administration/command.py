"""`./haitang user` and `./haitang units`: accounts and the tree, from the machine's own console."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import strict_json
from app.accounts.model import CITY_CODE, Actor, Label, Role
from app.accounts.password import Passwords
from app.administration.people import actions, queries
from app.administration.people.actions import NewAccount
from app.administration.people.break_glass import seal_envelope
from app.administration.people.model import Account, present
from app.clock import BEIJING, real_now
from app.cluster.lock import is_held
from app.database import connect
from app.errors import NotFound
from app.installation import database
from app.processes import read_address
from app.settings import Settings, load_settings
from app.signin.policy import policy_in_force
from app.transaction import Transaction, on_connection
from app.wording import Text

if TYPE_CHECKING:
    from app.administration.units.importing import UnitImport

# Whoever runs commands here already owns the data folder; what they do is audited all the same.
CONSOLE = Actor(
    "console", Role.ADMINISTRATOR, CITY_CODE, scope=None, clearance=Label.SENSITIVE,
    address="console",
)  # fmt: skip
_ROLES = [role.value for role in Role if role is not Role.WALL]


@contextmanager
def _open_console() -> Generator[Transaction]:
    with database() as dsn, connect(dsn) as conn, on_connection(conn, CONSOLE) as tx:
        yield tx


@click.command()
@click.argument("name", metavar="登录名")
@click.option("--role", type=click.Choice(_ROLES), required=True, help="角色")
@click.option("--unit", default=CITY_CODE, show_default=True, help="单位代码")
@click.option("--display-name", help="姓名；不给就用登录名")
@click.option("--email", help="统一身份登录用的邮箱")
def add(name: str, role: str, unit: str, display_name: str | None, email: str | None) -> None:
    """加一个账号，打印一次性链接；没有默认密码。"""
    new = NewAccount(name, display_name or name, unit, Role(role), email)
    with _open_console() as tx:
        now = real_now()
        account = actions.add_account(tx, new, now)
        token, until = actions.make_link(tx, account.account_id, now)
    _tell_link(account, token, until)


@click.command("list")
def list_() -> None:
    """列出账号。"""
    with _open_console() as tx:
        now = real_now()
        window = policy_in_force(tx.conn).limits.window
        accounts = actions.accounts_in_reach(tx, now)
    for account in accounts:
        shown = present(account, now, window)
        sealed = "  封存" if account.break_glass else ""
        click.echo(
            f"{account.login:24} {account.role:24} {account.unit_code:12} {shown.state}{sealed}"
        )


@click.command()
@click.argument("name", metavar="登录名")
@click.option("--reset-factors", is_flag=True, help="同时删除动态口令和通行密钥")
def link(name: str, reset_factors: bool) -> None:
    """打印一次性链接，用来设定或重设密码。"""
    with _open_console() as tx:
        now = real_now()
        account = _find_account(tx, name, now)
        token, until = actions.make_link(tx, account.account_id, now, reset_factors=reset_factors)
    _tell_link(account, token, until)


@click.command()
@click.argument("name", metavar="登录名")
@click.option("--undo", is_flag=True, help="恢复")
def disable(name: str, undo: bool) -> None:
    """停用一个账号，它的会话随即结束。"""
    with _open_console() as tx:
        now = real_now()
        account = _find_account(tx, name, now)
        actions.change_account(tx, account.account_id, {"disabled": not undo}, now)
    click.echo(f"{account.login}：{'已恢复' if undo else '已停用'}")


@click.command()
@click.argument("name", metavar="登录名")
def unlock(name: str) -> None:
    """解除一个账号因输错密码的暂停。"""
    with _open_console() as tx:
        now = real_now()
        actions.unlock(tx, _find_account(tx, name, now).account_id, now)
    click.echo(f"{name}：已解除")


@click.command("break-glass")
@click.option("--again", is_flag=True, help="换一个新的，旧的随即停用")
def break_glass(again: bool) -> None:
    """做应急账号：密码只显示这一次，抄在纸上封存。"""
    with _open_console() as tx:
        envelope = seal_envelope(tx, Passwords(), real_now(), again=again)
    click.echo(f"登录名：{envelope.login}\n密码：　{envelope.password}")
    click.echo("只显示这一次。抄好，装进信封封存；一启用，各屏都会出现提示并记入审计。")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def import_units(file: Path, dry_run: bool, as_json: bool) -> int:
    """导入单位树：GeoJSON，属性 code 与 name，面，WGS 84。有一处错就一个也不写。"""
    from app.administration.units.importing import import_units  # the geometry libraries
    from app.importing.upload import read_upload

    table = read_upload(file.read_bytes(), file.name, None)
    with _open_console() as tx:
        found = import_units(tx, table, dry_run=dry_run)
    if as_json:
        click.echo(strict_json.dumps(asdict(found) | {"dry_run": dry_run}))
    else:
        _tell_units(found, dry_run)
    return 1 if found.faults else 0


def _tell_units(found: "UnitImport", dry_run: bool) -> None:
    for fault in found.faults:
        click.echo(f"第 {fault.row} 个要素“{fault.value}”：{fault.reason.zh}", err=True)
    if found.faults:
        click.echo(f"{len(found.faults)} 处错，一个也没有写入；改好再导", err=True)
        return
    levels = zip(("市", "县区", "乡镇街道", "村社区"), found.units.values(), strict=True)
    told = "，".join(f"{title} {count}" for title, count in levels)
    deed = "将写入" if dry_run else "已写入"
    click.echo(f"{deed}：{told}；新增 {found.new}，替换 {found.replaced}")


def _find_account(tx: Transaction, name: str, now: datetime) -> Account:
    tries = policy_in_force(tx.conn).limits.account
    found = queries.find_by_login(tx.conn, name.strip().lower(), now, tries)
    if found is None:
        raise NotFound(
            "E-ADM-005",
            Text("没有这个人员", "No such person"),
            Text(f"没有登录名 {name}", f"Nobody signs in as {name}"),
            Text("看 ./haitang user list", "See ./haitang user list"),
        )
    return found


def _tell_link(account: Account, token: str, until: datetime) -> None:
    click.echo(f"{account.login}（{account.role}）的一次性链接，只能打开一次：")
    click.echo(f"  {served_address(load_settings())}/enter#{token}")
    local = until.astimezone(BEIJING)
    click.echo(f"  {local:%m-%d %H:%M} 前有效；从别的电脑打开时，把 127.0.0.1 换成本机的名字")


def served_address(settings: Settings) -> str:
    """Where this installation is reached now; where it would be by its settings when it is not."""
    lock = settings.data_dir / "lock" / "supervisor"
    served = read_address(settings.run_dir) if lock.exists() and is_held(lock) else None
    return served or f"http://127.0.0.1:{settings.port}"
