"""Makes nginx ready to start, and says how."""

import shutil
import socket

from app.cluster.service_user import ServiceUser
from app.errors import Unavailable
from app.nginx.configuration import Certificate, configuration, nginx_dir
from app.nginx.screens import publish_screens
from app.settings import Settings
from app.supervisor.child import Command

# nginx of the distribution; /usr/sbin is not on every user's PATH.
SEARCH_PATH = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"


def nginx_program() -> str:
    """Path of nginx. Raises Unavailable when it is not installed."""
    found = shutil.which("nginx", path=SEARCH_PATH)
    if found is None:
        raise Unavailable(
            "E-NGX-002", "找不到 nginx", f"{SEARCH_PATH} 中没有", "请运行：apt-get install nginx"
        )
    return found


def prepare(
    settings: Settings, door: socket.socket, user: ServiceUser, certificate: Certificate | None
) -> Command:
    """Write what nginx reads; return the command that serves on `door`.

    nginx is given the listening socket (its variable `NGINX`), so the port stays ours while it
    restarts: a browser then waits instead of being refused.
    """
    folder = nginx_dir(settings)
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    user.own(folder / "tmp")
    publish_screens(settings)
    port = int(door.getsockname()[1])
    file = folder / "nginx.conf"
    file.write_text(configuration(settings, port, certificate), encoding="utf-8")
    words = (*user.prefix("TERM"), nginx_program(), "-e", "stderr", "-c", str(file))
    environ = {"PATH": SEARCH_PATH, "NGINX": f"{door.fileno()};"}
    return Command("nginx", (*words, "-p", str(folder)), environ, fds=(door.fileno(),))
