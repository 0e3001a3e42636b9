"""`./haitang`: every command. What a command needs is imported when it runs, not before."""

import importlib
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import click

from app import __version__
from app.errors import AppError

# Commands that live with the package they belong to: name -> "module:attribute".
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "audit": (":audit", "审计：verify、seal"),
    "backup": ("app.operation.backup.command:backup", "把数据库备份到一个文件"),
    "bench": ("app.tooling.bench.command:bench", "测速并与同类比较"),
    "city": (":city", "本市的台账：template、import、check、undo"),
    "certificate": ("app.operation.supervisor.command:certificate", "为外勤平板制作 TLS 证书"),
    "db": ("app.operation.database_command:db", "数据库：upgrade、check、shell、new"),
    "demo": ("app.operation.supervisor.command:demo", "装入示例城市并开始台风演练"),
    "doctor": ("app.operation.doctor.command:doctor", "检查本机能否运行海塘"),
    "document": (":document", "文书：verify"),
    "drill": ("app.tooling.drills.command:drill", "运行一项演练的完整形式"),
    "export": ("app.maplayers.command:export", "把一个图层导出为文件"),
    "import": ("app.maplayers.command:import_", "把一个文件导入图层"),
    "incident": (":incident", "事件：open、list、label、close"),
    "world": (":world", "世界：list、clock"),
    "replay": ("app.exercise.command:replay", "回放一个 AIS 文件"),
    "restore": ("app.operation.backup.command:restore", "从备份恢复，或只验证备份"),
    "run": ("app.operation.supervisor.command:run", "运行海塘"),
    "sbom": ("app.tooling.sbom:sbom", "软件物料清单（CycloneDX）"),
    "series": (":series", "潮位、增水、雨量、风：import"),
    "simulate": ("app.exercise.command:simulate", "只运行船队模拟"),
    "systemd": ("app.operation.systemd:systemd", "打印 systemd 单元"),
    "test": ("app.tooling.testing.command:test", "运行全部测试"),
    "typhoon": (":typhoon", "台风：import、list、show、arrival、export"),
    "units": (":units", "单位树：import"),
    "user": (":user", "账号：add、list、link、disable、unlock、break-glass"),
}

# Groups of such commands: ":group" above.
GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "audit": {
        "verify": ("app.audit.command:verify_", "核对审计记录的哈希链"),
        "seal": ("app.audit.command:seal", "现在就封存完整的日子"),
    },
    "city": {
        "import": ("app.city.command:import_", "导入本市的台账：单位、人口、道路、航线、船"),
        "check": ("app.city.command:check", "本市还缺什么，缺了会怎样"),
        "list": ("app.city.command:list_", "列出历次导入"),
        "template": ("app.city.command:template", "写一个空白的台账工作簿"),
        "undo": ("app.city.command:undo", "撤回一次导入"),
    },
    "document": {"verify": ("app.documents.command:verify", "核对一份签发的文书，不用服务器")},
    "world": {
        "clock": ("app.worlds.command:clock", "拨一个演练的时钟"),
        "list": ("app.worlds.command:list_", "列出世界"),
    },
    "incident": {
        "close": ("app.incidents.command:close", "关闭一个事件"),
        "label": ("app.incidents.command:label_", "给一个事件改标记"),
        "list": ("app.incidents.command:list_", "列出事件"),
        "open": ("app.incidents.command:open_", "打开一个事件"),
    },
    "units": {"import": ("app.administration.command:import_units", "导入单位树和界线")},
    "series": {"import": ("app.series.command:import_", "导入潮位、雨量、风的文件")},
    "user": {
        "add": ("app.administration.command:add", "加一个账号，打印一次性链接"),
        "break-glass": ("app.administration.command:break_glass", "做封存的应急账号"),
        "disable": ("app.administration.command:disable", "停用或恢复一个账号"),
        "link": ("app.administration.command:link", "打印重设密码的一次性链接"),
        "list": ("app.administration.command:list_", "列出账号"),
        "unlock": ("app.administration.command:unlock", "解除输错密码的暂停"),
    },
    "typhoon": {
        "arrival": ("app.wind.command:arrival", "某级风何时到一个地点"),
        "export": ("app.typhoon.command:export", "把一个台风写成 GeoJSON 或 ATCF"),
        "import": ("app.typhoon.command:import_", "导入台风路径文件"),
        "link": ("app.typhoon.command:link", "记下两个台风合并或再生"),
        "list": ("app.typhoon.command:list_", "列出台风"),
        "renumber": ("app.typhoon.command:renumber", "给台风改编号"),
        "show": ("app.typhoon.command:show", "一个台风的全部资料"),
    },
}


class Commands(click.Group):
    """A group that imports a command only when it is called."""

    def __init__(self, name: str, table: Mapping[str, tuple[str, str]], text: str) -> None:
        super().__init__(name, help=text, context_settings={"help_option_names": ["-h", "--help"]})
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, without importing anything."""
        return sorted(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in self._table:
            return None
        address, text = self._table[cmd_name]
        module, _, attribute = address.partition(":")
        if not module:
            return Commands(cmd_name, GROUPS[attribute], text)
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without importing anything."""
        with formatter.section("命令 Commands"):
            formatter.write_dl([(name, self._table[name][1]) for name in sorted(self._table)])


def cli() -> click.Command:
    """The whole command line."""
    group = Commands("haitang", ELSEWHERE, "海塘 Haitang：海岛城市应急指挥与态势。")
    return click.version_option(__version__, prog_name="haitang")(group)


def main() -> NoReturn:
    """Run; 0 done, 1 refused or failed with a reason, 2 wrongly called."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        result = cli().main(prog_name="./haitang", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2 if isinstance(error, click.UsageError) else 1)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(1)
    except AppError as error:
        click.echo(f"{error.what.zh}（{error.code}）", err=True)
        click.echo(f"  原因：{error.why.zh}\n  请做：{error.todo.zh}", err=True)
        click.echo(f"{error.what.en} ({error.code})", err=True)
        click.echo(f"  why: {error.why.en}\n  do: {error.todo.en}", err=True)
        sys.exit(1)
    sys.exit(result if isinstance(result, int) else 0)


def _speak_utf8(stream: Any) -> None:
    """Chinese must come out whole under LANG=C too."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
