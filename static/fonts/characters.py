"""Which character stands in which slice of the Chinese faces: what is shown together, together."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent.parent
I18N = CLONE / "static" / "src" / "shared" / "i18n"
CITY = CLONE / "sample_geo"
SLICE = 240  # characters of a slice by frequency: about 35 kB
RARE_SLICE = 600
PLACE_FILES = ("labels", "sea_areas", "harbours")  # what stands on the map at its first view
# Sources whose words stand on the screens' first view; the server's judgements among them.
SPEAKING = (
    "layers/**/*.py",
    *(f"static/src/{screen}/**/*.ts*" for screen in ("planner", "wall", "field")),
    *(f"static/src/shared/{part}/**/*.ts*" for part in ("format", "map", "response", "ui")),
    *(
        f"app/{package}/**/*.py"
        for package in (
            *("changes", "demo", "feeds", "incidents", "maplayers"),
            *("response", "storm_events", "typhoon", "warnings", "wind"),
        )
    ),
)
# MapLibre asks for the upright form of each ASCII sign in a label that follows a line.
UPRIGHT = "＃＄％＆＊＋・／＝＠＼＾｀―～"
Slices = dict[str, list[int]]


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


def written_in(paths: Iterable[Path]) -> set[str]:
    """Every character of these text files."""
    return {
        sign
        for path in paths
        for sign in path.read_text(encoding="utf-8", errors="ignore")
        if sign.isprintable()
    }


def sources(*patterns: str) -> set[str]:
    """Every character of our own files; each pattern must find some, or a folder has moved."""
    found = {pattern: list(CLONE.glob(pattern)) for pattern in patterns}
    for pattern in (pattern for pattern, paths in found.items() if not paths):
        raise SystemExit(f"nothing at {pattern}")
    return written_in(path for paths in found.values() for path in paths)


def water_names() -> set[str]:
    """Every character of the water names the map can show."""
    features = json.loads((CITY / "labels.geojson").read_text(encoding="utf-8"))["features"]
    named = [each["properties"] for each in features]
    return {sign for each in named if each["kind"] == "water" for sign in each["name"]}


def by_frequency(package: Path) -> list[int]:
    """The package's characters, commonest slice first, as it numbers its slices."""
    slices: dict[str, str] = json.loads((package / "unicode.json").read_text(encoding="utf-8"))
    numbers = sorted((int(name[1:-1]) for name in slices if name[0] == "["), reverse=True)
    return [code for number in numbers for code in codes_of(slices[f"[{number}]"])]


def codes_of(unicode_range: str) -> Iterator[int]:
    """The code points of a CSS unicode-range."""
    for first, last in re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", unicode_range, re.I):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def css_range(codes: Iterable[int]) -> str:
    """The CSS unicode-range of these code points."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:x}" if a == b else f"U+{a:x}-{b:x}" for a, b in runs)


def common_slices(package: Path) -> Slices:
    """Slices by use, then by frequency; together GB 2312 and all we write ourselves."""
    groups = {
        "screens": _screens(),
        "places": written_in(CITY / f"{name}.geojson" for name in PLACE_FILES),
        "office": sources("static/src/**/*.ts", "static/src/**/*.tsx", "app/**/*.py"),
        "city": sources("sample_geo/*.geojson", "sample_geo/*.csv", "sample_geo/*.toml"),
    }
    slices: Slices = {}
    placed: set[int] = set()
    for name, signs in groups.items():
        slices[name] = sorted({ord(sign) for sign in signs} - placed)
        placed.update(slices[name])
    order = {code: place for place, code in enumerate(by_frequency(package))}
    rest = {ord(sign) for sign in gb2312()} - placed
    ranked = sorted(rest, key=lambda code: (order.get(code, len(order)), code))
    for number, start in enumerate(range(0, len(ranked), SLICE)):
        slices[f"{number:02}"] = sorted(ranked[start : start + SLICE])
    return slices


def _screens() -> set[str]:
    """What planner, wall and tablet say before anybody has done anything."""
    catalogues = [path for path in I18N.glob("*.ts") if "_a" not in path.stem]
    ascii_signs = set(map(chr, range(0x20, 0x7F)))
    return ascii_signs | set(UPRIGHT) | written_in(catalogues) | sources(*SPEAKING)


def rare_slices(package: Path, common: Slices) -> Slices:
    """The package's other ideographs, in order of code point: in names of persons and villages."""
    known = {code for codes in common.values() for code in codes}
    rare = sorted({code for code in by_frequency(package) if _is_han(code)} - known)
    starts = range(0, len(rare), RARE_SLICE)
    return {f"{n:02}": rare[start : start + RARE_SLICE] for n, start in enumerate(starts)}


def _is_han(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
