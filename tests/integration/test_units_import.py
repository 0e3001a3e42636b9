"""The tree of units from an office's file: all of it, or none with every reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import cli
from app.database import Connection
from app.errors import InvalidInput

Ring = list[list[float]]


def square(west: float, south: float, side: float) -> dict[str, Any]:
    east, north = west + side, south + side
    ring: Ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def unit(code: str, name: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": shape}


CITY = unit("330900", "舟山市", square(122.0, 29.5, 1.0))
DINGHAI = unit("330902", "定海区", square(122.0, 30.0, 0.3))
TOWN = unit("330902002", "解放街道", square(122.0, 30.0, 0.1))
VILLAGE = unit("330902002001", "西园社区", square(122.0, 30.0, 0.05))
TREE = [VILLAGE, TOWN, DINGHAI, CITY]  # children first: the order of a file is its own


@pytest.fixture(autouse=True)
def no_units(conn: Connection) -> None:
    conn.execute("DELETE FROM functional_zone_member")
    conn.execute("DELETE FROM admin_unit")


@pytest.fixture
def take(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAITANG_DATABASE_URL", dsn)

    def run(features: list[dict[str, Any]], *words: str, **more: Any) -> Result:
        document = {"type": "FeatureCollection", "features": features, **more}
        path = tmp_path / "units.geojson"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return CliRunner().invoke(
            cli(), ["units", "import", str(path), *words], standalone_mode=False
        )

    return run


def stored(conn: Connection) -> list[tuple[Any, ...]]:
    return conn.execute("SELECT code, parent_code, kind FROM admin_unit ORDER BY code").fetchall()


def test_a_tree_is_taken_whatever_the_order_and_again_without_doubling(
    take: Any, conn: Connection
) -> None:
    result = take(TREE)
    assert result.return_value == 0, result.output
    assert stored(conn) == [
        ("330900", None, "city"),
        ("330902", "330900", "county"),
        ("330902002", "330902", "township"),
        ("330902002001", "330902002", "village"),
    ]
    row = conn.execute(
        "SELECT pinyin, initials, approximate, ST_Within(seat, geom) FROM admin_unit"
        " WHERE code = '330902'"
    ).fetchone()
    assert row == ("dinghaiqu", "dhq", False, True)
    told = json.loads(take([unit("330902", "定海新区", square(122.0, 30.0, 0.2))], "--json").output)
    assert (told["new"], told["replaced"], told["faults"]) == (0, 1, [])
    assert conn.execute("SELECT name FROM admin_unit WHERE code = '330902'").fetchone() == (
        "定海新区",
    )
    assert len(stored(conn)) == 4


def test_a_dry_run_says_the_same_and_writes_nothing(take: Any, conn: Connection) -> None:
    told = json.loads(take(TREE, "--dry-run", "--json").output)
    assert told["units"] == {"city": 1, "county": 1, "township": 1, "village": 1}
    assert (told["new"], told["dry_run"]) == (4, True)
    assert stored(conn) == []


BOW_TIE = {
    "type": "Polygon",
    "coordinates": [[[122.0, 30.0], [122.1, 30.1], [122.1, 30.0], [122.0, 30.1], [122.0, 30.0]]],
}


@pytest.mark.parametrize(
    ("bad", "value", "reason"),
    [
        (unit("330905", "新区", BOW_TIE), "330905", "形状不合法"),
        (unit("330904001", "孤儿街道", square(122.1, 30.0, 0.1)), "330904001", "330904"),
        (unit("330902", "又一个定海", square(122.0, 30.0, 0.1)), "330902", "第 2 个要素重复"),
        (unit("330903", "普陀区", square(410000.0, 3310000.0, 900.0)), "330903", "坐标系"),
        (unit("330903", "普陀区", square(30.0, 122.0, 0.1)), "330903", "经纬度"),
        (unit("330903", "普陀区", square(120.0, 27.0, 0.1)), "330903", "界线里"),
        (unit("330206", "北仑区", square(122.0, 30.0, 0.1)), "330206", "不是本市"),
        (unit("33090", "短码", square(122.0, 30.0, 0.1)), "33090", "6、9 或 12 位"),
        (unit("330903", "", square(122.0, 30.0, 0.1)), "330903", "名称"),
        (unit("330903", "线", {"type": "LineString", "coordinates": [[122, 30], [122.1, 30]]}),
         "330903", "要面"),
        ({"type": "Feature", "properties": {"code": "330903", "name": "无形"}, "geometry": None},
         "", "不是一个要素"),
    ],
)  # fmt: skip
def test_one_bad_feature_stops_all_and_is_named(
    take: Any, conn: Connection, bad: dict[str, Any], value: str, reason: str
) -> None:
    result = take([CITY, DINGHAI, bad], "--json")
    assert result.return_value == 1
    (fault,) = json.loads(result.output)["faults"]
    assert (fault["row"], fault["value"]) == (3, value)
    assert reason in fault["reason"]["zh"]
    assert stored(conn) == []


def test_every_fault_is_listed_not_the_first_alone(take: Any) -> None:
    bad = [unit("330905", "新区", BOW_TIE), unit("330904001", "孤儿", square(122.1, 30.0, 0.1))]
    result = take([CITY, *bad])
    assert result.return_value == 1
    assert "第 2 个要素“330905”" in result.output and "第 3 个要素“330904001”" in result.output


def test_another_system_by_name_is_refused(take: Any, conn: Connection) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4550"}}
    result = take(TREE, crs=crs)
    assert isinstance(result.exception, InvalidInput) and result.exception.code == "E-ADM-016"
    assert stored(conn) == []


def test_a_functional_zone_is_not_overwritten(take: Any, conn: Connection) -> None:
    take([CITY])
    conn.execute(
        "INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)"
        " VALUES ('330990', '330900', 'functional_zone', '新城', 'x', 'x', true)"
    )
    result = take([unit("330990", "新城", square(122.0, 30.0, 0.1))], "--json")
    assert "功能区" in json.loads(result.output)["faults"][0]["reason"]["zh"]
