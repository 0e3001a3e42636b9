"""The HTTP edge: what a route may use of the request, and its one transaction."""

import hmac
import math
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from flask import current_app, g, request

from app.accounts.model import Actor
from app.accounts.sessions import Limits, Visitor
from app.clock import parse_utc
from app.configuration.queries import value
from app.database import Connection, Database
from app.database_probe import Probe
from app.errors import InvalidInput, NotSignedIn
from app.services import SERVICES, Services, Slot
from app.settings import Settings
from app.transaction import Transaction, begin
from app.wording import Language, Text, preferred_language, reason_of

T = TypeVar("T")


def held(slot: Slot[T]) -> T:
    """What this application holds in a slot."""
    return slot.read(current_app.extensions)


def services() -> Services:
    """What every room may use."""
    return held(SERVICES)


def database() -> Database:
    """The pool of this application."""
    return services().database


def probe() -> Probe:
    """Who knows whether the database answers."""
    return services().probe


def settings() -> Settings:
    """The settings this application was made with."""
    return services().settings


def actor() -> Actor:
    """Who asks, as `app.web.guard` found it. Raises NotSignedIn on a route that let anybody in."""
    found = g.get("actor")
    if found is None:
        raise NotSignedIn(
            "E-ACC-003",
            Text("还没有登录", "You are not signed in"),
            Text("请求里没有会话", "The request carries no session"),
            Text("登录后再试", "Sign in and try again"),
        )
    return cast(Actor, found)


@contextmanager
def transaction(*, as_owner: bool = False) -> Generator[Transaction]:
    """The request's transaction: one commit, events last.

    It sees the actor's rows. `as_owner` is for accounts, sessions and audit, which no application
    role reads: the route's permission is then the only check.
    """
    with begin(database(), actor(), as_owner=as_owner) as tx:
        yield tx


def language() -> Language:
    """The language of the asker: screens send the one they speak, browsers their own; `?lang=`
    is for a link that a browser follows by itself."""
    asked = request.args.get("lang") or request.headers.get("Accept-Language", "")
    return preferred_language(asked)


def visitor() -> Visitor:
    """Where the request comes from: nginx says, and nobody else reaches our socket."""
    address = request.headers.get("X-Forwarded-For") or request.remote_addr or "unknown"
    return Visitor(address, request.headers.get("User-Agent", ""))


def is_secure() -> bool:
    """Whether the browser speaks TLS to our door."""
    return request.headers.get("X-Forwarded-Proto") == "https" or request.is_secure


def base_address() -> str:
    """The address under which this browser reaches us."""
    return f"{'https' if is_secure() else 'http'}://{request.host}"


def session_limits(conn: Connection) -> Limits:
    """How long sessions last, as the office set it."""
    return Limits(
        idle=timedelta(minutes=value(conn, "session.idle_min")),
        absolute=timedelta(hours=value(conn, "session.absolute_h")),
    )


def same_text(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode(), expected.encode())


def body() -> dict[str, Any]:
    """The request's JSON object. Raises InvalidInput for anything else, NaN included."""
    data = request.get_json(silent=False)
    if not isinstance(data, dict):
        raise InvalidInput(
            "E-REQ-002",
            Text("请求没有被接受", "The request was not accepted"),
            Text("正文不是一个 JSON 对象", "The body is not a JSON object"),
            Text("按 /docs 的格式再发", "Send it in the form that /docs shows"),
        )
    return cast(dict[str, Any], data)


def at_argument() -> datetime | None:
    """The `at` query argument, or None. Raises InvalidInput without a time offset."""
    text = request.args.get("at")
    if not text:
        return None
    try:
        return parse_utc(text.replace(" ", "+"))
    except ValueError as error:
        raise InvalidInput(
            "E-REQ-003",
            Text("时间看不懂", "The time cannot be read"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error


def float_argument(name: str, low: float = -math.inf, high: float = math.inf) -> float:
    """A finite number from the query within [low, high]. Raises InvalidInput otherwise."""
    text = request.args.get(name, "")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and low <= value <= high):
        raise InvalidInput(
            "E-REQ-004",
            Text(f"参数 {name} 不可用", f"The parameter {name} cannot be used"),
            Text(
                f"收到“{text}”，要 {low} 到 {high} 的数",
                f"Got “{text}”, need a number from {low} to {high}",
            ),
            Text("改正后再发", "Correct it and send again"),
        )
    return value


def int_argument(name: str, default: int, low: int, high: int) -> int:
    """A whole number from the query, `default` when absent. Raises InvalidInput otherwise."""
    text = request.args.get(name)
    if text is None or text == "":
        return default
    try:
        value = int(text)
    except ValueError:  # also for more digits than Python reads
        value = low - 1
    if not low <= value <= high:
        raise InvalidInput(
            "E-REQ-004",
            Text(f"参数 {name} 不可用", f"The parameter {name} cannot be used"),
            Text(
                f"收到“{text[:40]}”，要 {low} 到 {high} 的整数",
                f"Got “{text[:40]}”, need a whole number from {low} to {high}",
            ),
            Text("改正后再发", "Correct it and send again"),
        )
    return value
