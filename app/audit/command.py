"""`./haitang audit verify|seal`."""

from dataclasses import asdict
from pathlib import Path

import click

from app import strict_json
from app.audit.actions import seal_days
from app.audit.verification import verify
from app.audit.witness import witness_of
from app.clock import real_now
from app.database import connect
from app.installation import database
from app.settings import load_settings


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.option("--witness", "copy", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="与别处的一份见证文件比，而不是本机的")  # fmt: skip
def verify_(as_json: bool, copy: Path | None) -> int:
    """核对审计：每一条、每一天的封存、见证文件；有一处对不上就以 1 退出。"""
    with database() as dsn, connect(dsn) as conn:
        witness = witness_of(load_settings())
        found = verify(conn, witness, None if copy is None else witness.read(copy))
    if as_json:
        click.echo(strict_json.dumps(asdict(found)))
    else:
        click.echo(f"封存 {found.days} 天、{found.entries:,} 条；未封存 {found.unsealed:,} 条")
        for one in found.breaks:
            click.echo(f"  {one.day}：{one.why.zh}")
        click.echo("有对不上的地方" if found.breaks else "没有断点")
    return 1 if found.breaks else 0


@click.command()
def seal() -> None:
    """现在就封存所有完整的日子（平时由后台每天做）。"""
    with database() as dsn, connect(dsn) as conn:
        made = seal_days(conn, real_now(), witness_of(load_settings()))
    click.echo(f"新封存 {len(made)} 天")
