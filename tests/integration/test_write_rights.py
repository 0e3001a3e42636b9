"""Every changing route × every asker: nobody writes what is another's, and the entitled one does.

A cell counts only where the same request, sent by an entitled asker afterwards, is done. What was
written is not taken from answers: triggers log every row.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.accounts.model import Role
from app.accounts.session_model import new_token
from app.database import Connection
from app.web.access import RULES, Right, Rule
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import DINGHAI, PUTUO, SHENJIAMEN, Asker
from tests.integration.write_log import Written, take_written, watch_writes
from tests.integration.write_request import Ground
from tests.integration.write_routes import (
    CITY,
    COUNTY_A,
    COUNTY_B,
    OF_ONESELF,
    TOWNSHIP,
    WRITES,
    ZONE,
    ZONE_PLACE,
    Write,
)

pytestmark = pytest.mark.city

PLACES = {CITY: "330900", COUNTY_A: DINGHAI, COUNTY_B: PUTUO, ZONE_PLACE: ZONE,
          TOWNSHIP: SHENJIAMEN}  # fmt: skip
DESK_ROLES = (Role.COMMANDER, Role.PLANNER, Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
MEMBERS = ("330903001", "330903003")
ASKERS = (
    *(Asker(place, unit, role) for place, unit in PLACES.items() for role in DESK_ROLES),
    Asker(CITY, "330900", Role.AUDITOR),
    Asker(TOWNSHIP, SHENJIAMEN, Role.FIELD),  # a tablet
    Asker(COUNTY_B, PUTUO, Role.WALL),
)
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def environ(environ: dict[str, str]) -> dict[str, str]:
    return environ | {"HAITANG_FEED_ALLOW": "gauge.lan:81=10.0.0.0/8"}


@pytest.fixture(scope="module")
def watched(conn: Connection) -> Connection:
    conn.execute(
        "INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)"
        " VALUES (%s, '330900', 'functional_zone', '海塘新区', 'x', 'x', true)", (ZONE,)
    )  # fmt: skip
    for member in MEMBERS:
        conn.execute("INSERT INTO functional_zone_member VALUES (%s, %s)", (ZONE, member))
    watch_writes(conn)
    return conn


@pytest.fixture(scope="module")
def clients(app: Flask, watched: Connection) -> dict[Asker, SignedInClient]:
    return {
        asker: client_of(
            app, unit=asker.unit, role=asker.role, login=f"{asker.role}-{asker.unit}".lower()
        )
        for asker in ASKERS
    }


@pytest.fixture(scope="module")
def ground(app: Flask, watched: Connection) -> Ground:
    """Made by others than the askers: who drafts does not sign."""
    return Ground(
        watched,
        client_of(app, login="ground-city"),
        client_of(app, unit=DINGHAI, login="ground-a"),
        client_of(app, unit=DINGHAI, role=Role.COMMANDER, login="ground-signer"),
    )


@pytest.fixture(scope="module")
def counted() -> Iterator[list[str]]:
    cells: list[str] = []
    yield cells
    print(f"{len(cells)} cells counted")


def changing_routes(app: Flask) -> set[str]:
    return {r.endpoint for r in app.url_map.iter_rules() if CHANGING & (r.methods or set())}


def may(write: Write, asker: Asker) -> bool:
    return asker.role in write.roles and asker.name in write.places


def strays(asker: Asker, written: list[Written]) -> list[Written]:
    """Rows that name an owner outside the asker's reach; the city's reach is everything."""
    own = (asker.unit, *MEMBERS) if asker.name == ZONE_PLACE else (asker.unit,)
    if asker.name == CITY:
        return []
    return [row for row in written if row.owners and not _any_of(own, row.owners)]


def _is_refused(write: Write, answer: Any) -> bool:
    if not write.one_by_one or answer.status_code != 200:
        return answer.status_code in (403, 404)
    return all(each["refused"] is not None for each in answer.get_json()["answers"])


def _any_of(units: tuple[str, ...], owners: frozenset[str]) -> bool:
    return any(code.startswith(units) for code in owners)


def test_every_changing_route_is_in_the_matrix(app: Flask) -> None:
    assert changing_routes(app) == {write.endpoint for write in WRITES} | OF_ONESELF


def test_every_change_says_whose_it_is(app: Flask) -> None:
    for endpoint in changing_routes(app):
        rule = RULES[endpoint]
        assert isinstance(rule, Right) or rule in (Rule.OPEN, Rule.SIGNED_IN), endpoint


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_nobody_writes_what_is_another_s(
    app: Flask,
    watched: Connection,
    clients: dict[Asker, SignedInClient],
    ground: Ground,
    write: Write,
    counted: list[str],
) -> None:
    request = write.prepare(ground)
    take_written(watched)
    strangers = [asker for asker in ASKERS if not may(write, asker)]
    for asker in strangers:
        answer = request.send(clients[asker])
        assert _is_refused(write, answer), (asker, answer.get_data(as_text=True))
        assert take_written(watched) == [], asker
    nobody = app.test_client()
    for headers in ({}, {"Authorization": f"Bearer {new_token()}"}):  # nobody, and a gateway
        assert request.send(nobody, headers=headers).status_code in (401, 403)
        assert take_written(watched) == []
    for asker in (asker for asker in ASKERS if may(write, asker)):
        answer = request.send(clients[asker])
        assert answer.status_code in (200, 201, 204), (asker, answer.get_data(as_text=True))
        written = take_written(watched)
        assert bool(written) == write.stores, (asker, written)
        assert strays(asker, written) == [], asker
        request = write.prepare(ground)
        take_written(watched)
    counted += [f"{write} {asker}" for asker in strangers]


@pytest.mark.parametrize("write", [w for w in WRITES if w.places == {CITY}], ids=str)
def test_a_county_is_told_whose_it_is(
    clients: dict[Asker, SignedInClient], ground: Ground, write: Write
) -> None:
    role = next(role for role in DESK_ROLES if role in write.roles)
    asker = next(a for a in ASKERS if a.name == COUNTY_A and a.role is role)
    told: Any = write.prepare(ground).send(clients[asker]).get_json()
    assert told["code"] == "E-ACC-009"
    assert "市级" in told["detail"] and "县区" in told["detail"] and "请市级的" in told["todo"]


def test_a_screen_is_told_only_what_its_unit_may(clients: dict[Asker, SignedInClient]) -> None:
    def told(place: str, role: Role) -> set[str]:
        asker = next(a for a in ASKERS if a.name == place and a.role is role)
        return set(clients[asker].get("/api/v1/session").get_json()["permissions"])

    citys = {"set_clock", "open_incident", "configure", "import_typhoons"}
    assert told(CITY, Role.PLANNER) - told(COUNTY_A, Role.PLANNER) == citys
    assert told(CITY, Role.ADMINISTRATOR) - told(TOWNSHIP, Role.ADMINISTRATOR) == {"configure"}
    assert "administer_rights" in told(COUNTY_B, Role.SECURITY_ADMINISTRATOR)
