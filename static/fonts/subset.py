"""Make the screens' web fonts: merge the npm packages' slices, keep what we need, write woff2.

    python static/fonts/subset.py --packages DIR/node_modules/@fontsource --collections DIR

Needs fontTools and brotli. The packages are @fontsource/noto-sans-sc, @fontsource/noto-serif-sc
and @fontsource/ibm-plex-sans-condensed. The web slices of Noto Sans SC lack about a hundred
characters of GB 2312 and some of Zhoushan's village names (\u5ce7, \u5ca0); these come from the
collections NotoSansCJK-{Regular,Medium,Bold}.ttc of Debian's fonts-noto-cjk and -extra. All are
under the SIL Open Font License 1.1.
"""

import argparse
import io
import json
import math
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
CLONE = HERE.parent.parent
TEXT_SUFFIXES = {".csv", ".geojson", ".json", ".toml", ".txt", ".py", ".ts", ".tsx"}
COLLECTIONS = {400: "Regular", 500: "Medium", 700: "Bold"}
WATER_SLANT = math.tan(math.radians(10))  # to the left, as Chinese atlases set water


def gb2312() -> set[str]:
    """Every character GB 2312 can write."""
    found = set(map(chr, range(0x20, 0x7F)))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def characters_in(folders: Iterable[Path]) -> set[str]:
    """Every character in the text files of these folders."""
    return {
        sign
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in TEXT_SUFFIXES and "node_modules" not in path.parts
        for sign in path.read_text(encoding="utf-8", errors="ignore")
        if sign.isprintable()
    }


def water_names(labels: Path) -> set[str]:
    """Every character of the water names the map can show."""
    features = json.loads(labels.read_text(encoding="utf-8"))["features"]
    named = [each["properties"] for each in features]
    return {sign for each in named if each["kind"] == "water" for sign in each["name"]}


def slices(packages: Path, family: str, weight: int) -> Iterator[Path]:
    """The package's files of one upright weight, the Latin ones last so that ours stay first."""
    yield from sorted((packages / family / "files").glob(f"{family}-*-{weight}-normal.woff2"))


def kept(path: Path, wanted: set[int], layout: tuple[str, ...]) -> TTFont | None:
    """The slice without what nobody asked for; None when nothing is left."""
    font = TTFont(path)
    codes = wanted & set(font.getBestCmap())
    if not codes:
        return None
    options = subset.Options(
        layout_features=list(layout), hinting=False, glyph_names=False, notdef_outline=True
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE"] if not layout else []
    options.drop_tables += ["vhea", "vmtx", "VORG", "meta", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    wanted -= codes
    return font


def merged(fonts: list[TTFont]) -> TTFont:
    """One font from many slices."""
    if len(fonts) == 1:
        return fonts[0]
    files = []
    for font in fonts:
        font.flavor = None
        buffer = io.BytesIO()
        font.save(buffer)
        buffer.seek(0)
        files.append(buffer)
    return Merger().merge(files)


def fill_holes(font: TTFont, wanted: set[int], collection: Path) -> None:
    """Add the wanted characters that only the collection's Simplified Chinese face has."""
    faces = TTCollection(collection, lazy=True).fonts
    source = next(
        face for face in faces if face["name"].getDebugName(1).startswith("Noto Sans CJK SC")
    )
    names, outlines = source.getBestCmap(), source.getGlyphSet()
    for code in sorted(wanted & set(names)):
        pen = TTGlyphPen(None)
        outlines[names[code]].draw(Cu2QuPen(pen, max_err=0.5, reverse_direction=True))
        name, glyph = f"uni{code:04X}", pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (round(outlines[names[code]].width), glyph.xMin)
        for table in font["cmap"].tables:
            table.cmap[code] = name
        wanted.discard(code)
    font.setGlyphOrder(font["glyf"].glyphOrder)


def slant(font: TTFont) -> None:
    """Lean every glyph to the left."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.numberOfContours > 0:
            glyph.coordinates.transform(((1, 0), (-WATER_SLANT, 1)))
            glyph.coordinates.toInt()
            glyph.recalcBounds(glyphs)


def build(
    sources: argparse.Namespace, family: str, weight: int, signs: set[str], layout: tuple[str, ...]
) -> tuple[Path, set[str]]:
    """Write one woff2; give its path and the wanted characters the source does not have."""
    wanted = {ord(sign) for sign in signs}
    parts = [kept(path, wanted, layout) for path in slices(sources.packages, family, weight)]
    font = merged([part for part in parts if part is not None])
    if family == "noto-sans-sc":
        fill_holes(font, wanted, sources.collections / f"NotoSansCJK-{COLLECTIONS[weight]}.ttc")
    if family == "noto-serif-sc":
        slant(font)
    font.flavor = "woff2"
    target = HERE / f"{family}-{weight}.woff2"
    font.save(target)
    return target, {chr(code) for code in wanted}


def main() -> None:
    """Build every face and say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--collections", type=Path, required=True)
    sources = parser.parse_args()
    ours = characters_in([CLONE / "sample_geo", CLONE / "static" / "src", CLONE / "layers"])
    han = gb2312() | ours
    water = water_names(CLONE / "sample_geo" / "labels.geojson")
    latin = {sign for sign in han if ord(sign) < 0x2C00}
    jobs = [("noto-sans-sc", weight, han, ()) for weight in (400, 500, 700)]
    jobs += [("noto-serif-sc", 500, water | set(map(chr, range(0x20, 0x7F))), ())]
    jobs += [
        ("ibm-plex-sans-condensed", weight, latin, ("tnum", "kern", "zero"))
        for weight in (400, 500, 600, 700)
    ]
    for family, weight, signs, layout in jobs:
        target, missing = build(sources, family, weight, signs, layout)
        absent = "".join(sorted(sign for sign in missing if sign in ours))
        print(f"{target.name} {target.stat().st_size / 1000:.0f} kB; not in source: {absent!r}")
    for family in sorted({job[0] for job in jobs}):
        shutil.copyfile(sources.packages / family / "LICENSE", HERE / f"OFL-{family}.txt")


if __name__ == "__main__":
    main()
