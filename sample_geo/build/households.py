"""Households at risk, site by site: as many people as its groups count. All are fictional."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import DECIMALS, read_features, read_rows, write_csv
from sample_geo.build.hazards import fictional_person, fictional_phone
from sample_geo.build.posts import GRID_PEOPLE, MOST_GRIDS, NUMERALS
from sample_geo.build.seats import Place, distance_m, moved

COLUMNS = ("village_code", "grid", "house_number", "address", "groups", "hazard_code", "people",
           "mobility_limited", "vehicle", "shelter_code", "site_id", "head", "phone", "helper",
           "helper_phone", "lon", "lat")  # fmt: skip
REGISTERED = ("geohazard", "outside_dyke", "dangerous_house")  # whom a village lists by door
SIZES, SHARES = (1, 2, 3, 4, 5, 6), (0.22, 0.33, 0.22, 0.13, 0.07, 0.03)
APART_M, SALT = 18.0, 95


@dataclass(frozen=True, slots=True)
class Ground:
    """What a household's row names besides its people."""

    names: Mapping[str, str]
    grids: Mapping[str, int]
    shelters: Mapping[str, Sequence[tuple[str, Place]]]
    areas: Mapping[str, Sequence[tuple[str, BaseGeometry]]]


def write_households(out: Path) -> None:
    """`households.csv`, from the sites, groups, shelters and risk areas beside it."""
    write_csv(out / "households.csv", COLUMNS, household_rows(out))


def household_rows(out: Path) -> Iterator[tuple[Any, ...]]:
    """Every household of a site's registered groups; numbers run through the village."""
    ground = _ground(out)
    counts: dict[tuple[int, str], int] = {
        (int(row["site_id"]), row["group_code"]): int(row["people"])
        for row in read_rows(out / "population_groups.csv")
    }
    numbers: dict[str, int] = defaultdict(int)
    serial = 0
    for site in read_rows(out / "population_sites.csv"):
        for index, group in enumerate(REGISTERED):
            people = counts.get((int(site["site_id"]), group), 0)
            rng = np.random.default_rng([SALT, int(site["site_id"]), index])
            for size, frail in _sizes(people, site, rng):
                numbers[site["village_code"]] += 1
                serial += 2
                number = numbers[site["village_code"]]
                yield _row(ground, site, group, (size, frail), number, serial, rng)


def _sizes(
    people: int, site: Mapping[str, str], rng: np.random.Generator
) -> Iterator[tuple[int, int]]:
    """Sizes that sum to `people`, with how many in each cannot walk far."""
    share = int(site["mobility_limited"]) / max(int(site["residents"]), 1)
    frail = round(people * share)
    while people:
        size = min(int(rng.choice(SIZES, p=SHARES)), people)
        some = min(int(rng.random() < 0.35), frail) if people > size else min(frail, size)
        people, frail = people - size, frail - some
        yield size, some


def _row(
    ground: Ground, site: Mapping[str, str], group: str, counted: tuple[int, int], number: int,
    serial: int, rng: np.random.Generator,
) -> tuple[Any, ...]:  # fmt: skip
    village, (people, frail) = site["village_code"], counted
    at = moved((float(site["lon"]), float(site["lat"])), *rng.normal(0, APART_M, 2))
    grid = NUMERALS[int(site["site_id"]) % ground.grids[village]]
    helper = (fictional_person(rng), fictional_phone((serial + 1) % 10_000)) if frail else ("", "")
    return (
        village, f"第{grid}网格", f"{number}号", f"{ground.names[village]}{number}号",
        f"{{{group}}}", _hazard(ground, village, at) if group == "geohazard" else "", people,
        frail, "村接送车" if frail else "", _shelter(ground, village, at), site["site_id"],
        fictional_person(rng), fictional_phone(serial % 10_000), *helper,
        round(at[0], DECIMALS), round(at[1], DECIMALS),
    )  # fmt: skip


def _hazard(ground: Ground, village: str, at: Place) -> str:
    areas = ground.areas.get(village, ())
    centres = [(distance_m(at, (a.centroid.x, a.centroid.y)), code) for code, a in areas]
    return min(centres)[1] if centres else ""


def _shelter(ground: Ground, village: str, at: Place) -> str:
    """The nearest of the village, else of the township, else none."""
    for unit in (village, village[:9]):
        near = [(distance_m(at, place), code) for code, place in ground.shelters.get(unit, ())]
        if near:
            return min(near)[1]
    return ""


def _ground(out: Path) -> Ground:
    units = [one["properties"] for one in read_features(out / "admin_units.geojson")]
    villages = [unit for unit in units if unit["kind"] == "village"]
    shelters: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for one in read_features(out / "shelters.geojson"):
        told, (lon, lat) = one["properties"], one["geometry"]["coordinates"]
        if told["status"] != "unavailable":
            for unit in (told["village_code"], told["village_code"][:9]):
                shelters[unit].append((told["code"], (lon, lat)))
    areas: dict[str, list[tuple[str, BaseGeometry]]] = defaultdict(list)
    for one in read_features(out / "risk_areas.geojson"):
        told = one["properties"]
        areas[told["village_code"]].append((told["code"], shape(one["geometry"])))
    return Ground(
        {unit["code"]: unit["name"] for unit in villages},
        {u["code"]: min(MOST_GRIDS, 1 + int(u["population"] or 0) // GRID_PEOPLE)
         for u in villages},
        shelters,
        areas,
    )  # fmt: skip
