"""Claims about the layers over HTTP, on one row of everything."""

import pytest
from flask.testing import FlaskClient

from tests.integration.layer_city import fill

TILE = "/tiles/islands/10/859/422.mvt"


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    fill(dsn)
    return dsn


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


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("沈家门", "沈家门街道"),
        ("shenjiamen", "沈家门街道"),
        ("sjm", "沈家门街道"),
        ("滨港", "滨港社区"),
        ("412400001", "浙普渔68888"),
        ("68888", "浙普渔68888"),
    ],
)
def test_search_finds_by_name_pinyin_initials_and_number(
    client: FlaskClient, text: str, first: str
) -> None:
    results = client.get("/api/v1/search", query_string={"q": text}).get_json()["results"]
    assert results[0]["name"] == first


def test_search_tells_township_and_county(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=滨港社区").get_json()["results"][0]
    assert (found["township"], found["county"]) == ("沈家门街道", "普陀区")
    assert found["layer"] == "villages"


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1 --", "%25%25%25"])
def test_search_takes_wildcards_as_letters(client: FlaskClient, text: str) -> None:
    results = client.get("/api/v1/search", query_string={"q": text}).get_json()["results"]
    assert results == []


def test_land_comes_gzipped_and_is_answered_304(client: FlaskClient) -> None:
    first = client.get("/api/v1/basemap/land.geojson")
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get(
        "/api/v1/basemap/land.geojson", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
