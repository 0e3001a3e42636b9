"""A city's own files: recognised, compared, taken whole or not at all, and undone."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from click.testing import CliRunner, Result
from shapely import LineString, Point

from app.city import record_queries
from app.cli import cli
from app.database import Connection, connect
from app.errors import InvalidInput
from app.exporting.files import Sheet, write_sheet
from app.registers.model import Wish
from app.registers.queries import list_rows
from app.registers.registry import load_registers
from tests.conftest import DatabaseFactory
from tests.sample_files import SAMPLE

COUNTY = SAMPLE / "island_county"
REGISTERS = load_registers()
SHELTER = "330929BZ0001"
Run = Callable[..., Result]
# What the files hold, counted by hand; the ring road is cut where the middle one joins it.
HELD = {
    "units": 12, "population-sites": 24, "posts": 20, "shelters": 6, "hazard-points": 3,
    "risk-areas": 3, "sea-dykes": 1, "aquaculture-areas": 1, "harbours": 4, "land": 3,
    "roads": 10, "vessels": 40, "ferry-lines": 2, "scenic-areas": 0,
}  # fmt: skip


@pytest.fixture
def dsn(databases: DatabaseFactory, empty_template: str) -> Iterator[str]:
    made = databases.copy_of(empty_template)
    yield made
    databases.drop(made)


@pytest.fixture
def run(dsn: str, tmp_path: Path) -> Run:
    env = {"HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(tmp_path / "data")}

    def invoke(*words: object) -> Result:
        told = ["city", *map(str, words)]
        result = CliRunner(env=env).invoke(cli(), told, standalone_mode=False)
        result.exit_code = result.return_value or result.exit_code  # as `./haitang` ends
        return result

    return invoke


@pytest.fixture
def city(run: Run) -> Run:
    """The island county, imported."""
    done = run("import", COUNTY, "--crs", "EPSG:4490", "--illustrative")
    assert done.exit_code == 0, (done.output, done.exception)
    return run


def counts(dsn: str) -> dict[str, int]:
    with connect(dsn) as conn:
        return {
            each.id: int(one(conn, f"SELECT count(*) FROM {each.table}") or 0)
            for each in REGISTERS.values()
        }


def one(conn: Connection, query: str) -> int | str | None:
    row = conn.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def exports(dsn: str) -> dict[str, bytes]:
    """Every register as files, which hold all that anybody sees of it."""
    told: dict[str, bytes] = {}
    with connect(dsn) as conn:
        for register in REGISTERS.values():
            rows = list_rows(conn, register, Wish(limit=None))
            sheet = Sheet(
                register.id, register.title, register.key, register.name_field,
                register.geometry, register.shown, rows, {},
            )  # fmt: skip
            for form in ("csv", "geojson"):
                told[f"{register.id}.{form}"] = write_sheet(sheet, form, "x").data
    return told


def edited(tmp_path: Path, name: str, was: str, becomes: str) -> Path:
    """The county's GBK file `name` with one text replaced."""
    text = (COUNTY / name).read_bytes().decode("gb18030")
    assert was in text
    path = tmp_path / name
    path.write_bytes(text.replace(was, becomes, 1).encode("gb18030"))
    return path


def test_a_look_says_what_the_deed_does_and_writes_nothing(run: Run, dsn: str) -> None:
    look = run("import", COUNTY, "--crs", "EPSG:4490", "--dry-run")
    assert look.exit_code == 0, look.output
    assert "以上是试看" in look.output
    assert set(counts(dsn).values()) == {0}
    done = run("import", COUNTY, "--crs", "EPSG:4490")
    said = [line for line in look.output.splitlines() if "新增" in line]
    assert said == [line for line in done.output.splitlines() if "新增" in line]
    assert counts(dsn) == HELD


def test_each_row_says_where_it_comes_from(city: Run, dsn: str) -> None:
    assert counts(dsn) == HELD
    with connect(dsn) as conn:
        for register in REGISTERS.values():
            real = f"SELECT count(*) FROM {register.table} WHERE origin <> 'illustrative'"
            assert one(conn, real) == 0, register.id


