"""An order in force over a part of Putuo, its list, two tablets and who signs.

Its fixtures are imported `as` themselves: pytest finds them by name, which ruff cannot see.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.accounts.model import Role
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import rectangle
from tests.roll_calls import (
    ask,
    draw_zone,
    end_order,
    issue_order,
    lines_of,
    roll_call_of,
)

TOWNSHIP = "330903001"  # 沈家门街道
GROUND = rectangle(122.25, 29.92, 122.34, 29.98)
DUE = ["geohazard", "dangerous_house", "low_lying"]  # the last stands in no register by door
OTHER_GROUND = rectangle(122.06, 29.99, 122.14, 30.05)


@pytest.fixture(scope="module")
def signer(app: Flask) -> SignedInClient:
    return client_of(app, role=Role.COMMANDER, login="signer")


@pytest.fixture(scope="module")
def tablet(app: Flask) -> SignedInClient:
    return client_of(app, unit=TOWNSHIP, role=Role.FIELD)


@pytest.fixture(scope="module")
def other_tablet(app: Flask) -> SignedInClient:
    return client_of(app, unit=TOWNSHIP, role=Role.FIELD, login="other-tablet")


@pytest.fixture
def zone(client: SignedInClient) -> Iterator[Any]:
    made = draw_zone(client, GROUND, due_groups=DUE)
    yield made
    client.delete(f"/api/v1/zones/{made['zone_id']}")


@pytest.fixture
def order(client: SignedInClient, signer: SignedInClient, zone: Any) -> Iterator[Any]:
    document = issue_order(client, signer, zone["zone_id"])
    yield document
    state = ask(client, "GET", f"/documents/{document['document_id']}")["state"]
    if state == "issued":
        end_order(signer, document)


@pytest.fixture
def running(client: SignedInClient, zone: Any, order: Any) -> Any:
    return roll_call_of(client, zone["zone_id"])


def door(client: SignedInClient, roll_call: Any, **wanted: Any) -> Any:
    """A household of the township that nobody has reported yet."""
    for line in lines_of(client, roll_call, f"&unit={TOWNSHIP}&state=listed"):
        if (
            line["household_id"]
            and not line["heads"]
            and all(line[name] == value for name, value in wanted.items())
        ):
            return line
    raise AssertionError(f"no household left with {wanted}")


def all_lines(client: SignedInClient, roll_call: Any) -> list[Any]:
    found: list[Any] = []
    while page := lines_of(client, roll_call, f"&offset={len(found)}"):
        found += page
    return found


def nodes(unit: Any) -> list[Any]:
    return [unit, *(node for child in unit["children"] for node in nodes(child))]
