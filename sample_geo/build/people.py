"""Where people live: about ten sites a village, with visitors and gradient groups. Illustrative."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import DECIMALS, read_table
from sample_geo.build.grid import Grid, cell_of
from sample_geo.build.hazards import RiskArea, village_rng
from sample_geo.build.seats import Place, Seat, distance_m, moved
from sample_geo.build.units import PERSONS_PER_HOUSEHOLD

TRIES = 400
URBAN_SPREAD_M, RURAL_SPREAD_M = 190.0, 330.0
APART_M = 55.0
GROUPS = ("geohazard", "outside_dyke", "aquaculture", "site_hut", "dangerous_house", "low_lying")
MOST_IN_GROUPS = 0.85


@dataclass(slots=True)
class Site:
    village: str
    place: Place
    residents: int
    visitors: int = 0
    mobility_limited: int = 0
    groups: dict[str, int] = field(default_factory=dict)

    def add_group(self, code: str, people: int) -> int:
        """Counts as many of `people` in as are not in a group yet, and says how many."""
        free = int(self.residents * MOST_IN_GROUPS) - sum(self.groups.values())
        taken = max(0, min(people, free))
        if taken:
            self.groups[code] = self.groups.get(code, 0) + taken
        return taken


def _shares(total: int, weights: np.ndarray) -> list[int]:
    """Whole numbers in proportion to `weights` that sum to `total` (largest remainder)."""
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(int)
    for index in np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]:
        whole[index] += 1
    return [int(value) for value in whole]


def village_population(seats: list[Seat]) -> dict[str, int]:
    """Township totals near the public figures, shared out; a few islands' own figures kept."""
    fixed = {row["code"]: int(row["population"]) for row in read_table("fixed_population")}
    population: dict[str, int] = {}
    for row in read_table("townships"):
        members = [seat for seat in seats if seat.parent == row["code"]]
        open_ones = [seat for seat in members if seat.code not in fixed]
        population |= {seat.code: fixed[seat.code] for seat in members if seat.code in fixed}
        rest = int(row["population"]) - sum(fixed.get(seat.code, 0) for seat in members)
        weights = np.array([_weight(seat) for seat in open_ones])
        if open_ones:
            shared = _shares(rest, weights)
            population |= {s.code: n for s, n in zip(open_ones, shared, strict=True)}
    return population


def _weight(seat: Seat) -> float:
    base = 2.4 if "社区" in seat.name or "居委会" in seat.name else 1.0
    return base * float(village_rng(seat.code, 30).lognormal(0, 0.3))


def _habitable(grid: Grid, place: Place, centre: Place, rng: np.random.Generator) -> bool:
    """On the island of `centre`, off the shore, and sooner on low ground than up a hill."""
    at = cell_of(*place)
    if grid.coast_m[at] < 60 or grid.island[at] != grid.island[cell_of(*centre)]:
        return False
    return bool(rng.random() < np.exp(-max(grid.height_m[at] - 8, 0) / 40))


def _houses(
    grid: Grid, centre: Place, outline: BaseGeometry, count: int, spread_m: float,
    barred: Sequence[BaseGeometry], rng: np.random.Generator,
) -> list[Place]:  # fmt: skip
    places = [centre]
    for attempt in range(TRIES):
        if len(places) == count:
            break
        wide = spread_m * (1 + attempt / 150)
        place = moved(centre, *(rng.normal(0, wide, 2)))
        place = (round(place[0], DECIMALS), round(place[1], DECIMALS))
        apart = all(distance_m(place, other) > APART_M for other in places)
        inside = apart and shapely.contains_xy(outline, *place)
        clear = inside and not any(shapely.contains_xy(area, *place) for area in barred)
        if clear and _habitable(grid, place, centre, rng):
            places.append(place)
    return places


