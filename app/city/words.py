"""What an import would do, or did, in words; and which layers draw what it touched."""

from collections.abc import Iterable, Iterator

from app.city.model import CityImport, RegisterImport
from app.errors import InvalidInput
from app.registers.definition import Register
from app.registers.registry import Registers
from app.wording import Text

_SHOWN = 20


def layers_of(registers: Iterable[Register]) -> list[str]:
    """Every layer that draws one of them."""
    return sorted({layer for each in registers for layer in
                   (*each.draws, *([each.layer] if each.layer else []))})  # fmt: skip


def told_import(done: CityImport, registers: Registers) -> str:
    """The whole report, for a terminal."""
    lines = [note.zh for note in done.notes]
    for each in done.questions:
        choices = f"（{'、'.join(each.choices[:12])}）" if each.choices else ""
        option = f"，用 {each.option}" if each.option else "，补上再导"
        lines.append(f"要问：{each.source} 的{each.label.zh}{choices}{option}")
    for one in done.registers:
        lines += _told_register(one, registers[one.register])
    for fault in done.faults[:_SHOWN]:
        cell = f"“{fault.heading}”{fault.value and f'（{fault.value}）'}：" if fault.heading else ""
        row = f"第 {fault.line} 行" if fault.line else ""
        lines.append(f"拒收：{fault.source} {row}{cell}{fault.reason.zh}")
    if len(done.faults) > _SHOWN:
        lines.append(f"…… 共拒收 {len(done.faults)} 处；--refused 文件.csv 全部写出")
    return "\n".join([*lines, *_end(done)])


def _told_register(one: RegisterImport, register: Register) -> list[str]:
    head = (
        f"{register.title.zh}（{'、'.join(one.sources)}）：新增 {len(one.added)}，"
        f"改动 {len(one.changed)}，去掉 {len(one.removed)}，不变 {one.unchanged}"
    )
    lines = [head + (f"，库里另有 {one.not_in_file} 行不在文件里" if one.not_in_file else "")]
    for change in one.changes[:_SHOWN]:
        label = {"geom": "位置", "seat": "驻地"}.get(change.entry)
        label = label or register.entry(change.entry).label.zh
        lines.append(f"  {change.key} {label}：{change.was} → {change.becomes}")
    if one.live_kept:
        lines.append(f"  当夜的列不动：{'、'.join(dict.fromkeys(one.live_kept))}")
    if one.unused:
        lines.append(f"  没有用到的列：{'、'.join(dict.fromkeys(one.unused))}")
    return lines


def _end(done: CityImport) -> Iterator[str]:
    """What came of it; why nothing was written is told as the command's error."""
    if done.dry_run:
        yield "以上是试看，没有写入"
    elif not done.held_up and not done.touched:
        yield "没有一处不同，什么也没有改"
    elif not done.held_up:
        skipped = f"，拒收 {len(done.faults)} 处" if done.faults else ""
        yield f"已导入{skipped}。撤回：./haitang city undo {done.import_id}"


def not_imported(done: CityImport) -> InvalidInput:
    """Why nothing was written, after every refused cell and question has been told."""
    if done.questions:
        count = len(done.questions)
        why = Text(f"有 {count} 处要先说明", f"{count} questions are open")
        todo = Text("照上面说的加 --as、--map 或 --crs", "Answer with --as, --map or --crs")
    else:
        count = len(done.faults)
        why = Text(f"{count} 处拒收", f"{count} cells or files were refused")
        todo = Text("改好再导，或加 --accept-partial", "Correct them, or add --accept-partial")
    return InvalidInput("E-CIT-004", Text("一行也没有写入", "No row was written"), why, todo)
