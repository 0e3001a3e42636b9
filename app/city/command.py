"""`./haitang city`: bring the offices' files in, undo it, see what is missing."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from psycopg import Rollback

from app import strict_json
from app.administration.command import CONSOLE
from app.city import queries, record_queries
from app.city.actions import import_city, read_sources, undo_import
from app.city.check import find_lacks
from app.city.check_queries import city_facts, island_facts
from app.city.model import CityImport, CityQuestion, CityWish, RowFault, SourceTable
from app.city.reading import files_of
from app.city.template import write_template
from app.city.words import not_imported, told_import
from app.clock import BEIJING
from app.database import connect
from app.geo.crs import OFFERED
from app.importing.formulas import safe_cell
from app.installation import database
from app.registers.definition import Register
from app.registers.registry import Registers, load_registers
from app.transaction import on_connection

_REFUSED_HEAD = ("文件", "行", "列", "值", "原因")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="文件夹或文件…",
                type=click.Path(exists=True, path_type=Path))  # fmt: skip
@click.option("--dry-run", is_flag=True, help="只看会增、改、删什么，不写入")
@click.option("--crs", help="没说坐标系的文件用它：EPSG:4490、GCJ-02、BD-09 …")
@click.option("--as", "as_", multiple=True, metavar="文件=台账", help="说明一个文件是哪本台账")
@click.option("--map", "map_", multiple=True, metavar="台账.列=表头", help="说明一列；以后记得")
@click.option("--encoding", help="文字编码：utf-8、gb18030；不给就自动看")
@click.option("--illustrative", is_flag=True, help="没写来源的行记为示意")
@click.option("--accept-partial", is_flag=True, help="有错的行跳过，其余导入")
@click.option("--remove-missing", multiple=True, metavar="台账", help="文件里没有的行去掉")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path),
              help="拒收的行写到这个 CSV")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def import_(
    paths: tuple[Path, ...],
    dry_run: bool,
    crs: str | None,
    as_: tuple[str, ...],
    map_: tuple[str, ...],
    encoding: str | None,
    illustrative: bool,
    accept_partial: bool,
    remove_missing: tuple[str, ...],
    refused: Path | None,
    as_json: bool,
) -> int:
    """导入本市的台账：文件顺序不限，一次全进或一行不进；先用 --dry-run 看。"""
    registers = load_registers()
    wish = CityWish(
        crs=crs,
        as_register=dict(_pair(each, "--as") for each in as_),
        headings=dict(_mapped(each, registers) for each in map_),
        accept_partial=accept_partial,
        remove_missing=frozenset(remove_missing),
        origin="illustrative" if illustrative else "real",
        dry_run=dry_run,
    )
    for name in (*wish.as_register.values(), *remove_missing):
        _ = registers[name]
    files = [(path.name, path.read_bytes()) for path in files_of(paths)]
    done = _run(registers, files, wish, encoding)
    if refused is not None:
        write_refused(refused, done.faults)
    click.echo(strict_json.dumps(done) if as_json else told_import(done, registers))
    if done.held_up and not dry_run:
        raise not_imported(done)
    return int(done.held_up)


def _run(
    registers: Registers, files: list[tuple[str, bytes]], wish: CityWish, encoding: str | None
) -> CityImport:
    with database() as dsn, connect(dsn) as conn:
        said = queries.list_said(conn)
        conn.commit()
        sources, unread = read_sources(files, encoding, registers, said)
        while True:
            done = CityImport(wish.dry_run)
            with on_connection(conn, CONSOLE) as tx:
                done = import_city(tx, registers, files, sources, unread, wish)
                if not done.kept:
                    raise Rollback
            if not done.questions or not sys.stdin.isatty():
                return done
            wish = _asked(done.questions, sources, wish)


def _asked(
    questions: Sequence[CityQuestion], sources: Sequence[SourceTable], wish: CityWish
) -> CityWish:
    """The wish with what a person at the terminal answers."""
    as_register, headings, crs = dict(wish.as_register), dict(wish.headings), wish.crs
    for each in questions:
        asked = f"{each.source}：{each.label.zh}？"
        if each.kind == "register":
            as_register[each.source] = click.prompt(asked, type=click.Choice(list(each.choices)))
        elif each.kind == "column" and each.register and each.entry:
            said = click.prompt(f"{asked} 用哪一列", type=click.Choice(list(each.choices)))
            headings[each.register, each.entry] = said
        elif each.kind == "crs" and crs is None:
            crs = click.prompt(asked, type=click.Choice([one for one, _ in OFFERED]))
        elif each.kind == "place":
            raise click.ClickException(f"{each.source} 没有经度、纬度列，补上再导")
    return CityWish(crs, as_register, headings, wish.accept_partial, wish.remove_missing,
                    wish.origin, wish.dry_run)  # fmt: skip


@click.command("list")
def list_() -> None:
    """列出历次导入。"""
    with database() as dsn, connect(dsn) as conn:
        for each in record_queries.list_imports(conn):
            undone = "  已撤回" if each.undone else ""
            when = each.imported_at.astimezone(BEIJING)
            click.echo(f"{each.import_id:5}  {when:%Y-%m-%d %H:%M}  {each.rows} 行  "
                       f"{'、'.join(each.files[:6])}{undone}")  # fmt: skip


@click.command()
@click.argument("import_id", type=int, metavar="编号")
def undo(import_id: int) -> None:
    """撤回一次导入：每一行回到导入前。"""
    registers = load_registers()
    with database() as dsn, connect(dsn) as conn, on_connection(conn, CONSOLE) as tx:
        touched = undo_import(tx, registers, import_id)
    told = "、".join(registers[each].title.zh for each in touched)
    click.echo(f"已撤回 {import_id} 号导入：{told or '没有动过一行'}")


@click.command()
@click.argument("file", metavar="文件.xlsx", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """写一个空白的台账工作簿：每本台账一张表，有说明、下拉和示例。"""
    registers = load_registers()
    file.write_bytes(write_template(registers))
    click.echo(f"{file}：{len(registers)} 本台账。填好后 ./haitang city import {file}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def check(as_json: bool) -> None:
    """本市还缺什么，缺了会怎样；✗ 是缺了就答不出的。"""
    with database() as dsn, connect(dsn) as conn:
        lacks = find_lacks(city_facts(conn), island_facts(conn))
    if as_json:
        click.echo(strict_json.dumps({"lacks": lacks}))
    else:
        for each in lacks:
            click.echo(f"{'✗' if each.grave else '!'} {each.what.zh}：{each.cost.zh}")
        grave = sum(each.grave for each in lacks)
        click.echo(f"缺 {len(lacks)} 样，其中 {grave} 样缺了答不出" if lacks else "什么也不缺")


def write_refused(path: Path, faults: Sequence[RowFault]) -> None:
    """Every cell that was not taken, as a CSV that Excel opens right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_REFUSED_HEAD)
        for each in faults:
            cells = (each.source, str(each.line), each.heading, each.value, each.reason.zh)
            writer.writerow([safe_cell(cell) for cell in cells])


def _pair(text: str, option: str) -> tuple[str, str]:
    left, found, right = text.rpartition("=")
    if not found or not left or not right:
        raise click.BadParameter(f"要写成 左=右，收到 {text[:40]}", param_hint=option)
    return left, right


def _mapped(text: str, registers: Registers) -> tuple[tuple[str, str], str]:
    left, found, heading = text.partition("=")
    register, dot, entry = left.partition(".")
    if not (found and dot and heading):
        raise click.BadParameter(f"要写成 台账.列=表头，收到 {text[:40]}", param_hint="--map")
    known: Register = registers[register]
    if entry not in {each.name for each in known.entries}:
        names = "、".join(each.name for each in known.shown if not each.computed)
        raise click.BadParameter(f"{register} 没有 {entry} 这一列，有 {names}", param_hint="--map")
    return (register, entry), heading
