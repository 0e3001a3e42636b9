"""Starts and stops the processes of the fan-out bench; nothing outlives its block."""

import pickle
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from json import dumps, loads
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket
from typing import Any, cast

from app.tooling.bench.fanout.watched import Watched

START_LIMIT_S = 30.0


@contextmanager
def process(
    *words: str, environ: Mapping[str, str] | None = None
) -> Generator[subprocess.Popen[bytes]]:
    """`python -m WORDS…` for as long as the block lasts."""
    child = subprocess.Popen(
        [sys.executable, "-m", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=None if environ is None else dict(environ),
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()


class Watchers:
    """The clients' process."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child

    def break_some(self) -> None:
        """Make every tenth client lose its connection and come back."""
        self._say_line(b"break\n")

    def finish(self) -> list[Watched]:
        """What each client got."""
        assert self._child.stdout is not None  # noqa: S101 made with a pipe
        self._say_line(b"end\n")
        return cast(list[Watched], pickle.load(self._child.stdout))  # noqa: S301 our own child's

    def sign_in(self, tokens: list[str]) -> None:
        """Connect one client for each session; returns once all are connected."""
        assert self._child.stdout is not None  # noqa: S101 made with a pipe
        self._say_line(dumps(tokens).encode() + b"\n")
        if self._child.stdout.readline() != b"ready\n":
            raise RuntimeError("the clients could not connect")

    def _say_line(self, line: bytes) -> None:
        assert self._child.stdin is not None  # noqa: S101 made with a pipe
        self._child.stdin.write(line)
        self._child.stdin.flush()


@contextmanager
def watchers(path: Path, tokens: list[str]) -> Generator[Watchers]:
    """A client for each session, connected, in a process of their own."""
    with process("app.tooling.bench.fanout.clients", str(path)) as child:
        clients = Watchers(child)
        clients.sign_in(tokens)
        yield clients


def wait_for(path: Path, address: str) -> None:
    """Wait until something answers on the unix socket. Raises TimeoutError."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        try:
            get_json(path, address)
        except (OSError, ValueError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nobody answers on {path}")


def get_json(path: Path, address: str) -> Any:
    """JSON of a GET over a unix socket. Raises OSError when the answer is not 200."""
    connection = HTTPConnection("live", timeout=5)
    connection.sock = socket(AF_UNIX, SOCK_STREAM)
    try:
        connection.sock.connect(str(path))
        connection.request("GET", address)
        response = connection.getresponse()
        if response.status != 200:
            raise OSError(f"{address} answered {response.status}")
        return loads(response.read())
    finally:
        connection.close()
