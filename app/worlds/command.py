"""`./haitang world`: which worlds there are, and an exercise's clock."""

from datetime import datetime

import click

from app import strict_json
from app.administration.command import CONSOLE
from app.clock import BEIJING, parse_utc, real_now
from app.database import connect
from app.errors import InvalidInput
from app.installation import database
from app.transaction import on_connection
from app.wording import Text, reason_of
from app.worlds import actions, queries
from app.worlds.model import World
from app.worlds.routes import MOST_LISTED, listed


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def list_(as_json: bool) -> None:
    """列出世界：实战在前，演练新的在前。"""
    with database() as dsn, connect(dsn) as conn, on_connection(conn, CONSOLE) as tx:
        worlds = queries.list_worlds(tx.conn, MOST_LISTED)
    if as_json:
        click.echo(strict_json.dumps({"worlds": [listed(each) for each in worlds]}))
        return
    for each in worlds:
        click.echo(_world_line(each))


@click.command("clock")
@click.argument("world_id", type=int, metavar="世界")
@click.option("--rate", type=float, help="倍速，0 到 600；0 停住")
@click.option("--at", "at_text", help="拨到这个时刻（带时区），如 2015-07-10T02:00:00Z")
def clock(world_id: int, rate: float | None, at_text: str | None) -> None:
    """拨一个演练的时钟；往回拨会忘掉之后的船位。"""
    with database() as dsn, connect(dsn) as conn, on_connection(conn, CONSOLE) as tx:
        world = queries.get_world(tx.conn, world_id)
        click.echo(
            _world_line(actions.set_clock(tx, world, rate=rate, incident_at=_read_moment(at_text)))
        )


def _read_moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else parse_utc(text)
    except ValueError as error:
        raise InvalidInput(
            "E-CLK-004",
            Text("时钟没有改", "The clock was not changed"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error


def _world_line(world: World) -> str:
    state = "开着" if world.closed_at is None else "已结束"
    kind = "演练" if world.exercise else "实战"
    at = world.clock.at(real_now()).astimezone(BEIJING)
    return (
        f"{world.world_id:>5}  {state}  {kind}  {at:%Y-%m-%d %H:%M:%S}  ×{world.clock.rate:g}  "
        f"{world.name}"
    )
