"""`python -m sample_geo.build.island_county`: a small made-up county as its offices would send it.

Twelve files under the names, headings, encodings and habits of offices: titles over a heading,
totals below, GBK, merged cells, a DBF's ten bytes. Nothing in it exists: it lies in the open sea.
"""

import argparse
import io
import json
import math
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from shapely import LineString, Point, Polygon

from app.exporting.workbook import BookColumn, BookSheet, Cell, write_workbook
from sample_geo.build.files import DECIMALS, feature, write_geojson

OUT = Path(__file__).resolve().parents[1] / "island_county"
KM = 1 / 111.195
_MOMENT = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Village:
    """A village of the county: its seat, and how many live there."""

    code: str
    name: str
    township: str
    lon: float
    lat: float
    people: int

    @property
    def point(self) -> Point:
        return Point(self.lon, self.lat)


ISLANDS = (
    ("LY01", "大岚岛", 123.600, 30.600, 4.2),
    ("LY02", "外礁岛", 123.598, 30.538, 1.5),
    ("LY03", "小屿岛", 123.722, 30.612, 2.0),
)
TOWNSHIPS = {"330929100": "大岚镇", "330929200": "小屿乡"}
VILLAGES = (
    Village("330929100001", "岚城社区", "330929100", 123.628, 30.603, 4200),
    Village("330929100002", "东岙村", "330929100", 123.622, 30.622, 1350),
    Village("330929100003", "西岙村", "330929100", 123.572, 30.604, 1180),
    Village("330929100004", "北塘村", "330929100", 123.596, 30.628, 960),
    Village("330929100005", "南沙村", "330929100", 123.600, 30.577, 1520),
    Village("330929100006", "外礁村", "330929100", 123.598, 30.540, 430),
    Village("330929200001", "屿前村", "330929200", 123.711, 30.612, 870),
    Village("330929200002", "屿后村", "330929200", 123.731, 30.616, 540),
)
HARBOURS = (
    ("岚城中心渔港", "中心渔港", "是", 12, 420, 123.6415, 30.6005, 900),
    ("大岚客运码头", "客运码头", "否", None, 12, 123.6420, 30.6060, 300),
    ("小屿码头", "客运码头", "否", None, 8, 123.7010, 30.6110, 300),
    ("屿后渔港", "三级渔港", "是", 9, 60, 123.7400, 30.6180, 400),
)
ROADS = (
    ("岚城路", "县道", None, ((123.6420, 30.6060), (123.636, 30.605), (123.628, 30.603))),
    ("环岛北线", "县道", None, ((123.628, 30.603), (123.627, 30.613), (123.622, 30.622),
                            (123.609, 30.628), (123.596, 30.628))),
    ("环岛西线", "乡道", None, ((123.596, 30.628), (123.580, 30.619), (123.572, 30.604))),
    ("岛中线", "县道", None, ((123.572, 30.604), (123.588, 30.600), (123.608, 30.599),
                          (123.628, 30.603))),
    ("南沙线", "乡道", None, ((123.608, 30.599), (123.604, 30.587), (123.600, 30.577))),
    ("外礁大桥", "跨海桥", "外礁大桥", ((123.600, 30.577), (123.599, 30.563), (123.598, 30.5495))),
    ("外礁路", "村道", None, ((123.598, 30.5495), (123.598, 30.540))),
    ("屿前路", "乡道", None, ((123.7010, 30.6110), (123.711, 30.612))),
    ("屿后路", "村道", None, ((123.711, 30.612), (123.721, 30.616), (123.731, 30.616),
                          (123.7400, 30.6180))),
)  # fmt: skip
SHELTERS = (
    ("岚城中学避灾点", "县级", "学校", 1600, 5200, "330929100001", 0.004, 0.001),
    ("岚城文化中心避灾点", "乡镇级", "文化礼堂", 600, 1900, "330929100001", -0.004, 0.002),
    ("东岙村文化礼堂避灾点", "村级", "文化礼堂", 260, 800, "330929100002", 0.001, -0.001),
    ("西岙小学避灾点", "村级", "学校", 300, 1000, "330929100003", 0.002, 0.001),
    ("南沙村办公楼避灾点", "村级", "村办公楼", 180, 520, "330929100005", 0.001, 0.002),
    ("屿前村文化礼堂避灾点", "村级", "文化礼堂", 160, 480, "330929200001", 0.001, 0.001),
)


