"""Files as offices break them: each is told in Chinese with row and cell, or rightly taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from app.city.model import CityImport
from app.exporting.workbook import BookColumn, BookSheet, Cell, write_workbook
from tests.integration.city_files import COUNTY, take, told
from tests.integration.city_files import county as county

HEAD = "编号,名称,级别,类型,核定容量,建筑面积,地址,管理员,管理员电话,经度,纬度"
ROW = "330929BZ0101,新避灾点,村级,学校,120,400,东岙 1 号,岚某某,0580-2280001,123.6221,30.6221"
GROUP_HEAD = "自然村,村代码,常住人口,户数,危房,经度,纬度"
GROUP_ROW = "新自然村,330929100002,120,40,6,123.6221,30.6221"
BOAT_HEAD = "船名,MMSI,北斗号,船籍港,船老大,联系电话"
BOAT_ROW = "浙岚渔90001,412990001,2990001,岚城中心渔港,岚某某,0580-2280002"
RING = "POLYGON ((123.80 30.60, 123.81 30.60, 123.81 30.61, 123.80 30.61, 123.80 30.60))"
BOW = "POLYGON ((123.80 30.60, 123.81 30.61, 123.81 30.60, 123.80 30.61, 123.80 30.60))"
HOLE = (
    "POLYGON ((123.80 30.60, 123.84 30.60, 123.84 30.64, 123.80 30.64, 123.80 30.60),"
    " (123.81 30.61, 123.82 30.61, 123.82 30.62, 123.81 30.62, 123.81 30.61))"
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A file and what is made of it: `faults` are (row, heading, words of the reason), `taken` is
    how many rows are new or changed, `asked` is a question instead, `noted` a remark."""

    id: str
    name: str
    data: bytes
    faults: tuple[tuple[int, str, str], ...] = ()
    taken: int = 0
    asked: str = ""
    noted: str = ""
    said: dict[str, Any] = field(default_factory=dict[str, Any])


def table(head: str, *rows: str, encoding: str = "utf-8") -> bytes:
    return ("\n".join([head, *rows]) + "\n").encode(encoding)


def shelter(was: str, becomes: str) -> bytes:
    assert was in ROW
    return table(HEAD, ROW.replace(was, becomes))


def site(was: str, becomes: str) -> bytes:
    assert was in GROUP_ROW
    return table(GROUP_HEAD, GROUP_ROW.replace(was, becomes))


def boat(was: str, becomes: str) -> bytes:
    assert was in BOAT_ROW
    return table(BOAT_HEAD, BOAT_ROW.replace(was, becomes))


def book(
    name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], titles: Sequence[str] = (),
    merged: Sequence[str] = (),
) -> bytes:  # fmt: skip
    columns = [BookColumn(each) for each in head]
    return write_workbook([BookSheet(name, columns, rows, titles, merged)])


