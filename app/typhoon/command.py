"""`./haitang typhoon import|list|show|export|renumber|link`."""

from pathlib import Path
from typing import Any

import click

from app import strict_json
from app.accounts.model import SYSTEM_ACTOR
from app.clock import format_utc, parse_utc
from app.database import connect
from app.errors import InvalidInput
from app.installation import database
from app.transaction import on_connection
from app.typhoon.archive import present
from app.typhoon.archive.importing import Imported, import_content, preview_content
from app.typhoon.archive.kinship import KINDS, give_number, link_storms
from app.typhoon.catalogue.model import StormSummary
from app.typhoon.catalogue.queries import list_storms
from app.typhoon.export import pick
from app.typhoon.formats import FORMATS, check_size
from app.typhoon.model import NoteKind
from app.typhoon.queries import get_storm
from app.typhoon.synthetic.actions import synthesise_forecasts
from app.wording import Text, reason_of

_SHOWN_ROWS = 20
_DAY = "%Y-%m-%d"


@click.group()
def typhoon() -> None:
    """台风：import、list、show、export、renumber、link。"""


@typhoon.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([known.name for known in FORMATS]),
    help="文件格式；不给就自动识别",
)
@click.option("--synthetic-forecasts", is_flag=True, help="演练用：由最佳路径合成每一报的预报")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写入")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def import_(
    file: Path, format_name: str | None, synthetic_forecasts: bool, dry_run: bool, as_json: bool
) -> None:
    """导入一个路径文件；同一文件再导一次不会重复。"""
    check_size(file.stat().st_size)
    take = preview_content if dry_run else import_content
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        result = take(tx, file.read_bytes(), file.name, format_name)
        if synthetic_forecasts and not dry_run:
            for track in result.parsed.tracks:
                synthesise_forecasts(tx, track)
    told = present.imported(result, dry_run=dry_run)
    click.echo(strict_json.dumps(told) if as_json else _describe_import(result))


@typhoon.command("list")
@click.option("--season", type=int, help="年份")
@click.option("--search", "text", default="", help="名字、编号或其他编号的一部分")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def list_(season: int | None, text: str, as_json: bool) -> None:
    """列出库里的台风，新的在前。"""
    with database() as dsn, connect(dsn) as conn:
        storms = list_storms(conn, season=season, text=text.strip())
    if as_json:
        click.echo(strict_json.dumps({"typhoons": [present.summary(storm) for storm in storms]}))
        return
    for storm in storms:
        click.echo(_summary_line(storm))


@typhoon.command("show")
@click.argument("storm_id")
@click.option("--recorded-at", help="库在这个时刻（带时区）记着什么，如 2015-07-10T02:00:00Z")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def show(storm_id: str, recorded_at: str | None, as_json: bool) -> None:
    """一个台风的每个定位、风圈和预报，与入库时一字不差。"""
    moment = _read_moment(recorded_at)
    with database() as dsn, connect(dsn) as conn:
        told = pick.as_stored(conn, storm_id, recorded_at=moment)
    click.echo(strict_json.dumps(told) if as_json else _show_text(told))


@typhoon.command("export")
@click.argument("storm_id")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(pick.FORMS), default="geojson")
@click.option("--agency", help="只要这家机构的")
@click.option("--kind", type=click.Choice(["operational", "besttrack"]))
def export(storm_id: str, file: Path, form: str, agency: str | None, kind: str | None) -> None:
    """把一个台风写成 GeoJSON 或 ATCF 文件。"""
    with database() as dsn, connect(dsn) as conn:
        made = pick.exported(conn, get_storm(conn, storm_id), form, agency, kind)
    file.write_text(made.text, encoding="utf-8")
    click.echo(f"{file}：{len(made.text.splitlines())} 行，{made.rounded} 个数因格式取整")


@typhoon.command("renumber")
@click.argument("old_id")
@click.argument("new_id")
def renumber(old_id: str, new_id: str) -> None:
    """改编号：低压得到编号，或两份资料其实是同一个台风；原编号仍然找得到它。"""
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        storm = give_number(tx, old_id, new_id)
    click.echo(f"{old_id} → {storm.storm_id} {storm.name_zh}")


@typhoon.command("link")
@click.argument("storm_id")
@click.argument("other_id")
@click.option("--kind", type=click.Choice([str(kind) for kind in KINDS]), required=True)
@click.option("--at", required=True, help="时刻（带时区），如 2015-07-10T02:00:00Z")
def link(storm_id: str, other_id: str, kind: str, at: str) -> None:
    """记下一个台风并入另一个（merged），或由另一个再生（reformed）。"""
    moment = _read_moment(at)
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        note = link_storms(tx, storm_id, other_id, NoteKind(kind), moment)
    click.echo(f"{note.storm_id} {note.kind} {note.other_id}")


def _read_moment(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return parse_utc(text)
    except ValueError as error:
        raise InvalidInput(
            "E-REQ-003",
            Text("时间看不懂", "The time cannot be read"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error


def _describe_import(result: Imported) -> str:
    lines = [
        f"{track.storm.storm_id} {track.storm.name_zh} {track.agency} {track.kind}："
        f"{len(track.fixes)} 个定位"
        for track in result.parsed.tracks[:_SHOWN_ROWS]
    ]
    if len(result.parsed.tracks) > _SHOWN_ROWS:
        lines.append(f"…… 共 {len(result.parsed.tracks)} 条路径")
    if result.parsed.forecasts:
        lines.append(f"{len(result.parsed.forecasts)} 份预报")
    if not result.changes.changed:
        lines.append("与库里相同，没有改动")
    bad_rows = result.parsed.bad_rows
    lines += [f"第 {row.line} 行未取：{row.reason}" for row in bad_rows[:_SHOWN_ROWS]]
    if len(bad_rows) > _SHOWN_ROWS:
        lines.append(f"…… 共 {len(bad_rows)} 行未取")
    return "\n".join(lines)


def _summary_line(summary: StormSummary) -> str:
    storm = summary.storm
    begins = summary.begins_at.strftime(_DAY) if summary.begins_at else "-"
    peak = "-"
    if summary.peak_wind_ms is not None:
        minutes = summary.peak_averaging_min or "?"
        peak = f"{summary.peak_wind_ms:.0f} m/s（{summary.peak_agency}，{minutes} 分钟）"
    agencies = "、".join(summary.agencies)
    return f"{storm.storm_id} {storm.name_zh} {storm.name_en} {begins} {peak} {agencies}"


def _show_text(told: present.StormAsStored) -> str:
    lines = [f"{told.storm_id} {told.name_zh} {told.name_en}"]
    for track in told.tracks:
        fixes = track.fixes
        circles = sum(len(fix.radii) for fix in fixes)
        lines.append(
            f"  {track.agency} {track.kind}（{track.averaging_min or '?'} 分钟风）："
            f"{len(fixes)} 个定位，{circles} 个风圈，"
            f"{format_utc(fixes[0].fix_at)} 到 {format_utc(fixes[-1].fix_at)}，{track.source}"
        )
    counts: dict[str, int] = {}
    for forecast in told.forecasts:
        counts[forecast.agency] = counts.get(forecast.agency, 0) + 1
    lines += [f"  {agency}：{count} 份预报" for agency, count in counts.items()]
    return "\n".join(lines)