def test_what_an_answer_needs_hangs_together(city: Run, dsn: str) -> None:
    with connect(dsn) as conn:
        assert one(conn, "SELECT sum(residents) FROM population_site") == 11050
        assert one(conn, "SELECT count(DISTINCT group_code) FROM population_group") == 4
        # One road network an island: a bridge joins two, the third has its own.
        assert one(conn, "SELECT count(*) FROM road_edge WHERE bridge = '外礁大桥'") == 1
        assert one(conn, "SELECT count(*) FROM road_node") == 11
        assert one(conn, "SELECT count(*) FROM road_edge WHERE length_m < 50") == 0
        ends = "SELECT string_agg(from_harbour_code || to_harbour_code, ',') FROM ferry_line"
        assert len(str(one(conn, ends)).split(",")) == 2
        assert one(conn, "SELECT count(*) FROM vessel WHERE home_harbour_id IS NULL") == 0
        assert one(conn, "SELECT count(*) FROM harbour WHERE county_code = '330929'") == 4
        assert one(conn, "SELECT count(*) FROM land_area WHERE county_code = '330929'") == 3
        villages = "SELECT count(*) FROM admin_unit WHERE kind = 'village' AND seat IS NOT NULL"
        assert one(conn, villages) == 8
        assert one(conn, "SELECT count(*) FROM post WHERE unit_code LIKE '330929%'") == 20


def test_the_order_of_files_is_nobodys_business(run: Run, dsn: str) -> None:
    files = sorted(COUNTY.iterdir(), reverse=True)
    done = run("import", *files, "--crs", "EPSG:4490")
    assert done.exit_code == 0, done.output
    assert counts(dsn) == HELD


def test_importing_again_changes_nothing(city: Run, dsn: str) -> None:
    before = exports(dsn)
    again = city("import", COUNTY, "--crs", "EPSG:4490", "--illustrative")
    assert "没有一处不同" in again.output
    with connect(dsn) as conn:
        assert (
            one(conn, "SELECT count(*) FROM register_entry") == sum(HELD.values()) + 3
        )  # outlines of a second file
    assert exports(dsn) == before


def test_a_changed_cell_changes_one_row(city: Run, dsn: str, tmp_path: Path) -> None:
    path = edited(
        tmp_path, "12渔船名册.csv", "浙岚渔10037,412900001,2900001", "浙岚渔10037,412900001,2999999"
    )
    done = city("import", path, "--dry-run")
    assert "改动 1，去掉 0，不变 39" in done.output
    assert "北斗号：2900001 → 2999999" in done.output


def test_what_belongs_to_the_night_stays(city: Run, dsn: str) -> None:
    with connect(dsn) as conn:
        conn.execute(
            "UPDATE shelter SET occupied = 77, status = 'open' WHERE code = %s", (SHELTER,)
        )
        conn.execute("UPDATE vessel SET crew_aboard = 5")
    before = exports(dsn)
    done = city("import", COUNTY, "--crs", "EPSG:4490", "--illustrative")
    assert "没有一处不同" in done.output
    assert exports(dsn) == before


def test_an_undo_gives_every_row_back(city: Run, dsn: str, tmp_path: Path) -> None:
    """Rows added, changed and taken out; the crossings of a road; a seat and an outline."""
    before = exports(dsn)
    with connect(dsn) as conn:
        nodes = one(conn, "SELECT md5(string_agg(n::text, ',' ORDER BY node_id)) FROM road_node n")
    folder = tmp_path / "second"
    shutil.copytree(COUNTY, folder)
    edited(folder, "12渔船名册.csv", "浙岚渔10037", "浙岚渔19999")
    edited(folder, "05渔港码头.csv", "123.6415", "123.6405")
    edited(
        folder, "04人口点台账.csv", "岚城社大岙,330929100001,2100", "岚城社新岙,330929100001,2190"
    )
    (folder / "07道路.csv").write_text(
        '路名,道路等级,WKT\n新路,县道,"LINESTRING (123.628 30.603, 123.596 30.628)"\n',
        encoding="utf-8",
    )
    (folder / "07道路.zip").unlink()
    done = city("import", folder, "--crs", "EPSG:4490", "--remove-missing", "roads",
                "--remove-missing", "population-sites")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert exports(dsn) != before
    assert counts(dsn)["roads"] == 1
    undone = city("undo", 2)
    assert undone.exit_code == 0, (undone.output, undone.exception)
    assert exports(dsn) == before
    with connect(dsn) as conn:
        again = "SELECT md5(string_agg(n::text, ',' ORDER BY node_id)) FROM road_node n"
        assert one(conn, again) == nodes
    assert "已经撤回过" in str(city("undo", 2).exception)
    assert city("undo", 1).exit_code == 0
    assert set(counts(dsn).values()) == {0}


def test_an_undo_does_not_tread_on_what_came_later(city: Run, dsn: str) -> None:
    with connect(dsn) as conn:
        conn.execute("UPDATE shelter SET rated_capacity = 1 WHERE code = %s", (SHELTER,))
    refused = city("undo", 1)
    assert refused.exit_code == 1 and SHELTER in str(refused.exception.why.zh)  # pyright: ignore
    assert counts(dsn) == HELD


