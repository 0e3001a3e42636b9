"""Surgery on one font: cut it, merge it, fill its holes, lean it over."""

import io
import math
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

WATER_SLANT = math.tan(math.radians(10))  # to the left, as Chinese atlases set water


def subsetted(font: TTFont, codes: set[int], layout: tuple[str, ...]) -> TTFont:
    """The font with these characters and OpenType features only."""
    options = subset.Options(
        layout_features=list(layout), hinting=False, glyph_names=False, notdef_outline=True
    )
    options.bidi_closure = False  # a mirrored bracket stays in its own slice
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE"] if not layout else []
    options.drop_tables += ["vhea", "vmtx", "VORG", "meta", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    return font


def kept(path: Path, wanted: set[int], layout: tuple[str, ...]) -> TTFont | None:
    """The file without what nobody asked for; None when nothing is left. Takes from `wanted`."""
    font = TTFont(path)
    codes = wanted & set(font.getBestCmap())
    wanted -= codes
    return subsetted(font, codes, layout) if codes else None


def copied(font: TTFont) -> TTFont:
    """The font as it is read back from a file."""
    font.flavor = None
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer)


def merged(fonts: list[TTFont]) -> TTFont:
    """One font from many slices."""
    if len(fonts) == 1:
        return fonts[0]
    return Merger().merge([copied(font).reader.file for font in fonts])


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
