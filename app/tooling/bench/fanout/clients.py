"""`python -m app.tooling.bench.fanout.clients SOCKET`: watchers in a process of their own.

The first line on stdin says in JSON whose sessions they are of, one watcher each. They keep every
message with the moment it came (monotonic seconds) until a line on stdin ends them, and then write
it all to stdout as a pickle: who reads it is our own parent.
"""

import json
import pickle
import selectors
import sys
import time
from pathlib import Path

from app.positions.frames import HEADER
from app.tooling.bench.fanout.scale import VIEWS
from app.tooling.bench.fanout.watched import Watched
from app.tooling.bench.socket_client import Message, SocketClient


class Watcher:
    """One client that answers every frame and may come back after a break."""

    def __init__(self, path: Path, number: int, token: str) -> None:
        self._path = path
        self._token = token
        self._view = VIEWS[number % len(VIEWS)]
        self.got = Watched()
        self.open()

    def open(self) -> None:
        """Connect and say what to watch; events go on where they stopped."""
        self.client = SocketClient(self._path, self._token)
        self.client.emit("view", {"box": self._view, "zoom": 9, "last": None})
        self.client.emit("events", {"after": max(self.got.events, default=0)})

    def take(self) -> None:
        """Read what is there."""
        self.client.feed()
        for message in self.client.drain():
            self._take_message(message)

    def _take_message(self, message: Message) -> None:
        if message.name == "frame":
            self.got.frames.append((time.monotonic(), message.data))
            self.client.emit("seen", {"seq": HEADER.unpack_from(message.data)[5]})
        elif message.name == "movers":
            self.got.frames.append((time.monotonic(), None))
        elif message.name == "event":
            self.got.events.append(message.data["seq"])


def main() -> None:
    """Watch until told to stop. A line `break` makes every tenth client reconnect."""
    path, tokens = Path(sys.argv[1]), json.loads(sys.stdin.readline())
    watchers = [Watcher(path, number, token) for number, token in enumerate(tokens)]
    selector = selectors.DefaultSelector()
    for watcher in watchers:
        selector.register(watcher.client.sock, selectors.EVENT_READ, watcher)
    selector.register(sys.stdin, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        for key, _ in selector.select():
            if isinstance(key.data, Watcher):
                key.data.take()
            elif sys.stdin.readline().strip() != "break":
                pickle.dump([watcher.got for watcher in watchers], sys.stdout.buffer)
                return
            else:
                _come_back(selector, watchers[::10])


def _come_back(selector: selectors.BaseSelector, watchers: list[Watcher]) -> None:
    for watcher in watchers:
        selector.unregister(watcher.client.sock)
        watcher.client.close()
        watcher.open()
        selector.register(watcher.client.sock, selectors.EVENT_READ, watcher)


if __name__ == "__main__":
    main()
