"""Claims about the layers over HTTP, on one row of everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.database import connect
from app.settings import load_settings
from tests.integration.layer_city import fill

TILE = "/tiles/islands/10/859/422.mvt"


@pytest.fixture(scope="module")
def client(empty_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    fill(empty_database)
    environ = {
        "HAITANG_DATABASE_URL": empty_database,
        "HAITANG_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }
    app = create_app(load_settings(environ))
    with app.test_client() as client:
        yield client
    app.extensions["haitang"]["database"].close()


def test_the_list_tells_everything_a_screen_needs(client: FlaskClient) -> None:
    layers = {layer["id"]: layer for layer in client.get("/api/v1/layers").get_json()["layers"]}
    islands = layers["islands"]
    assert islands["count"] == 1
    assert islands["tiles"] == "/tiles/islands/{z}/{x}/{y}.mvt"
    assert islands["style"][0]["source-layer"] == "islands"
    assert layers["vessels"]["tiles"] is None
    assert layers["vessels"]["count"] == 1


def test_a_tile_holds_the_island_and_is_answered_304_while_it_is_right(client: FlaskClient) -> None:
    first = client.get(TILE)
    assert first.status_code == 200
    assert "舟山岛".encode() in first.data
    again = client.get(TILE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert not first.headers["ETag"].startswith("W/")
