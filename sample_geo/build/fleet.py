"""The register: 6,000 fishing vessels of all gears, carriers, leisure, ferries, merchant, works.

Names have the right form and are invented; numbers agree with gear and length.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from sample_geo.build.files import read_table
from sample_geo.build.harbours import Harbour
from sample_geo.build.names import reading

COLUMNS = (
    "vessel_id", "registered", "name", "pinyin", "initials", "mmsi", "beidou_id", "kind", "gear",
    "length_m", "power_kw", "crew_rated", "crew_aboard", "wind_rating", "home_harbour_id",
    "county_code", "township_code",
)  # fmt: skip
COUNTY_MARKS = {"330902": "定", "330903": "普", "330921": "岱", "330922": "嵊"}
FISHING = {"330902": 450, "330903": 2900, "330921": 1800, "330922": 850}
CARRIERS = {"330902": 25, "330903": 150, "330921": 95, "330922": 30}
LEISURE = {"330902": 20, "330903": 105, "330921": 36, "330922": 80}
GEAR_SHARES = {
    "330902": {"trawl": 38, "stow": 22, "gillnet": 26, "crab_pot": 6, "longline": 8},
    "330903": {"trawl": 44, "sail_stow": 7, "stow": 9, "crab_pot": 9, "gillnet": 11,
               "light_seine": 8, "seine": 4, "longline": 8},
    "330921": {"trawl": 24, "sail_stow": 21, "stow": 10, "crab_pot": 19, "gillnet": 20,
               "light_seine": 4, "longline": 2},
    "330922": {"trawl": 14, "sail_stow": 5, "stow": 20, "crab_pot": 24, "gillnet": 27,
               "light_seine": 3, "longline": 7},
}  # fmt: skip
# gear → length from–to in m, kW a metre, crew a metre; small boats are drawn apart
GEARS = {
    "trawl": (26, 42, 9.5, 0.25), "sail_stow": (30, 46, 9.0, 0.32), "stow": (14, 32, 7.5, 0.26),
    "crab_pot": (26, 40, 8.5, 0.30), "gillnet": (14, 36, 7.5, 0.26), "seine": (34, 50, 12, 0.42),
    "light_seine": (36, 54, 13, 0.30), "longline": (24, 48, 9.0, 0.30),
}  # fmt: skip
SMALL_SHARE = {"gillnet": 0.34, "stow": 0.26, "longline": 0.12, "crab_pot": 0.06}
MERCHANT, WORKS = 600, 130
MERCHANT_WORDS = (
    "浙舟", "恒顺", "永跃", "新润", "海丰", "宏远", "甬航", "鑫源", "东昌", "远洋",
    "舟海", "万邦", "长盛", "华泰", "金海", "定航", "普航", "岱航", "江海", "顺强",
)  # fmt: skip
MERCHANT_ENDS = ("", "油", "达", "通", "盛", "顺", "晟", "泰")
WORKS_WORDS = ("舟工", "浙航工", "海建", "港工", "浚洋", "打桩", "海缆工")


@dataclass(frozen=True, slots=True)
class Hull:
    name: str
    kind: str
    gear: str | None
    length_m: float
    power_kw: float
    crew_rated: int
    crew_aboard: int
    harbour: Harbour | None
    county: str | None
    beidou: bool
    has_ais: bool


def wind_rating(length_m: float) -> int:
    """Default of sources#fishing-vessels where a register gives none."""
    return 6 if length_m < 12 else 7 if length_m < 24 else 8 if length_m < 36 else 9


def _names(stem: str, rng: np.random.Generator, low: int, high: int) -> Iterator[str]:
    for number in rng.permutation(np.arange(low, high)):
        yield f"{stem}{number:05d}"


def _berths(harbours: list[Harbour], county: str, rng: np.random.Generator) -> Iterator[Harbour]:
    """The county's berths in some order: no harbour is home to more boats than it holds."""
    fishing = ("central", "first", "second", "third")
    homes = [h for h in harbours if h.level in fishing and h.row["county"] == county]
    all_berths = np.repeat(np.arange(len(homes)), [int(home.row["berths"]) for home in homes])
    for index in rng.permutation(all_berths):
        yield homes[int(index)]


def _fishing(berths: Iterator[Harbour], county: str, rng: np.random.Generator) -> Iterator[Hull]:
    gears = list(GEAR_SHARES[county])
    shares = np.array(list(GEAR_SHARES[county].values()), float)
    names = _names(f"浙{COUNTY_MARKS[county]}渔", rng, 1000, 79000)
    for _ in range(FISHING[county]):
        gear = gears[int(rng.choice(len(gears), p=shares / shares.sum()))]
        low, high, kw_a_metre, crew_a_metre = GEARS[gear]
        small = rng.random() < SMALL_SHARE.get(gear, 0)
        length = float(
            rng.uniform(7, 11.9) if small else rng.triangular(low, (low + high) / 2, high)
        )
        rated = max(2, round(length * crew_a_metre * rng.uniform(0.85, 1.2)))
        aboard = max(2, rated - int(rng.integers(0, 3)))
        home = next(berths)
        power = round(length * kw_a_metre * float(rng.uniform(0.7, 1.15)) * (0.5 if small else 1))
        has_ais = not small or bool(rng.random() < 0.5)
        yield Hull(next(names), "fishing", gear, round(length, 1), power, rated, aboard, home,
                   county, True, has_ais)  # fmt: skip


