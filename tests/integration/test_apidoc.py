"""Claims about the API's description: complete, true, and read without a network."""

import re
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.apidoc.document import answer_schema
from app.apidoc.schemas import Schemas, TakenName
from app.tooling.client.__main__ import PATH
from app.tooling.client.types import render
from tests.clients import client_of


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    return client_of(app).get("/api/v1/openapi.json").get_json()


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, verb, operation)
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
    ]


def test_every_route_of_the_api_is_described(app: Flask, document: dict[str, Any]) -> None:
    rules = {
        (re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/tiles/"))
        and not rule.endpoint.startswith("oidc.")  # steps of a browser from page to page
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert rules <= {(path, verb) for path, verb, _ in operations(document)}


def test_every_operation_says_what_it_does_and_is_named_once(document: dict[str, Any]) -> None:
    listed = [operation for _, _, operation in operations(document)]
    assert all(operation["summary"] for operation in listed)
    names = [operation["operationId"] for operation in listed]
    assert len(names) == len(set(names))


def test_parts_that_a_helper_takes_out_of_the_body_are_told(document: dict[str, Any]) -> None:
    def parts(path: str) -> set[str]:
        body = document["paths"][f"/api/v1{path}"]["post"]["requestBody"]
        return set(body["content"]["application/json"]["schema"]["properties"])

    assert parts("/session") == {"login", "password"}
    assert parts("/devices") == {"label", "purpose", "unit_code", "view"}


def test_what_a_route_reads_is_told(document: dict[str, Any]) -> None:
    search = document["paths"]["/api/v1/search"]["get"]
    assert {item["name"]: item["schema"]["type"] for item in search["parameters"]} == {
        "at": "string", "bbox": "string", "incident": "integer", "limit": "integer",
        "q": "string", "screen": "string",
    }  # fmt: skip
    form = document["paths"]["/api/v1/layers/{layer_id}/import"]["post"]["requestBody"]["content"]
    schema = form["multipart/form-data"]["schema"]
    assert set(schema["properties"]) >= {"file", "crs", "encoding", "dry_run"}
    zone = document["paths"]["/api/v1/zones"]["post"]["requestBody"]["content"]
    assert "polygon" in zone["application/json"]["schema"]["properties"]


def test_every_reference_in_the_document_is_there(document: dict[str, Any]) -> None:
    references = re.findall(r"#/components/schemas/(\w+)", str(document))
    assert set(references) <= set(document["components"]["schemas"])
    assert "Match" in references


def bodies(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every JSON answer by its operation."""
    return {
        operation["operationId"]: content["application/json"]["schema"]
        for _, _, operation in operations(document)
        for content in [operation["responses"]["2XX"]["content"]]
        if "application/json" in content
    }


def test_every_body_is_typed(document: dict[str, Any]) -> None:
    """`Any`, `dict[str, Any]` and a bare list give an empty schema; 89 routes had one."""
    assert len(bodies(document)) > 90
    assert {name for name, schema in bodies(document).items() if not schema} == set()


FOREIGN = {
    # W3C's passkeys, this document itself, MapLibre's style: their form is somebody else's.
    "get_apidoc_get_document",
    "post_own_account_post_passkey_options",
    "post_signin_post_passkey_options",
    "post_signin_post_unlock_options",
    "MapLayer",
    # A layer's own columns, which its file defines.
    "CardField",
    # A value is a number or a text, a table's rows have the form of the table's own room.
    "ChangeView",
    "LayerFeature",
    # Why a polygon is refused: each refusal brings its own.
    "PreviewAnswer",
    # Figures of many kinds beside a sentence, an event or an audited act.
    "Entry",
    "Event",
    "RecommendedLevel",
    "StormEventAnswer",
    "ToldSentence",
}


def test_two_answers_under_one_name_are_refused_and_not_told_as_anything() -> None:
    first, second = (make_dataclass("Answer", [("value", kind)]) for kind in (int, str))
    schemas = Schemas()
    schemas.of(first)
    with pytest.raises(TakenName, match="two classes are named Answer"):
        answer_schema(second, schemas)


def test_only_the_forms_of_others_are_any_json(document: dict[str, Any]) -> None:
    schemas = bodies(document) | document["components"]["schemas"]
    said = re.compile("schemas/Json(Object|Value)")
    assert {name for name, schema in schemas.items() if said.search(str(schema))} == FOREIGN


def test_the_screens_types_are_those_of_the_routes() -> None:
    assert PATH.read_text(encoding="utf-8") == render(), "python -m app.tooling.client"


@pytest.mark.parametrize("path", ["/docs", "/docs/errors"])
def test_the_pages_load_nothing(app: Flask, path: str) -> None:
    page = client_of(app).get(path).get_data(as_text=True)
    assert "<script" not in page
    assert not re.search(r"(src|srcset|@import|url\()\s*=?", page)
    assert not re.search(r"https?://", page)


@pytest.mark.parametrize("path", ["/docs", "/docs/errors"])
def test_the_pages_keep_their_look_under_our_own_policy(app: Flask, path: str) -> None:
    client = client_of(app)
    page = client.get(path).get_data(as_text=True)
    assert "<style" not in page
    assert "style=" not in page
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    answer = app.test_client().get(sheet)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")


def test_a_person_who_is_signed_out_is_led_to_sign_in_and_back(app: Flask) -> None:
    answer = app.test_client().get("/docs", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/signin?then=%2Fdocs")
    told = app.test_client().get("/docs")
    assert (told.status_code, told.mimetype) == (401, "application/problem+json")


def test_an_address_that_is_not_there_is_a_page_for_a_person(app: Flask) -> None:
    answer = app.test_client().get("/nothing<b>", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "E-HTTP-404" in answer.get_data(as_text=True)
    assert "<b>" not in answer.get_data(as_text=True)
    data = app.test_client().get("/api/v1/nothing", headers={"Accept": "text/html"})
    assert data.mimetype == "application/problem+json"


def test_every_problem_leads_to_its_code(app: Flask) -> None:
    client = client_of(app)
    problem = client.get("/tiles/nothing/1/0/0.mvt").get_json()
    page, _, code = problem["type"].partition("#")
    assert f'id="{code}"' in client.get(page).get_data(as_text=True)


def test_errors_of_imports_and_shapes_are_listed(app: Flask) -> None:
    page = client_of(app).get("/docs/errors").get_data(as_text=True)
    source = "".join(path.read_text() for path in Path("app").rglob("*.py"))
    codes = set(re.findall(r'"(E-(?:IMP|GEO|LAY|BRF)-\d{3})"', source))
    assert codes
    assert [code for code in sorted(codes) if f'id="{code}"' not in page] == []
