"""Claims about files: what leaves the server, what may come in, and what is refused and why."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from flask.testing import FlaskClient

from app.database import Connection, connect
from app.geo.gcj02 import wgs84_to_gcj02
from app.importing.confined import environment
from app.importing.upload import JOB
from tests.integration.layer_city import SHELTER, fill
from tests.integration.shelter_files import HEAD, PLACE, ROW, csv_bytes, stored, upload


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    fill(dsn)
    return dsn


@pytest.fixture(autouse=True)
def one_shelter(conn: Connection) -> None:
    conn.execute("DELETE FROM shelter")
    conn.execute(SHELTER)


def test_a_gbk_csv_is_detected_previewed_and_imported_right(client: FlaskClient, dsn: str) -> None:
    data = csv_bytes([HEAD, ROW], "gbk")
    seen = upload(client, data, "避灾点.csv", crs="EPSG:4490").get_json()
    assert (seen["encoding"], seen["encoding_sure"]) == ("gb18030", False)
    assert seen["rows"][0]["名称"] == "东港小学避灾点"
    assert (seen["good"], seen["new"], seen["faults_total"]) == (1, 1, 0)
    assert stored(dsn, "S2") is None
    assert upload(client, data, "a.csv", crs="EPSG:4490", dry_run="0").status_code == 200
    assert stored(dsn, "S2") == (
        "东港小学避灾点", "township", "school", 2000, 700, "330903001001",
        "donggangxiaoxuebizaidian", *PLACE,
    )  # fmt: skip


def test_missing_crs_is_asked_for_with_the_readings_side_by_side(client: FlaskClient) -> None:
    data = csv_bytes([HEAD, ROW])
    seen = upload(client, data, "a.csv").get_json()
    readings = {item["crs"]: item["first"] for item in seen["crs_question"]}
    assert readings["EPSG:4490"]["township"] == "沈家门街道"
    assert abs(readings["GCJ-02"]["lon"] - PLACE[0]) > 0.003
    refused = upload(client, data, "a.csv", dry_run="0")
    assert refused.status_code == 422
    assert refused.get_json()["code"] == "E-IMP-003"
    assert refused.get_json()["crs_question"]


def shapefile_zip(folder: Path, place: tuple[float, float], *, prj: bool) -> bytes:
    values = dict(zip(("code", "name", "tier", "kind", "address", "floor_area", "capacity"),
                      ROW[:5] + [2000, 700], strict=True))  # fmt: skip
    frame = gpd.GeoDataFrame(
        {key: [value] for key, value in values.items()},
        geometry=[shapely.Point(place)],
        crs=4326 if prj else None,
    )
    frame.to_file(folder / "a.shp", encoding="GBK")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in folder.glob("a.*"):
            if part.suffix not in {".cpg"} | (set() if prj else {".prj"}):
                archive.write(part, part.name)
    return out.getvalue()


MAPPING = json.dumps({"floor_area_m2": "floor_area", "rated_capacity": "capacity"})


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_gcj02_shapefile_without_prj_lands_right_once_it_is_said(
    client: FlaskClient, dsn: str, tmp_path: Path
) -> None:
    data = shapefile_zip(tmp_path, wgs84_to_gcj02(*PLACE), prj=False)
    refused = upload(client, data, "a.zip", dry_run="0", mapping=MAPPING)
    assert refused.get_json()["code"] == "E-IMP-003"
    assert stored(dsn, "S2") is None
    done = upload(client, data, "a.zip", dry_run="0", crs="GCJ-02", mapping=MAPPING)
    assert done.status_code == 200, done.get_json()
    row = stored(dsn, "S2")
    assert row is not None
    assert row[0] == "东港小学避灾点"
    assert row[-2:] == pytest.approx(PLACE, abs=2e-7)


def test_a_shapefile_with_prj_is_not_asked(client: FlaskClient, tmp_path: Path) -> None:
    data = shapefile_zip(tmp_path, PLACE, prj=True)
    seen = upload(client, data, "a.zip", mapping=MAPPING).get_json()
    assert seen["crs"]["from_file"] == "EPSG:4326"
    assert seen["crs_question"] is None
    assert seen["good"] == 1


def test_a_vrt_named_geojson_reads_no_other_file(client: FlaskClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name,lon,lat\nSECRET,122.3,29.9\n")
    vrt = f"""<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>
      </OGRVRTLayer></OGRVRTDataSource>""".encode()
    for name in ("a.geojson", "a.gpkg", "a.kml"):
        answer = upload(client, vrt, name, crs="EPSG:4326")
        assert answer.status_code == 422
        assert answer.get_json()["code"] == "E-IMP-005"
        assert b"SECRET" not in answer.data
    kml = upload(client, b"<!-- <kml -->" + vrt, "a.kml", crs="EPSG:4326")
    assert kml.status_code == 422
    assert b"SECRET" not in kml.data


def test_the_reader_has_no_driver_that_could_open_something_else() -> None:
    script = "import json, pyogrio; print(json.dumps(sorted(pyogrio.list_drivers())))"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(JOB), capture_output=True, check=True
    )
    assert set(json.loads(done.stdout)) <= {
        "MEM",
        "ESRI Shapefile",
        "GPKG",
        "KML",
        "LIBKML",
        "XLSX",
    }


def feature_collection(lon: str) -> bytes:
    values = dict(zip(HEAD[:7], ROW[:7], strict=True))
    properties = json.dumps(values, ensure_ascii=False)
    return f"""{{"type":"FeatureCollection","features":[{{"type":"Feature",
      "properties":{properties},
      "geometry":{{"type":"Point","coordinates":[{lon},29.955]}}}}]}}""".encode()


def frame(code: str, name: str, place: tuple[float, float]) -> gpd.GeoDataFrame:
    row = [code, name, *ROW[2:5], 2000, 700]
    values = {key: [value] for key, value in zip(HEAD[:7], row, strict=True)}
    return gpd.GeoDataFrame(values, geometry=[shapely.Point(place)], crs=4326)


def test_a_second_layer_of_a_geopackage_is_not_dropped(
    client: FlaskClient, dsn: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.gpkg"
    frame("S2", "甲", PLACE).to_file(path, layer="东片")
    frame("S3", "乙", PLACE).to_file(path, layer="西片")
    asked = upload(client, path.read_bytes(), "a.gpkg").get_json()
    assert asked["code"] == "E-IMP-019"
    assert asked["parts"] == [{"name": "东片", "count": 1}, {"name": "西片", "count": 1}]
    assert (
        upload(client, path.read_bytes(), "a.gpkg", part="北片").get_json()["code"] == "E-IMP-019"
    )
    done = upload(client, path.read_bytes(), "a.gpkg", part="西片", dry_run="0").get_json()
    assert (done["part"], done["new"]) == ("西片", 1)
    assert stored(dsn, "S2") is None
    row = stored(dsn, "S3")
    assert row is not None and row[0] == "乙"


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Schema name="s" id="s">{fields}</Schema><Placemark><ExtendedData><SchemaData schemaUrl="#s">{data}
</SchemaData></ExtendedData><Point><coordinates>122.31,29.955,0</coordinates>
</Point></Placemark></Document></kml>"""


