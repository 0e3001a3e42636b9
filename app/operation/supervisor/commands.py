"""Which processes run, with which environment."""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from app.cluster.service_user import ServiceUser
from app.lifeline import VARIABLE
from app.operation.nginx.server import start_environ, start_words
from app.operation.supervisor.child import Command
from app.settings import Settings

# What a page needs comes first; on two cores the others would only delay it.
PAGES = ("live", "web")
BEHIND = ("worker",)
ARCHIVE = "HAITANG_AUDIT_DATABASE_URL"
BEHIND_DEMO = ("worker", "exercise")


def python_commands(
    settings: Settings, dsn: str, lifeline_fd: int, names: Sequence[str]
) -> list[Command]:
    """`python -m app.<name>` for each name, tied to us by the lifeline."""
    environ = dict(os.environ) | {
        "HAITANG_DATABASE_URL": dsn,
        "HAITANG_RUN_DIR": str(settings.run_dir),
        "HAITANG_DATA_DIR": str(settings.data_dir),
        "HAITANG_PORT": str(settings.port),
        VARIABLE: str(lifeline_fd),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": _python_path(settings.clone_dir),
    }
    for name, address in (
        ("AIS_UDP", settings.ais_udp), ("AIS_TCP", settings.ais_tcp),
        ("DRILL_UDP", settings.drill_udp), ("DRILL_TCP", settings.drill_tcp),
    ):  # fmt: skip
        if address is not None:
            environ[f"HAITANG_{name}"] = f"{address[0]}:{address[1]}"
    return [
        Command(
            name,
            (sys.executable, "-m", f"app.{name}"),
            _only_own(name, environ, settings),
            fds=(lifeline_fd,),
        )
        for name in names
    ]


def _only_own(name: str, environ: dict[str, str], settings: Settings) -> dict[str, str]:
    """The environment with what this process alone may have: `worker` takes old audit days out."""
    own = {key: text for key, text in environ.items() if key != ARCHIVE}
    if name == "worker" and settings.audit_database_url is not None:
        own[ARCHIVE] = settings.audit_database_url
    return own


def nginx_command(settings: Settings, door: socket.socket, user: ServiceUser) -> Command:
    """nginx on `door`."""
    words, environ = start_words(settings, user), start_environ(door)
    return Command("nginx", words, environ, fds=(door.fileno(),), stops_first=True)


def _python_path(clone_dir: Path) -> str:
    """The clone first, so that a child finds `app` whatever folder it is started from."""
    return os.pathsep.join(p for p in (str(clone_dir), os.environ.get("PYTHONPATH", "")) if p)
