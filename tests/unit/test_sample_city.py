"""The sample city is plausible: places stand where they can, sums agree, names have their form."""

import csv
import hashlib
import json
import re
import tomllib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from fontTools.ttLib import TTFont
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_geo"
DEGREE_M = 111_195
TABLES = (
    "land", "admin_units", "road_edges", "harbours", "ferry_lines", "hazard_points", "risk_areas",
    "shelters", "scenic_areas", "sea_dykes", "aquaculture_areas", "labels",
)  # fmt: skip


@cache
def features(name: str) -> list[tuple[dict[str, Any], BaseGeometry]]:
    document = json.loads((SAMPLE / f"{name}.geojson").read_text(encoding="utf-8"))
    return [(one["properties"], shape(one["geometry"])) for one in document["features"]]


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def manifest() -> dict[str, Any]:
    return tomllib.loads((SAMPLE / "manifest.toml").read_text(encoding="utf-8"))


@cache
def land_tree() -> STRtree:
    return STRtree([geometry for _, geometry in features("land")])


def land_at(point: Point) -> dict[str, Any] | None:
    found = land_tree().query(point, predicate="intersects")
    return features("land")[int(found[0])][0] if len(found) else None


def metres_to_land(point: Point) -> float:
    nearest = land_tree().geometries[land_tree().nearest(point)]
    return point.distance(nearest) * DEGREE_M


def units(kind: str) -> dict[str, dict[str, Any]]:
    return {unit["code"]: unit for unit, _ in features("admin_units") if unit["kind"] == kind}


def sites() -> list[tuple[dict[str, str], Point]]:
    return [(r, Point(float(r["lon"]), float(r["lat"]))) for r in rows("population_sites")]


# --- manifest ---------------------------------------------------------------------------------


def test_manifest_names_every_file_with_its_hash_and_nature() -> None:
    files = {str(path.relative_to(SAMPLE)) for path in SAMPLE.rglob("*") if path.is_file()}
    data = {name for name in files if not name.startswith(("build/", "LICENSES/", "manifest"))}
    assert set(manifest()["files"]) == data
    for name, entry in manifest()["files"].items():
        content = (SAMPLE / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert entry["nature"] in ("real", "illustrative", "mixed")
        assert entry["crs"] == "EPSG:4326"
        assert entry["source"] and entry["licence"] and entry["date"]


def test_the_whole_sample_is_small_enough_to_clone() -> None:
    assert sum(entry["bytes"] for entry in manifest()["files"].values()) < 12_000_000


def test_gshhg_keeps_its_notice() -> None:
    notice = (SAMPLE / "LICENSES" / "GSHHG.txt").read_text(encoding="utf-8")
    assert "Wessel" in notice
    assert (SAMPLE / "LICENSES" / "LGPL-3.0.txt").exists()


# --- land and units ---------------------------------------------------------------------------


def test_islands_layer_count_and_area_are_the_manifests() -> None:
    inside = [land for land, _ in features("land") if land["county_code"]]
    assert len(inside) == manifest()["islands"]["count"]
    area = sum(land["area_km2"] for land in inside)
    assert area == pytest.approx(manifest()["islands"]["area_km2"], abs=0.1)
    assert 1_250 < area < 1_460  # the city's own figure is 1,458 km² with the new reclamations


def test_great_islands_have_their_names_and_counties() -> None:
    named = {land["name"]: land["county_code"] for land, _ in features("land") if land["name"]}
    expected = {
        "舟山岛": "330902", "金塘岛": "330902", "六横岛": "330903", "朱家尖岛": "330903",
        "普陀山": "330903", "岱山岛": "330921", "衢山岛": "330921", "大长涂山": "330921",
        "泗礁山": "330922", "嵊山岛": "330922", "花鸟山": "330922", "小洋山": "330922",
    }  # fmt: skip
    assert {name: named.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("大榭", 121.96, 29.925), ("梅山", 121.996, 29.797), ("崇明", 121.8, 31.475),
        ("长兴岛", 121.69, 31.39), ("北仑", 121.85, 29.88), ("宁波", 121.55, 29.87),
        ("上海", 121.47, 31.23), ("象山", 121.87, 29.48), ("穿鼻岛", 122.0115, 29.9113),
    ],
)  # fmt: skip
def test_neighbours_are_land_and_not_zhoushan(place: str, lon: float, lat: float) -> None:
    land = land_at(Point(lon, lat))
    assert land is not None, place
    assert land["county_code"] is None, place


