"""`./haitang bench`."""

from pathlib import Path

import click

from app import strict_json
from app.tooling.bench.model import Result


@click.command()
@click.argument("names", nargs=-1, metavar="[名称]...")
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="文件",
              help="把结果写成 JSON（- 为标准输出）")  # fmt: skip
@click.option("--list", "only_list", is_flag=True, help="列出全部测速项")
def bench(names: tuple[str, ...], json_file: Path | None, only_list: bool) -> None:
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
        click.echo(_line(name, results[name]), err=json_file == Path("-"))
    if json_file is not None:
        _write(json_file, results)


def _line(name: str, result: Result) -> str:
    return (
        f"{name}：海塘 {result.ours:,.1f}，{result.peer_name} {result.peer:,.1f} {result.unit}，"
        f"比值 {result.ratio:.2f}"
    )


def _write(json_file: Path, results: dict[str, Result]) -> None:
    report = {"bench": [result.present(name) for name, result in results.items()]}
    text = strict_json.dumps(report, indent=2) + "\n"
    if json_file == Path("-"):
        click.echo(text, nl=False)
    else:
        json_file.write_text(text, encoding="utf-8")
