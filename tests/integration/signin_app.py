"""The app over an empty database, and people who come to its sign-in with what they hold.

Its fixtures are imported `as` themselves: pytest finds them by name, which ruff cannot see.
"""

from datetime import timedelta

import psycopg
import pytest
from flask import Flask
from pyotp.totp import TOTP

from app.clock import real_now
from app.database import Connection
from tests.desk import Desk, make_person
from tests.software_authenticator import SoftwareAuthenticator


@pytest.fixture(autouse=True)
def no_attempts(conn: Connection) -> None:
    conn.execute("DELETE FROM sign_in_attempt")


def audited(conn: psycopg.Connection, action: str, login: str) -> list[str]:
    rows = conn.execute(
        "SELECT result FROM audit_entry WHERE action = %s AND object = %s ORDER BY audit_id",
        (action, f"account/{login}"),
    )
    return [row[0] for row in rows]


def signed_in(app: Flask, conn: psycopg.Connection, login: str) -> Desk:
    """The desk of a new person who has just signed in."""
    make_person(conn, login)
    desk = Desk(app)
    assert desk.sign_in(login).status_code == 200
    return desk


def enrol_totp(desk: Desk, *, password: bool = True) -> str:
    """The secret of this person's codes; who has no password has just signed in elsewhere."""
    assert not password or desk.prove().status_code == 200
    secret = desk.post("/account/totp").json["secret"]
    code = TOTP(secret).at(real_now() - timedelta(seconds=30))
    answer = desk.ask("PUT", "/account/totp", {"code": code})
    assert answer.status_code == 200, answer.text
    return secret


def enrol_passkey(desk: Desk, label: str = "k") -> SoftwareAuthenticator:
    """The key that is now this person's second factor."""
    assert desk.prove().status_code == 200
    key = SoftwareAuthenticator("http://localhost")
    credential = key.register(desk.post("/account/passkeys/options").json)
    made = desk.post("/account/passkeys", {"label": label, "credential": credential})
    assert made.status_code == 200, made.text
    return key
