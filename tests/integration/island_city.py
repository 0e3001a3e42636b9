"""The app over the small city of islands, and how a planner asks it about zones.

Its fixtures are imported `as` themselves: pytest finds them by name, which ruff cannot see.
"""

from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app.database import connect
from tests.factories_evacuation import STORM, box, fill_small_city, fill_storm, open_incident

WEST_AND_MIDDLE = box(122.005, 29.91, 122.12, 29.99)  # 920 people, 20 more than have a place
EAST_OF_BIG = box(122.05, 29.92, 122.12, 29.98)  # shares 200 people with WEST_OF_BIG


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as conn:
        fill_small_city(conn)
        fill_storm(conn)
    return dsn


@pytest.fixture(autouse=True)
def incident(conn: psycopg.Connection) -> int:
    """A new incident for each test: zones of others do not count."""
    return open_incident(conn, STORM)


def send(client: FlaskClient, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    if isinstance(body, dict) and "polygon" in body:
        body = {"hazard": "other", **body}  # everybody leaves, unless a test says who
    response = client.open(f"/api/v1{path}", method=method, json=body)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def answer(client: FlaskClient, polygon: Any, **more: Any) -> Any:
    return send(client, "POST", "/zones/answer", {"polygon": polygon, **more})


def save(client: FlaskClient, polygon: Any, **more: Any) -> Any:
    return send(client, "POST", "/zones", {"polygon": polygon, **more}, status=201)