def test_mainland_towns_stand_on_the_mainland() -> None:
    towns = [(label, at) for label, at in features("labels") if label["kind"] == "town"]
    assert len(towns) > 10
    for label, at in towns:
        land = land_at(Point(at.x, at.y))
        assert land is not None and land["mainland"], label["name"]


def test_water_names_lie_on_water() -> None:
    waters = [(label, at) for label, at in features("labels") if label["kind"] == "water"]
    assert [label["name"] for label, at in waters if land_at(Point(at.x, at.y))] == []


def test_four_counties_36_townships_428_villages_under_one_city() -> None:
    assert (len(units("city")), len(units("county"))) == (1, 4)
    assert (len(units("township")), len(units("village"))) == (36, 428)
    for code, village in units("village").items():
        assert village["parent_code"] == code[:9]
        assert village["approximate"] is True


def test_parents_come_before_their_children() -> None:
    seen: set[str | None] = {None}
    for unit, _ in features("admin_units"):
        assert unit["parent_code"] in seen, unit["name"]
        seen.add(unit["code"])


def test_every_seat_stands_on_land_inside_its_own_outline() -> None:
    astray = [
        unit["name"]
        for unit, outline in features("admin_units")
        if unit["kind"] == "village" and not outline.covers(Point(unit["seat"]))
    ]
    assert astray == []
    assert [u["name"] for u, _ in features("admin_units") if not land_at(Point(u["seat"]))] == []


def test_villages_tile_their_county_without_overlap() -> None:
    villages = [outline for unit, outline in features("admin_units") if unit["kind"] == "village"]
    city = next(outline for unit, outline in features("admin_units") if unit["kind"] == "city")
    assert sum(outline.area for outline in villages) == pytest.approx(city.area, rel=1e-3)


def test_outlines_are_valid() -> None:
    for name in ("land", "admin_units", "risk_areas", "scenic_areas", "aquaculture_areas"):
        assert [p for p, geometry in features(name) if not geometry.is_valid] == [], name


def test_villages_known_by_their_island_are_on_it() -> None:
    island_of = {
        "蚂蚁岛村": "蚂蚁岛", "佛渡村": "佛渡岛", "悬山村": "悬山岛", "东极村": "庙子湖岛",
        "盘峙村": "盘峙岛", "葫芦村": "葫芦岛", "白沙港村": "白沙山", "大猫村": "大猫岛",
        "湖泥村": "湖泥山", "小衢村": "小衢山", "壁下村": "壁下山", "滩浒村": "滩浒山",
        "绿华村": "西绿华岛", "册北村": "册子岛", "前湾村": "长白岛", "大峧山村": "大峧山",
        "渔山村": "大鱼山岛", "黄泽村": "黄泽山",
    }  # fmt: skip
    seats = {unit["name"]: Point(unit["seat"]) for unit in units("village").values()}
    for village, island in island_of.items():
        land = land_at(seats[village])
        assert land is not None and land["name"] == island, village


# --- people -----------------------------------------------------------------------------------


def test_totals_are_near_the_public_figures() -> None:
    city = units("city")["330900"]
    assert city["population"] == pytest.approx(1_170_000, rel=0.01)
    public = {"330902": 500_000, "330903": 388_000, "330921": 207_000, "330922": 66_000}
    for code, people in public.items():
        assert units("county")[code]["population"] == pytest.approx(people, rel=0.03)
    assert city["households"] == pytest.approx(city["population"] / 2.5, rel=0.01)


def test_sites_add_up_to_their_villages() -> None:
    totals: Counter[str] = Counter()
    for row in rows("population_sites"):
        totals[row["village_code"]] += int(row["residents"])
    villages = units("village")
    assert set(totals) == set(villages)
    assert [c for c, n in totals.items() if n != villages[c]["population"]] == []


def test_sites_are_many_and_on_land() -> None:
    assert 3_800 < len(sites()) < 4_500
    assert [row["site_id"] for row, at in sites() if land_at(at) is None] == []


def test_nobody_is_in_two_gradient_groups() -> None:
    grouped: Counter[str] = Counter()
    for row in rows("population_groups"):
        grouped[row["site_id"]] += int(row["people"])
    residents = {row["site_id"]: int(row["residents"]) for row in rows("population_sites")}
    assert [site for site, people in grouped.items() if people > residents[site]] == []
    codes = {row["group_code"] for row in rows("population_groups")}
    assert codes >= {"geohazard", "outside_dyke", "aquaculture", "dangerous_house", "site_hut"}


