"""`./haitang test [--quick | --all]`, or `./haitang test` with words for pytest."""

import subprocess
import time

import click

from app.setup.screens import node_environ
from app.tooling.testing.plan import OUTPUT, plan, pytest_words
from app.tooling.testing.running import run_checks
from app.tooling.testing.tally import Tally, closing_line
from app.tooling.testing.unsteady import MOST_UNSTEADY


@click.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--quick", is_flag=True, help="只运行一分钟内的：格式、类型、单元测试、页面的单元测试"
)
@click.option("--all", "everything", is_flag=True, help="还包括负载、故障演练、全新安装与测速")
@click.option("--only", metavar="名称", help="只运行名称含此字样的检查，如 pytest、tsc")
@click.argument("words", metavar="[路径与 pytest 选项]", nargs=-1, type=click.UNPROCESSED)
def test(*, quick: bool, everything: bool, only: str | None, words: tuple[str, ...]) -> int:
    """运行全部测试；有一项失败就以 1 退出。给出路径或 pytest 的选项时，只由 pytest 运行它们。"""
    if quick and everything:
        raise click.UsageError("--quick 与 --all 只能用一个 use one of them")
    if words and (quick or only):
        raise click.UsageError("给出路径时不用 --quick、--only no --quick, --only with a path")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    if words:
        return _run_pytest(*words, *(["--all"] if everything else []))
    return _run_plan(everything=everything, quick=quick, only=only or "")


def _run_pytest(*words: str) -> int:
    return subprocess.run(pytest_words(*words), env=node_environ(), check=False).returncode


def _run_plan(*, everything: bool, quick: bool, only: str) -> int:
    """Run the checks; the last lines say which failed, which were unsteady, and how many."""
    began = time.monotonic()
    checks = [check for check in plan(everything=everything, quick=quick) if only in check.name]
    outcomes = list(run_checks(checks))
    total = sum((outcome.tally for outcome in outcomes), Tally())
    failing = [outcome.check.name for outcome in outcomes if outcome.tally.failed]
    unsteady = [test for outcome in outcomes for test in outcome.unsteady]
    if len(unsteady) > MOST_UNSTEADY:
        total += Tally(failed=1)
        failing.append(f"超过 {MOST_UNSTEADY} 项不稳 more than {MOST_UNSTEADY} unsteady")
    for test in unsteady:
        click.echo(f"不稳 unsteady, passed when run again: {test}")
    for test in (test for outcome in outcomes for test in outcome.failed):
        click.echo(f"失败 failed: {test}")
    if failing:
        click.echo(f"失败 failed：{'、'.join(failing)}")
    click.echo(closing_line(total, time.monotonic() - began))
    return 1 if failing else 0
