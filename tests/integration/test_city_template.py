"""The workbook to fill in, filled in and brought back; and what a city is told it lacks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
from click.testing import CliRunner

from app.city.check import find_lacks
from app.city.check_queries import city_facts, island_facts
from app.city.template import sheet_of, template_sheets, write_template
from app.cli import cli
from app.database import connect
from app.exporting.workbook import BookSheet, Cell, write_workbook
from tests.conftest import DatabaseFactory
from tests.integration.city_files import REGISTERS, county_files, take, told
from tests.integration.city_files import county as county

VILLAGE = "330929100002"
# What somebody fills in, by the heading of the sheet; a place follows.
FILLED: dict[str, Sequence[tuple[str, Cell]]] = {
    "units": (("名称*", "新岙村"), ("代码*", "330929100009"), ("人口（人）", 320),
              ("经度", 123.61), ("纬度", 30.61)),
    "population-sites": (("名称", "新岙上村"), ("常住人口（人）*", 120), ("村代码", VILLAGE),
                         ("经度", 123.6222), ("纬度", 30.6222)),
    "posts": (("岗位*", "东岙村值班"), ("编号*", "330929100002-duty"), ("类别*", "值班"),
              ("在岗人", "岚某"), ("电话", "0580-5580999"), ("单位代码*", VILLAGE)),
    "shelters": (("名称*", "新岙避灾点"), ("编号*", "330929BZ0099"), ("级别*", "村级"),
                 ("类型*", "学校"), ("核定容量（人）*", 80), ("建筑面积（m²）*", 300),
                 ("地址*", "新岙"), ("经度", 123.6221), ("纬度", 30.6221)),
    "hazard-points": (("名称*", "新岙滑坡"), ("灾害类型*", "滑坡"),
                      ("险情等级*", "小型"), ("威胁户数（户）*", 3), ("威胁人数（人）*", 9),
                      ("威胁财产（万元）*", 30), ("位置*", "新岙后山"),
                      ("统一编号*", "330929000099"),
                      ("经度", 123.6225), ("纬度", 30.6225)),
    "risk-areas": (("名称*", "新岙防范区"), ("编号*", "330929FX0099"), ("风险等级*", "高"),
                   ("灾害类型*", "滑坡"), ("威胁户数（户）*", 3), ("威胁人数（人）*", 9),
                   ("WKT", "POLYGON ((123.622 30.622, 123.623 30.622, 123.623 30.623,"
                           " 123.622 30.622))")),
    "scenic-areas": (("名称*", "新岙景区"), ("日限客流（人）*", 500),
                     ("WKT", "POLYGON ((123.624 30.622, 123.625 30.622, 123.625 30.623,"
                             " 123.624 30.622))")),
    "sea-dykes": (("名称*", "新岙海塘"), ("设计标准（年一遇）*", 20), ("塘顶高程（m）*", 5.5),
                  ("WKT", "LINESTRING (123.63 30.62, 123.632 30.621)")),
    "aquaculture-areas": (("名称*", "新岙网箱"), ("方式*", "网箱"), ("作业人数（人）*", 6),
                          ("WKT", "POLYGON ((123.64 30.63, 123.642 30.63, 123.642 30.632,"
                                  " 123.64 30.63))")),
    "harbours": (("名称*", "新岙码头"), ("等级*", "客运码头"), ("经度", 123.64), ("纬度", 30.62)),
    "land": (("名称", "新岙礁"), ("WKT", "POLYGON ((123.80 30.60, 123.81 30.60, 123.81 30.61,"
                                     " 123.80 30.60))")),
    "roads": (("名称", "新岙路"), ("等级*", "村道"),
              ("WKT", "LINESTRING (123.622 30.622, 123.64 30.62)")),
    "vessels": (("船名*", "浙岚渔77777"), ("MMSI", "412977777"), ("船籍港", "新岙码头")),
    "ferry-lines": (("航线*", "新岙—小屿"), ("船型*", "普通客船"), ("起点港*", "新岙码头"),
                    ("终点港*", "小屿码头"), ("船数（艘）*", 1), ("每航次座位（座）*", 60),
                    ("单程含掉头（分）*", 40), ("停航风力（级）*", 7)),
}  # fmt: skip


def filled(sheet: BookSheet, said: Sequence[tuple[str, Cell]]) -> BookSheet:
    headings = [column.heading for column in sheet.columns]
    row: list[Cell] = [None] * len(headings)
    for heading, value in said:
        if heading in headings:
            row[headings.index(heading)] = value
        else:
            assert value is None, (heading, headings)
    return replace(sheet, rows=[*sheet.rows, row])


def test_the_template_has_a_sheet_for_each_register_that_others_read_too(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    told_so = CliRunner().invoke(cli(), ["city", "template", str(path)], standalone_mode=False)
    assert told_so.exception is None and "14 本台账" in told_so.output
    names = [str(name) for name, _ in pyogrio.list_layers(path)]  # GDAL, which is not our reader
    assert names == ["说明", *(each.title.zh for each in REGISTERS.values())]
    assert pyogrio.read_info(path, layer="避灾点")["features"] >= 1
    for sheet in template_sheets(REGISTERS)[1:]:
        assert any(column.comment for column in sheet.columns)
    shelter = sheet_of(REGISTERS["shelters"])
    tier = next(each for each in shelter.columns if each.heading == "级别*")
    assert tier.choices == ("县级", "乡镇级", "村级") and "必填" in tier.comment


def test_an_unfilled_template_brings_nothing(county: str) -> None:
    done = take(county, {"台账.xlsx": write_template(REGISTERS)})
    assert (done.faults, done.questions) == ([], [])
    assert sum(len(each.added) + len(each.changed) for each in done.registers) == 0
    assert sum("示例行" in note.zh for note in done.notes) == len(REGISTERS)


def test_a_filled_template_comes_back_whole(county: str) -> None:
    assert set(FILLED) == set(REGISTERS)
    sheets = [filled(sheet_of(each), FILLED[each.id]) for each in REGISTERS.values()]
    done = take(county, {"台账.xlsx": write_workbook(sheets)})
    assert not done.faults, told(done.faults)
    assert not done.questions
    added = {each.register: len(each.added) for each in done.registers}
    assert {name for name, count in added.items() if count < 1} == set()


def test_an_empty_city_is_told_what_it_lacks_and_what_that_costs(
    empty_database: str, county: str, tmp_path: Path
) -> None:
    env = {"HAITANG_DATABASE_URL": empty_database, "HAITANG_DATA_DIR": str(tmp_path)}
    words = ["city", "check"]
    empty = CliRunner(env=env).invoke(cli(), words, standalone_mode=False)
    assert empty.exception is None
    assert "✗ 没有航线：海岛区答不出疏散时间" in empty.output
    assert "✗ 没有人口：每个区都答 0 人" in empty.output
    full = CliRunner(env={**env, "HAITANG_DATABASE_URL": county}).invoke(
        cli(), words, standalone_mode=False
    )
    assert "没有台风" in full.output and "✗" not in full.output


@pytest.mark.parametrize("without", ["06客运航线.xlsx"])
def test_an_island_without_a_ferry_is_named(
    databases: DatabaseFactory, empty_template: str, without: str
) -> None:
    files = {name: data for name, data in county_files().items() if name != without}
    dsn = databases.copy_of(empty_template)
    take(dsn, files, keep=True)
    with connect(dsn) as conn:
        lacks = find_lacks(city_facts(conn), island_facts(conn))
    told_so = [each.what.zh for each in lacks if each.grave]
    assert any("小屿岛" in each and "没有航线也没有桥" in each for each in told_so)
    assert not any("外礁岛" in each for each in told_so)  # a bridge leads there
    databases.drop(dsn)
