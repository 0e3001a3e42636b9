"""The second step: codes and passkeys open once, for their owner only, and cannot be guessed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
from flask import Flask
from pyotp.totp import TOTP

from app.clock import real_now
from tests.desk import Desk
from tests.integration.signin_app import audited, enrol_passkey, enrol_totp, signed_in
from tests.integration.signin_app import no_attempts as no_attempts


def test_a_code_is_asked_for_and_opens_once(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "zheng")
    before = desk.token()
    secret = enrol_totp(desk)
    assert desk.token() != before  # a new token at every change of privilege
    stored = conn.execute("SELECT totp_secret FROM account WHERE login = 'zheng'").fetchone()
    assert stored is not None and secret.encode() not in bytes(stored[0])

    fresh = Desk(app)
    asked = fresh.sign_in("zheng")
    assert asked.status_code == 202 and asked.json == {"second_factor": ["totp"]}
    assert fresh.token() is None and fresh.get("/session").status_code == 401
    wrong = fresh.post("/session/totp", {"code": "000000"})
    assert wrong.status_code == 403 and wrong.json["code"] == "E-ACC-139"
    code = TOTP(secret).at(real_now())
    assert fresh.post("/session/totp", {"code": code}).status_code == 200
    assert fresh.get("/session").status_code == 200

    replay = Desk(app)
    replay.sign_in("zheng")
    answer = replay.post("/session/totp", {"code": code})
    assert (answer.status_code, answer.json) == (403, wrong.json)
    assert audited(conn, "sign_in", "zheng") == ["done", "refused", "done", "refused"]


def test_a_used_ticket_opens_no_second_session(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "feng")
    secret = enrol_totp(desk)
    fresh = Desk(app)
    fresh.sign_in("feng")
    ticket = fresh.client.get_cookie("haitang_step", path="/api/v1")
    assert ticket is not None
    assert fresh.post("/session/totp", {"code": TOTP(secret).at(real_now())}).status_code == 200
    thief = Desk(app)
    thief.client.set_cookie("haitang_step", ticket.value, path="/api/v1", domain="localhost")
    later = TOTP(secret).at(real_now() + timedelta(seconds=30))
    answer = thief.post("/session/totp", {"code": later})
    assert answer.status_code == 401 and answer.json["code"] == "E-ACC-135"


def test_codes_cannot_be_tried_out_and_no_answer_tells_that_one_was_right_once(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = signed_in(app, conn, "chen")
    secret = enrol_totp(desk)
    guesser = Desk(app, "192.0.2.77")
    guesser.sign_in("chen")
    off = guesser.post(
        "/session/totp", {"code": TOTP(secret).at(real_now() - timedelta(minutes=5))}
    )
    plainly_wrong = guesser.post("/session/totp", {"code": "000000"})
    assert (off.status_code, off.json) == (403, plainly_wrong.json)
    found = conn.execute(
        "SELECT detail->>'found' FROM audit_entry WHERE object = 'account/chen'"
        " AND result = 'refused' ORDER BY audit_id"
    ).fetchall()
    assert found == [("clock",), ("wrong",)]
    codes = [guesser.post("/session/totp", {"code": f"{n:06}"}).status_code for n in range(9)]
    assert codes == [403] * 3 + [429] * 6


def test_one_code_at_two_doors_at_once_opens_one(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "tao")
    secret = enrol_totp(desk)
    doors = [Desk(app, f"10.0.1.{number}") for number in range(2)]
    assert [door.sign_in("tao").status_code for door in doors] == [202] * 2
    code = TOTP(secret).at(real_now())
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda door: door.post("/session/totp", {"code": code}), doors)
        statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 403]


def test_a_passkey_is_registered_and_shown(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "wei")
    key = enrol_passkey(desk, "值班室钥匙")
    assert [each["label"] for each in desk.get("/account").json["passkeys"]] == ["值班室钥匙"]

    fresh = Desk(app)
    assert fresh.sign_in("wei").json == {"second_factor": ["passkey"]}
    options = fresh.post("/session/passkey/options").json
    shown = key.sign(options)
    assert fresh.post("/session/passkey", {"credential": shown}).status_code == 200
    assert fresh.get("/session").status_code == 200
    replay = Desk(app)
    replay.sign_in("wei")
    replay.post("/session/passkey/options")
    assert replay.post("/session/passkey", {"credential": shown}).status_code == 403


def test_another_persons_passkey_opens_nothing(app: Flask, conn: psycopg.Connection) -> None:
    enrol_passkey(signed_in(app, conn, "jiang"))
    anothers = enrol_passkey(signed_in(app, conn, "shen"))
    fresh = Desk(app)
    fresh.sign_in("jiang")
    options = fresh.post("/session/passkey/options").json
    answer = fresh.post("/session/passkey", {"credential": anothers.sign(options)})
    assert answer.status_code == 403 and answer.json["code"] == "E-ACC-140"


def test_factors_come_and_go_only_with_the_password(app: Flask, conn: psycopg.Connection) -> None:
    """A browser left open, or a stolen cookie, neither adds a key of its own nor takes ours."""
    desk = signed_in(app, conn, "lin")
    for method, path in (("POST", "/account/totp"), ("POST", "/account/passkeys/options")):
        refused = desk.ask(method, path, {})
        assert refused.status_code == 403 and refused.json["code"] == "E-ACC-158"
    assert desk.prove("not the password").json["code"] == "E-ACC-142"
    enrol_totp(desk)
    enrol_passkey(desk)
    conn.execute(
        "UPDATE session SET proved_at = proved_at - interval '11 minutes',"
        " second_factor_at = second_factor_at - interval '11 minutes'"
    )
    (key,) = desk.get("/account").json["passkeys"]
    for path in ("/account/totp", f"/account/passkeys/{key['id']}"):
        assert desk.ask("DELETE", path).json["code"] == "E-ACC-158"
    desk.prove()
    assert desk.ask("DELETE", "/account/totp").status_code == 200


def test_guessing_the_password_there_is_throttled(app: Flask, conn: psycopg.Connection) -> None:
    desk = signed_in(app, conn, "luo")
    answers = [desk.prove(f"guess-{number}").status_code for number in range(7)]
    assert answers == [403] * 5 + [429] * 2
