"""The fleet and the names of the sample city have the right form."""

import re
from collections import Counter

from fontTools.ttLib import TTFont

from tests.sample_files import ROOT, SAMPLE, features, rows

NAMED = (
    "land", "admin_units", "harbours", "ferry_lines", "hazard_points", "risk_areas", "shelters",
    "scenic_areas",
)  # fmt: skip


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
    for name in NAMED:
        for properties, _ in features(name):
            if properties.get("pinyin"):
                assert re.fullmatch(r"[a-z0-9]+", properties["pinyin"]), properties["name"]


def test_the_screens_font_has_every_character_of_the_city() -> None:
    slices = sorted((ROOT / "static" / "fonts").glob("noto-sans-sc-400-*.woff2"))
    glyphs = {code for path in slices for code in TTFont(path).getBestCmap() or ()}
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(SAMPLE.glob("*"))
        if path.suffix in (".geojson", ".csv")
    )
    assert {sign for sign in set(text) if sign.isprintable() and ord(sign) not in glyphs} == set()
