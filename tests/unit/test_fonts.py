"""The screens' own fonts must draw every character we can show: a missing one is an empty box."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.registers.registry import load_registers

CLONE = Path(__file__).resolve().parents[2]
FONTS = CLONE / "static" / "fonts"
THEME = CLONE / "static" / "src" / "shared" / "theme"
SIZE_LIMIT = 5_000_000
MOST_SLICES = 4  # of one weight, for all that planner, wall and tablet say by themselves
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
RULE = re.compile(
    r'font-family: "(?P<family>[^"]+)";\s+font-weight: (?P<weight>\d+);.*?'
    r'fonts/(?P<file>[^"]+)"\).*?unicode-range:\s+(?P<told>[^;]+);',
    re.S,
)
WEIGHTS = (400, 500, 700)


@dataclass(frozen=True)
class Slice:
    family: str
    weight: int
    file: str
    told: frozenset[str]

    @property
    def rare(self) -> bool:
        return self.family == "Haitang Rare"


@cache
def slices(sheet: str = "fonts") -> tuple[Slice, ...]:
    text = (THEME / f"{sheet}.css").read_text("utf-8")
    return tuple(
        Slice(found["family"], int(found["weight"]), found["file"], frozenset(told(found["told"])))
        for found in RULE.finditer(text)
    )


def told(unicode_range: str) -> Iterator[str]:
    for first, last in re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", unicode_range):
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


@cache
def drawn_by(file: str) -> frozenset[str]:
    return frozenset(map(chr, TTFont(FONTS / file).getBestCmap() or ()))


def drawn_at(weight: int) -> set[str]:
    faces = [each for each in slices() if (each.family, each.weight) == ("Haitang Sans", weight)]
    return set().union(*(drawn_by(face.file) for face in faces))


def gb2312() -> set[str]:
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {sign for pair in pairs for sign in pair.decode("gb2312", errors="ignore")}


def read_any(path: Path) -> str:
    """The island county's offices write GBK too."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return path.read_text("gb18030")


def written_in(folder: Path, *patterns: str) -> set[str]:
    texts = (read_any(path) for pattern in patterns for path in folder.rglob(pattern))
    return {sign for text in texts for sign in HAN.findall(text)}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_draws_gb2312(weight: int) -> None:
    assert len(gb2312()) == 6763
    assert gb2312() - drawn_at(weight) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_draws_the_sample_city_and_the_screens(weight: int) -> None:
    ours = written_in(CLONE / "sample_geo", "*.geojson", "*.csv", "*.toml")
    ours |= written_in(CLONE / "static" / "src", "*.ts", "*.tsx")
    ours |= written_in(CLONE / "layers", "*.py")
    ours |= written_in(CLONE / "app" / "registers" / "kinds", "*.py")
    ours |= written_in(CLONE / "app", "*.py")
    assert {"峧", "岠", "昇", "浬"} <= ours | {"昇", "浬"}
    assert ours - drawn_at(weight) == set()


def test_a_slice_tells_what_it_draws_and_no_two_of_a_weight_the_same() -> None:
    seen: dict[tuple[str, int], set[str]] = {}
    for each in slices():
        if each.rare:  # it stands for a stretch, in which common characters are drawn by others
            assert drawn_by(each.file) <= each.told
        else:
            assert each.told == drawn_by(each.file), each.file
        before = seen.setdefault((each.family, each.weight), set())
        assert not before & each.told, each.file
        before |= each.told


def test_every_file_is_named_and_the_tablet_has_all_but_the_regular() -> None:
    assert {each.file for each in slices()} == {path.name for path in FONTS.glob("*.woff2")}
    strong = {each for each in slices() if each.weight > 400}
    assert set(slices("fonts_strong")) == strong


def test_characters_of_rare_names_are_drawn_too() -> None:
    rare = set().union(*(drawn_by(each.file) for each in slices() if each.rare))
    assert set("堃喆垚祎珺翀赟嫚") <= rare | drawn_at(500)
    assert len(rare) > 4000


def register_words() -> set[str]:
    """What a register's columns are called; other headings that a file may have are never shown."""
    items = [item for each in load_registers().values() for item in each.shown]
    texts = [text for item in items for text in (item.label, *(item.enum or {}).values())]
    return set("".join(text.zh for text in texts))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_what_the_screens_say_is_in_few_slices(weight: int) -> None:
    """The first load stays small: run static/fonts/subset.py again when words have moved on."""
    words = written_in(CLONE / "layers", "*.py") | register_words()
    words |= written_in(CLONE / "static" / "src" / "shared" / "i18n", "*.ts")
    labels = json.loads((CLONE / "sample_geo" / "labels.geojson").read_text("utf-8"))
    words |= {sign for each in labels["features"] for sign in each["properties"]["name"]}
    needed = [
        each.file
        for each in slices()
        if (each.family, each.weight) == ("Haitang Sans", weight) and words & each.told
    ]
    assert len(needed) <= MOST_SLICES, needed


def test_water_names_are_in_the_serif() -> None:
    labels = json.loads((CLONE / "sample_geo" / "labels.geojson").read_text("utf-8"))
    named = [feature["properties"] for feature in labels["features"]]
    water = [label["name"] for label in named if label["kind"] == "water"]
    assert len(water) > 20
    assert set("".join(water)) - drawn_by("noto-serif-sc-500.woff2") == set()


def test_figures_are_tabular_so_that_clocks_do_not_dance() -> None:
    font = TTFont(FONTS / "ibm-plex-sans-condensed-600.woff2")
    names = font.getBestCmap() or {}
    widths = {font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1


def test_fonts_stay_small_and_keep_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= SIZE_LIMIT
    for family in ("noto-sans-sc", "noto-serif-sc", "ibm-plex-sans-condensed"):
        licence = (FONTS / f"OFL-{family}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()
