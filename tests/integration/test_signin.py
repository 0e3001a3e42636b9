"""Signing in with a password, over the real routes and a real database: what opens, what not."""

import psycopg
import pytest
from flask import Flask

from tests.desk import PASSWORD, Desk, make_person
from tests.integration.signin_app import audited
from tests.integration.signin_app import no_attempts as no_attempts


def test_a_right_password_opens_and_leaving_ends(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "zhaolei")
    desk = Desk(app)
    assert desk.get("/session").status_code == 401
    answer = desk.sign_in(" ZhaoLei ")
    assert answer.status_code == 200, answer.text
    assert answer.json["account"]["name"] == "zhaolei"
    assert answer.json["password_expired"] is False
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert desk.get("/session").status_code == 200
    assert desk.ask("DELETE", "/session").status_code == 200
    assert desk.get("/session").status_code == 401
    assert audited(conn, "sign_in", "zhaolei") == ["done"]


def test_wrong_password_and_unknown_name_get_the_same_words(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "qianwei")
    wrong = Desk(app).sign_in("qianwei", "Quiet-Harbour-9")
    unknown = Desk(app).sign_in("nobody-here", "Quiet-Harbour-9")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json
    assert audited(conn, "sign_in", "qianwei") == ["refused"]
    assert audited(conn, "sign_in", "nobody-here") == []  # it may have been a password


def test_under_tls_the_cookie_is_bound_to_the_host(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "sunli")
    answer = Desk(app).ask(
        "POST", "/session", {"login": "sunli", "password": PASSWORD},
        headers={"X-Forwarded-Proto": "https"},
    )  # fmt: skip
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-haitang=") and "Secure" in cookie and "Domain" not in cookie


def test_a_token_given_before_signing_in_opens_nothing_after(
    app: Flask, conn: psycopg.Connection
) -> None:
    """Session fixation: what an attacker put into the browser must not become the session."""
    make_person(conn, "wufang")
    desk = Desk(app)
    desk.client.set_cookie("haitang_session", "planted-by-somebody", domain="localhost")
    assert desk.sign_in("wufang").status_code == 200
    assert desk.token() not in (None, "planted-by-somebody")
    planted = Desk(app)
    planted.client.set_cookie("haitang_session", "planted-by-somebody", domain="localhost")
    assert planted.get("/session").status_code == 401
    first = desk.token()
    assert desk.sign_in("wufang").status_code == 200
    assert desk.token() != first
    planted.client.set_cookie("haitang_session", str(first), domain="localhost")
    assert planted.get("/session").status_code == 401


def test_over_tls_a_cookie_that_plain_http_may_have_planted_counts_for_nothing(
    app: Flask, conn: psycopg.Connection
) -> None:
    desk = Desk(app)
    make_person(conn, "yuan")
    desk.sign_in("yuan")
    tls = {"X-Forwarded-Proto": "https"}
    assert desk.ask("GET", "/session", headers=tls).status_code == 401
    desk.client.set_cookie("__Host-haitang", str(desk.token()), domain="localhost")
    assert desk.ask("GET", "/session", headers=tls).status_code == 200
    desk.client.delete_cookie("haitang_session", domain="localhost")
    assert desk.get("/session").status_code == 401


def test_another_sites_page_and_a_missing_csrf_value_are_refused(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "shi")
    foreign = Desk(app).ask(
        "POST", "/session", {"login": "shi", "password": PASSWORD},
        headers={"Origin": "https://evil.example"},
    )  # fmt: skip
    assert foreign.status_code == 403
    desk = Desk(app)
    desk.sign_in("shi")
    desk.csrf = ""
    assert desk.post("/account/totp").status_code == 403


@pytest.mark.parametrize("body", [{}, {"login": 7}, {"login": "a", "password": ["b"]}, []])
def test_a_senseless_body_is_refused_with_words(
    app: Flask, conn: psycopg.Connection, body: object
) -> None:
    assert Desk(app).ask("POST", "/session", body).status_code == 422
    for path in ("/session/totp", "/session/passkey", "/session/passkey/options"):
        assert Desk(app).ask("POST", path, {"code": "1", "credential": {}}).status_code in (
            401,
            422,
        )
