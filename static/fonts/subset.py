"""Make the screens' web fonts: merge the npm packages' slices, cut them by use, write CSS.

    python static/fonts/subset.py --packages DIR/node_modules/@fontsource --collections DIR

Needs fontTools and brotli. The packages are @fontsource/noto-sans-sc, @fontsource/noto-serif-sc
and @fontsource/ibm-plex-sans-condensed. The web slices of Noto Sans SC lack about a hundred
characters of GB 2312 and some of Zhoushan's village names (峧, 岠); these come from the
collections NotoSansCJK-{Regular,Medium,Bold}.ttc of Debian's fonts-noto-cjk and -extra. All are
under the SIL Open Font License 1.1.
"""

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from characters import Slices, common_slices, css_range, rare_slices, water_names
from faces import copied, fill_holes, kept, merged, slant, subsetted
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
THEME = HERE.parent / "src" / "shared" / "theme"
COLLECTIONS = {400: "Regular", 500: "Medium", 700: "Bold"}
HAN, SERIF, LATIN = "noto-sans-sc", "noto-serif-sc", "ibm-plex-sans-condensed"
ASCII = range(0x20, 0x7F)
TABULAR = ("tnum", "kern", "zero")
HEAD = """/* Written by fonts/subset.py: change that. SIL Open Font License, see fonts/OFL-*.txt. */
"""
ALL = "/* Every weight, for screens at a desk or on a wall. */\n"
STRONG = "/* Medium and bold: all the tablet uses, and so all it keeps for itself. */\n"


@dataclass(frozen=True)
class Job:
    """One weight of one family, and how it is cut."""

    family: str
    source: str
    weight: int
    slices: Slices
    layout: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One file and what its `@font-face` says."""

    job: Job
    label: str
    file: str
    unicode_range: str

    def css(self) -> str:
        """The text of the rule. Text waits for its slice; it does not jump when that comes."""
        return (
            f'@font-face {{\n  font-family: "{self.job.family}";\n'
            f"  font-weight: {self.job.weight};\n  font-display: block;\n"
            f'  src: url("../../../fonts/{self.file}") format("woff2");\n'
            f"  unicode-range: {self.unicode_range};\n}}\n"
        )


def jobs(packages: Path) -> list[Job]:
    """Every weight the design language needs."""
    common = common_slices(packages / HAN)
    rare = rare_slices(packages / HAN, common)
    latin = {code for codes in common.values() for code in codes if code < 0x2C00}
    water = {*map(ord, water_names()), *ASCII}
    return [
        *(
            Job("Plex Cond", LATIN, weight, {"": sorted(latin)}, TABULAR)
            for weight in (400, 500, 600, 700)
        ),
        *(Job("Haitang Sans", HAN, weight, common) for weight in (400, 500, 700)),
        # Bold is made from it by the browser: such characters are few.
        Job("Haitang Rare", HAN, 500, rare),
        Job("Haitang Serif", SERIF, 500, {"": sorted(water)}),
    ]


def whole(job: Job, packages: Path, collections: Path) -> TTFont:
    """The job's face before it is cut. Says what no source has."""
    wanted = {code for codes in job.slices.values() for code in codes}
    # The Latin files come last, so that ours stay first.
    paths = sorted(
        (packages / job.source / "files").glob(f"{job.source}-*-{job.weight}-normal.woff2")
    )
    parts = [kept(path, wanted, job.layout) for path in paths]
    font = merged([part for part in parts if part is not None])
    if job.source == HAN:
        fill_holes(font, wanted, collections / f"NotoSansCJK-{COLLECTIONS[job.weight]}.ttc")
    if job.source == SERIF:
        slant(font)
    if job.source != LATIN:  # what it lacks, the Chinese faces draw
        print(f"{job.family} {job.weight}: not in source {''.join(map(chr, sorted(wanted)))!r}")
    return font


def cut(job: Job, font: TTFont) -> Iterator[Rule]:
    """Write one woff2 for each slice; its rule tells what it really draws."""
    for label, codes in job.slices.items():
        part = subsetted(copied(font), set(codes), job.layout)
        drawn = sorted(part.getBestCmap())
        part.flavor = "woff2"
        rare = "rare" if job.family == "Haitang Rare" else ""
        file = "-".join(filter(None, (job.source, rare, str(job.weight), label))) + ".woff2"
        part.save(HERE / file)
        # A rare slice stands for its whole stretch: what is common in it another face draws first.
        told = f"U+{drawn[0]:x}-{drawn[-1]:x}" if rare else css_range(drawn)
        yield Rule(job, label, file, told)


def write_css(rules: list[Rule]) -> None:
    """Write both style sheets; a slice's weights stand together, so that ranges compress."""
    labels = list(dict.fromkeys((rule.job.family, rule.label) for rule in rules))
    ordered = sorted(rules, key=lambda rule: labels.index((rule.job.family, rule.label)))
    strong = [rule for rule in ordered if rule.job.weight > 400]
    for name, note, told in (("fonts", ALL, ordered), ("fonts_strong", STRONG, strong)):
        text = HEAD + note + "".join(rule.css() for rule in told)
        (THEME / f"{name}.css").write_text(text, encoding="utf-8")


def main() -> None:
    """Build every face, and the style sheets that name them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--collections", type=Path, required=True)
    places = parser.parse_args()
    for old in HERE.glob("*.woff2"):
        old.unlink()
    rules: list[Rule] = []
    for job in jobs(places.packages):
        rules += cut(job, whole(job, places.packages, places.collections))
    write_css(rules)
    for family in (HAN, SERIF, LATIN):
        shutil.copyfile(places.packages / family / "LICENSE", HERE / f"OFL-{family}.txt")


if __name__ == "__main__":
    main()