# --- hazards and shelters ---------------------------------------------------------------------


def test_251_risk_areas_and_60_hazard_points_on_land() -> None:
    assert len(features("risk_areas")) == 251
    assert len(features("hazard_points")) == 60
    for point, at in features("hazard_points"):
        assert land_at(Point(at.x, at.y)) is not None, point["name"]


def test_hazard_codes_have_twelve_digits_that_say_county_and_type() -> None:
    types = {"unstable_slope": "00", "landslide": "01", "collapse": "02", "debris_flow": "03"}
    codes = [point["code"] for point, _ in features("hazard_points")]
    assert len(set(codes)) == 60
    for point, _ in features("hazard_points"):
        assert re.fullmatch(r"\d{12}", point["code"])
        assert point["code"][:6] == point["village_code"][:6]
        assert point["code"][6:8] == types[point["hazard_type"]]


def test_every_risk_area_lies_in_its_village_and_shelters_its_exposed_people() -> None:
    outlines = {unit["code"]: outline for unit, outline in features("admin_units")}
    tree = STRtree([at for _, at in sites()])
    for area, outline in features("risk_areas"):
        assert outlines[area["village_code"]].contains(outline), area["name"]
        assert len(tree.query(outline, predicate="contains")) >= 1, area["name"]


def test_no_shelter_stands_inside_a_risk_area() -> None:
    slopes = STRtree([outline for _, outline in features("risk_areas")])
    inside = [s["name"] for s, at in features("shelters") if len(slopes.query(at, "intersects"))]
    assert inside == []


def test_shelters_have_three_tiers_of_the_right_size_on_land() -> None:
    least = {"county": 200, "township": 100, "village": 50}
    tiers = Counter(shelter["tier"] for shelter, _ in features("shelters"))
    assert set(tiers) == set(least) and sum(tiers.values()) == 250
    for shelter, at in features("shelters"):
        assert shelter["rated_capacity"] >= least[shelter["tier"]]
        assert shelter["rated_capacity"] <= round(shelter["floor_area_m2"] * 0.7 / 2, 6)
        assert shelter["occupied"] <= shelter["rated_capacity"]
        assert (shelter["status"] == "unavailable") == (shelter["status_reason"] is not None)
        assert "避灾安置" in shelter["name"]
        assert land_at(Point(at.x, at.y)) is not None, shelter["name"]


