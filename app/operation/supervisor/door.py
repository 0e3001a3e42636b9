"""The one port that is open to browsers."""

import errno
import socket

from app.errors import Conflict
from app.wording import Text

TRIES = 50
BACKLOG = 511  # nginx's own default


def open_door(host: str, port: int, *, exactly: bool) -> socket.socket:
    """Listen on `port`, or on the next free one unless it must be exactly that.

    Raises Conflict when the port is taken and no other will do.
    """
    ports = (port,) if exactly else tuple(range(port, min(port + TRIES, 65535)))
    for candidate in ports:
        door = _try_listen(host, candidate)
        if door is not None:
            return door
    raise Conflict(
        "E-SUP-001",
        Text(f"端口 {port} 已被占用", f"Port {port} is taken"),
        Text(f"{host}:{port} 上已有程序在监听", f"A program listens on {host}:{port} already"),
        Text(
            "请换一个端口：./haitang demo --port 号码",
            "Use another port: ./haitang demo --port NUMBER",
        ),
    )


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens on the port."""
    door = _try_listen(host, port)
    if door is None:
        return False
    door.close()
    return True


def free_port(host: str, kind: socket.SocketKind) -> int:
    """A port that was free a moment ago."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _try_listen(host: str, port: int) -> socket.socket | None:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # nginx takes an inherited socket as it is. Blocking, a worker that another was quicker than
    # sits in accept() until the next connection, and every request it already holds waits.
    door.setblocking(False)
    try:
        door.bind((host, port))
        door.listen(BACKLOG)
    except OSError as error:
        door.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            return None
        raise
    return door
