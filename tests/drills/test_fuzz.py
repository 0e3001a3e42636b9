"""Senseless input of every kind, through to the database: no server error, no neighbour lost.

What comes in over the wire is generated in `tests/integration/test_ingest_fuzz.py`; here files of
storms and series, and the bodies of every changing route.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.model import SYSTEM_ACTOR, Role
from app.clock import real_now
from app.database import Connection
from app.errors import AppError
from app.series.actions import Origin, import_series
from app.series.intake import NOTHING_SAID, parse_series
from app.transaction import on_connection
from app.typhoon.archive.importing import import_content
from tests.clients import SignedInClient, client_of
from tests.drills.length import length
from tests.integration.rights_city import DINGHAI
from tests.integration.write_request import Ground, Request
from tests.integration.write_routes import WRITES, ZONE, Write

pytestmark = [pytest.mark.drill, pytest.mark.city]

ROOT = Path(__file__).resolve().parents[2]
FILES = length(150, 600)
BODIES = length(25, 250)
Record = Callable[[str, object], None]

STORMS = sorted(
    path
    for folder in (ROOT / "sample_geo" / "storms", ROOT / "tests" / "data" / "typhoon")
    for path in folder.iterdir()
    if path.suffix in (".txt", ".dat", ".csv", ".json", ".tcw") and path.stat().st_size < 300_000
)
SERIES = (
    "station,name,lon,lat,kind,nature,at,value,unit,datum,issued_at\n"
    "DH01,,,,surge,predicted,2016-01-01T00:00Z,0.4,m,,\n"
    "DH01,,,,tide,predicted,2016-01-01T00:00Z,2.1,m,1985国家高程基准,\n"
).encode()
HELD = ("typhoon", "track_fix", "forecast_track", "series", "observation", "vessel", "shelter",
        "evacuation_zone", "account", "admin_unit")  # fmt: skip


def wounded(raw: bytes, chance: random.Random) -> bytes:
    """The file with some bytes exchanged, cut out or put in."""
    data = bytearray(raw[: chance.randrange(1, len(raw) + 1)] if chance.random() < 0.3 else raw)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data) or 1)
        data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(data)


def counts(conn: Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in HELD:
        row = conn.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        found[table] = 0 if row is None else int(row[0])
    return found


def is_taken(conn: Connection, take: Callable[[Any], object]) -> bool:
    """Whether a whole transaction was; a refusal in words is the other way to end."""
    try:
        with on_connection(conn, SYSTEM_ACTOR) as tx:
            take(tx)
    except AppError:
        return False
    return True


def test_wounded_files_cost_nothing_that_was_there(
    conn: Connection, record_property: Record
) -> None:
    before, chance, taken = counts(conn), random.Random(20150711), 0
    seeds = [*((path.name, path.read_bytes()) for path in STORMS), ("series", SERIES)]
    for number in range(FILES):
        name, raw = seeds[number % len(seeds)]
        data = wounded(raw, chance)
        if name == "series":
            taken += is_taken(conn, lambda tx, data=data: import_series(
                tx, parse_series(data, NOTHING_SAID, real_now()), Origin("fuzz")))  # fmt: skip
        else:
            taken += is_taken(conn, lambda tx, data=data, name=name: import_content(
                tx, data, name, None))  # fmt: skip
    after = counts(conn)
    lost = {table for table in before if after[table] < before[table]}
    assert lost <= {"forecast_track", "track_fix"}, (before, after)  # superseded, and kept as past
    record_property("figure", f"{FILES} files, {taken} taken in part, 0 uncaught")


@pytest.fixture(scope="module")
def environ(environ: dict[str, str]) -> dict[str, str]:
    return environ | {"HAITANG_FEED_ALLOW": "gauge.lan:81=10.0.0.0/8"}


@pytest.fixture(scope="module")
def ground(app: Flask, conn: Connection) -> Iterator[Ground]:
    conn.execute(
        "INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)"
        " VALUES (%s, '330900', 'functional_zone', '区', 'x', 'x', true)", (ZONE,)
    )  # fmt: skip
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield Ground(
        conn,
        client_of(app, login="fuzz-city"),
        client_of(app, unit=DINGHAI, login="fuzz-a"),
        client_of(app, unit=DINGHAI, role=Role.COMMANDER, login="fuzz-signer"),
    )


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.just("\x00"),
    st.just("0001-01-01T00:00:00+14:00"), st.just(10**400), st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=8), st.integers(), max_size=3),
)  # fmt: skip


def odd_body(body: dict[str, Any], keys: list[int], values: list[Any]) -> dict[str, Any]:
    """The body with some members exchanged for what does not belong there."""
    names = sorted(body)
    return body | {names[key % len(names)]: value for key, value in zip(keys, values, strict=False)}


JSON_WRITES = [write for write in WRITES if not write.endpoint.endswith("_import")]


@pytest.mark.parametrize("write", JSON_WRITES, ids=str)
def test_no_body_is_a_server_error(
    app: Flask, ground: Ground, write: Write, record_property: Record
) -> None:
    role = min(write.roles & {Role.PLANNER, Role.COMMANDER, Role.ADMINISTRATOR,
                              Role.SECURITY_ADMINISTRATOR})  # fmt: skip
    client: SignedInClient = client_of(app, role=role, login=f"fuzz-{role}".replace("_", "-"))
    request = write.prepare(ground)
    before, sent = counts(ground.conn), 0
    if not isinstance(request.body, dict) or not request.body:
        request = Request(request.method, request.path, {"x": 1})

    @settings(
        max_examples=BODIES, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(st.lists(st.integers(0, 20), min_size=1, max_size=3), st.lists(ODD, min_size=3))
    def hostile(keys: list[int], values: list[Any]) -> None:
        nonlocal sent
        sent += 1
        body = odd_body(request.body, keys, values)
        answer = client.open(
            request.path, method=request.method, data=json.dumps(body),  # NaN too
            content_type="application/json",
        )  # fmt: skip
        assert answer.status_code < 500, (body, answer.get_data(as_text=True))

    hostile()
    after = counts(ground.conn)
    assert {table for table in before if after[table] < before[table]} == set()
    record_property("figure", f"{sent} bodies")
