"""Clients that are signed in as somebody, through the same sessions that a browser has."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.model import CITY_CODE, CITY_SCOPE, Actor, Label, Role
from app.accounts.session_model import COOKIE, csrf_of
from app.accounts.sessions import Visitor, open_session
from app.clock import real_now
from app.database import Connection, Database
from app.demo.queries import keep_account, replace_device
from app.services import SERVICES


class SignedInClient(FlaskClient):
    """Repeats the session's value as our pages do."""

    csrf: str = ""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", None) or {})
        return super().open(*args, headers={"X-CSRF-Token": self.csrf, **headers}, **kwargs)


def client_of(
    app: Flask, *, unit: str = CITY_CODE, role: Role = Role.PLANNER, login: str | None = None
) -> SignedInClient:
    """A client of an account of that unit and role, made when it is not there."""
    database: Database = SERVICES.read(app.extensions).database
    with database.connection() as conn:
        token = session_of(conn, unit=unit, role=role, login=login)
    app.test_client_class = SignedInClient
    client = app.test_client()
    assert isinstance(client, SignedInClient)
    client.set_cookie(COOKIE, token)
    client.csrf = csrf_of(token)
    return client


def session_of(
    conn: Connection, *, unit: str = CITY_CODE, role: Role = Role.PLANNER, login: str | None = None
) -> str:
    """The token of a new session of such an account, a wall's or a tablet's device."""
    name = login or f"{role.replace('_', '-')}-{unit}"
    who: dict[str, Any] = {}
    if role is Role.WALL:
        who["device_id"] = replace_device(
            conn, label=name, purpose="wall", unit_code=unit, digest=None, view="/wall"
        )
    else:
        who["account_id"] = keep_account(
            conn, login=name, display_name=name, unit_code=unit, role=role
        )
    visitor = Visitor("127.0.0.1", "tests")
    return open_session(conn, **who, lasts=timedelta(hours=12), now=real_now(), visitor=visitor)


CITY_PLANNER = Actor("planner", Role.PLANNER, CITY_CODE, CITY_SCOPE, Label.SENSITIVE)
