"""How long a session lasts: locks, unlocking, limits, and who may end whose."""

import psycopg
from flask import Flask

from tests.desk import PASSWORD, Desk, make_person
from tests.integration.signin_app import enrol_passkey, signed_in
from tests.integration.signin_app import no_attempts as no_attempts
from tests.software_authenticator import SoftwareAuthenticator


def test_an_idle_screen_locks_and_the_password_goes_on_with_the_same_session(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = signed_in(app, conn, "han")
    (listed,) = desk.get("/account").json["sessions"]
    conn.execute(
        "UPDATE session SET active_at = now() - interval '16 min' WHERE session_id = %s",
        (listed["session_id"],),
    )
    assert desk.get("/configuration").status_code == 423
    assert desk.get("/session").json["locked"] is True
    assert desk.post("/account/totp").status_code == 423  # nobody adds a factor at a locked screen
    before = desk.token()
    wrong = desk.post("/session/unlock", {"password": "Quiet-Harbour-9"})
    assert wrong.status_code == 403
    assert desk.post("/session/unlock", {"password": PASSWORD}).status_code == 200
    assert desk.token() != before and desk.get("/configuration").status_code == 200
    (again,) = desk.get("/account").json["sessions"]
    assert again["session_id"] == listed["session_id"]


def test_a_locked_screen_stays_locked_to_a_forged_or_old_answer(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = signed_in(app, conn, "xie")
    key = enrol_passkey(desk)
    desk.post("/session/lock")
    shown = key.sign(desk.post("/session/unlock/options").json)
    key.key = SoftwareAuthenticator("http://localhost").key
    forged = key.sign(desk.post("/session/unlock/options").json)
    assert desk.post("/session/unlock", {"credential": forged}).status_code == 403
    assert desk.post("/session/unlock", {"credential": shown}).status_code == 403  # old challenge
    assert desk.get("/configuration").status_code == 423


def test_a_passkey_unlocks(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "cao")
    key = enrol_passkey(desk)
    desk.post("/session/lock")
    before = desk.token()
    shown = key.sign(desk.post("/session/unlock/options").json)
    assert desk.post("/session/unlock", {"credential": shown}).status_code == 200
    assert desk.token() != before and desk.get("/configuration").status_code == 200


def test_a_key_left_in_its_socket_unlocks_nothing(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "qiu")
    key = enrol_passkey(desk)
    key.verifies = False  # touched, but it has not asked whose finger that is
    desk.post("/session/lock")
    options = desk.post("/session/unlock/options").json
    assert options["userVerification"] == "required"
    assert desk.post("/session/unlock", {"credential": key.sign(options)}).status_code == 403
    assert desk.get("/configuration").status_code == 423


def test_somebody_without_a_password_unlocks_with_a_passkey(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = signed_in(app, conn, "kong")
    assert desk.get("/session").json["unlock_by"] == ["password"]
    key = enrol_passkey(desk)
    conn.execute("UPDATE account SET password_hash = NULL WHERE login = 'kong'")
    (before,) = desk.get("/account").json["sessions"]
    assert desk.post("/session/lock").json["locked"] is True
    assert desk.get("/session").json["unlock_by"] == ["passkey"]
    assert desk.post("/session/unlock", {"password": PASSWORD}).status_code == 403
    shown = key.sign(desk.post("/session/unlock/options").json)
    assert desk.post("/session/unlock", {"credential": shown}).status_code == 200
    (after,) = desk.get("/account").json["sessions"]
    assert after["session_id"] == before["session_id"]


def test_a_passkey_does_not_open_what_an_expired_password_keeps_shut(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = signed_in(app, conn, "bai")
    key = enrol_passkey(desk)
    conn.execute(
        "UPDATE account SET password_set_at = now() - interval '91 days' WHERE login = 'bai'"
    )
    desk.post("/session/lock")
    shown = key.sign(desk.post("/session/unlock/options").json)
    refused = desk.post("/session/unlock", {"credential": shown})
    assert refused.status_code == 403 and refused.json["code"] == "E-ACC-154"


def test_the_absolute_limit_ends_a_busy_session(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "yang")
    conn.execute(
        """
        UPDATE session SET expires_at = now()
        WHERE account_id = (SELECT account_id FROM account WHERE login = 'yang')
        """
    )
    over = desk.get("/session")
    assert over.status_code == 401 and over.json["end_reason"] == "expired"


def test_a_stranger_is_not_told_why_a_session_ended(app: Flask, conn: psycopg.Connection) -> None:
    stranger = Desk(app)
    assert "end_reason" not in stranger.get("/session").json
    stranger.client.set_cookie("haitang_session", "guessed", domain="localhost")
    answer = stranger.get("/session")
    assert answer.status_code == 401 and "end_reason" not in answer.json


def test_a_revoked_session_and_a_disabled_account_end_with_the_next_request(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "zhu")
    here, there = Desk(app, "10.0.0.1"), Desk(app, "10.0.0.2")
    here.sign_in("zhu")
    there.sign_in("zhu")
    other = next(each for each in here.get("/account").json["sessions"] if not each["current"])
    assert other["address"] == "10.0.0.2"
    assert here.ask("DELETE", f"/account/sessions/{other['session_id']}").status_code == 200
    revoked = there.get("/session")
    assert revoked.status_code == 401 and revoked.json["end_reason"] == "revoked"
    assert here.get("/session").status_code == 200
    conn.execute("UPDATE account SET disabled_at = now() WHERE login = 'zhu'")
    assert here.get("/session").json["end_reason"] == "disabled"
    refused = here.sign_in("zhu")
    assert refused.status_code == 401 and refused.json["code"] == "E-ACC-134"


def test_nobody_ends_another_persons_session(app: Flask, conn: psycopg.Connection) -> None:
    mine, theirs = signed_in(app, conn, "qin"), signed_in(app, conn, "you")
    (session,) = theirs.get("/account").json["sessions"]
    assert mine.ask("DELETE", f"/account/sessions/{session['session_id']}").status_code == 404
    assert theirs.get("/session").status_code == 200