def with_part(data: bytes, name: str, was: str, becomes: str) -> bytes:
    """A workbook with one text of one part replaced."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for each in source.namelist():
            text = source.read(each).decode()
            if each == name:
                assert was in text
                text = text.replace(was, becomes, 1)
            target.writestr(each, text)
    return out.getvalue()


CELLS: list[Cell] = [*ROW.split(",")]
SHEET = book("避灾点", HEAD.split(","), [CELLS])
SHEET_ONE = "xl/worksheets/sheet1.xml"
ID_NUMBER = 330903197001010018
GROUPED = ["自然村", "村代码", "", "", "经度", "纬度"]

TWO = RING.replace("POLYGON ((", "MULTIPOLYGON (((").replace(
    "))", ")), ((123.9 30.6, 123.91 30.6, 123.91 30.61, 123.9 30.6)))"
)
SHIFTED = ((2, "编号", "这一行有 6 格不对（编号、级别、类型、建筑面积、管理员电话、经度、纬度）"),)
ONE_CELL = HEAD.replace("经度,纬度", "坐标"), ROW.replace("123.6221,30.6221", '"123.6221,30.6221"')
BY_NAME = GROUP_HEAD.replace("村代码", "村名")
FULL_WIDTH = "３３０９２９１００００２"
PIERS = "新码头,客运码头,123.64,30.62", "新码头,客运码头,123.65,30.62"

CASES = [
    # What the file as a whole is.
    Broken("empty", "避灾点.csv", b"", ((0, "", "文件是空的"),)),
    Broken("headings alone", "避灾点.csv", table(HEAD), taken=0),
    Broken("an old .xls", "避灾点.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 64, ((0, "", "不是 XLSX"),)),
    Broken("a damaged workbook", "避灾点.xlsx", SHEET[:300], ((0, "", "压缩包打不开"),)),
    Broken("a workbook without its sheet", "避灾点.xlsx",
           with_part(SHEET, "xl/workbook.xml", "rId1", "rId9"), ((0, "", "表格读不出来"),)),
    Broken("binary in a CSV", "避灾点.csv", b"\x00\x01" + table(HEAD, ROW), ((0, "", "二进制"),)),
    Broken("no text of any encoding", "避灾点.csv", b"\xff\xff\xfe", ((0, "", "文字编码"),)),
    Broken("a kind that is not taken", "避灾点.docx", b"PK", ((0, "", "不收 .docx"),)),
    Broken("a list that says nothing of itself", "表1.csv", table("甲,乙,丙", "1,2,3"),
           asked="是哪本台账"),
    Broken("a needed column is missing", "避灾点.csv",
           table(HEAD.replace(",核定容量", ""), ROW.replace(",120", "")), asked="核定容量"),
    Broken("no place at all", "避灾点.csv",
           table(HEAD.replace(",经度,纬度", ""), ROW.replace(",123.6221,30.6221", "")),
           asked="经度、纬度"),
    Broken("no word of the system", "避灾点.csv", table(HEAD, ROW), asked="坐标系",
           said={"crs": None}),
    # Encodings and signs that are rightly taken.
    Broken("GBK", "避灾点.csv", table(HEAD, ROW, encoding="gbk"), taken=1),
    Broken("UTF-8 with a mark", "避灾点.csv", table(HEAD, ROW, encoding="utf-8-sig"), taken=1),
    Broken("semicolons", "避灾点.csv", table(HEAD, ROW).replace(b",", b";"), taken=1),
    Broken("tabs", "避灾点.csv", table(HEAD, ROW).replace(b",", b"\t"), taken=1),
    Broken("full-width digits", "避灾点.csv", shelter(",120,", ",１２０,"), taken=1),
    Broken("full-width codes", "人口.csv", site("330929100002", FULL_WIDTH), taken=1),
    Broken("thousands", "避灾点.csv", shelter(",400,", ',"1,400",'), taken=1),
    Broken("blank rows between", "避灾点.csv", table(HEAD, "", ROW, "", ",,,,,,,,,,"), taken=1),
    Broken("degrees, minutes, seconds", "避灾点.csv",
           shelter("123.6221,30.6221", "123°37′19.6″,30°37′19.6″"), taken=1),
    Broken("blanks in headings", "避灾点.csv",
           table(HEAD.replace("名称", " 名 称 "), ROW), taken=1),
    Broken("units in headings", "避灾点.csv",
           table(HEAD.replace("核定容量", "核定容量（人）"), ROW), taken=1),
    Broken("both in one cell", "避灾点.csv",
           table(*ONE_CELL),
           taken=1),
    Broken("statistical zeros", "人口.csv", site("330929100002", "330929100002.0"), taken=1),
    Broken("a village by its name", "人口.csv",
           table(BY_NAME, GROUP_ROW.replace("330929100002", "东岙村")), taken=1),
    Broken("village totals without a place", "人口.csv",
           table("村代码,常住人口", "330929100003,990"), taken=1),
    # Titles, totals and merged cells.
    Broken("a title above", "避灾点.xlsx",
           book("表", HEAD.split(","), [CELLS], ("岚屿县避灾点一览表",), ("A1:K1",)), taken=1),
    Broken("totals below", "避灾点.csv", table(HEAD, ROW, "合计,,,,120,400,,,,,"), taken=1,
           noted="合计行：第 3 行已略"),
    Broken("a remark below", "避灾点.csv", table(HEAD, ROW, "注：数据截至六月,,,,,,,,,,"), taken=1,
           noted="备注行"),
    Broken("a heading of two rows", "人口.xlsx",
           book("人口", GROUPED[:2] + ["人数", ""] + GROUPED[4:],
                [["", "", "常住人口", "户数", "", ""],
                 ["新自然村", "330929100002", 120, 40, 123.6221, 30.6221]],
                merged=("C1:D1",)), taken=1),
    Broken("a village merged over its places", "人口.xlsx",
           book("人口", ["村名", "自然村", "常住人口", "经度", "纬度"],
                [["东岙村", "上村", 50, 123.6221, 30.6221], ["", "下村", 60, 123.6231, 30.6221]],
                merged=("A2:A3",)), taken=2),
    # Cells.
    Broken("shifted to the right", "避灾点.csv", table(HEAD, f"1,{ROW}"),
           ((2, "", "多半是错位了"),)),
    Broken("shifted to the left", "避灾点.csv", table(HEAD, ROW.partition(",")[2]), SHIFTED),
    Broken("a cell is missing", "避灾点.csv", shelter(",学校,", ",,"), ((2, "类型", "必填"),)),
    Broken("words for a number", "避灾点.csv", shelter(",120,", ",约 200 人,"),
           ((2, "核定容量", "不是数"),)),
    Broken("half a person", "人口.csv", site(",120,", ",120.5,"), ((2, "常住人口", "不是整数"),)),
    Broken("less than nobody", "人口.csv", site(",120,", ",-3,"), ((2, "常住人口", "小于 0"),)),
    Broken("more than there can be", "避灾点.csv", shelter(",120,", ",999999,"),
           ((2, "核定容量", "超出"),)),
    Broken("a grade that is none", "避灾点.csv", shelter("村级", "三星级"), ((2, "级别", "不在"),)),
    Broken("a name too long", "避灾点.csv", shelter("新避灾点", "长" * 120),
           ((2, "名称", "有 120 个字"),)),
    Broken("a number as a date", "避灾点.xlsx",
           with_part(book("避灾点", HEAD.split(","), [[*CELLS[:4], 45300, *CELLS[5:]]]),
                     "xl/styles.xml", "<cellXfs count=\"3\"><xf/>",
                     "<cellXfs count=\"3\"><xf numFmtId=\"14\"/>"),
           ((2, "核定容量", "2024-01-09"),)),
    Broken("an identity number as a number", "避灾点.xlsx",
           book("避灾点", HEAD.split(","), [[ID_NUMBER, *CELLS[1:]]]),
           ((2, "编号", "后几位已丢"),)),
    Broken("a code in powers of ten", "人口.csv", site("330929100002", "3.30929E+11"),
           ((2, "村代码", "后几位已丢"),)),
    Broken("a telephone in powers of ten", "避灾点.csv", shelter("0580-2280001", "1.38E+10"),
           ((2, "管理员电话", "后几位已丢"),)),
    Broken("a telephone as a number is taken", "避灾点.xlsx",
           book("避灾点", HEAD.split(","), [[*CELLS[:8], 13800000002, *CELLS[9:]]]), taken=1),
    Broken("a telephone that is none", "避灾点.csv", shelter("0580-2280001", "找老王"),
           ((2, "管理员电话", "不像电话号码"),)),
    Broken("an unknown unit", "人口.csv", site("330929100002", "330929100999"),
           ((2, "村代码", "没有代码为 330929100999 的单位"),)),
    Broken("a unit of another level", "人口.csv", site("330929100002", "330929100"),
           ((2, "村代码", "级别不对"),)),
    Broken("an unknown village", "人口.csv",
           table(BY_NAME, GROUP_ROW.replace("330929100002", "龙宫村")),
           ((2, "村名", "没有叫“龙宫村”的单位"),)),
    Broken("the same number twice", "避灾点.csv", table(HEAD, ROW, ROW.replace("新", "旧")),
           ((3, "编号", "第 2 行是同一个"),)),
    Broken("the same name twice without numbers", "码头.csv",
           table("名称,等级,经度,纬度", *PIERS),
           ((3, "编号", "同一个编号或名称"),)),
    Broken("no number of nine digits", "渔船.csv", boat("412990001", "41299"),
           ((2, "MMSI", "九位码"),)),
    Broken("an unknown harbour, and the likely one", "渔船.csv", boat("岚城中心渔港", "岚城"),
           ((2, "船籍港", "是不是 岚城中心渔港"),)),
    Broken("a code with signs", "避灾点.csv", shelter("330929BZ0101", "甲/1"),
           ((2, "编号", "不能用的字"),)),
    # Places.
    Broken("swapped axes", "避灾点.csv", shelter("123.6221,30.6221", "30.6221,123.6221"),
           ((2, "经度、纬度", "写反了"),)),
    Broken("a lost point", "避灾点.csv", shelter("123.6221", "1236221"),
           ((2, "经度、纬度", "不在国内"),)),
    Broken("one of two", "避灾点.csv", shelter("123.6221,30.6221", "123.6221,"),
           ((2, "经度、纬度", "两个都有"),)),
    Broken("words for a place", "避灾点.csv", shelter("123.6221", "东岙"),
           ((2, "经度、纬度", "不是度数"),)),
    Broken("no place in a row", "避灾点.csv", shelter("123.6221,30.6221", ","),
           ((2, "经度、纬度", "没有位置"),)),
    Broken("far from every village", "避灾点.csv", shelter("123.6221,30.6221", "121.1,28.1"),
           ((2, "村代码", "超过 5 km"),)),
    Broken("Baidu's system, said in the heading", "避灾点.csv",
           table(HEAD.replace("经度,纬度", "百度经度,百度纬度"), ROW), taken=1, said={"crs": None}),
    Broken("a self-crossing coast", "海岸线.csv", table("岛名,WKT", f'新礁,"{BOW}"'),
           ((2, "WKT", "形状不合法：Self-intersection[123.805 30.605]"),)),
    Broken("a hole in the coast", "海岸线.csv", table("岛名,WKT", f'新礁,"{HOLE}"'), taken=1,
           noted="陆地里的洞（123.81"),
    Broken("a coast that is a line", "海岸线.csv",
           table("岛名,WKT", '新礁,"LINESTRING (123.8 30.6, 123.81 30.6)"'),
           ((2, "WKT", "要面，来的是 LineString"),)),
    Broken("WKT cut off", "海岸线.csv", table("岛名,WKT", f'新礁,"{RING[:40]}"'),
           ((2, "WKT", "WKT 看不懂"),)),
    Broken("two parts for one row", "养殖区.csv",
           table("名称,方式,作业人数,WKT",
                 f'新筏,网箱,3,"{TWO}"'),
           ((2, "WKT", "有 2 块"),)),
    Broken("an archipelago is split", "海岸线.csv",
           table("岛名,WKT",
                 f'新礁,"{TWO}"'),
           taken=2),
    Broken("a ferry to itself", "航线.csv",
           table("航线,船型,起点港,终点港,船数,客位,单程分钟,停航风力",
                 "环线,普通客船,小屿码头,小屿码头,1,60,30,7"), ((2, "位置", "同一个港"),)),
    Broken("a unit of another city", "行政区划.csv", table("代码,名称", "330102001,别处街道"),
           ((2, "代码", "本市的以 3309 开头"),)),
    Broken("a unit without the one above", "行政区划.csv", table("代码,名称", "330931001,孤街道"),
           ((0, "上级代码", "没有上级单位 330931"),)),
]  # fmt: skip
each_case = pytest.mark.parametrize("case", CASES, ids=lambda each: each.id)


@each_case
def test_a_broken_file_is_told_or_rightly_taken(county: str, case: Broken) -> None:
    done = take(county, {case.name: case.data}, **case.said)
    assert len(done.faults) == len(case.faults), told(done.faults)
    for fault, (line, heading, words) in zip(done.faults, case.faults, strict=True):
        assert (fault.line, fault.heading) == (line, heading), told(done.faults)
        assert words in fault.reason.zh, told(done.faults)
    questions = [each.label.zh for each in done.questions]
    assert any(case.asked in each for each in questions) if case.asked else not questions, questions
    if not case.faults and not case.asked:
        assert rows_taken(done) == case.taken
    assert any(case.noted in note.zh for note in done.notes) if case.noted else True, done.notes


def rows_taken(done: CityImport) -> int:
    return sum(len(each.added) + len(each.changed) for each in done.registers)


def test_sixty_ways_to_break_a_file_are_known() -> None:
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_person_is_masked_in_what_is_told_of_a_cell(county: str) -> None:
    done = take(county, {"避灾点.csv": shelter("0580-2280001", "找老王大哥问")})
    assert "老王" not in told(done.faults)


@pytest.mark.parametrize("name", ["03海岸线.zip", "07道路.zip"])
def test_a_shapefile_without_its_system_is_asked_for(county: str, name: str) -> None:
    out = BytesIO()
    with ZipFile(COUNTY / name) as source, ZipFile(out, "w") as target:
        for each in source.namelist():
            if not each.endswith(".prj"):
                target.writestr(each, source.read(each))
    asked = take(county, {name: out.getvalue()}, crs=None)
    assert [each.label.zh for each in asked.questions] == ["坐标系"]
    done = take(county, {name: out.getvalue()})
    assert not done.questions and rows_taken(done) == 0  # the same places as before
