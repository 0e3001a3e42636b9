"""A way into an account that signs: two officers, or a day's notice."""

import pytest
from flask import Flask

from app.accounts.model import Role
from app.database import Connection
from tests.desk import Desk, make_person
from tests.integration.test_administration import add, person
from tests.integration.test_administration import administrator as administrator
from tests.integration.test_administration import nobody as nobody
from tests.integration.test_administration import security as security

pytestmark = pytest.mark.city


def commander_of(desk: Desk, conn: Connection) -> int:
    make_person(conn, "zhihui", role=Role.COMMANDER)
    return int(person(desk, "zhihui")["account_id"])


def test_a_way_into_an_account_that_signs_takes_two_officers(
    conn: Connection, administrator: Desk, security: Desk
) -> None:
    account_id = commander_of(administrator, conn)
    path = f"/accounts/{account_id}/link"
    asked = administrator.post(path, {"reset_factors": True})
    assert asked.status_code == 409 and asked.json["code"] == "E-ADM-040"
    assert administrator.post(path, {"reset_factors": True}).status_code == 409
    (waiting,) = security.get("/accounts").json["signer_changes"]
    assert (waiting["change"], waiting["asked_by"]) == ("link+factors", "administrator-city")
    event = conn.execute("SELECT kind, subject FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    assert event == ("signer_change_asked", "zhihui")
    approval = f"/accounts/signer-changes/{waiting['change_id']}/approval"
    assert administrator.post(approval).json["code"] == "E-ADM-041"
    assert security.post(approval).status_code == 200
    assert administrator.post(path).status_code == 409  # another change than the approved one
    assert administrator.post(path, {"reset_factors": True}).status_code == 201
    assert administrator.post(path, {"reset_factors": True}).status_code == 409  # used up


def test_one_officer_alone_waits_for_the_delay(
    conn: Connection, administrator: Desk, security: Desk
) -> None:
    account_id = add(administrator, "becoming").json["account"]["account_id"]
    path, wish = f"/accounts/{account_id}", {"role": "commander"}
    assert security.ask("PATCH", path, wish).status_code == 409
    conn.execute("UPDATE signer_change SET due_at = due_at - interval '23 h 50 min'")
    assert security.ask("PATCH", path, wish).status_code == 409
    assert person(security, "becoming")["role"] == "viewer"
    conn.execute("UPDATE signer_change SET due_at = due_at - interval '20 min'")
    assert security.ask("PATCH", path, wish).status_code == 200
    assert person(security, "becoming")["role"] == "commander"
    lapsed = {"role": "viewer"}
    assert security.ask("PATCH", path, lapsed).status_code == 409
    conn.execute("UPDATE signer_change SET due_at = now() - interval '8 days', lapses_at = now()")
    assert security.ask("PATCH", path, lapsed).status_code == 409


def test_another_officer_objects_and_shutting_an_account_is_free(
    app: Flask, conn: Connection, administrator: Desk, security: Desk
) -> None:
    account_id = commander_of(administrator, conn)
    for desk, change in ((administrator, {"email": "x@duty.example"}),
                         (administrator, {"unit_code": "330902"}),
                         (security, {"role": "planner"})):  # fmt: skip
        assert desk.ask("PATCH", f"/accounts/{account_id}", change).status_code == 409
    waiting = administrator.get("/accounts").json["signer_changes"]
    assert [each["change"].partition(":")[0] for each in waiting] == ["email", "unit_code", "role"]
    commander = Desk(app)
    commander.sign_in("zhihui")
    withdrawal = f"/accounts/signer-changes/{waiting[0]['change_id']}"
    assert commander.ask("DELETE", withdrawal).status_code == 403
    assert security.ask("DELETE", withdrawal).status_code == 200
    assert len(administrator.get("/accounts").json["signer_changes"]) == 2
    path = f"/accounts/{account_id}"
    assert administrator.ask("PATCH", path, {"disabled": True}).status_code == 200
    assert administrator.ask("PATCH", path, {"disabled": False}).status_code == 409
