"""Whatever is sent to the documented API: no server error, and every answer as documented."""

from typing import Any, cast

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.accounts.model import Role
from app.accounts.session_model import COOKIE
from tests.clients import SignedInClient, client_of

pytestmark = [pytest.mark.load, pytest.mark.city]

EXAMPLES = 12
# They end the asker's own session, and with it the test's.
ENDING = ("delete_session", "session_password", "delete_own_sessions")
ASKERS = {
    "viewer": ("330900", Role.VIEWER),
    "city planner": ("330900", Role.PLANNER),
    "administrator": ("330900", Role.ADMINISTRATOR),
    "county planner": ("330902", Role.PLANNER),
    "wall": ("330900", Role.WALL),
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def environ(environ: dict[str, str]) -> dict[str, str]:
    return environ | {"HAITANG_LOG_LEVEL": "ERROR"}


def operations(document: dict[str, Any], app: Flask) -> list[Any]:
    schema = schemathesis.openapi.from_dict(document)
    schema.app = app
    found: list[Any] = [
        result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)
    ]
    return [one for one in found if not one.definition.raw["operationId"].endswith(ENDING)]


def misses(client: SignedInClient, operation: Any, cookie: str) -> list[str]:
    told: list[str] = []

    @seed(20150710)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=cast(list[HealthCheck], list(HealthCheck)),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        headers = {"X-CSRF-Token": client.csrf, "Cookie": f"{COOKIE}={cookie}"}
        response = case.call(headers=headers)
        if response.status_code == 503:
            return  # `live` is not running here, and says so
        try:
            case.validate_response(response, checks=CHECKS)
        except (AssertionError, FailureGroup) as error:
            told.append(f"{operation.label}: {str(error)[:600]}")

    ask()
    return told


@pytest.mark.parametrize("asker", ASKERS)
def test_nothing_documented_breaks(app: Flask, asker: str) -> None:
    unit, role = ASKERS[asker]
    client = client_of(app, unit=unit, role=role)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    document = client_of(app).get("/api/v1/openapi.json").get_json()
    told: list[str] = []
    for operation in operations(document, app):
        told += misses(client, operation, cookie.value)
    assert told == [], "\n\n".join(told[:20])
