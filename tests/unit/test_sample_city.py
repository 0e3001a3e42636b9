"""The sample city is plausible: land, units and people, hazards and shelters."""

import hashlib
import re
from collections import Counter

import pytest
from shapely import STRtree
from shapely.geometry import Point

from tests.sample_files import SAMPLE, features, land_at, manifest, rows, sites, units


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
        land = land_at(at.centroid)
        assert land is not None and land["mainland"], label["name"]


def test_water_names_lie_on_water() -> None:
    waters = [(label, at) for label, at in features("labels") if label["kind"] == "water"]
    assert [label["name"] for label, at in waters if land_at(at.centroid)] == []


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


def test_251_risk_areas_and_60_hazard_points_on_land() -> None:
    assert len(features("risk_areas")) == 251
    assert len(features("hazard_points")) == 60
    for point, at in features("hazard_points"):
        assert land_at(at.centroid) is not None, point["name"]


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
        assert land_at(at.centroid) is not None, shelter["name"]


def test_every_telephone_number_is_plainly_fictional() -> None:
    numbers = [s["keeper_phone"] for s, _ in features("shelters")]
    numbers += [p["monitor_phone"] for p, _ in features("hazard_points")]
    assert all(re.fullmatch(r"0580-555\d{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
