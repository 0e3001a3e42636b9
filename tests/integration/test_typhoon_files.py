"""The archive over HTTP and on the command line: upload, hand entry, list, show, export."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from werkzeug.test import TestResponse

from app.accounts.model import Role
from app.typhoon.command import typhoon
from app.typhoon.formats import parse_file
from tests.clients import SignedInClient, client_of

ROOT = Path(__file__).resolve().parents[2]
STORMS = ROOT / "sample_geo" / "storms"
DATA = ROOT / "tests" / "data" / "typhoon"
JMA = (STORMS / "jma_best_track.txt").read_bytes()
ENTRY = {
    "agency": "舟山台",
    "averaging_min": 2,
    "fix_at": "2015-07-11T17:00:00+08:00",
    "lon": 122.45,
    "lat": 30.05,
    "pressure_hpa": 955,
    "wind_ms": 45,
    "radii": [{"threshold_ms": 24.5, "ne_km": 180, "se_km": 150, "sw_km": 150, "nw_km": 180}],
    "forecast": [{"valid_at": "2015-07-11T23:00:00+08:00", "lon": 123, "lat": 31.5, "wind_ms": 35}],
}


def upload(client: SignedInClient, raw: bytes, name: str = "file", **form: str) -> TestResponse:
    data = {"file": (io.BytesIO(raw), name), **form}
    return client.post("/api/v1/typhoons/import", data=data)


def told(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    return response.get_json()


def test_an_upload_is_previewed_then_taken_then_the_same(client: SignedInClient) -> None:
    preview = told(upload(client, JMA, dry_run="1"))
    assert (preview["dry_run"], preview["changed"], preview["import_id"]) == (True, True, None)
    assert preview["tracks"][0]["new"] == 62
    assert len(preview["preview"]["tracks"][0]["fixes"]) == 62
    assert told(client.get("/api/v1/typhoons"))["typhoons"] == []
    taken = told(upload(client, JMA))
    assert (taken["format"], taken["changed"], taken["preview"]) == ("jma", True, None)
    assert told(upload(client, JMA))["changed"] is False


def test_bad_rows_are_told_and_can_be_asked_for_again(client: SignedInClient) -> None:
    raw = JMA.replace(b"096 1608", b"0x6 1608", 1)
    answer = told(upload(client, raw))
    assert [row["line"] for row in answer["bad_rows"]] == [5]
    kept = told(client.get(f"/api/v1/typhoons/imports/{answer['import_id']}"))
    assert kept["bad_rows"] == answer["bad_rows"]
    assert told(upload(client, JMA))["tracks"][0]["new"] == 1


def test_a_refusal_is_a_problem_with_its_rows(client: SignedInClient) -> None:
    response = upload(client, b"66666 1509  001 0009 1509 0 6             X\n15xx\n", format="jma")
    assert response.status_code == 422
    problem = response.get_json()
    assert problem["code"] == "E-TYP-004"
    assert client.post("/api/v1/typhoons/import", data={}).get_json()["code"] == "E-TYP-015"


def test_hand_entry_is_previewed_and_then_kept_beside_the_others(client: SignedInClient) -> None:
    address = "/api/v1/typhoons/201509/fixes"
    preview = told(client.post(address, json=ENTRY | {"dry_run": True}))
    assert preview["preview"]["tracks"][0]["fixes"][0]["lon"] == 122.45
    assert preview["preview"]["forecasts"][0]["points"][1]["lat"] == 31.5
    stored = told(client.get("/api/v1/typhoons/201509/stored"))
    assert [track["agency"] for track in stored["tracks"]] == ["JMA"]
    assert told(client.post(address, json=ENTRY))["changed"] is True
    stored = told(client.get("/api/v1/typhoons/201509/stored"))
    (own,) = [track for track in stored["tracks"] if track["agency"] == "舟山台"]
    assert (own["kind"], own["averaging_min"]) == ("operational", 2)
    assert own["fixes"][0]["fix_at"] == "2015-07-11T09:00:00Z"
    assert own["fixes"][0]["radii"][0]["threshold_ms"] == 24.5
    assert "手工录入" in own["source"]
    assert [one["agency"] for one in stored["forecasts"]] == ["舟山台"]
    later = ENTRY | {"fix_at": "2015-07-11T18:00:00+08:00"}
    told(client.post(address, json=later))
    stored = told(client.get("/api/v1/typhoons/201509/stored"))
    (own,) = [track for track in stored["tracks"] if track["agency"] == "舟山台"]
    assert len(own["fixes"]) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"agency": ""},
        {"agency": 5},
        {"averaging_min": 7},
        {"averaging_min": True},
        {"fix_at": "2015-07-11T17:00:00"},
        {"fix_at": 1},
        {"fix_at": "0001-01-01T00:00:00Z"},
        {"lon": "122"},
        {"lon": 500},
        {"lat": -91},
        {"wind_ms": 0},
        {"pressure_hpa": 0},
        {"kind": "guess"},
        {"radii": [{"threshold_ms": 24.5, "ne_km": 180}]},
        {"radii": [{"threshold_ms": 24.5, "ne_km": 0, "se_km": 0, "sw_km": 0, "nw_km": 0}]},
        {"radii": ENTRY["radii"] * 2},
        {"radii": "none"},
        {"forecast": [{"valid_at": "2015-07-11T16:00:00+08:00", "lon": 1, "lat": 1}]},
        {"forecast": [5]},
    ],
)
def test_a_hand_entry_that_cannot_be_is_refused(
    client: SignedInClient, change: dict[str, object]
) -> None:
    before = told(client.get("/api/v1/typhoons/201509/stored"))
    response = client.post("/api/v1/typhoons/201509/fixes", json=ENTRY | change)
    assert response.status_code == 422, response.text
    assert response.get_json()["code"] == "E-TYP-013"
    assert told(client.get("/api/v1/typhoons/201509/stored")) == before


def test_the_list_by_season_and_search_and_the_seasons(client: SignedInClient) -> None:
    found = told(client.get("/api/v1/typhoons?q=奇马"))["typhoons"]
    assert [(one["storm_id"], one["number"], one["agencies"]) for one in found] == [
        ("201909", "1909", ["JMA"])
    ]
    assert told(client.get("/api/v1/typhoons?season=2015"))["typhoons"][0]["name_zh"] == "灿鸿"
    assert told(client.get("/api/v1/typhoons/seasons"))["seasons"] == [
        {"season": 2019, "storms": 1}, {"season": 2015, "storms": 1},
    ]  # fmt: skip
    formats = {one["name"] for one in told(client.get("/api/v1/typhoons/formats"))["formats"]}
    assert {"zhejiang", "atcf", "cma", "jma", "ibtracs", "tcm", "jtwc"} <= formats


def test_exports_come_as_files_that_read_back(client: SignedInClient) -> None:
    deck = client.get("/api/v1/typhoons/201509/export?format=atcf&agency=JMA")
    assert deck.status_code == 200
    assert 'filename="b201509.dat"' in deck.headers["Content-Disposition"]
    assert deck.headers["X-Rounded-Figures"] == "0"
    own = client.get("/api/v1/typhoons/201509/export?format=atcf&agency=舟山台")
    assert int(own.headers["X-Rounded-Figures"]) > 0  # m/s, km and hundredths of a degree
    (track,) = parse_file(deck.data, None).tracks
    assert len(track.fixes) == 62
    drawn = client.get("/api/v1/typhoons/201509/export")
    assert drawn.mimetype == "application/geo+json"
    assert {one.agency for one in parse_file(drawn.data, None).tracks} == {"JMA", "舟山台"}
    for query in ("format=shp", "format=atcf&agency=X"):
        response = client.get(f"/api/v1/typhoons/201509/export?{query}")
        assert response.status_code in (404, 422)


def test_a_viewer_may_look_but_not_import(client: SignedInClient) -> None:
    viewer = client_of(client.application, role=Role.VIEWER)
    assert viewer.get("/api/v1/typhoons/seasons").status_code == 200
    assert upload(viewer, JMA).status_code == 403
    assert viewer.post("/api/v1/typhoons/201509/fixes", json=ENTRY).status_code == 403


def run(empty_database: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setenv("HAITANG_DATABASE_URL", empty_database)
    result = CliRunner().invoke(typhoon, list(arguments))
    assert result.exit_code == 0, result.exception
    return result


def test_show_gives_every_fix_circle_and_forecast_as_stored(
    client: SignedInClient, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = json.loads(run(empty_database, monkeypatch, "show", "201509", "--json").output)
    assert shown == json.loads(client.get("/api/v1/typhoons/201509/stored").text)
    jma = next(track for track in shown["tracks"] if track["agency"] == "JMA")
    first = jma["fixes"][0]
    assert first["published"]["latitude"] == "086"
    assert first["recorded_at"].startswith("20")
    (source,) = [one for one in shown["imports"] if one["format"] == "jma" and one["changed"]][:1]
    assert source["file_name"] == "file"


def test_list_search_export_and_formats_on_the_command_line(
    client: SignedInClient, empty_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listed = run(empty_database, monkeypatch, "list", "--search", "lekima").output
    assert listed.startswith("201909 利奇马 LEKIMA")
    file = tmp_path / "灿鸿.dat"
    run(empty_database, monkeypatch, "export", "201509", str(file), "--format", "atcf")
    again = run(empty_database, monkeypatch, "import", str(file), "--dry-run", "--json").output
    assert json.loads(again)["format"] == "atcf"
    for path, name in ((DATA / "bwp092015_chanhom.dat", "atcf"), (DATA / "illustrative_tcm.txt",
                       "tcm"), (DATA / "illustrative_zhejiang.json", "zhejiang")):  # fmt: skip
        out = run(empty_database, monkeypatch, "import", str(path), "--format", name, "--json")
        assert json.loads(out.output)["changed"] is True
    storms = json.loads(run(empty_database, monkeypatch, "list", "--json").output)["typhoons"]
    assert {one["storm_id"] for one in storms} == {"201509", "201909", "AL132023"}
