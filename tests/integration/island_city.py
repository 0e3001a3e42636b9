"""The app over the small city of islands, and how a planner asks it about zones.

Its fixtures are imported `as` themselves: pytest finds them by name, which ruff cannot see.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.edge import EXTENSION
from app.settings import load_settings
from tests.clients import client_of
from tests.factories_evacuation import STORM, box, fill_small_city, fill_storm, open_incident

WEST_AND_MIDDLE = box(122.005, 29.91, 122.12, 29.99)  # 920 people, 20 more than have a place
EAST_OF_BIG = box(122.05, 29.92, 122.12, 29.98)  # shares 200 people with WEST_OF_BIG


@pytest.fixture(scope="module")
def small_city(empty_database: str) -> Iterator[str]:
    with psycopg.connect(empty_database) as conn:
        fill_small_city(conn)
        fill_storm(conn)
    yield empty_database


@pytest.fixture(scope="module")
def app_client(small_city: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("data")
    settings = load_settings(
        {"HAITANG_DATABASE_URL": small_city, "HAITANG_DATA_DIR": str(folder)}, uid=1000
    )
    app = create_app(settings)
    yield client_of(app)
    app.extensions[EXTENSION]["database"].close()


@pytest.fixture
def conn(small_city: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(small_city, autocommit=True) as connection:
        yield connection


@pytest.fixture
def incident(conn: psycopg.Connection) -> int:
    """A new incident for each test: zones of others do not count."""
    return open_incident(conn, STORM)


@pytest.fixture
def client(app_client: FlaskClient, incident: int) -> FlaskClient:
    return app_client


def send(client: FlaskClient, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    response = client.open(f"/api/v1{path}", method=method, json=body)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def answer(client: FlaskClient, polygon: Any, **more: Any) -> Any:
    return send(client, "POST", "/zones/answer", {"polygon": polygon, **more})


def save(client: FlaskClient, polygon: Any, **more: Any) -> Any:
    return send(client, "POST", "/zones", {"polygon": polygon, **more}, status=201)
