"""`demo` and `run`: from nothing to a served page, then tending it until told to stop."""

import os
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from app import migration
from app.cluster import ClusterSession
from app.cluster.folders import make_folders
from app.cluster.lock import FileLock
from app.cluster.place import ARCHIVE_ROLE, place_of
from app.cluster.service_user import door_user, service_user
from app.errors import Conflict, SettingsInvalid
from app.operation.certificate import find_certificate
from app.operation.nginx.server import prepare
from app.operation.supervisor.commands import (
    BEHIND,
    BEHIND_DEMO,
    PAGES,
    nginx_command,
    python_commands,
)
from app.operation.supervisor.door import free_port, open_door
from app.operation.supervisor.progress import Progress
from app.operation.supervisor.sample_city import AliveNote, prepare_demo, prepare_service
from app.operation.supervisor.supervisor import Supervisor
from app.processes import write_address
from app.settings import Settings
from app.wording import Text

READY_LIMIT_S = 90.0
LOOPBACK = "127.0.0.1"
_LINK_TITLES = {
    "administrator": "首次启动，系统管理员（打开一次，设定密码） administrator:",
    "security": "首次启动，安全管理员（打开一次，设定密码） security:",
    "planner": "规划席（打开一次即登录） planner:",
    "wall": "大屏（可反复打开） wall:",
    "field": "外勤平板（打开一次即登记） tablet:",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    demo: bool
    port: int | None = None
    storm: str | None = None
    speed: float | None = None
    tls: bool = False


def serve(settings: Settings, options: Options) -> int:
    """Serve until told to stop. Returns the exit code."""
    progress = Progress()
    _check_host(settings, options)
    with ExitStack() as stack:
        make_folders(place_of(settings), service_user())
        stack.enter_context(_only_supervisor(settings))
        door = stack.enter_context(_open_door(settings, options, progress))
        settings = _settle_settings(settings, options, int(door.getsockname()[1]))
        write_address(settings.run_dir, _base_address(settings, options))
        session, dsn = stack.enter_context(_open_database(settings, progress))
        if session is not None:
            settings = replace(settings, audit_database_url=session.place.dsn(role=ARCHIVE_ROLE))
        links = _prepare_data(settings, options, dsn, progress)
        certificate = find_certificate(settings) if options.tls else None
        prepare(settings, settings.port, door_user(), certificate)
        nginx = nginx_command(settings, door, door_user())
        log_dir = place_of(settings).log_dir
        supervisor = Supervisor(settings.run_dir, log_dir, session, progress.say)
        if options.demo:
            supervisor.on_round(AliveNote(settings.data_dir))
        lifeline_fd = os.pipe()[0]  # the write end stays open until this process ends
        behind = BEHIND_DEMO if options.demo else BEHIND
        supervisor.listen_for_stop()
        try:
            supervisor.start([nginx, *python_commands(settings, dsn, lifeline_fd, PAGES)])
            _wait_for_page(supervisor, settings, options)
            supervisor.start(python_commands(settings, dsn, lifeline_fd, behind))
            _announce_start(supervisor, settings, options, links, progress)
            supervisor.tend()
        finally:
            progress.say("正在停止")
            supervisor.stop()
    progress.say("已全部停止")
    return 0


def _check_host(settings: Settings, options: Options) -> None:
    """Passwords and positions do not cross a network in the clear."""
    if settings.host not in (LOOPBACK, "localhost") and not options.tls:
        raise SettingsInvalid(
            "E-SET-003",
            Text("没有启动", "It was not started"),
            Text(
                f"HAITANG_HOST={settings.host} 让别的机器也能进来，但没有加密",
                f"HAITANG_HOST={settings.host} lets other machines in, without encryption",
            ),
            Text(
                "先运行 ./haitang certificate 主机名，再加 --tls 启动",
                "Run ./haitang certificate HOSTNAME first, then start with --tls",
            ),
        )


@contextmanager
def _only_supervisor(settings: Settings) -> Generator[None]:
    lock = FileLock(settings.data_dir / "lock" / "supervisor")
    try:
        # A killed predecessor's lock is gone at once; one that is stopping gets a moment.
        if not lock.take_within(10.0):
            raise Conflict(
                "E-SUP-005",
                Text("没有启动", "It was not started"),
                Text(
                    f"这个数据目录已有海塘在运行：{settings.data_dir}",
                    f"Haitang runs on this data directory already: {settings.data_dir}",
                ),
                Text(
                    "请先在那个终端按 Ctrl-C，或用 HAITANG_DATA_DIR 指定另一个目录",
                    "Press Ctrl-C in that terminal, or name another directory with "
                    "HAITANG_DATA_DIR",
                ),
            )
        yield
    finally:
        lock.close()


@contextmanager
def _open_door(
    settings: Settings, options: Options, progress: Progress
) -> Generator[socket.socket]:
    wanted = settings.port if options.port is None else options.port
    exactly = options.port is not None or "HAITANG_PORT" in os.environ
    with open_door(settings.host, wanted, exactly=exactly) as door:
        got = door.getsockname()[1]
        if got != wanted and wanted != 0:
            progress.say(f"端口 {wanted} 已被占用，改用 {got}")
        yield door


def _settle_settings(settings: Settings, options: Options, port: int) -> Settings:
    """Settings with the door's port, and for a demo with free loopback ports for its fleet."""
    settings = replace(settings, port=port)
    if not options.demo:
        return settings
    host = LOOPBACK  # the exercise speaks to `live` on this machine, whoever may open the door
    return replace(
        settings,
        drill_udp=settings.drill_udp or (host, free_port(host, socket.SOCK_DGRAM)),
        drill_tcp=settings.drill_tcp or (host, free_port(host, socket.SOCK_STREAM)),
    )


@contextmanager
def _open_database(
    settings: Settings, progress: Progress
) -> Generator[tuple[ClusterSession | None, str]]:
    if settings.database_url is not None:
        yield None, settings.database_url
        return
    with progress.step("数据库已启动"):
        session = ClusterSession(place_of(settings))
    try:
        yield session, session.place.dsn()
    finally:
        session.close()
        session.wait_until_stopped()


def _prepare_data(
    settings: Settings, options: Options, dsn: str, progress: Progress
) -> Mapping[str, str]:
    """The schema and the data; gives the links that open a demo's screens."""
    with progress.step("数据库结构已是最新"):
        migration.upgrade(dsn)
    if options.demo:
        return prepare_demo(dsn, settings, options.storm, options.speed, progress)
    return prepare_service(dsn)


def _base_address(settings: Settings, options: Options) -> str:
    scheme = "https" if options.tls else "http"
    return f"{scheme}://{_reached_at(settings.host)}:{settings.port}"


def _wait_for_page(supervisor: Supervisor, settings: Settings, options: Options) -> None:
    """Tend until a page is served."""
    url = _base_address(settings, options) + ("/readyz" if options.demo else "/healthz")
    deadline = time.monotonic() + READY_LIMIT_S
    supervisor.tend(until=lambda: _is_ready(url) or time.monotonic() > deadline)


def _announce_start(
    supervisor: Supervisor,
    settings: Settings,
    options: Options,
    links: Mapping[str, str],
    progress: Progress,
) -> None:
    """Say where it is served, or where to look when it is not."""
    base = _base_address(settings, options)
    if supervisor.stopping:
        return
    if not _is_ready(f"{base}/healthz"):
        progress.say(f"仍未就绪；请看日志 {place_of(settings).log_dir}，继续等待中")
        return
    _tell_links(links, base, progress)
    progress.say(f"就绪：{base}/    按 Ctrl-C 停止")


def _tell_links(links: Mapping[str, str], base: str, progress: Progress) -> None:
    for screen, path in links.items():
        progress.say(f"{_LINK_TITLES[screen]} {base}{path}")


def _reached_at(host: str) -> str:
    """The address by which this machine itself reaches the door."""
    return LOOPBACK if host in ("0.0.0.0", "localhost") else host  # noqa: S104 compared, not bound


def _is_ready(url: str) -> bool:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # our own door; its authority need not be installed here
    try:
        with urllib.request.urlopen(url, timeout=2, context=context):  # noqa: S310 - our own door
            return True
    except (urllib.error.URLError, OSError):
        return False
