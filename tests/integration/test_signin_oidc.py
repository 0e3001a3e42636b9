"""Signing in through a real OpenID provider, over our routes: who gets in is decided here."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from flask import Flask
from pyotp.totp import TOTP
from werkzeug.test import TestResponse

from app import create_app
from app.accounts.oidc import Identity, identity_of
from app.accounts.queries import find_session
from app.accounts.sessions import Visitor
from app.clock import real_now
from app.services import SERVICES
from app.settings import load_settings
from app.signin.model import Opened
from app.signin.provider import enter_as
from app.signin.tries.sources import Caller
from app.web.means import means
from tests.desk import Desk, make_person
from tests.integration.signin_app import enrol_totp
from tests.oidc_browser import real_provider, sign_in_there

REDIRECT = "http://localhost/api/v1/session/oidc/return"


@pytest.fixture(scope="module")
def environ(environ: dict[str, str]) -> Iterator[dict[str, str]]:
    secret = Path(environ["HAITANG_DATA_DIR"]) / "oidc-secret"
    secret.write_text("only-for-tests\n")
    with real_provider(REDIRECT) as issuer:
        yield environ | {
            "HAITANG_OIDC_ISSUER": issuer,
            "HAITANG_OIDC_CLIENT_ID": "haitang",
            "HAITANG_OIDC_CLIENT_SECRET_FILE": str(secret),
        }


def start(desk: Desk) -> str:
    """Our redirect to the provider."""
    answer = desk.get("/session/oidc")
    assert answer.status_code == 302
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    return answer.headers["Location"]


def come_back(desk: Desk, returned: str) -> TestResponse:
    parts = urlsplit(returned)
    return desk.get(f"{parts.path.removeprefix('/api/v1')}?{parts.query}")


def give_address(conn: psycopg.Connection, login: str, email: str) -> None:
    make_person(conn, login, password=None)
    conn.execute("UPDATE account SET email = %s WHERE login = %s", (email, login))


def test_a_person_with_an_account_comes_in_and_is_known_by_subject_afterwards(
    app: Flask, conn: psycopg.Connection
) -> None:
    give_address(conn, "zhaolei", "lei@duty.example")
    desk = Desk(app)
    assert desk.get("/session/ways").json == {"oidc": True}
    answer = come_back(desk, sign_in_there(start(desk), "lei", REDIRECT))
    assert answer.status_code == 200 and 'http-equiv="refresh"' in answer.text
    assert "SameSite=Strict" in answer.headers.getlist("Set-Cookie")[0]
    assert desk.get("/session").json["account"]["name"] == "zhaolei"
    # Known by subject from now on: the address may pass to a successor without the account.
    conn.execute("UPDATE account SET email = NULL WHERE login = 'zhaolei'")
    give_address(conn, "successor", "lei@duty.example")
    again = Desk(app)
    come_back(again, sign_in_there(start(again), "lei", REDIRECT))
    assert again.get("/session").json["account"]["name"] == "zhaolei"


def test_where_a_second_factor_is_demanded_the_accounts_own_is_asked_for(
    app: Flask, conn: psycopg.Connection
) -> None:
    give_address(conn, "heyu", "he@duty.example")
    desk = Desk(app)
    come_back(desk, sign_in_there(start(desk), "he", REDIRECT))
    desk.get("/session")
    secret = enrol_totp(desk, password=False)
    conn.execute(
        """
        INSERT INTO configuration_value (key, value, source, adopted_by, adopted_at)
        VALUES ('account.second_factor', '"everyone"', 'test', 'test', now())
        """
    )
    try:
        again = Desk(app)
        answer = come_back(again, sign_in_there(start(again), "he", REDIRECT))
        assert "/signin?second=totp" in answer.text
        assert again.get("/session").status_code == 401  # this provider says nothing of a factor
        opened = again.post("/session/totp", {"code": TOTP(secret).now()})
        assert opened.status_code == 200 and opened.json["owes_factor"] is False
    finally:
        conn.execute("DELETE FROM configuration_value WHERE key = 'account.second_factor'")
    method = conn.execute(
        "SELECT detail->>'method' FROM audit_entry WHERE action = 'sign_in' ORDER BY audit_id DESC"
    ).fetchone()
    assert method == ("oidc+totp",)


def test_a_provider_that_asked_for_two_proofs_is_believed(
    app: Flask, conn: psycopg.Connection
) -> None:
    assert identity_of({"sub": "lv", "amr": ["pwd", "otp", "mfa"]}).two_factors
    assert not identity_of({"sub": "lv", "amr": ["pwd"]}).two_factors
    assert not identity_of({"sub": "lv", "amr": "mfa"}).two_factors  # RFC 8176: a list
    give_address(conn, "lvjie", "lv@duty.example")
    caller = Caller(Visitor("10.0.0.1", "test"), None)
    with app.test_request_context():
        for two in (True, False):
            identity = Identity("lv", "lv@duty.example", None, two_factors=two)
            database = SERVICES.read(app.extensions).database
            opened = enter_as(database, means(), identity, caller, real_now())
            assert isinstance(opened, Opened)
            session = find_session(conn, opened.token, real_now())
            assert session is not None and (session.second_factor_at is not None) is two


def test_a_stranger_of_the_provider_gets_no_account(app: Flask, conn: psycopg.Connection) -> None:
    (before,) = conn.execute("SELECT count(*) FROM account").fetchone() or (0,)
    desk = Desk(app)
    answer = come_back(desk, sign_in_there(start(desk), "stranger", REDIRECT))
    assert answer.status_code == 403 and "E-ACC-144" in answer.text
    assert desk.get("/session").status_code == 401
    assert conn.execute("SELECT count(*) FROM account").fetchone() == (before,)


def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    app: Flask, conn: psycopg.Connection
) -> None:
    give_address(conn, "wufang", "unverified-wu@duty.example")
    desk = Desk(app)
    answer = come_back(desk, sign_in_there(start(desk), "unverified-wu", REDIRECT))
    assert answer.status_code == 403 and desk.get("/session").status_code == 401


def test_a_disabled_account_stays_out(app: Flask, conn: psycopg.Connection) -> None:
    give_address(conn, "sunli", "sun@duty.example")
    conn.execute("UPDATE account SET disabled_at = now() WHERE login = 'sunli'")
    desk = Desk(app)
    answer = come_back(desk, sign_in_there(start(desk), "sun", REDIRECT))
    assert answer.status_code == 403 and "已停用" in answer.text


def test_another_browsers_return_is_refused(app: Flask, conn: psycopg.Connection) -> None:
    """Login CSRF: a return that this browser did not start must not sign it in."""
    give_address(conn, "qian", "qian@duty.example")
    attacker, victim = Desk(app), Desk(app)
    returned = sign_in_there(start(attacker), "qian", REDIRECT)
    nothing_begun = come_back(victim, returned)
    assert nothing_begun.status_code == 401 and "E-ACC-131" in nothing_begun.text
    start(victim)  # its own state, nonce and verifier
    assert come_back(victim, returned).status_code == 403
    assert victim.get("/session").status_code == 401


def test_a_return_counts_once(app: Flask, conn: psycopg.Connection) -> None:
    give_address(conn, "feng", "feng@duty.example")
    desk = Desk(app)
    address = start(desk)
    ticket = desk.client.get_cookie("haitang_step", path="/api/v1")
    assert ticket is not None
    returned = sign_in_there(address, "feng", REDIRECT)
    assert come_back(desk, returned).status_code == 200
    thief = Desk(app)
    thief.client.set_cookie("haitang_step", ticket.value, path="/api/v1", domain="localhost")
    assert come_back(thief, returned).status_code == 403
    assert thief.get("/session").status_code == 401


def test_words_of_the_provider_are_not_html(app: Flask, conn: psycopg.Connection) -> None:
    desk = Desk(app)
    state = dict(p.split("=") for p in urlsplit(start(desk)).query.split("&"))["state"]
    answer = desk.get(f"/session/oidc/return?state={state}&error=%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 403 and "<script" not in answer.text


def test_without_the_setting_there_is_no_such_way(empty_database: str, tmp_path: Path) -> None:
    environ = {"HAITANG_DATABASE_URL": empty_database, "HAITANG_DATA_DIR": str(tmp_path)}
    made = create_app(load_settings(environ))
    desk = Desk(made)
    assert desk.get("/session/ways").json == {"oidc": False}
    assert desk.get("/session/oidc").status_code == 404
    SERVICES.read(made.extensions).database.close()
