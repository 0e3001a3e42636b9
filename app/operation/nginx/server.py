"""Makes nginx ready to start, and says how."""

import shutil
import socket

from app.cluster.service_user import ServiceUser
from app.errors import Unavailable
from app.operation.nginx.configuration import Certificate, configuration, nginx_dir
from app.operation.nginx.screens import publish_screens
from app.settings import Settings
from app.wording import Text

FILE_NAME = "nginx.conf"
# nginx of the distribution; /usr/sbin is not on every user's PATH.
SEARCH_PATH = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"


def nginx_program() -> str:
    """Path of nginx. Raises Unavailable when it is not installed."""
    found = shutil.which("nginx", path=SEARCH_PATH)
    if found is None:
        raise Unavailable(
            "E-NGX-002",
            Text("找不到 nginx", "nginx was not found"),
            Text(f"{SEARCH_PATH} 中没有", f"It is not in {SEARCH_PATH}"),
            Text("请运行：apt-get install nginx", "Run: apt-get install nginx"),
        )
    return found


def start_words(settings: Settings, user: ServiceUser) -> tuple[str, ...]:
    """Command that serves by the files of `prepare`, as nginx's user, until we end."""
    folder = nginx_dir(settings)
    words = ("-e", "stderr", "-c", str(folder / FILE_NAME), "-p", str(folder))
    return (*user.prefix("TERM"), nginx_program(), *words)


def start_environ(door: socket.socket) -> dict[str, str]:
    """Its environment: `NGINX` hands it the listening socket, which must be passed to it.

    So the port stays ours while nginx restarts: a browser waits instead of being refused.
    """
    return {"PATH": SEARCH_PATH, "NGINX": f"{door.fileno()};"}


def prepare(
    settings: Settings, port: int, user: ServiceUser, certificate: Certificate | None
) -> None:
    """Write what nginx reads."""
    folder = nginx_dir(settings)
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    for path in (folder / "tmp", *(folder / "tmp").rglob("*")):
        user.own(path)
    if certificate is not None:
        user.own(certificate.key)
    publish_screens(settings)
    text = configuration(settings, port, certificate)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
