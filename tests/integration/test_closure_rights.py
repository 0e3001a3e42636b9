"""A county closes its own bridges and lines; another's, or what lies in two, it must ask for."""

import psycopg
import pytest
from flask import Flask

from app.accounts.model import Label, Role, scope_of_unit
from app.accounts.row_scope import take_scope
from app.database import connect
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import DINGHAI, PUTUO, SHENJIAMEN

pytestmark = pytest.mark.city

WORD = {"state": "closed", "issuer": "交警支队"}
PUTUOS = {**WORD, "kind": "bridge", "object": "朱家尖大桥"}
DINGHAIS = {**WORD, "kind": "bridge", "object": "岑港大桥"}


@pytest.fixture(scope="module")
def putuo(app: Flask) -> SignedInClient:
    return client_of(app, unit=PUTUO, role=Role.PLANNER)


def test_a_county_closes_its_own_bridge_and_everybody_knows(
    app: Flask, putuo: SignedInClient
) -> None:
    made = putuo.post("/api/v1/closures", json=PUTUOS)
    assert made.status_code == 201, made.get_data(as_text=True)
    assert made.get_json()["county_code"] == PUTUO
    for unit, role in ((DINGHAI, Role.PLANNER), (SHENJIAMEN, Role.FIELD), (PUTUO, Role.WALL)):
        told = client_of(app, unit=unit, role=role).get("/api/v1/closures").get_json()["closures"]
        assert [each["name"]["zh"] for each in told] == ["朱家尖大桥"]
        assert not told[0]["may_lift"]
    assert putuo.get("/api/v1/closures").get_json()["closures"][0]["may_lift"]


def test_another_countys_bridge_is_refused_with_who_to_ask(putuo: SignedInClient) -> None:
    told = putuo.post("/api/v1/closures", json=DINGHAIS)
    assert (told.status_code, told.get_json()["code"]) == (403, "E-CLO-005")
    assert "岑港大桥" in told.get_json()["detail"] and "市级" in told.get_json()["todo"]
    english = putuo.post("/api/v1/closures", json=DINGHAIS, headers={"Accept-Language": "en"})
    assert "does not lie in your county alone" in english.get_json()["detail"]


def test_a_line_between_two_counties_is_the_citys(
    app: Flask, putuo: SignedInClient, city_database: str
) -> None:
    with connect(city_database) as conn:
        row = conn.execute(
            "SELECT line_id::text FROM ferry_line l"
            " JOIN harbour a ON a.harbour_id = from_harbour_id"
            " JOIN harbour b ON b.harbour_id = to_harbour_id"
            " WHERE a.county_code <> b.county_code ORDER BY line_id LIMIT 1"
        ).fetchone()
    assert row is not None
    body = {**WORD, "kind": "ferry_line", "object": row[0]}
    assert putuo.post("/api/v1/closures", json=body).status_code == 403
    made = client_of(app).post("/api/v1/closures", json=body)
    assert (made.status_code, made.get_json()["county_code"]) == (201, None)


def test_a_township_reports_and_does_not_close(app: Flask) -> None:
    told = client_of(app, unit=SHENJIAMEN, role=Role.PLANNER).post("/api/v1/closures", json=PUTUOS)
    assert told.status_code == 403


def test_the_database_itself_takes_no_others_row_and_changes_none(city_database: str) -> None:
    add = """
        INSERT INTO closure_entry (world_id, kind, object, name, state, from_at, issuer, reason,
                                   origin, said_at, recorded_by, county_code, geom)
        SELECT world_id, 'works', 'x', 'x', 'closed', now(), 'x', '', 'entered', now(), 'x', %s,
               ST_SetSRID(ST_MakePoint(122, 30), 4326) FROM incident LIMIT 1
    """
    with connect(city_database) as conn:
        take_scope(conn, scope_of_unit(PUTUO), Label.INTERNAL)
        conn.execute(add, (PUTUO,))
        for other in (DINGHAI, None):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
                conn.execute(add, (other,))
        for change in ("UPDATE closure_entry SET state = 'open'", "DELETE FROM closure_entry"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
                conn.execute(change)
        conn.rollback()
