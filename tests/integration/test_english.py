"""An English reader meets no Chinese but proper names and what somebody typed in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql
from werkzeug.routing import Rule

from app.database import connect

pytestmark = pytest.mark.city

HAN = re.compile(r"[\u3400-\u9fff]+")
AT = "2015-07-10T07:20:00Z"
SQUARE = [[122.285, 29.945], [122.31, 29.945], [122.31, 29.96], [122.285, 29.96], [122.285, 29.945]]
EN = {"Accept-Language": "en"}
# What a route needs to answer; the zone's and the series' are filled in.
VALUES = {"layer_id": "shelters", "z": "8", "x": "215", "y": "105", "storm_id": "201509"}

CIRCLES = {"七级", "八级", "十级", "十二级"}


@pytest.fixture(scope="module")
def zone(client: FlaskClient) -> str:
    body = {"polygon": {"type": "Polygon", "coordinates": [SQUARE]}}
    answer = client.post(f"/api/v1/zones?at={AT}", json=body, headers=EN)
    assert answer.status_code == 201 and answer.get_json()["name"] == "Zone 1"
    return str(answer.get_json()["zone_id"])


@pytest.fixture(scope="module")
def typed(dsn: str) -> str:
    """Every text of the city's tables: names, addresses, sources, as they were entered."""
    with connect(dsn) as conn:
        columns = conn.execute(
            "SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns c "
            "JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') "
            "AND c.data_type = 'text' AND table_type = 'BASE TABLE'"
        ).fetchall()
        texts: list[str] = []
        for schema, table, column in columns:
            query = sql.SQL("SELECT DISTINCT {} FROM {}").format(
                sql.Identifier(column), sql.Identifier(schema, table)
            )
            texts += [row[0] for row in conn.execute(query).fetchall() if row[0]]
    return "\n".join(texts)


def english(value: Any) -> Iterator[str]:
    """The texts of an answer as an English screen shows them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        paired = {"zh", "en"} <= set(value)
        for name, item in value.items():
            has_english = f"{name}_en" in value or f"{name.removesuffix('_zh')}_en" in value
            if not (has_english or (paired and name == "zh")):
                yield from english(item)
    elif isinstance(value, list):
        for item in value:
            yield from english(item)


def chinese(texts: Iterator[str], typed: str) -> list[str]:
    runs = {run for text in texts for run in HAN.findall(text)}
    return sorted(run for run in runs if run not in typed)


def asked(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/api/v1/")
        and not rule.endpoint.startswith(("oidc.", "apidoc."))
        and "basemap" not in rule.rule
    ]  # fmt: skip


def filled(rule: Rule, values: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        return values.get(match[1], "1")

    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", value, rule.rule)


def test_no_answer_to_an_english_planner_is_chinese(
    app: Flask, client: FlaskClient, zone: str, typed: str
) -> None:
    found: dict[str, list[str]] = {}
    for rule in asked(app):
        path = filled(rule, {**VALUES, "zone_id": zone})
        answer = client.get(f"{path}?at={AT}", headers=EN)
        assert answer.status_code < 500 or answer.status_code == 503, path
        if "json" in (answer.mimetype or "") and (left := chinese(english(answer.json), typed)):
            found[rule.rule] = left
    assert found == {}


def test_the_briefing_is_english(client: FlaskClient, zone: str, typed: str) -> None:
    page = client.get(f"/api/v1/briefing.html?at={AT}&lang=en").get_data(as_text=True)
    told = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.S)
    names = re.findall(r"\"(?:name|text|tip)\": \"(.*?)\"", page)
    assert "Latest start" in told
    left = chinese(iter([told]), typed + "\n".join(names))
    assert set(left) <= CIRCLES  # the layer's own names of circles come out of its SQL


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/nothing"),
        ("GET", "/api/v1/zones/00000000-0000-0000-0000-000000000000"),
        ("GET", "/api/v1/layers/nothing"),
        ("GET", "/api/v1/zones?at=noon"),
        ("POST", "/api/v1/zones"),
        ("POST", "/api/v1/zones/preview"),
        ("GET", "/api/v1/typhoons/000000"),
    ],
)
def test_a_refusal_is_english(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(path, method=method, json={} if method == "POST" else None, headers=EN)
    assert chinese(english(answer.json), "") == []
