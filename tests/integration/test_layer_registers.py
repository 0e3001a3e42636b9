"""Claims about registers: what an import changes and leaves alone, what an export gives back."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app.database import Connection, connect
from app.importing.formulas import as_meant, safe_cell
from app.maplayers.command import export, import_
from tests.integration.layer_city import SHELTER, fill
from tests.integration.shelter_files import HEAD, ROW, SHELTERS, csv_bytes, stored, upload


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    fill(dsn)
    return dsn


@pytest.fixture(autouse=True)
def one_shelter(conn: Connection) -> None:
    conn.execute("DELETE FROM shelter")
    conn.execute(SHELTER)


def test_an_import_makes_the_tile_new(client: FlaskClient) -> None:
    address = "/tiles/shelters/12/3439/1690.mvt"
    before = client.get(address)
    assert "东港小学避灾点".encode() not in before.data
    upload(client, csv_bytes([HEAD, ROW]), "a.csv", crs="EPSG:4326", dry_run="0")
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "东港小学避灾点".encode() in after.data


def test_a_known_code_replaces_and_is_told_so(client: FlaskClient, dsn: str) -> None:
    row = ["S1", *ROW[1:]]
    seen = upload(client, csv_bytes([HEAD, row]), "a.csv", crs="EPSG:4326").get_json()
    assert (seen["new"], seen["replaced"]) == (0, 1)


def live(dsn: str) -> tuple[Any, ...] | None:
    with connect(dsn) as conn:
        return conn.execute(
            """
            SELECT occupied, status, status_reason, accessible, keeper, pinyin, village_code
            FROM shelter WHERE code = 'S1'
            """
        ).fetchone()


def test_importing_again_touches_no_live_column(client: FlaskClient, dsn: str) -> None:
    """A register without 已安置 and 状态 emptied every open shelter; one that has them is of
    yesterday. What a file does not bring stays too."""
    with connect(dsn) as conn:
        conn.execute("UPDATE shelter SET occupied = 431, status_reason = '停电', pinyin = 'x'")
    before = live(dsn)
    rows = [[*HEAD, "已安置", "状态", "原因"], ["S1", *ROW[1:], "0", "备用", ""]]
    for data in (csv_bytes([HEAD, ["S1", *ROW[1:]]]), csv_bytes(rows)):
        assert upload(client, data, "a.csv", crs="EPSG:4326", dry_run="0").status_code == 200
        after = live(dsn)
        assert before is not None and after is not None
        assert after[:5] == before[:5] == (431, "open", "停电", True, "李管")
    assert (after[5], stored(dsn, "S1")[0]) == ("donggangxiaoxuebizaidian", ROW[1])  # pyright: ignore[reportOptionalSubscript]


def test_a_live_column_is_taken_for_a_new_row(client: FlaskClient, dsn: str) -> None:
    rows = [[*HEAD, "已安置", "状态"], [*ROW, "12", "启用"]]
    assert upload(client, csv_bytes(rows), "a.csv", crs="EPSG:4326", dry_run="0").status_code == 200
    with connect(dsn) as conn:
        found = conn.execute("SELECT occupied, status FROM shelter WHERE code = 'S2'").fetchone()
    assert found == (12, "open")


def test_the_difference_is_shown_before_anything_is_written(client: FlaskClient, dsn: str) -> None:
    with connect(dsn) as conn:
        conn.execute("UPDATE shelter SET pinyin = 'corrected'")
    head, row = [*HEAD, "已安置"], ["S1", "沈家门小学避灾点", "乡镇级", "学校", "滨港路 1 号",
                                  "2000", "650", "122.305", "29.952", "0"]  # fmt: skip
    seen = upload(client, csv_bytes([head, row, [*ROW, "3"]]), "a.csv", crs="EPSG:4326").get_json()
    assert (seen["new"], seen["replaced"], seen["changed"]) == (1, 1, 1)
    assert seen["changes"] == [
        {"row": 1, "key": "S1", "column": "rated_capacity", "was": 700, "becomes": 650}
    ]
    assert seen["live_kept"] == ["已安置"]
    moved = [*row[:7], "122.306", *row[8:]]
    seen = upload(client, csv_bytes([head, moved]), "a.csv", crs="EPSG:4326").get_json()
    assert [each["column"] for each in seen["changes"]] == ["rated_capacity", "geom"]
    assert stored(dsn, "S1")[4] == 700  # pyright: ignore[reportOptionalSubscript]


def test_an_exported_csv_opens_in_excel_and_comes_back(client: FlaskClient, dsn: str) -> None:
    with connect(dsn) as conn:
        conn.execute("UPDATE shelter SET name = '=HYPERLINK(1)', keeper = '+8613800000002'")
    data = client.get(f"{SHELTERS}/export?format=csv").data
    assert data.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert row["名称"] == "'=HYPERLINK(1)"
    assert row["管理员"] == "'+8613800000002"
    assert row["核定容量（人）"] == "700"
    done = upload(client, data, "a.csv", crs="EPSG:4326", dry_run="0")
    assert done.status_code == 200, done.get_json()
    kept = stored(dsn, "S1")
    assert kept is not None and kept[0] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\u200b=1",
     "\ufeff=1", "＝1", "＋1", "－1", "＠SUM(A1)"],
)  # fmt: skip
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert as_meant(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["'quoted'", "a=1", "“=1+1”", "", " ", "'", "东港-1 号"])
def test_a_text_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
    assert as_meant(text) == text


def test_an_exported_geopackage_says_what_it_is(client: FlaskClient, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(client.get(f"{SHELTERS}/export?format=gpkg").data)
    frame = gpd.read_file(path)
    assert frame.crs is not None and frame.crs.to_epsg() == 4326
    assert frame.loc[0, "status"] == "open"
    assert "演练" in path.read_bytes().decode("utf-8", "ignore")


def test_who_is_on_the_wall_gets_no_keeper_and_may_not_import(client: FlaskClient) -> None:
    data = client.get(f"{SHELTERS}/export?format=csv&screen=wall").data.decode()
    assert "李管" not in data and "13800000002" not in data
    address = f"{SHELTERS}/import?screen=wall"
    refused = client.post(address, data={"file": (io.BytesIO(b"x"), "a.csv")})
    assert refused.status_code == 403


def test_the_command_line_takes_and_gives_the_same_files(dsn: str, tmp_path: Path) -> None:
    upload_path, out = tmp_path / "避灾点.csv", tmp_path / "out.geojson"
    upload_path.write_bytes(csv_bytes([HEAD, ROW], "gbk"))
    run = CliRunner(env={"HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(tmp_path)}).invoke
    asked = run(import_, [str(upload_path), "--layer", "shelters", "--dry-run"])
    assert "没有说明坐标系" in asked.output
    assert "普陀区 沈家门街道" in asked.output
    done = run(import_, [str(upload_path), "--layer", "shelters", "--crs", "EPSG:4490"])
    assert done.exit_code == 0, done.output
    assert "已导入 1（新 1，替换 0，其中有变 0）" in done.output
    given = run(export, ["shelters", "--format", "geojson", "-o", str(out)])
    assert given.exit_code == 0, given.output
    names = {f["properties"]["name"] for f in json.loads(out.read_text())["features"]}
    assert "东港小学避灾点" in names