def _others(
    berths: Iterator[Harbour], county: str, kind: str, number: int, rng: np.random.Generator
) -> Iterator[Hull]:
    """Carriers 渔运 and leisure boats 渔休."""
    carrier = kind == "carrier"
    stem = f"浙{COUNTY_MARKS[county]}渔{'运' if carrier else '休'}"
    names = _names(stem, rng, *((100, 9999) if carrier else (60001, 60999)))
    for _ in range(number):
        length = float(rng.uniform(30, 58) if carrier else rng.uniform(9, 27))
        rated = int(rng.integers(6, 11)) if carrier else int(rng.integers(8, 26))
        aboard = rated - int(rng.integers(0, 3)) if carrier else int(rng.integers(2, rated + 1))
        home = next(berths)
        power = round(length * float(rng.uniform(6, 12)))
        yield Hull(next(names), kind, None, round(length, 1), power, rated, aboard, home, county,
                   True, True)  # fmt: skip


def _ferries(harbours: list[Harbour], rng: np.random.Generator) -> Iterator[Hull]:
    by_key = {harbour.key: harbour for harbour in harbours}
    for row in read_table("ferries"):
        home = by_key[row["from"]]
        if not home.row["county"]:
            home = by_key[row["to"]]
        seats = int(row["seats"])
        for boat in range(1, int(row["boats"]) + 1):
            length = 16 + seats**0.5 * (2.6 if row["craft"] == "ro_ro" else 1.5)
            crew = 6 + seats // 60
            power = round(length * float(rng.uniform(25, 40)))
            yield Hull(f"{row['name']}{boat:02d}号", "passenger", None, round(length, 1), power,
                       crew, crew, home, home.row["county"], False, True)  # fmt: skip


def _merchant(harbours: list[Harbour], rng: np.random.Generator) -> Iterator[Hull]:
    anchorages = [harbour for harbour in harbours if harbour.level == "anchorage"]
    taken: set[str] = set()
    while len(taken) < MERCHANT:
        word, end = rng.choice(MERCHANT_WORDS), rng.choice(MERCHANT_ENDS)
        name = f"{word}{end}{int(rng.integers(1, 199))}"
        if name in taken:
            continue
        taken.add(name)
        length = float(np.clip(rng.lognormal(4.65, 0.45), 48, 335))
        crew = int(np.clip(length / 9, 7, 25))
        home = anchorages[int(rng.integers(len(anchorages)))]
        yield Hull(name, "merchant", None, round(length, 1), round(length * 35), crew, crew, home,
                   None, False, True)  # fmt: skip


def _works(harbours: list[Harbour], rng: np.random.Generator) -> Iterator[Hull]:
    anchorages = [harbour for harbour in harbours if harbour.level == "anchorage"]
    for number in range(WORKS):
        length = float(rng.uniform(28, 110))
        crew = int(rng.integers(8, 36))
        home = anchorages[int(rng.integers(len(anchorages)))]
        name = f"{WORKS_WORDS[number % len(WORKS_WORDS)]}{number // len(WORKS_WORDS) + 1:02d}"
        yield Hull(name, "works", None, round(length, 1), round(length * 12), crew,
                   max(3, crew - int(rng.integers(0, 5))), home, None, False, True)  # fmt: skip


def hulls(harbours: list[Harbour]) -> list[Hull]:
    rng = np.random.default_rng(4276)
    fleet: list[Hull] = []
    berths = {county: _berths(harbours, county, rng) for county in COUNTY_MARKS}
    for county in COUNTY_MARKS:
        fleet += _fishing(berths[county], county, rng)
    for county in COUNTY_MARKS:
        fleet += _others(berths[county], county, "carrier", CARRIERS[county], rng)
        fleet += _others(berths[county], county, "leisure", LEISURE[county], rng)
    fleet += _ferries(harbours, rng)
    fleet += _merchant(harbours, rng)
    fleet += _works(harbours, rng)
    return fleet


def vessel_rows(harbours: list[Harbour]) -> list[tuple[object, ...]]:
    fishing_mmsi, other_mmsi = count(412_410_001, 7), count(413_352_001, 13)
    beidou = count(1_100_207, 17)
    rows: list[tuple[object, ...]] = []
    for number, hull in enumerate(hulls(harbours), 1):
        name = reading(hull.name)
        mmsi = next(fishing_mmsi if hull.beidou else other_mmsi) if hull.has_ais else None
        card = str(next(beidou)) if hull.beidou else None
        home = hull.harbour
        rows.append(
            (
                number, "true", hull.name, name.pinyin, name.initials, mmsi, card, hull.kind,
                hull.gear, hull.length_m, hull.power_kw, hull.crew_rated, hull.crew_aboard,
                wind_rating(hull.length_m), home.harbour_id if home else None, hull.county,
                home.row["township"] if home and hull.county else None,
            )
        )  # fmt: skip
    return rows
