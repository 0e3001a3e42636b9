"""One wind, through the outlets: zone ladder, route and command name one minute for one limit."""

import json
from datetime import datetime

import psycopg
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app.cli import cli
from app.clock import BEIJING
from tests.factories_evacuation import FAR, SMALL, STORM
from tests.integration.island_city import answer, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident

PIERS = ((122.1995, 29.95), (122.401, 29.95))
BRIDGE = ((122.22, 29.95),)
LIMIT = 8


def minute(text: str) -> str:
    return text[:16]


def asked(client: FlaskClient, lon: float, lat: float, force: int) -> dict:
    path = f"/typhoons/{STORM}/arrival?lon={lon}&lat={lat}&force={force}"
    return send(client, "GET", path)


@pytest.mark.parametrize(("kind", "zone", "places"), [
    ("ferry", FAR, PIERS), ("bridge", SMALL, BRIDGE),
])  # fmt: skip
def test_a_limit_of_force_8_has_one_arrival(
    client: FlaskClient,
    conn: psycopg.Connection,
    dsn: str,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    zone: dict,
    places: tuple[tuple[float, float], ...],
) -> None:
    cutoffs = {cutoff["kind"]: cutoff for cutoff in answer(client, zone)["timing"]["cutoffs"]}
    told = [asked(client, *place, LIMIT) for place in places]
    first = min(told, key=lambda each: each["earliest_at"])
    assert minute(cutoffs[kind]["cutoff_at"]) == minute(first["earliest_at"])
    assert minute(first["earliest_any"]["earliest_at"]) == minute(first["earliest_at"])
    assert first["assumptions"] == ["derived"]
    assert "由相邻风圈推算" in cutoffs[kind]["detail"]["zh"]
    seven = min(asked(client, *place, 7)["earliest_at"] for place in places)
    assert seven < first["earliest_at"]
    monkeypatch.setenv("HAITANG_DATABASE_URL", dsn)
    place = f"{first['place']['lon']},{first['place']['lat']}"
    words = ["typhoon", "arrival", STORM, "--at", place, "--force", str(LIMIT),
             "--known-at", first["at"]]  # fmt: skip
    printed = CliRunner().invoke(cli(), [*words, "--json"]).output
    assert minute(json.loads(printed)["earliest_at"]) == minute(first["earliest_at"])
    local = datetime.fromisoformat(first["earliest_at"]).astimezone(BEIJING)
    assert f"{local:%Y-%m-%d %H:%M} 到" in CliRunner().invoke(cli(), words).output


def test_the_rounding_asked_for_is_named_in_the_answer(client: FlaskClient) -> None:
    lon, lat = BRIDGE[0]
    path = f"/typhoons/{STORM}/arrival?lon={lon}&lat={lat}&force=8"
    lower = send(client, "GET", f"{path}&rounding=lower")
    assert (lower["rounding"], lower["circle_force"]) == ("lower", 7)
    assert "按 7 级，偏早" in lower["rule"]["zh"]
    assert lower["earliest_at"] == asked(client, lon, lat, 7)["earliest_at"]
    assert send(client, "GET", f"{path}&rounding=up", status=422)["code"] == "E-TYP-047"