def kml() -> bytes:
    pairs = list(zip(HEAD[:7], ROW[:7], strict=True))
    fields = "".join(f'<SimpleField name="{key}" type="string"/>' for key, _ in pairs)
    data = "".join(f'<SimpleData name="{key}">{value}</SimpleData>' for key, value in pairs)
    return KML.format(fields=fields, data=data).encode()


@pytest.mark.parametrize("name", ["a.kml", "a.kmz"])
def test_kml_is_not_asked_for_the_system_its_standard_names(
    client: FlaskClient, dsn: str, name: str
) -> None:
    data, out = kml(), io.BytesIO()
    if name == "a.kmz":
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("files/icon.png", b"x")
            archive.writestr("doc.kml", data)
        data = out.getvalue()
    seen = upload(client, data, name).get_json()
    assert (seen["crs"], seen["crs_question"]) == (
        {"used": "EPSG:4326", "from_file": "EPSG:4326"}, None,
    )  # fmt: skip
    assert (seen["good"], seen["faults_total"]) == (1, 0)
    shifted = upload(client, data, name, crs="GCJ-02").get_json()
    assert shifted["crs"] == {"used": "GCJ-02", "from_file": "EPSG:4326"}


def xlsx(folder: Path, *sheets: tuple[str, list[list[str]]]) -> bytes:
    """A workbook as GDAL writes it."""
    import pyogrio

    path = folder / "a.xlsx"
    for number, (name, (head, *rows)) in enumerate(sheets):
        table = pd.DataFrame(rows, columns=head)
        # Its own types stand in typings/, which know only what the product calls.
        write = vars(pyogrio)["write_dataframe"]
        write(table, path, layer=name, driver="XLSX", append=number > 0)
    return path.read_bytes()


