"""A password's life: a new one, one that ran out, and one that may not run out just now."""

import psycopg
from flask import Flask

from tests.desk import NEW_PASSWORD, PASSWORD, Desk, make_person
from tests.integration.signin_app import no_attempts as no_attempts


def test_a_new_password_keeps_this_session_and_ends_the_others(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "xu")
    here, there = Desk(app), Desk(app)
    here.sign_in("xu")
    there.sign_in("xu")
    before = here.token()
    change = {"old": PASSWORD, "new": NEW_PASSWORD}
    assert here.post("/account/password", change | {"old": "Wrong-1234"}).status_code == 403
    assert here.post("/account/password", {"new": NEW_PASSWORD}).status_code == 403
    weak = here.post("/account/password", change | {"new": "short"})
    assert weak.status_code == 422 and "10 到 128" in weak.json["detail"]
    assert here.post("/account/password", change).status_code == 200
    assert here.token() != before and here.get("/session").status_code == 200
    assert there.get("/session").status_code == 401
    again = here.post("/account/password", {"old": NEW_PASSWORD, "new": PASSWORD})
    assert again.status_code == 422 and "最近 5 个" in again.json["detail"]
    assert Desk(app).sign_in("xu", PASSWORD).status_code == 401
    assert Desk(app).sign_in("xu", NEW_PASSWORD).status_code == 200


def age_password(conn: psycopg.Connection, login: str, days: int) -> None:
    conn.execute(
        "UPDATE account SET password_set_at = now() - %s * interval '1 day' WHERE login = %s",
        (days, login),
    )


def test_a_password_that_ran_out_opens_only_its_change(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "he")
    age_password(conn, "he", 91)
    desk = Desk(app)
    answer = desk.sign_in("he")
    assert answer.json["password_expired"] is True and answer.json["locked"] is True
    assert desk.get("/configuration").status_code == 423
    assert desk.post("/session/unlock", {"password": PASSWORD}).json["code"] == "E-ACC-154"
    own = desk.get("/account").json
    assert own["password"]["policy"]["max_age_days"] == 90 and own["sessions"] == []
    assert desk.post("/account/password", {"new": NEW_PASSWORD}).status_code == 200
    assert desk.get("/configuration").status_code == 200


def test_a_password_does_not_run_out_inside_a_response(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "lu")
    age_password(conn, "lu", 120)
    row = conn.execute(
        """
        INSERT INTO incident (kind, name, world_id, opened_at)
        VALUES ('typhoon', '台风', 0, now()) RETURNING incident_id
        """
    ).fetchone()
    assert row is not None
    conn.execute(
        """
        INSERT INTO response_activation
            (incident_id, issuer_unit, track, level, started_at, basis_text)
        VALUES (%s, '330900', 'typhoon', 2, now(), 'x')
        """,
        row,
    )
    desk = Desk(app)
    answer = desk.sign_in("lu")
    assert answer.json["password_expired"] is False
    assert answer.json["password_expiry_postponed"] is True
    assert desk.get("/configuration").status_code == 200
    assert desk.get("/account").json["password"]["postponed"] is True
    conn.execute("UPDATE response_activation SET ended_at = now()")
    assert Desk(app).sign_in("lu").json["password_expired"] is True
