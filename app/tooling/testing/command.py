"""`./haitang test [--all]`."""

import os
import subprocess
import time

import click

from app.setup.screens import node_environ
from app.tooling.testing.plan import OUTPUT, Check, plan
from app.tooling.testing.tally import Tally, closing_line, tally_of


@click.command()
@click.option("--all", "everything", is_flag=True, help="还包括负载、故障演练、全新安装与测速")
@click.option("--only", metavar="名称", help="只运行名称含此字样的检查，如 pytest、tsc")
def test(everything: bool, only: str | None) -> int:
    """运行全部测试；有一项失败就以 1 退出。"""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    total = Tally()
    failing: list[str] = []
    for check in plan(everything=everything):
        if only is not None and only not in check.name:
            continue
        tally = _run(check)
        total += tally
        if tally.failed:
            failing.append(check.name)
    if failing:
        click.echo(f"失败 failed：{'、'.join(failing)}")
    click.echo(closing_line(total, time.monotonic() - began))
    return 1 if failing else 0


def _run(check: Check) -> Tally:
    click.echo(f"── {check.name}")
    if check.report is not None:
        check.report.unlink(missing_ok=True)
    began = time.monotonic()
    environ = node_environ() | dict(check.environ)
    code = subprocess.run(check.words, cwd=check.cwd, env=environ, check=False).returncode
    tally = tally_of(check.report, code)
    state = "✗" if tally.failed else "✓"
    click.echo(f"{state} {check.name}：{time.monotonic() - began:.1f} s{os.linesep}")
    return tally
