"""Runs a hot query as the owner, as the city and as a county."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from app.accounts.model import CITY_SCOPE, Label, Scope, scope_of_unit
from app.accounts.row_scope import take_scope
from app.database import Connection
from app.tooling.bench.rights.queries import COUNTY, HotQuery, explain

# Read whole: a handful of rows that say which others may be seen.
FEW_ROWS = frozenset({"world", "incident"})
SCOPES: dict[str, Scope | None] = {
    "owner": None,
    "city": CITY_SCOPE,
    "county": scope_of_unit(COUNTY),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan touched: shared buffers (hit and read), nodes by kind, rows given."""

    buffers: int
    scans: tuple[str, ...]
    rows: int


@contextmanager
def as_scope(conn: Connection, name: str) -> Generator[None]:
    """A transaction with that scope's rows; nothing stays of it."""
    with conn.transaction(force_rollback=True):
        scope = SCOPES[name]
        if scope is not None:
            take_scope(conn, scope, Label.INTERNAL)
        yield


def plan_of(conn: Connection, query: HotQuery, name: str) -> Plan:
    """The second run's plan: the first warms the cache and the catalogue."""
    with as_scope(conn, name):
        explain(conn, query)
        root = explain(conn, query)
    touched = int(root["Shared Hit Blocks"]) + int(root["Shared Read Blocks"])
    return Plan(touched, tuple(_list_scans(root)), int(root["Actual Rows"]))


def _list_scans(node: dict[str, Any]) -> Generator[str]:
    if node.get("Relation Name") in FEW_ROWS:
        return
    if "Relation Name" in node or "Index Name" in node:
        yield str(node["Node Type"])
    for child in cast(list[dict[str, Any]], node.get("Plans", [])):
        yield from _list_scans(child)


def seconds_of(conn: Connection, query: HotQuery, name: str, times: int) -> float:
    """Mean seconds of a run, setting the scope included: that is what a request pays."""
    began = time.perf_counter()
    for _ in range(times):
        with as_scope(conn, name):
            conn.execute(query.text, query.arguments).fetchall()
    return (time.perf_counter() - began) / times
