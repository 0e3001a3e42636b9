"""`./haitang import` and `./haitang export`."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app import strict_json
from app.accounts.model import SYSTEM_ACTOR
from app.clock import parse_utc, real_now
from app.database import Connection, connect
from app.exporting.files import FORMS
from app.importing.upload import read_upload
from app.incidents.model import Incident
from app.incidents.queries import find_current_incident, get_incident
from app.installation import database
from app.maplayers.definition import Layer
from app.maplayers.export import export_layer
from app.maplayers.importing.actions import ImportWish, import_table
from app.maplayers.importing.report import LayerImport
from app.maplayers.registry import load_registry
from app.maplayers.sql import Moment
from app.transaction import on_connection
from app.worlds.model import REAL_WORLD_ID

_SHOWN_FAULTS = 20


@click.command()
@click.argument("layer_id", metavar="LAYER")
@click.option("--format", "form", type=click.Choice(FORMS), default="gpkg", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--incident", "incident_id", type=int, help="事件编号；不给就用当前事件")
@click.option("--at", "at_text", help="时刻，如 2015-07-10T02:00:00Z；不给就用事件的现在")
def export(
    layer_id: str, form: str, output: Path, incident_id: int | None, at_text: str | None
) -> None:
    """把一个图层导出为文件。"""
    layer = load_registry()[layer_id]
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        incident, at = _find_moment(tx.conn, incident_id, at_text)
        moment = (
            Moment(0, REAL_WORLD_ID, at)
            if incident is None
            else Moment(
                incident.incident_id,
                incident.world.world_id,
                at,
                past=incident.clock.past(at) if at_text else None,
            )
        )
        exercise = incident is not None and incident.exercise
        made = export_layer(conn, layer, tx.actor, moment, form=form, exercise=exercise)
        output.write_bytes(made.data)
        tx.audit("export_layer", f"layer/{layer.id}", detail={"file": output.name})
    click.echo(f"{layer.title.zh} → {output}，{len(made.data):,} 字节")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--layer", "layer_id", required=True, help="图层编号，如 shelters")
@click.option("--crs", help="坐标系：EPSG:4490、GCJ-02、BD-09 …；文件没说就必须给")
@click.option("--part", help="文件里的图层或工作表；有几个就要选")
@click.option("--split", is_flag=True, help="多块的面按块拆成几行")
@click.option("--encoding", help="文字编码：utf-8、gb18030；不给就自动看")
@click.option("--accept-partial", is_flag=True, help="有错的行跳过，其余导入")
@click.option("--dry-run", is_flag=True, help="只看，不导入")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def import_(
    file: Path,
    layer_id: str,
    crs: str | None,
    part: str | None,
    split: bool,
    encoding: str | None,
    accept_partial: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """把一个文件导入图层；先用 --dry-run 看会改什么。"""
    layer = _find_importable(layer_id)
    table = read_upload(file.read_bytes(), file.name, encoding, part)
    wish = ImportWish(crs, None, accept_partial, split, dry_run)
    with database() as dsn, connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        _, at = _find_moment(conn, None, None)
        report = import_table(tx, layer, table, wish, at)
    click.echo(strict_json.dumps(report) if as_json else _describe_report(report))


def _find_importable(layer_id: str) -> Layer:
    layers = {each.id: each for each in load_registry().values() if each.intake is not None}
    if layer_id not in layers:
        known = "、".join(f"{each.id}（{each.title.zh}）" for each in layers.values())
        raise click.BadParameter(f"没有这个图层，能导入的有 {known}", param_hint="--layer")
    return layers[layer_id]


def _find_moment(
    conn: Connection, incident_id: int | None, at_text: str | None
) -> tuple[Incident | None, datetime]:
    incident = get_incident(conn, incident_id) if incident_id else find_current_incident(conn)
    if at_text:
        return incident, _read_moment(at_text)
    return incident, real_now() if incident is None else incident.clock.now()


def _read_moment(text: str) -> datetime:
    try:
        return parse_utc(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--at") from error


def _describe_report(report: LayerImport) -> str:
    if report.crs_question is not None:
        lines = ["文件没有说明坐标系。第一个要素在各坐标系下的位置："]
        for reading in report.crs_question:
            county = reading.first and reading.first.county
            township = reading.first and reading.first.township
            where = f"{county or '—'} {township or '—'}"
            lines.append(f"  {reading.crs:<10} {where}  {reading.label}")
        return "\n".join([*lines, "用 --crs 说明后再导。"])
    verb = "可导入" if report.dry_run else "已导入"
    faults = [f"  第 {f.row} 行 {f.column}：{f.reason.zh}" for f in report.faults[:_SHOWN_FAULTS]]
    head = (f"{report.format} {report.encoding or ''}：{report.count} 行，{verb} "
            f"{report.good}（新 {report.new}，替换 {report.replaced}，"
            f"其中有变 {report.changed}），"
            f"错 {report.faults_total} 处")  # fmt: skip
    return "\n".join([head, *_describe_changes(report), *faults])


def _describe_changes(report: LayerImport) -> list[str]:
    """What changes in the rows that are there."""
    lines = [
        f"  第 {one.row} 行 {one.key} {one.column}："
        f"{_value_text(one.was)} → {_value_text(one.becomes)}"
        for one in report.changes[:_SHOWN_FAULTS]
    ]
    if report.changes_total > len(lines):
        lines.append(f"  …… 共改 {report.changes_total} 处")
    if report.live_kept:
        lines.append(f"  已有的行不改 {'、'.join(report.live_kept)}：这是当前情况，不随导入变")
    return lines


def _value_text(value: Any) -> str:
    return "空" if value in (None, "") else str(value)