def outline(lon: float, lat: float, radius_km: float) -> Polygon:
    """An island with bays and capes, the same each time."""
    points: list[tuple[float, float]] = []
    for step in range(72):
        angle = 2 * math.pi * step / 72
        reach = radius_km * (1 + 0.10 * math.sin(3 * angle + lon * 40) + 0.05 * math.cos(7 * angle))
        east = reach * KM / math.cos(math.radians(lat)) * math.cos(angle)
        points.append((round(lon + east, DECIMALS), round(lat + reach * KM * math.sin(angle), 5)))
    return Polygon(points)


def build_county(out: Path) -> None:
    """Write every file into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    _units(out)
    _outlines(out)
    _coast(out)
    _people(out)
    _harbours(out)
    _ferries(out)
    _roads(out)
    _shelters(out)
    _slopes(out)
    _dykes_and_rafts(out)
    _vessels(out)
    _posts(out)


def _book(path: Path, sheet: BookSheet) -> None:
    path.write_bytes(write_workbook([sheet]))


def _gbk(path: Path, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    lines = [head, *rows]
    text = "\r\n".join(",".join("" if c is None else str(c) for c in line) for line in lines)
    path.write_bytes((text + "\r\n").encode("gb18030"))


def _units(out: Path) -> None:
    """A title in merged cells over the heading, totals below, statistical codes of 12 digits."""
    towns = [(code + "000", name, _people_of(code), None, None) for code, name in TOWNSHIPS.items()]
    villages = [(v.code, v.name, v.people, v.lon, v.lat) for v in VILLAGES]
    total = sum(v.people for v in VILLAGES)
    rows: list[Sequence[Cell]] = [
        ("330900000000", "岚州市", total, None, None),
        ("330929000000", "岚屿县", total, None, None),
        *towns,
        *villages,
        ("合计", "", total, None, None),
    ]
    columns = [BookColumn(each) for each in ("区划代码", "名称", "人口（人）", "经度", "纬度")]
    title = "岚屿县行政区划（示意，国家2000坐标）"
    _book(out / "01行政区划.xlsx", BookSheet("区划", columns, rows, (title,), ("A1:E1",)))


def _people_of(township: str) -> int:
    return sum(v.people for v in VILLAGES if v.township == township)


def _outlines(out: Path) -> None:
    """Outlines of county and townships; villages have a seat alone."""
    sea = [outline(lon, lat, radius + 0.6) for _, _, lon, lat, radius in ISLANDS]
    big = shapely.union_all([sea[0], sea[1], LineString([(123.6, 30.58), (123.598, 30.54)]).buffer(
        0.006)])  # fmt: skip
    shapes = [shapely.union_all([big, sea[2]]), big, sea[2]]
    names = {"代码": ["330929", *TOWNSHIPS], "名称": ["岚屿县", *TOWNSHIPS.values()]}
    _shapefile(out / "02县乡界线.zip", "县乡界线", shapes, names)


def _coast(out: Path) -> None:
    shapes = [outline(lon, lat, radius) for _, _, lon, lat, radius in ISLANDS]
    columns = {
        "编号": [code for code, *_ in ISLANDS],
        "岛名": [name for _, name, *_ in ISLANDS],
        "大陆": ["否"] * len(ISLANDS),
    }
    _shapefile(out / "03海岸线.zip", "海岸线", shapes, columns)


def _people(out: Path) -> None:
    """Three places a village, in GBK; groups as the gradient of evacuation has them."""
    head = ["自然村", "村代码", "常住人口", "户数", "外来人员", "行动不便", "渔排人员", "地灾威胁",
            "危房", "低洼", "经度", "纬度"]  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for number, village in enumerate(VILLAGES):
        for part, (share, east, north) in enumerate(((50, 0, 0), (30, 4, 3), (20, -4, 2))):
            people = village.people * share // 100
            rows.append((
                f"{village.name[:-1]}{'大中小'[part]}岙", village.code, people, people * 2 // 5,
                people // 12 if part == 0 else 0, people // 25,
                18 if village.code in ("330929200002", "330929100003") and part == 2 else 0,
                24 if number % 3 == 1 and part == 1 else 0, people // 60, people // 30,
                round(village.lon + east / 1000, 5), round(village.lat + north / 1000, 5),
            ))  # fmt: skip
    _gbk(out / "04人口点台账.csv", head, rows)


def _harbours(out: Path) -> None:
    head = ["名称", "等级", "可避风", "抗风等级", "可泊", "经度", "纬度", "半径"]
    rows = [(n, level, safe, force, berths, lon, lat, radius)
            for n, level, safe, force, berths, lon, lat, radius in HARBOURS]  # fmt: skip
    _gbk(out / "05渔港码头.csv", head, rows)


def _ferries(out: Path) -> None:
    columns = [BookColumn(each) for each in ("航线名称", "船型", "始发港", "到达港", "船数",
               "核定客位", "单程时间（分）", "停航风级", "班次")]  # fmt: skip
    ends = "大岚客运码头", "小屿码头"
    rows = [
        ("大岚—小屿快客", "高速客船", *ends, 2, 150, 25, 7, "06:30-17:00，每小时一班"),
        ("大岚—小屿车渡", "车客渡", *ends, 1, 260, 45, 7, "07:00、10:00、13:30、16:00"),
    ]  # fmt: skip
    _book(out / "06客运航线.xlsx", BookSheet("航线", columns, rows))


def _roads(out: Path) -> None:
    shapes = [LineString(points) for *_, points in ROADS]
    columns = {
        "路名": [name for name, *_ in ROADS],
        "道路等级": [level for _, level, *_ in ROADS],
        "桥名": [bridge for _, _, bridge, _ in ROADS],
        "封桥风力": ["10" if bridge else "" for _, _, bridge, _ in ROADS],
    }
    _shapefile(out / "07道路.zip", "道路", shapes, columns)


def _shelters(out: Path) -> None:
    heads = ("编号", "名称", "级别", "类型", "核定容量（人）", "建筑面积（平方米）", "地址",
             "管理员", "管理员电话", "责任单位", "经度", "纬度")  # fmt: skip
    columns = [BookColumn(each) for each in heads]
    by_code = {v.code: v for v in VILLAGES}
    rows: list[Sequence[Cell]] = []
    for n, (name, tier, kind, capacity, floor, code, east, north) in enumerate(SHELTERS, 1):
        village = by_code[code]
        rows.append((
            f"330929BZ{n:04d}", name, tier, kind, capacity, floor, f"岚屿县{village.name}{n}号",
            f"岚某{n}", f"0580-555{n:04d}", TOWNSHIPS[village.township],
            round(village.lon + east, 5), round(village.lat + north, 5),
        ))  # fmt: skip
    total = sum(each[3] for each in SHELTERS)
    rows.append(("合计", "", "", "", total, *[""] * 7))
    sheet = BookSheet(
        "避灾安置场所", columns, rows, ("岚屿县避灾安置场所一览表（示意）",), ("A1:L1",)
    )
    _book(out / "08避灾安置场所.xlsx", sheet)


def _slopes(out: Path) -> None:
    head = ["统一编号", "隐患点名称", "灾害类型", "险情等级", "威胁户数", "威胁人数",
            "威胁财产（万元）", "地理位置", "监测人", "电话", "经度", "纬度"]  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for n, village in enumerate((VILLAGES[1], VILLAGES[4], VILLAGES[7]), 1):
        rows.append((
            f"330929{n:06d}", f"{village.name}后山滑坡", "滑坡", "小型", 8, 24, 120,
            f"{village.name}后山", f"岚某{n}", f"0580-556{n:04d}",
            round(village.lon + 0.004, 5), round(village.lat + 0.003, 5),
        ))  # fmt: skip
    _gbk(out / "09地质灾害隐患点.csv", head, rows)
    points = [Point(village.lon + 0.004, village.lat + 0.003) for village in
              (VILLAGES[1], VILLAGES[4], VILLAGES[7])]  # fmt: skip
    features = [
        feature(
            {"编号": f"330929FX{n:04d}", "名称": f"{v.name}后山风险防范区", "风险等级": "中风险",
             "灾害类型": "滑坡", "威胁户数": 8, "威胁人数": 24},
            point.buffer(0.0012, quad_segs=3),
        )
        for n, (v, point) in enumerate(
            zip((VILLAGES[1], VILLAGES[4], VILLAGES[7]), points, strict=True), 1
        )
    ]  # fmt: skip
    _geojson(out / "10风险防范区.geojson", features)


def _dykes_and_rafts(out: Path) -> None:
    """Sea dykes and rafts, in one file of two sheets, as WKT."""
    ring = outline(*ISLANDS[0][2:]).exterior.coords
    dyke = LineString(ring[66:72])
    raft = Polygon([(123.560, 30.560), (123.566, 30.560), (123.566, 30.565), (123.560, 30.565)])
    dykes = BookSheet(
        "海塘",
        [BookColumn(each) for each in ("海塘名称", "防潮标准（年一遇）", "塘顶高程（米）", "WKT")],
        [("岚城海塘", 50, 6.1, shapely.to_wkt(dyke, rounding_precision=5))],
    )
    rafts = BookSheet(
        "养殖区",
        [BookColumn(each) for each in ("养殖区名称", "养殖方式", "作业人数", "WKT")],
        [("西岙外贻贝养殖区", "筏式养殖", 18, shapely.to_wkt(raft, rounding_precision=5))],
    )
    (out / "11海塘和养殖区.xlsx").write_bytes(write_workbook([dykes, rafts]))


def _vessels(out: Path) -> None:
    head = ["船名号", "MMSI", "北斗卡号", "船舶种类", "作业类型", "总长", "功率", "核定人数",
            "抗风等级", "船籍港", "乡镇代码", "船老大", "联系电话"]  # fmt: skip
    gears = ("拖网", "刺网", "张网", "蟹笼")
    rows: list[Sequence[Cell]] = []
    for n in range(1, 41):
        small = n % 4 == 0
        rows.append((
            f"浙岚渔{10000 + n * 37}", 412900000 + n, f"29{n:05d}", "捕捞渔船", gears[n % 4],
            18.5 if small else 32.0, 120 if small else 290, 4 if small else 9, 6 if small else 9,
            "屿后渔港" if small else "岚城中心渔港", "330929200" if small else "330929100",
            f"岚船{n}", f"0580-557{n:04d}",
        ))  # fmt: skip
    _gbk(out / "12渔船名册.csv", head, rows)


def _posts(out: Path) -> None:
    """The chain, with the township merged over its villages."""
    columns = [
        BookColumn(each)
        for each in ("编号", "岗位", "类别", "网格名称", "姓名", "手机", "单位代码")
    ]
    rows: list[Sequence[Cell]] = [
        ("330929-responsible", "岚屿县责任人", "责任人", "", "岚某甲", "0580-5580001", "330929"),
        ("330929-duty", "岚屿县值班", "值班", "", "岚某乙", "0580-5580002", "330929"),
    ]
    for n, (code, name) in enumerate(TOWNSHIPS.items(), 3):
        rows.append((f"{code}-responsible", f"{name}责任人", "责任人", "", f"岚某丙{n}",
                     f"0580-558{n:04d}", code))  # fmt: skip
    for n, village in enumerate(VILLAGES, 10):
        rows.append((f"{village.code}-responsible", f"{village.name}责任人", "责任人", "",
                     f"岚某丁{n}", f"0580-558{n:04d}", village.code))  # fmt: skip
        rows.append((f"{village.code}-1", f"{village.name}第一网格员", "网格员", "第一网格",
                     f"岚某戊{n}", f"0580-559{n:04d}", village.code))  # fmt: skip
    _book(out / "13责任链.xlsx", BookSheet("责任链", columns, rows))


def _geojson(path: Path, features: Sequence[dict[str, Any]]) -> None:
    """Which says its system, or the import would have to ask."""
    write_geojson(path, features)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _shapefile(
    path: Path, name: str, shapes: Sequence[Any], columns: Mapping[str, Sequence[Any]]
) -> None:
    """A zipped shapefile with a Chinese DBF, dated so that its bytes are the same each time."""
    data = [np.array(list(values), dtype=object) for values in columns.values()]
    wkb = np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object)
    kind = shapes[0].geom_type if len({s.geom_type for s in shapes}) == 1 else "Polygon"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.shp"
        write: Any = pyogrio.raw.write
        write(file, wkb, data, list(columns), geometry_type=kind, crs="EPSG:4490",
                          driver="ESRI Shapefile", encoding="GBK",
                          layer_options={"DBF_DATE_LAST_UPDATE": "2026-01-01"})  # fmt: skip
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(Path(folder).iterdir()):
                archive.writestr(zipfile.ZipInfo(part.name, _MOMENT), part.read_bytes(),
                                 zipfile.ZIP_DEFLATED)  # fmt: skip
        path.write_bytes(out.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(prog="sample_geo.build.island_county", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    build_county(parser.parse_args().out)


if __name__ == "__main__":
    main()
