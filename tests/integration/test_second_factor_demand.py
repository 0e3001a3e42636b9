"""A policy that asks for a second factor: what a session without one may do."""

from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from pyotp.totp import TOTP

from app.accounts.model import Role
from app.accounts.queries import find_session
from app.clock import real_now
from app.live.seats import Seats
from tests.desk import Desk, make_person
from tests.integration.signin_app import enrol_passkey, enrol_totp, signed_in
from tests.integration.signin_app import no_attempts as no_attempts


@pytest.fixture(autouse=True)
def no_demand_left(conn: psycopg.Connection) -> Iterator[None]:
    yield
    conn.execute("DELETE FROM configuration_value WHERE key = 'account.second_factor'")
    conn.execute("DELETE FROM response_activation")


def demand(conn: psycopg.Connection, choice: str) -> None:
    conn.execute(
        """
        INSERT INTO configuration_value (key, value, source, adopted_by, adopted_at)
        VALUES ('account.second_factor', to_jsonb(%s::text), 'test', 'test', now())
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """,
        (choice,),
    )


def open_response(conn: psycopg.Connection) -> None:
    conn.execute(
        """
        WITH opened AS (
            INSERT INTO incident (kind, name, world_id, opened_at)
            VALUES ('typhoon', '台风', 0, now())
            RETURNING incident_id)
        INSERT INTO response_activation
            (incident_id, issuer_unit, track, level, started_at, basis_text)
        SELECT incident_id, '330900', 'typhoon', 3, now(), 'test' FROM opened
        """
    )


def test_by_default_a_password_is_enough(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "plain")
    assert desk.get("/session").json["owes_factor"] is False
    assert desk.get("/configuration").status_code == 200


def test_without_a_factor_a_session_does_nothing_but_enrol_one(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = signed_in(app, conn, "owing")
    demand(conn, "desk")
    assert desk.get("/session").json["owes_factor"] is True
    for path in ("/configuration", "/zones", "/units", "/events", "/vessels"):
        refused = desk.get(path)
        assert refused.status_code == 403 and refused.json["code"] == "E-ACC-156", path
        assert "动态口令或通行密钥" in refused.json["todo"]
    assert desk.get("/account").status_code == 200
    enrol_totp(desk)
    assert desk.get("/session").json["owes_factor"] is False
    assert desk.get("/configuration").status_code == 200


def test_a_socket_of_such_a_session_is_told_nothing(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "socket")
    demand(conn, "desk")
    with desk.database.connection() as own:
        session = find_session(own, desk.token() or "", real_now())
    assert session is not None and not session.locked
    seat = Seats().take(session)
    assert seat is not None and seat.locked


def test_the_demand_goes_by_role(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "looks-on", role=Role.VIEWER)
    viewer, auditor = Desk(app), Desk(app)
    viewer.sign_in("looks-on")
    make_person(conn, "looks-up", role=Role.AUDITOR)
    auditor.sign_in("looks-up")
    demand(conn, "desk")
    assert viewer.get("/configuration").status_code == 200
    assert auditor.get("/audit").json["code"] == "E-ACC-156"
    demand(conn, "everyone")
    assert viewer.get("/configuration").json["code"] == "E-ACC-156"


def test_a_running_response_is_not_interrupted(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "on-watch")
    open_response(conn)
    demand(conn, "everyone")
    assert desk.get("/session").json["owes_factor"] is False
    assert desk.get("/configuration").status_code == 200
    conn.execute("UPDATE response_activation SET ended_at = now()")
    assert desk.get("/configuration").json["code"] == "E-ACC-156"


def test_the_sealed_account_is_not_shut_out(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "sealed", role=Role.COMMANDER)
    conn.execute("UPDATE account SET break_glass = true WHERE login = 'sealed'")
    demand(conn, "everyone")
    desk = Desk(app)
    assert desk.sign_in("sealed").json["owes_factor"] is False
    assert desk.get("/configuration").status_code == 200
    conn.execute("DELETE FROM account WHERE login = 'sealed'")


def test_the_last_factor_stays_while_one_is_asked_for(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "keeper")
    enrol_totp(desk)
    demand(conn, "desk")
    refused = desk.ask("DELETE", "/account/totp")
    assert refused.status_code == 403 and refused.json["code"] == "E-ACC-157"
    enrol_passkey(desk)
    assert desk.ask("DELETE", "/account/totp").status_code == 200
    (left,) = desk.get("/account").json["passkeys"]
    assert desk.ask("DELETE", f"/account/passkeys/{left['id']}").json["code"] == "E-ACC-157"
    assert len(desk.get("/account").json["passkeys"]) == 1


def test_removing_a_factor_lifts_no_demand(app: Flask, conn: psycopg.Connection) -> None:
    """The session came by the password alone; a factor that goes is not one that was shown."""
    desk = signed_in(app, conn, "remover")
    enrol_totp(desk)
    enrol_passkey(desk)
    conn.execute("UPDATE session SET second_factor_at = NULL")
    demand(conn, "desk")
    assert desk.get("/session").json["owes_factor"] is True
    assert desk.ask("DELETE", "/account/totp").status_code == 200
    assert desk.get("/session").json["owes_factor"] is True
    conn.execute("DELETE FROM configuration_value WHERE key = 'account.second_factor'")
    (left,) = desk.get("/account").json["passkeys"]
    assert desk.ask("DELETE", f"/account/passkeys/{left['id']}").status_code == 200
    demand(conn, "desk")
    assert desk.get("/session").json["owes_factor"] is True


def test_the_security_administrator_sets_it_and_owes_one_too(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "safety", role=Role.SECURITY_ADMINISTRATOR)
    desk = Desk(app)
    desk.sign_in("safety")
    assert desk.get("/policy").json["second_factor"] == "optional"
    assert desk.ask("PUT", "/policy", {"second_factor": "sometimes"}).json["code"] == "E-ADM-031"
    assert desk.ask("PUT", "/policy", {"second_factor": "desk"}).json["second_factor"] == "desk"
    assert desk.get("/policy").json["code"] == "E-ACC-156"
    secret = enrol_totp(desk)
    assert desk.get("/policy").json["second_factor"] == "desk"
    again = Desk(app)
    assert again.sign_in("safety").status_code == 202
    assert again.post("/session/totp", {"code": TOTP(secret).now()}).status_code == 200
    assert again.get("/policy").status_code == 200
    row = conn.execute(
        "SELECT detail FROM audit_entry WHERE action = 'change_policy' ORDER BY audit_id DESC"
    ).fetchone()
    assert row is not None and row[0] == {"account.second_factor": "desk"}