def test_every_telephone_number_is_plainly_fictional() -> None:
    numbers = [s["keeper_phone"] for s, _ in features("shelters")]
    numbers += [p["monitor_phone"] for p, _ in features("hazard_points")]
    assert all(re.fullmatch(r"0580-555\d{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


# --- harbours, ferries, roads -----------------------------------------------------------------


def test_every_harbour_is_at_the_waters_edge() -> None:
    for harbour, at in features("harbours"):
        assert land_at(Point(at.x, at.y)) is None, harbour["name"]
        if harbour["level"] != "anchorage":
            assert metres_to_land(Point(at.x, at.y)) < 300, harbour["name"]


def test_fishing_harbours_hold_their_own_boats_and_the_fleet() -> None:
    berths = {h["harbour_id"]: h["berth_capacity"] for h, _ in features("harbours")}
    fishing = ("fishing", "carrier", "leisure")
    home = Counter(int(v["home_harbour_id"]) for v in rows("vessels") if v["kind"] in fishing)
    assert {h for h, boats in home.items() if boats > berths[h]} == set()
    levels = ("central", "first", "second", "third")
    total = sum(h["berth_capacity"] for h, _ in features("harbours") if h["level"] in levels)
    assert total >= 6_000


def test_ferry_courses_keep_to_the_water_from_pier_to_pier() -> None:
    piers = {h["harbour_id"]: at for h, at in features("harbours")}
    assert len(features("ferry_lines")) >= 70
    for line, course in features("ferry_lines"):
        near = land_tree().geometries[land_tree().query(course)]
        ashore_m = course.intersection(shapely.union_all(near)).length * DEGREE_M
        assert ashore_m < 60, f"{line['name']}: {ashore_m:.0f} m ashore"
        ends = Point(course.coords[0]), Point(course.coords[-1])
        assert ends[0].distance(piers[line["from_harbour_id"]]) < 1e-9
        assert ends[1].distance(piers[line["to_harbour_id"]]) < 1e-9


@cache
def road_parts() -> tuple[STRtree, np.ndarray]:
    """The nodes, and the number of the connected part each is in."""
    numbers = {row["node_id"]: index for index, row in enumerate(rows("road_nodes"))}
    ends = [(numbers[str(e["from_node"])], numbers[str(e["to_node"])]) for e, _ in roads()]
    size = len(numbers)
    graph = coo_array((np.ones(len(ends)), tuple(zip(*ends, strict=True))), shape=(size, size))
    points = [Point(float(row["lon"]), float(row["lat"])) for row in rows("road_nodes")]
    return STRtree(points), connected_components(graph, directed=False)[1]


def roads() -> list[tuple[dict[str, Any], BaseGeometry]]:
    return features("road_edges")


def part_at(lon: float, lat: float) -> int:
    tree, parts = road_parts()
    return int(parts[int(tree.nearest(Point(lon, lat)))])


def test_road_edges_end_at_their_nodes_and_ids_are_dense() -> None:
    nodes = {
        int(row["node_id"]): (float(row["lon"]), float(row["lat"])) for row in rows("road_nodes")
    }
    assert sorted(nodes) == list(range(1, len(nodes) + 1))
    assert [e["edge_id"] for e, _ in roads()] == list(range(1, len(roads()) + 1))
    for edge, line in roads():
        assert line.coords[0] == nodes[edge["from_node"]]
        assert line.coords[-1] == nodes[edge["to_node"]]


def test_every_site_shelter_and_village_seat_has_a_road_node() -> None:
    tree, _ = road_parts()
    places = [at for _, at in sites()] + [at for _, at in features("shelters")]
    places += [Point(unit["seat"]) for unit in units("village").values()]
    _, distances = tree.query_nearest(places, return_distance=True, all_matches=False)
    assert distances.max() * DEGREE_M < 80


def test_people_of_one_island_share_one_road_network() -> None:
    tree, parts = road_parts()
    by_island: dict[int, set[int]] = defaultdict(set)
    for _, at in sites():
        land = land_at(at)
        assert land is not None
        by_island[land["land_id"]].add(int(parts[int(tree.nearest(at))]))
    assert {island: found for island, found in by_island.items() if len(found) > 1} == {}


def test_bridges_join_what_they_join_in_reality_and_ferries_the_rest() -> None:
    dinghai = part_at(122.106, 30.02)
    joined = {
        "镇海": (121.645, 29.99), "金塘": (121.885, 30.038), "册子": (121.936, 30.102),
        "朱家尖": (122.385, 29.912), "岱山高亭": (122.2, 30.245), "秀山": (122.166, 30.168),
        "长白": (122.033, 30.178), "大鱼山": (121.967, 30.322), "鲁家峙": (122.292, 29.933),
        "长峙": (122.16, 29.976), "小干": (122.238, 29.956),
    }  # fmt: skip
    apart = {
        "六横": (122.133, 29.742), "桃花": (122.278, 29.823), "虾峙": (122.245, 29.757),
        "普陀山": (122.385, 29.995), "衢山": (122.355, 30.443), "泗礁": (122.453, 30.727),
        "长涂": (122.292, 30.2585), "登步": (122.305, 29.873), "东极": (122.684, 30.195),
    }  # fmt: skip
    assert [name for name, at in joined.items() if part_at(*at) != dinghai] == []
    assert [name for name, at in apart.items() if part_at(*at) == dinghai] == []
    assert part_at(122.809, 30.724) == part_at(122.766, 30.718)  # Shengshan and Gouqi
    assert part_at(122.053, 30.639) == part_at(121.845, 30.872)  # Xiaoyang and Shanghai


def test_every_island_people_live_on_can_be_left() -> None:
    tree, parts = road_parts()
    piers = {h["harbour_id"]: at for h, at in features("harbours")}
    served: dict[int, set[int]] = defaultdict(set)
    for line, _ in features("ferry_lines"):
        ends = [
            int(parts[int(tree.nearest(piers[line[k]]))])
            for k in ("from_harbour_id", "to_harbour_id")
        ]
        served[ends[0]].add(ends[1])
        served[ends[1]].add(ends[0])
    reached, waiting = set(), [part_at(122.106, 30.02)]
    while waiting:
        part = waiting.pop()
        if part not in reached:
            reached.add(part)
            waiting += served[part]
    cut_off = Counter(
        land["name"]
        for row, at in sites()
        if int(parts[int(tree.nearest(at))]) not in reached and (land := land_at(at))
    )
    assert set(cut_off) <= {None, "小黄龙岛", "东绿华岛", "富翅岛", "里钓岛", "大西寨岛"}, cut_off


def test_roads_run_on_land_except_bridges() -> None:
    wet_m: list[tuple[float, str]] = []
    for edge, line in roads():
        if edge["road_class"] in ("bridge", "tunnel"):
            assert edge["bridge"]
            continue
        near = land_tree().geometries[land_tree().query(line)]
        wet_m.append((line.difference(shapely.union_all(near)).length * DEGREE_M, edge["edge_id"]))
    assert max(wet_m)[0] < 260, max(wet_m)
    total_m = sum(edge["length_m"] for edge, _ in roads())
    assert sum(metres for metres, _ in wet_m) < 0.005 * total_m


def test_cross_sea_bridges_and_shore_roads_close_at_force_10() -> None:
    bridges = {e["bridge"] for e, _ in roads() if e["bridge"]}
    chain = {"岑港大桥", "响礁门大桥", "桃夭门大桥", "西堠门大桥", "金塘大桥"}
    assert chain | {"朱家尖大桥", "舟岱大桥", "秀山大桥", "东海大桥"} <= bridges
    assert {e["limit_force"] for e, _ in roads() if e["road_class"] == "bridge"} == {10}


# --- fleet and names --------------------------------------------------------------------------


def test_6000_fishing_vessels_of_all_gears_and_the_rest() -> None:
    kinds = Counter(vessel["kind"] for vessel in rows("vessels"))
    assert kinds["fishing"] == 6_000
    assert all(
        kinds[kind] > 100 for kind in ("carrier", "leisure", "passenger", "merchant", "works")
    )
    gears = {vessel["gear"] for vessel in rows("vessels") if vessel["kind"] == "fishing"}
    assert gears == {
        "sail_stow", "stow", "crab_pot", "trawl", "gillnet", "seine", "light_seine", "longline",
    }  # fmt: skip


def test_vessels_have_their_own_names_numbers_and_possible_crews() -> None:
    for column in ("vessel_id", "mmsi", "beidou_id", "name"):
        values = [vessel[column] for vessel in rows("vessels") if vessel[column]]
        assert len(set(values)) == len(values), column
    for vessel in rows("vessels"):
        assert not vessel["mmsi"] or re.fullmatch(r"41[234]\d{6}", vessel["mmsi"])
        assert 1 < int(vessel["crew_aboard"]) <= int(vessel["crew_rated"]) <= 60
        assert vessel["mmsi"] or vessel["beidou_id"], vessel["name"]
        if vessel["kind"] == "fishing":
            assert re.fullmatch(r"浙[普岱嵊定]渔\d{5}", vessel["name"])
            assert vessel["beidou_id"]


def test_names_are_found_by_the_local_reading() -> None:
    pinyin = {
        unit["name"]: (unit["pinyin"], unit["initials"]) for unit, _ in features("admin_units")
    }
    assert pinyin["长涂镇"] == ("changtuzhen", "ctz")
    assert pinyin["长峙社区"] == ("changzhishequ", "czsq")
    assert pinyin["嵊泗县"] == ("shengsixian", "ssx")
    assert pinyin["枸杞乡"] == ("gouqixiang", "gqx")
    assert pinyin["虾峙镇"] == ("xiazhizhen", "xzz")
    assert pinyin["干览镇"] == ("ganlanzhen", "glz")
    assert pinyin["小碶村"] == ("xiaoqicun", "xqc")
    assert pinyin["浬溪村"] == ("lixicun", "lxc")


def test_pinyin_is_plain_letters_everywhere() -> None:
    for name in TABLES:
        for properties, _ in features(name):
            if properties.get("pinyin"):
                assert re.fullmatch(r"[a-z0-9]+", properties["pinyin"]), properties["name"]


def test_the_screens_font_has_every_character_of_the_city() -> None:
    glyphs = TTFont(ROOT / "static" / "fonts" / "noto-sans-sc-400.woff2").getBestCmap()
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(SAMPLE.glob("*"))
        if path.suffix in (".geojson", ".csv")
    )
    assert {sign for sign in set(text) if sign.isprintable() and ord(sign) not in glyphs} == set()
