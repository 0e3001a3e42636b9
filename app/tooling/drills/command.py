"""`./haitang drill [NAME]`: one drill, whole."""

import subprocess

import click

from app.setup.screens import node_environ
from app.tooling.drills.page import DRILLS
from app.tooling.testing.plan import OUTPUT, pytest_words

WHOLE = "HAITANG_DRILL_WHOLE"


@click.command()
@click.argument("name", metavar="[名称]", required=False)
def drill(name: str | None) -> int:
    """运行一项演练的完整形式；不写名称时列出全部。"""
    if name is None:
        for each in DRILLS:
            click.echo(f"{each.name:<18} {each.title}")
        return 0
    found = next((each for each in DRILLS if each.name == name), None)
    if found is None:
        raise click.UsageError(f"没有演练 {name} no such drill: ./haitang drill")
    if not found.tests:
        raise click.UsageError(f"{name}: {found.open}")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    report = f"--junit-xml={OUTPUT / f'drill-{name}.xml'}"
    tests = [f"tests/{test}" for test in found.tests]
    words = pytest_words(*tests, "--all", "-v", report, "-o", "junit_family=xunit1")
    return subprocess.run(words, env=node_environ() | {WHOLE: "1"}, check=False).returncode
