"""The screens' own fonts must draw every character we can show: a missing one is an empty box."""

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

CLONE = Path(__file__).resolve().parents[2]
FONTS = CLONE / "static" / "fonts"
SIZE_LIMIT = 5_000_000
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FACES = ("noto-sans-sc-400", "noto-sans-sc-500", "noto-sans-sc-700")


def drawn_by(face: str) -> set[str]:
    return set(map(chr, TTFont(FONTS / f"{face}.woff2").getBestCmap() or ()))


def gb2312() -> set[str]:
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {sign for pair in pairs for sign in pair.decode("gb2312", errors="ignore")}


def written_in(folder: Path, *patterns: str) -> set[str]:
    texts = (path.read_text("utf-8") for pattern in patterns for path in folder.rglob(pattern))
    return {sign for text in texts for sign in HAN.findall(text)}


@pytest.mark.parametrize("face", FACES)
def test_every_weight_draws_gb2312(face: str) -> None:
    assert len(gb2312()) == 6763
    assert gb2312() - drawn_by(face) == set()


@pytest.mark.parametrize("face", FACES)
def test_every_weight_draws_the_sample_city_and_the_screens(face: str) -> None:
    ours = written_in(CLONE / "sample_geo", "*.geojson", "*.csv", "*.toml")
    ours |= written_in(CLONE / "static" / "src", "*.ts", "*.tsx")
    ours |= written_in(CLONE / "layers", "*.py") | written_in(CLONE / "app", "*.py")
    assert {"峧", "岠", "昇", "浬"} <= ours | {"昇", "浬"}
    assert ours - drawn_by(face) == set()


def test_water_names_are_in_the_serif() -> None:
    labels = json.loads((CLONE / "sample_geo" / "labels.geojson").read_text("utf-8"))
    told = [feature["properties"] for feature in labels["features"]]
    water = [label["name"] for label in told if label["kind"] == "water"]
    assert len(water) > 20
    assert set("".join(water)) - drawn_by("noto-serif-sc-500") == set()


def test_figures_are_tabular_so_that_clocks_do_not_dance() -> None:
    font = TTFont(FONTS / "ibm-plex-sans-condensed-600.woff2")
    glyphs = font.getBestCmap()
    assert glyphs is not None
    widths = {font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1


def test_fonts_stay_small_and_keep_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= SIZE_LIMIT
    for family in ("noto-sans-sc", "noto-serif-sc", "ibm-plex-sans-condensed"):
        licence = (FONTS / f"OFL-{family}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()
