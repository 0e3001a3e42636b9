"""`./haitang bench`."""

from pathlib import Path

import click

from app import strict_json
from app.tooling.bench.model import Better, Figure, Result


@click.command()
@click.argument("names", nargs=-1, metavar="[名称]...")
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="文件",
              help="把结果写成 JSON（- 为标准输出）")  # fmt: skip
@click.option("--hold", is_flag=True, help="有一项低于它的下限就以 1 退出")
@click.option("--list", "only_list", is_flag=True, help="列出全部测速项")
def bench(names: tuple[str, ...], json_file: Path | None, *, hold: bool, only_list: bool) -> None:
    """测速并与同类做法比较；不写名称则全部运行。比值大于 1 表示海塘更好。"""
    from app.tooling.bench.registry import list_benches

    benches = list_benches()
    unknown = sorted(set(names) - set(benches))
    if unknown:
        raise click.UsageError(f"没有这个测速项：{'、'.join(unknown)}；有：{'、'.join(benches)}")
    if only_list:
        for name, one in benches.items():
            click.echo(f"{name}\t{one.about}")
        return
    results: dict[str, Result] = {}
    for name in names or benches:
        click.echo(f"{name}：{benches[name].about} …", err=True)
        results[name] = benches[name].run()
        for line in (_result_line(name, results[name]), *map(_figure_line, results[name].figures)):
            click.echo(line, err=json_file == Path("-"))
    if json_file is not None:
        _write_report(json_file, results)
    if hold:
        _hold_floors(
            {name: (result.ratio, benches[name].floor) for name, result in results.items()}
        )


def _hold_floors(ratios: dict[str, tuple[float, float]]) -> None:
    below = [f"{name} {ratio:.2f} < {floor:g}" for name, (ratio, floor) in ratios.items()
             if ratio < floor]  # fmt: skip
    if below:
        raise click.ClickException(f"低于下限 below the floor：{'、'.join(below)}")


def _result_line(name: str, result: Result) -> str:
    return (
        f"{name}：海塘 {result.ours:,.1f}，{result.peer_name} {result.peer:,.1f} {result.unit}，"
        f"比值 {result.ratio:.2f}"
    )


def _figure_line(figure: Figure) -> str:
    said = f"  {figure.label}：海塘 {figure.ours:,.2f}"
    if figure.peer is not None:
        said += f"，同类 {figure.peer:,.2f}"
    said += f" {figure.unit}"
    if figure.ratio is not None:
        said += f"，比值 {figure.ratio:.2f}"
    if figure.goal is None:
        return said
    sign = "≥" if figure.better is Better.HIGHER else "≤"
    return f"{said}；目标 {sign} {figure.goal:g}，{'达到' if figure.met else '未达到'}"


def _write_report(json_file: Path, results: dict[str, Result]) -> None:
    report = {"bench": [result.present(name) for name, result in results.items()]}
    text = strict_json.dumps(report, indent=2) + "\n"
    if json_file == Path("-"):
        click.echo(text, nl=False)
    else:
        json_file.write_text(text, encoding="utf-8")
