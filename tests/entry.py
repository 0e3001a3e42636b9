"""Entering a running demo as its user does: by the links it prints."""

import json
import re
import ssl
import urllib.request
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

_LINK = r"{word}: (https?://\S+/enter#(\S+))"


def token_of(log: Path, screen: str) -> str:
    """The newest token that the demo printed for `planner`, `wall` or `tablet`."""
    found = re.findall(_LINK.format(word=screen), log.read_text(encoding="utf-8"))
    assert found, f"no {screen} link in {log}"
    return str(found[-1][1])


@dataclass(frozen=True, slots=True)
class Entered:
    """A session of a running installation, as one browser holds it."""

    base: str
    cookie: str
    csrf: str
    trusted: ssl.SSLContext | None = None

    @property
    def name_and_value(self) -> tuple[str, str]:
        name, _, value = self.cookie.partition("=")
        return name, value

    def get(self, path: str) -> Any:
        return self.send("GET", path)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {
            "Content-Type": "application/json", "Cookie": self.cookie, "X-CSRF-Token": self.csrf,
        }  # fmt: skip
        request = urllib.request.Request(self.base + path, data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30, context=self.trusted) as answer:  # noqa: S310
            return json.load(answer)


def enter(base: str, token: str, trusted: ssl.SSLContext | None = None) -> Entered:
    """A new session by the link of that token."""
    request = urllib.request.Request(  # noqa: S310 our own loopback
        f"{base}/api/v1/session/entry",
        json.dumps({"token": token}).encode(),
        {"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=30, context=trusted) as answer:  # noqa: S310
        session = json.load(answer)
        cookies = SimpleCookie(answer.headers["Set-Cookie"])
    morsel = next(iter(cookies.values()))
    return Entered(base, f"{morsel.key}={morsel.value}", session["csrf"], trusted)