def test_a_workbook_s_sheet_is_read_with_its_text_as_written(
    client: FlaskClient, dsn: str, tmp_path: Path
) -> None:
    row = ["0012", *ROW[1:]]
    data = xlsx(tmp_path, ("登记", [HEAD, row]), ("说明", [["a"], ["b"]]))
    asked = upload(client, data, "a.xlsx", crs="EPSG:4326").get_json()
    assert [each["name"] for each in asked["parts"]] == ["登记", "说明"]
    done = upload(client, data, "a.xlsx", crs="EPSG:4326", part="登记", dry_run="0").get_json()
    assert (done["format"], done["good"]) == ("XLSX", 1), done
    assert stored(dsn, "0012") == (
        "东港小学避灾点", "township", "school", 2000, 700, "330903001001",
        "donggangxiaoxuebizaidian", *PLACE,
    )  # fmt: skip


RISK_HEAD = ["编号", "名称", "风险等级", "灾害类型", "威胁户数", "威胁人数", "wkt"]
TWO_PARTS = (
    "MULTIPOLYGON(((122.3 29.95,122.302 29.95,122.302 29.952,122.3 29.95)),"
    "((122.31 29.95,122.318 29.95,122.318 29.958,122.31 29.95)))"
)


def test_a_multipolygon_is_offered_to_be_split_and_nobody_is_counted_twice(
    client: FlaskClient, dsn: str
) -> None:
    row = ["R9", "双片", "高", "滑坡", "12", "1,037", TWO_PARTS]
    data = csv_bytes([RISK_HEAD, row])
    seen = upload(client, data, "a.csv", "risk-areas", crs="EPSG:4326").get_json()
    (fault,) = seen["faults"]
    assert (fault["row"], fault["column"]) == (1, "位置")
    assert fault["reason"]["zh"] == "有 2 块，登记册一行只放一个面：可以选按块拆成 2 行"
    done = upload(client, data, "a.csv", "risk-areas", crs="EPSG:4326", split="1", dry_run="0")
    assert done.status_code == 200, done.get_json()
    with connect(dsn) as conn:
        rows = conn.execute(
            "SELECT code, threatened_people, ST_Area(geom) > 0.00002 FROM risk_area"
            " WHERE code LIKE 'R9%' ORDER BY code"
        ).fetchall()
    assert rows == [("R9", 1037, True), ("R9-2", 0, False)]


@pytest.mark.parametrize("name", ["a.csv", "a.geojson", "a.gpkg", "a.kml", "a.xlsx", "a.zip"])
def test_an_empty_file_is_called_empty(client: FlaskClient, name: str) -> None:
    told = upload(client, b" \n", name).get_json()
    assert (told["code"], told["detail"]) == ("E-IMP-018", "文件是空的")


def test_a_file_of_no_features_is_not_told_to_be_divided(client: FlaskClient) -> None:
    empty = b'{"type":"FeatureCollection","features":[]}'
    for data, name in ((empty, "a.geojson"), (csv_bytes([HEAD]), "a.csv")):
        told = upload(client, data, name).get_json()
        assert told["code"] == "E-IMP-008"
        assert "分开" not in told["todo"]


