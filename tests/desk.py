"""People at a desk: accounts with passwords, and a browser that keeps cookies and CSRF value."""

from dataclasses import replace
from typing import Any, cast

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.model import CITY_CODE, Role
from app.accounts.password import Passwords
from app.clock import real_now
from app.database import Connection, Database
from app.demo.queries import keep_account
from app.services import SERVICES
from app.signin.queries import set_password

PASSWORD = "Quiet-Harbour-7"
NEW_PASSWORD = "Quiet-Harbour-8"
_QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def hash_quickly(app: Flask) -> None:
    """The default parameters cost 50 ms a try; the tests try often."""
    SERVICES.put(app.extensions, replace(SERVICES.read(app.extensions), passwords=_QUICK))


def make_person(
    conn: Connection,
    login: str,
    *,
    unit: str = CITY_CODE,
    role: Role = Role.PLANNER,
    password: str | None = PASSWORD,
) -> int:
    """An account, with a password unless it is to have none; gives its number."""
    account_id = keep_account(conn, login=login, display_name=login, unit_code=unit, role=role)
    if password is not None:
        set_password(conn, account_id, _QUICK.hash(password), real_now())
    return account_id


class Answer(TestResponse):
    """An answer as a test reads it: where it looks into the JSON, there is some."""

    @property
    def json(self) -> Any:
        return self.get_json()


class Desk:
    """One browser at one address."""

    def __init__(self, app: Flask, address: str = "10.0.0.1", host: str = "localhost") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.host = host
        self.address = address
        self.csrf = ""

    @property
    def database(self) -> Database:
        return SERVICES.read(self.app.extensions).database

    def ask(self, method: str, path: str, json: Any = None, **more: Any) -> Answer:
        """Ask as our pages do; takes over the CSRF value of an answer that brings one."""
        headers = {"X-CSRF-Token": self.csrf, "X-Forwarded-For": self.address}
        headers |= more.pop("headers", {})
        if "data" not in more:
            more["json"] = json
        answer = cast(Answer, self.client.open(
            f"/api/v1{path}", method=method, headers=headers,
            base_url=f"http://{self.host}", **more,
        ))  # fmt: skip
        if answer.is_json and "csrf" in answer.json:
            self.csrf = answer.json["csrf"]
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, json: Any = None) -> Answer:
        return self.ask("POST", path, {} if json is None else json)

    def sign_in(self, login: str, password: str = PASSWORD) -> Answer:
        return self.post("/session", {"login": login, "password": password})

    def prove(self, password: str = PASSWORD) -> Answer:
        """The password once more, as adding or removing a second factor asks for it."""
        return self.post("/account/proof", {"password": password})

    def token(self) -> str | None:
        """The session's token as this browser keeps it."""
        found = self.client.get_cookie("haitang_session", domain=self.host.split(":")[0])
        return None if found is None else found.value
