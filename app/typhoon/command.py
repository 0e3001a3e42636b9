"""`./haitang typhoon import`."""

from pathlib import Path

import click

from app import strict_json
from app.accounts.model import SYSTEM_ACTOR
from app.database import connect
from app.supervisor.database_command import database
from app.transaction import on_connection
from app.typhoon.actions import import_file, synthesise_forecasts
from app.typhoon.formats import FORMATS
from app.typhoon.model import ParsedFile
from app.typhoon.present import import_result

_SHOWN_ROWS = 20


@click.group()
def typhoon() -> None:
    """台风：import。"""


@typhoon.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([known.name for known in FORMATS]),
    help="文件格式；不给就自动识别",
)
@click.option("--synthetic-forecasts", is_flag=True, help="演练用：由最佳路径合成每一报的预报")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def import_(file: Path, format_name: str | None, synthetic_forecasts: bool, as_json: bool) -> None:
    """导入一个路径文件；同一文件再导一次不会重复。"""
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        parsed = import_file(tx, file, format_name)
        if synthetic_forecasts:
            for track in parsed.tracks:
                synthesise_forecasts(tx, track)
    click.echo(strict_json.dumps(import_result(parsed)) if as_json else _told(parsed))


def _told(parsed: ParsedFile) -> str:
    lines = [
        f"{track.storm.storm_id} {track.storm.name_zh} {track.agency} {track.kind}："
        f"{len(track.fixes)} 个定位"
        for track in parsed.tracks
    ]
    lines += [f"第 {row.line} 行未取：{row.reason}" for row in parsed.bad_rows[:_SHOWN_ROWS]]
    if len(parsed.bad_rows) > _SHOWN_ROWS:
        lines.append(f"…… 共 {len(parsed.bad_rows)} 行未取")
    return "\n".join(lines)
