"""The HTTP edge: what a route may use of the request, and its one transaction."""

import math
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from flask import current_app, g, request

from app.accounts.model import DEMO_CITY_ACTOR, Actor
from app.clock import parse_utc
from app.database import Database
from app.errors import InvalidInput
from app.settings import Settings
from app.transaction import Transaction, begin

EXTENSION = "haitang"


def database() -> Database:
    """The pool of this application."""
    return cast(Database, current_app.extensions[EXTENSION]["database"])


def settings() -> Settings:
    """The settings this application was made with."""
    return cast(Settings, current_app.extensions[EXTENSION]["settings"])


def actor() -> Actor:
    """Who asks. Every route goes through here, so sign-in will change this one place."""
    return cast(Actor, getattr(g, "actor", DEMO_CITY_ACTOR))


@contextmanager
def transaction() -> Generator[Transaction]:
    """The request's transaction: one commit, events last."""
    with begin(database(), actor()) as tx:
        yield tx


def body() -> dict[str, Any]:
    """The request's JSON object. Raises InvalidInput for anything else, NaN included."""
    data = request.get_json(silent=False)
    if not isinstance(data, dict):
        raise InvalidInput(
            "E-REQ-002", "请求没有被接受", "正文不是一个 JSON 对象", "按 /docs 的格式再发"
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
            "E-REQ-003", "时间看不懂", str(error), "写成 2015-07-10T02:00:00Z"
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
            "E-REQ-004", f"参数 {name} 不可用", f"收到“{text}”，要 {low} 到 {high} 的数",
            "改正后再发",
        )  # fmt: skip
    return value


def int_argument(name: str, default: int, low: int, high: int) -> int:
    """A whole number from the query, `default` when absent. Raises InvalidInput otherwise."""
    text = request.args.get(name)
    if text is None or text == "":
        return default
    if not text.lstrip("-").isdecimal() or not low <= int(text) <= high:
        raise InvalidInput(
            "E-REQ-004", f"参数 {name} 不可用", f"收到“{text}”，要 {low} 到 {high} 的整数",
            "改正后再发",
        )  # fmt: skip
    return int(text)
