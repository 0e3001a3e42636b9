"""`./haitang incident`: open, list, label and close incidents from the machine's own console."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

import click

from app import strict_json
from app.accounts.model import Label
from app.administration.command import CONSOLE
from app.clock import BEIJING, parse_utc
from app.database import connect
from app.errors import InvalidInput
from app.incidents import actions, queries
from app.incidents.model import Incident, IncidentKind, NewIncident
from app.incidents.present import listed
from app.incidents.routes import several_open
from app.installation import database
from app.transaction import Transaction, on_connection
from app.wording import Text, reason_of

_LABELS = [label.value for label in Label]
_MOST = 500


@contextmanager
def _open_console() -> Generator[Transaction]:
    with database() as dsn, connect(dsn) as conn, on_connection(conn, CONSOLE) as tx:
        yield tx


@click.command("open")
@click.argument("name", metavar="名称")
@click.option("--kind", type=click.Choice([kind.value for kind in IncidentKind]), default="typhoon")
@click.option("--storm", "storm_id", help="台风编号，如 201509；见 ./haitang typhoon list")
@click.option("--label", type=click.Choice(_LABELS), default="internal", show_default=True)
@click.option("--exercise", is_flag=True, help="演练；不给就是实战，时钟照走")
@click.option("--start", help="演练从这个时刻（带时区）起，如 2015-07-10T02:00:00Z")
@click.option("--rate", type=float, help="演练的倍速，0 到 600")
@click.option("--world", "world_id", type=int, help="开在这个演练里；见 ./haitang world list")
def open_(
    name: str, kind: str, storm_id: str | None, label: str, exercise: bool, start: str | None,
    rate: float | None, world_id: int | None,
) -> None:  # fmt: skip
    """打开一个事件；可以同时开着几个。"""
    new = NewIncident(
        IncidentKind(kind), name, exercise or bool(world_id), storm_id, Label(label),
        _read_moment(start), rate, world_id,
    )  # fmt: skip
    with _open_console() as tx:
        click.echo(_incident_line(actions.open_incident(tx, new)))


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def list_(as_json: bool) -> None:
    """列出事件，新的在前。"""
    with _open_console() as tx:
        incidents = queries.list_incidents(tx.conn, _MOST)
    if as_json:
        click.echo(strict_json.dumps({"incidents": [listed(each) for each in incidents]}))
        return
    for each in incidents:
        click.echo(_incident_line(each))


@click.command("close")
@click.option("--id", "incident_id", type=int, help="事件编号；只开着一个时可以不给")
def close(incident_id: int | None) -> None:
    """关闭一个事件；里面的内容都还能查。"""
    with _open_console() as tx:
        click.echo(_incident_line(actions.close_incident(tx, _find_id(tx, incident_id))))


@click.command("label")
@click.argument("label", type=click.Choice(_LABELS))
@click.option("--id", "incident_id", type=int, help="事件编号；只开着一个时可以不给")
def label_(label: str, incident_id: int | None) -> None:
    """给一个事件改标记：public、internal 或 sensitive。"""
    with _open_console() as tx:
        click.echo(
            _incident_line(actions.relabel_incident(tx, _find_id(tx, incident_id), Label(label)))
        )


def _find_id(tx: Transaction, given: int | None) -> int:
    """The one named, or the only one that is open. Raises InvalidInput for one of several."""
    if given is not None:
        return given
    now_open = queries.list_open_incidents(tx.conn)
    if len(now_open) > 1:
        raise several_open(now_open)
    return queries.current_incident(tx.conn).incident_id


def _read_moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else parse_utc(text)
    except ValueError as error:
        raise InvalidInput(
            "E-INC-011",
            Text("事件没有打开", "The incident was not opened"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error


def _incident_line(incident: Incident) -> str:
    opened = incident.opened_at.astimezone(BEIJING)
    state = "开着" if incident.closed_at is None else "已关闭"
    kind = f"演练{incident.world.world_id}" if incident.exercise else "实战"
    return (
        f"{incident.incident_id:>5}  {state}  {kind}  {incident.label:9}  "
        f"{opened:%Y-%m-%d %H:%M}  {incident.storm_id or '—':8}  {incident.name}"
    )
