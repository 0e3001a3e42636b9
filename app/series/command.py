"""`./haitang series import`."""

from collections.abc import Sequence
from pathlib import Path

import click

from app import strict_json
from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.database import connect
from app.installation import database
from app.series import present
from app.series.actions import Origin, import_series
from app.series.intake import Said, parse_series
from app.series.model import TITLES, ImportedSeries, ParsedSeries
from app.transaction import on_connection

_SHOWN_ROWS = 20
_NATURES = {"observed": "实测", "predicted": "预报"}


@click.group()
def series() -> None:
    """潮位、增水、雨量、风：import。"""


@series.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--station", help="文件没有站码一列时：站码")
@click.option("--kind", help="文件没有类别一列时：tide、surge、rain、wind、gust")
@click.option("--nature", help="文件没有性质一列时：observed 或 predicted")
@click.option("--unit", help="文件没有单位一列时：m、cm、mm、m/s、kn")
@click.option("--datum", help="潮位的基面，如 1985国家高程基准")
@click.option("--span-min", help="雨量、风的时段，分钟")
@click.option("--time-zone", help="文件的时间没有时区时：+08:00")
@click.option("--encoding", help="文件的编码；不给就先试 UTF-8 再试 GBK")
@click.option("--source", help="来源；不给就用文件名")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def import_(
    file: Path,
    time_zone: str | None,
    encoding: str | None,
    source: str | None,
    as_json: bool,
    **fields: str | None,
) -> None:
    """导入一个序列文件（CSV 或 JSON）；同一文件再导一次不会重复。"""
    stated = {name: text for name, text in fields.items() if text}
    parsed = parse_series(file.read_bytes(), Said(stated, encoding, time_zone), real_now())
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        imported = import_series(tx, parsed, Origin(source or file.name))
    result = present.imported(parsed, imported)
    click.echo(strict_json.dumps(result) if as_json else _describe_import(parsed, imported))


def _describe_import(parsed: ParsedSeries, imported: Sequence[ImportedSeries]) -> str:
    lines = [
        f"{one.station_code} {TITLES[one.kind][0]}（{_NATURES[one.nature]}）："
        f"{one.values} 个值，其中 {one.changed} 个是新的"
        for one in imported
    ]
    lines.append(f"编码 {parsed.encoding}{'' if parsed.encoding_sure else '（猜的，请核对）'}")
    lines += [
        f"第 {row.line} 行未取：{row.value} {row.reason}" for row in parsed.bad_rows[:_SHOWN_ROWS]
    ]
    if len(parsed.bad_rows) > _SHOWN_ROWS:
        lines.append(f"…… 共 {len(parsed.bad_rows)} 行未取")
    return "\n".join(lines)