def village_sites(
    grid: Grid, seat: Seat, outline: BaseGeometry, population: int, areas: list[RiskArea],
    urban: bool,
) -> list[Site]:  # fmt: skip
    """The village's houses, one site in each of its risk areas, and its outlying hamlets."""
    rng = village_rng(seat.code, 40)
    exposed = [Site(seat.code, (round(a.foot[0], DECIMALS), round(a.foot[1], DECIMALS)), a.people)
               for a in areas]  # fmt: skip
    for site in exposed:
        site.add_group("geohazard", site.residents)
        site.groups["geohazard"] = site.residents
    hamlets = [row for row in read_table("hamlets") if row["village"] == seat.code]
    for row in hamlets:
        people = round(population * float(row["share"]))
        exposed += _hamlet(grid, seat.code, (float(row["lon"]), float(row["lat"])), people, rng)
    rest = max(population - sum(site.residents for site in exposed), 0)
    count = 8 + int(population > 2000) + int(population > 4000) + 2 * int(population > 6000)
    spread = URBAN_SPREAD_M if urban else RURAL_SPREAD_M
    barred = [area.polygon for area in areas]
    places = _houses(grid, (seat.lon, seat.lat), outline, count, spread, barred, rng)
    weights = rng.gamma(3.0, 1.0, len(places)) + 0.3
    weights[0] *= 1.8
    shares = _shares(rest, weights)
    return [Site(seat.code, p, n) for p, n in zip(places, shares, strict=True)] + exposed


def _hamlet(
    grid: Grid, village: str, centre: Place, people: int, rng: np.random.Generator
) -> list[Site]:
    row, column = cell_of(*centre)
    island = int(grid.island[row, column])
    if not island:
        raise ValueError(f"hamlet of {village} at {centre} is not on land")
    places = [centre]
    for _ in range(200):
        place = moved(centre, *rng.normal(0, 220, 2))
        place = (round(place[0], DECIMALS), round(place[1], DECIMALS))
        at = cell_of(*place)
        if len(places) < 4 and grid.island[at] == island and grid.coast_m[at] > 60:
            places.append(place)
    shares = _shares(people, np.array([2.0] + [1.0] * (len(places) - 1)))
    return [Site(village, p, n) for p, n in zip(places, shares, strict=True) if n]


def add_visitors(sites: list[Site]) -> None:
    by_town: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        by_town[site.village[:9]].append(site)
    for row in read_table("townships"):
        members = by_town[row["code"]]
        weights = np.array([site.residents**0.8 + 1 for site in members])
        for site, visitors in zip(members, _shares(int(row["visitors"]), weights), strict=True):
            site.visitors = visitors


def add_groups(grid: Grid, sites: list[Site], dykes: Sequence[BaseGeometry]) -> None:
    """Gradient groups by where each site stands; shares are authored (no register is public)."""
    guarded = shapely.union_all([dyke.buffer(0.004) for dyke in dykes])
    for index, site in enumerate(sites):
        rng = np.random.default_rng([41, index])
        at = cell_of(*site.place)
        coast_m, height_m = grid.coast_m[at], grid.height_m[at]
        share = rng.uniform(0.03, 0.12)
        if coast_m < 190 and not shapely.contains_xy(guarded, *site.place):
            site.add_group("outside_dyke", round(site.residents * share))
        if rng.random() < 0.3:
            site.add_group("dangerous_house", round(site.residents * rng.uniform(0.01, 0.035)))
        if height_m < 22 and coast_m < 900 and rng.random() < 0.45:
            site.add_group("low_lying", round(site.residents * rng.uniform(0.02, 0.07)))
        site.mobility_limited = round(site.residents * rng.uniform(0.03, 0.085))


def add_workers(sites: list[Site]) -> None:
    """Site huts by township; raft and pond people at the sites nearest their area."""
    for row in read_table("site_huts"):
        members = [site for site in sites if site.village.startswith(row["township"])]
        if row["township"] == "330921100":  # the refinery's builders live on its island
            members = [site for site in members if site.village.endswith("400")]
        _spread_group(members, "site_hut", int(row["people"]), 8)
    for row in read_table("aquaculture"):
        members = [site for site in sites if site.village.startswith(row["township"])]
        at = (float(row["lon"]), float(row["lat"]))
        members.sort(key=lambda site: distance_m(site.place, at))
        _spread_group(members[:8], "aquaculture", int(row["people"]), 8)


def _spread_group(members: list[Site], code: str, people: int, most: int) -> None:
    chosen = sorted(members, key=lambda site: -site.residents)[:most]
    for site, share in zip(chosen, _shares(people, np.ones(len(chosen))), strict=True):
        site.add_group(code, share)


def site_rows(sites: list[Site]) -> list[tuple[object, ...]]:
    return [
        (
            number, site.village, site.residents, round(site.residents / PERSONS_PER_HOUSEHOLD),
            site.visitors, site.mobility_limited, *site.place,
        )
        for number, site in enumerate(sites, 1)
    ]  # fmt: skip


def group_rows(sites: list[Site]) -> list[tuple[object, ...]]:
    return [
        (number, code, site.groups[code])
        for number, site in enumerate(sites, 1)
        for code in GROUPS
        if site.groups.get(code)
    ]
