"""`./haitang replay` and `simulate`."""

import time
from contextlib import ExitStack, closing
from pathlib import Path

import click

from app.cluster import ClusterSession
from app.cluster.place import place_of
from app.errors import InvalidInput
from app.exercise.ais import tagged
from app.exercise.recording import Recorded, pace, read_recording
from app.exercise.sending import UdpOutlet
from app.settings import Settings, load_settings
from app.wording import Text

_TOLD_EVERY_S = 10.0
_TOGETHER_S = 0.05


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--speed", type=click.FloatRange(0.01, 1000), default=1.0, show_default=True, help="倍速"
)
@click.option("--to", "address", metavar="HOST:PORT", help="发到哪里；默认本机正在运行的海塘")
@click.option("--keep-times", is_flag=True, help="报文带上记录里的时刻；默认按收到时刻算")
def replay(file: Path, speed: float, address: str | None, keep_times: bool) -> None:
    """按原来的快慢回放 AIS 记录（NMEA 或 CSV）。"""
    begun = time.monotonic()
    with closing(UdpOutlet(_find_address(load_settings(), address))) as outlet:
        sent = _play_file(file, speed, outlet, keep_times)
    click.echo(f"回放完毕：{sent} 条，用时 {time.monotonic() - begun:.0f} 秒")


def _play_file(file: Path, speed: float, outlet: UdpOutlet, keep_times: bool) -> int:
    """Send each sentence when it is due, those of one moment together; gives how many."""
    begun = told = time.monotonic()
    sent = 0
    group: list[bytes] = []
    for due_s, recorded in pace(read_recording(file), speed):
        if group and begun + due_s - time.monotonic() > _TOGETHER_S:
            outlet.send(group)
            sent, group = sent + len(group), []
        if time.monotonic() - told > _TOLD_EVERY_S:
            told = time.monotonic()
            click.echo(f"已发 {sent} 条", err=True)
        time.sleep(max(0.0, begun + due_s - time.monotonic()))
        group.append(_recorded_sentence(recorded, keep_times))
    outlet.send(group)
    return sent + len(group)


@click.command()
def simulate() -> None:
    """让示例船队出海，直到 Ctrl-C；./haitang demo 已包含它。"""
    from app.exercise.process import run

    settings = load_settings()
    with ExitStack() as stack:
        run(settings, _open_database(settings, stack))


def _recorded_sentence(recorded: Recorded, keep_times: bool) -> bytes:
    if keep_times and recorded.at_s is not None:
        return tagged(recorded.sentence, int(recorded.at_s))
    return recorded.sentence


def _find_address(settings: Settings, given: str | None) -> tuple[str, int]:
    """As asked for, as set, or where the running demo listens. Raises InvalidInput."""
    if given is None and settings.drill_udp is not None:
        return settings.drill_udp
    text = given if given is not None else _noted_address(settings)
    host, _, port = (text or "").rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise InvalidInput(
            "E-EXE-004",
            Text("没有回放", "Nothing was replayed"),
            Text("不知道发到哪里", "It is not known where to send to")
            if text is None
            else Text(f"地址“{text}”不对", f"The address “{text}” is wrong"),
            Text(
                "写 --to 主机:端口，或设 HAITANG_DRILL_UDP，或先运行 ./haitang demo",
                "Write --to host:port, set HAITANG_DRILL_UDP, or run ./haitang demo first",
            ),
        )
    return host, int(port)


def _noted_address(settings: Settings) -> str | None:
    """The address the demo's fleet sends to, from its run folder."""
    from app.exercise.process import ADDRESS_FILE

    path = settings.run_dir / ADDRESS_FILE
    return path.read_text(encoding="ascii").strip() if path.is_file() else None


def _open_database(settings: Settings, stack: ExitStack) -> str:
    if settings.database_url is not None:
        return settings.database_url
    session = ClusterSession(place_of(settings))
    stack.callback(session.close)
    return session.place.dsn()