def test_a_fault_names_the_column_as_the_file_s_people_do(client: FlaskClient) -> None:
    """A missing column was named `rated_capacity` to people who wrote 核定容量."""
    chinese = [each for each in HEAD if each != "核定容量"]
    seen = upload(client, csv_bytes([chinese, [*ROW[:6], *ROW[7:]]]), "a.csv", crs="EPSG:4326")
    assert [each["column"] for each in seen.get_json()["faults"]] == ["核定容量"]
    english = ["code", "name", "tier", "kind", "address", "floor_area_m2", "lon", "lat"]
    values = [*ROW[:6], "132", "29.955"]
    faults = upload(client, csv_bytes([english, values]), "a.csv", crs="EPSG:4326").get_json()
    assert {each["column"] for each in faults["faults"]} == {"Rated capacity"}


@pytest.mark.parametrize("lon", ["NaN", "Infinity", "1e999"])
def test_a_geojson_that_is_not_json_is_refused(client: FlaskClient, dsn: str, lon: str) -> None:
    answer = upload(client, feature_collection(lon), "a.geojson", crs="EPSG:4326", dry_run="0")
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "E-IMP-004"
    assert stored(dsn, "S2") is None


def test_a_geojson_from_a_web_map_is_asked_too(client: FlaskClient) -> None:
    assert upload(client, feature_collection("122.31"), "a.geojson").get_json()["crs_question"]


def test_each_bad_row_is_listed_with_its_reason_and_nothing_is_stored(
    client: FlaskClient, dsn: str
) -> None:
    rows = [HEAD, ROW]
    for number, (column, value) in enumerate(
        [(2, "省级"), (6, "很多"), (6, ""), (7, "29.955"), (7, "nan"), (7, "118.0"), (0, "S2")]
    ):
        row = [*ROW]
        row[0] = f"B{number}"
        row[column] = value
        if column == 7 and value == "29.955":
            row[8] = "122.31"
        rows.append(row)
    answer = upload(client, csv_bytes(rows), "a.csv", crs="EPSG:4326", dry_run="0")
    problem = answer.get_json()
    assert answer.status_code == 422
    assert problem["code"] == "E-IMP-016"
    assert [fault["row"] for fault in problem["faults"]] == [2, 3, 4, 5, 6, 7, 8]
    assert "级别" in problem["faults"][0]["column"]
    assert "写反" in problem["faults"][3]["reason"]["zh"]
    assert "5 km" in problem["faults"][5]["reason"]["zh"]
    assert stored(dsn, "S2") is None
    part = upload(client, csv_bytes(rows), "a.csv", crs="EPSG:4326", dry_run="0",
                  accept_partial="1")  # fmt: skip
    assert part.status_code == 200
    assert stored(dsn, "S2") is not None
    assert stored(dsn, "B0") is None


def test_a_zip_bomb_a_climbing_name_and_a_stranger_are_refused(client: FlaskClient) -> None:
    for name, data in (("a.shp", bytes(50_000_000)), ("../a.shp", b"x"), ("a.py", b"x")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        answer = upload(client, out.getvalue(), "a.zip", crs="EPSG:4326")
        assert (answer.status_code, answer.get_json()["code"]) == (422, "E-IMP-013")


@pytest.mark.parametrize("name", ["a.vrt", "a", "a.xls", "a.tar.gz"])
def test_other_kinds_of_files_are_refused_before_they_are_opened(
    client: FlaskClient, name: str
) -> None:
    assert upload(client, b"x", name).get_json()["code"] == "E-IMP-001"


@pytest.mark.load
def test_rubbish_of_every_kind_is_refused_and_nothing_crashes(client: FlaskClient) -> None:
    rubbish = bytes(range(256)) * 40
    for kind in ("geojson", "gpkg", "kml", "kmz", "csv", "xlsx", "zip"):
        for data in (
            rubbish,
            b"",
            b"PK\x03\x04" + rubbish,
            b"SQLite format 3\x00" + rubbish,
            b"<kml" + rubbish,
        ):
            answer = upload(client, data, f"a.{kind}", crs="EPSG:4326")
            assert answer.status_code == 422, (kind, data[:20])
            assert answer.get_json()["todo"]
