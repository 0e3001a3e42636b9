"""The bundled fonts can write everything the screens show; a box on the wall is a lost name."""

import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "static" / "fonts"
CITY_TEXTS = sorted(
    path
    for path in (ROOT / "sample_geo").rglob("*")
    if path.suffix in {".csv", ".geojson", ".toml"} and path.is_file()
)


def characters(name: str) -> set[str]:
    return {chr(code) for code in TTFont(FONTS / name).getBestCmap()}


def han_of(paths: list[Path]) -> set[str]:
    return {
        sign
        for path in paths
        for sign in path.read_text(encoding="utf-8")
        if "\u4e00" <= sign <= "\u9fff"
    }


def gb2312() -> set[str]:
    found = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


@pytest.mark.parametrize("weight", [400, 500, 700])
def test_the_text_font_has_gb2312_and_every_character_of_the_sample_city(weight: int) -> None:
    drawn = characters(f"noto-sans-sc-{weight}.woff2")
    assert "".join(sorted((gb2312() | han_of(CITY_TEXTS)) - drawn)) == ""
    assert set("峧昇坵碶浬") <= drawn


def test_the_water_font_has_every_water_name() -> None:
    labels = json.loads((ROOT / "sample_geo" / "labels.geojson").read_text(encoding="utf-8"))
    named = [feature["properties"] for feature in labels["features"]]
    wanted = {sign for each in named if each["kind"] == "water" for sign in each["name"]}
    assert "".join(sorted(wanted - characters("noto-serif-sc-500.woff2"))) == ""


def test_every_family_carries_its_licence() -> None:
    families = {path.name.rsplit("-", 1)[0] for path in FONTS.glob("*.woff2")}
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
