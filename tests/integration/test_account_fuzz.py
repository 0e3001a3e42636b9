"""Senseless bodies and paths at every account route: refused with words, never a server error."""

import json

import psycopg
import pytest
from flask import Flask

from app.accounts.model import Role
from tests.desk import PASSWORD, Desk, make_person

pytestmark = pytest.mark.city

VALUES = [
    None, True, 7, -1, 1e308, 2**70, "", "\x00", "a\x00b", "x" * 5000, "é漢😀", "\ud800", "330900",
    "' OR 1=1 --", "<img src=x onerror=alert(1)>", [], [None], {}, {"page": 7}, [{"position": 7}],
    [["x"]], "viewer", "wall", "tablet",
]  # fmt: skip
ROUTES = [
    ("POST", "/session", ["login", "password"]),
    ("POST", "/session/totp", ["code"]),
    ("POST", "/session/passkey", ["credential"]),
    ("POST", "/session/unlock", ["password"]),
    ("POST", "/session/entry", ["token"]),
    ("POST", "/account/password", ["old", "new"]),
    ("PUT", "/account/totp", ["code"]),
    ("POST", "/account/proof", ["password"]),
    ("POST", "/account/passkeys", ["label", "credential"]),
    ("POST", "/accounts", ["login", "display_name", "unit_code", "role", "email"]),
    ("PATCH", "/accounts/1", ["role", "disabled", "unit_code", "display_name", "email"]),
    ("PATCH", "/accounts/99999999999999999999", ["role"]),
    ("POST", "/accounts/99999999999999999999/link", ["reset_factors"]),
    ("POST", "/devices", ["label", "purpose", "unit_code", "view"]),
    ("DELETE", "/devices/99999999999999999999", []),
    ("DELETE", "/account/passkeys/99999999999999999999", []),
    ("PUT", "/units/330900/responsibility", ["responsibility"]),
    ("PUT", "/units/%00/responsibility", ["responsibility"]),
    ("GET", "/units/%00/responsibility", []),
    ("POST", "/units/330900/responsibility/%00/reveal", []),
    ("PUT", "/units/3309F1", ["name", "members"]),
    ("PUT", "/policy", ["password_policy", "lock_tries", "idle_min"]),
]
# What the other parts hold while one of them is senseless: so that the later checks are reached.
SENSE = {
    "login": "somebody", "password": PASSWORD, "display_name": "某人", "unit_code": "330900",
    "role": "viewer", "label": "大屏", "purpose": "wall", "name": "功能区",
    "members": ["330903100"],
    "old": PASSWORD, "new": "Quiet-Harbour-8",
}  # fmt: skip


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR])
@pytest.mark.parametrize(("method", "path", "names"), ROUTES)
def test_nothing_senseless_is_a_server_error(
    app: Flask, city_database: str, role: Role, method: str, path: str, names: list[str]
) -> None:
    login = f"fuzz-{role.replace('_', '-')}"
    with psycopg.connect(city_database, autocommit=True) as conn:
        conn.execute("DELETE FROM sign_in_attempt")
        make_person(conn, login, role=role)
    desk = Desk(app)
    assert desk.sign_in(login).status_code == 200
    bodies = [{**SENSE, name: value} for name in names for value in VALUES]
    answers = {}
    for body in [*bodies, {}, [], 7]:
        sent = json.dumps(body).replace("Infinity", "1e999")
        answer = desk.ask(method, path, data=sent, content_type="application/json")
        if answer.status_code >= 500:
            answers[repr(body)[:200]] = answer.status_code
    assert answers == {}