def test_a_fault_leaves_everything_as_it_was(run: Run, dsn: str, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    shutil.copytree(COUNTY, folder)
    edited(folder, "12渔船名册.csv", "0580-5570003", "电话不详哦")
    refused = tmp_path / "拒收.csv"
    done = run("import", folder, "--crs", "EPSG:4490", "--refused", refused)
    assert done.exit_code == 1
    assert isinstance(done.exception, InvalidInput) and done.exception.code == "E-CIT-004"
    assert set(counts(dsn).values()) == {0}
    rows = list(csv.reader(refused.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][:3] == ["12渔船名册.csv", "4", "联系电话"]
    assert "电话不详" not in rows[1][3] and "不像电话号码" in rows[1][4]
    assert "电话不详" not in done.output
    taken = run("import", folder, "--crs", "EPSG:4490", "--accept-partial")
    assert taken.exit_code == 0 and counts(dsn)["vessels"] == 39


def test_a_deed_cut_off_leaves_nothing_half_written(
    run: Run, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(record_queries, "put_figures", die)
    assert run("import", COUNTY, "--crs", "EPSG:4490").exit_code == 1
    assert set(counts(dsn).values()) == {0}


def test_what_cannot_be_told_is_asked_and_remembered(city: Run, dsn: str, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    head = "场所代号,名称,级别,类型,能装几人,建筑面积,地址,经度,纬度"
    row = "330929BZ0009,屿后村避灾点,村级,村办公楼,90,300,屿后,123.7311,30.6161"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    asked = city("import", path)
    assert asked.exit_code == 1 and "是哪本台账" in asked.output
    shelters = ("--as", "b.csv=shelters")
    asked = city("import", path, *shelters)
    assert "核定容量" in asked.output and "--map 'shelters.rated_capacity=…'" in asked.output
    assert "坐标系" in asked.output
    maps = ("--map", "shelters.rated_capacity=能装几人", "--map", "shelters.code=场所代号")
    done = city("import", path, *shelters, *maps, "--crs", "EPSG:4326")
    assert done.exit_code == 0, done.output
    path.write_text(f"{head}\n{row.replace(',90,', ',95,')}\n", encoding="utf-8")
    again = city("import", path, *shelters, "--crs", "EPSG:4326")
    assert "核定容量：90 → 95" in again.output
    wrong = city("import", path, "--map", "shelters.nothing=能装几人")
    assert wrong.exit_code != 0


def test_a_new_coast_is_drawn_and_counted_with_anew(city: Run, dsn: str) -> None:
    from app.maplayers.basemap import Basemap
    from app.network.queries import fingerprint

    basemap = Basemap(SAMPLE)
    with connect(dsn) as conn:
        drawn, counted = basemap.get(conn, "land").etag, fingerprint(conn)
        conn.execute("UPDATE land_area SET geom = ST_Translate(geom, 0.01, 0) WHERE code = 'LY01'")
    back = city("import", COUNTY / "03海岸线.zip")
    assert "改动 1" in back.output
    with connect(dsn) as conn:
        conn.execute("UPDATE land_area SET geom = ST_Translate(geom, 0.01, 0) WHERE code = 'LY01'")
        assert fingerprint(conn) != counted
        assert basemap.get(conn, "land").etag != "" and basemap.coast > 0
        assert drawn


@pytest.mark.parametrize(
    ("name", "driver"),
    [("码头.gpkg", "GPKG"), ("码头.kml", "LIBKML"), ("码头.geojson", "GeoJSON")],
)
def test_a_map_file_brings_its_places_itself(
    city: Run, dsn: str, tmp_path: Path, name: str, driver: str
) -> None:
    """A GeoPackage holds several layers: each is a table, known by its own name."""
    piers = gpd.GeoDataFrame(
        {"名称": ["新码头"], "等级": ["客运码头"]}, geometry=[Point(123.66, 30.6)], crs=4326
    )
    path = tmp_path / name
    piers.to_file(path, driver=driver, engine="pyogrio", layer="码头")
    if driver == "GPKG":
        road = LineString([(123.628, 30.603), (123.66, 30.6)])
        roads = gpd.GeoDataFrame({"路名": ["新路"], "等级": ["村道"]}, geometry=[road], crs=4326)
        roads.to_file(path, driver=driver, engine="pyogrio", layer="道路")
    done = city("import", path, "--crs", "EPSG:4326")
    assert done.exit_code == 0, done.output
    held = counts(dsn)
    assert held["harbours"] == HELD["harbours"] + 1
    assert held["roads"] == HELD["roads"] + (driver == "GPKG")
    with connect(dsn) as conn:
        row = conn.execute(
            "SELECT round(ST_X(geom)::numeric, 4) FROM harbour WHERE name = '新码头'"
        )
        assert [float(x) for (x,) in row.fetchall()] == [123.66]
