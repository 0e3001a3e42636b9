"""`./haitang doctor [--json]`."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

import click

from app.operation.doctor import installation, machine, programs
from app.operation.doctor.finding import Finding, FindingState
from app.settings import Settings, load_settings

SIGNS = {
    FindingState.OK: ("✓", "green"),
    FindingState.NOTE: ("!", "yellow"),
    FindingState.FAIL: ("✗", "red"),
}


def examine(settings: Settings) -> Iterator[Finding]:
    """Every check, in the order in which a person would mend them."""
    yield programs.check_python()
    yield programs.check_packages(settings.clone_dir / "requirements.lock")
    yield programs.check_postgresql()
    yield programs.check_postgis()
    yield programs.check_nginx()
    yield machine.check_memory()
    yield machine.check_locale()
    yield machine.check_clock()
    disk = machine.check_disk(settings.data_dir)
    yield disk
    yield machine.check_port(settings)
    yield installation.check_screens(settings)
    yield installation.check_fonts(settings)
    yield installation.check_certificate(settings)
    if disk.state is not FindingState.FAIL:
        yield installation.check_folders(settings)
        yield from installation.check_database(settings)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
@click.option("--port", type=click.IntRange(1, 65535), help="要检查的端口")
def doctor(as_json: bool, port: int | None) -> int:
    """检查本机能否运行海塘；有一项不行就以 1 退出。"""
    settings = load_settings()
    if port is not None:
        settings = replace(settings, port=port)
    findings: list[Finding] = []
    for finding in examine(settings):
        findings.append(finding)
        if not as_json:
            _print_finding(finding)
    failed = sum(f.state is FindingState.FAIL for f in findings)
    if as_json:
        rows = [asdict(f) for f in findings]
        click.echo(json.dumps({"ok": failed == 0, "checks": rows}, ensure_ascii=False))
    else:
        notes = sum(f.state is FindingState.NOTE for f in findings)
        click.echo(f"{len(findings)} 项：{failed} 项不行，{notes} 项提醒")
    return 1 if failed else 0


def _print_finding(finding: Finding) -> None:
    sign, colour = SIGNS[finding.state]
    todo = f" → {finding.todo}" if finding.todo else ""
    click.echo(f"{click.style(sign, fg=colour)} {finding.check}：{finding.text}{todo}")
