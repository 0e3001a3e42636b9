"""The order in which the sample city is made, and which file each part becomes."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from shapely import STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from sample_geo.build.coast import Land, build_land, land_feature, read_counties
from sample_geo.build.files import read_features, read_table, write_csv, write_geojson
from sample_geo.build.fleet import COLUMNS, vessel_rows
from sample_geo.build.grid import Grid, build_grid
from sample_geo.build.harbours import Harbour, build_harbours, ferry_features, harbour_feature
from sample_geo.build.hazards import (
    RiskArea,
    build_risk_areas,
    hazard_point_features,
    risk_area_feature,
)
from sample_geo.build.households import write_households
from sample_geo.build.labels import label_features
from sample_geo.build.manifest import write_manifest
from sample_geo.build.network import build_network
from sample_geo.build.people import (
    Site,
    add_groups,
    add_visitors,
    add_workers,
    group_rows,
    site_rows,
    village_population,
    village_sites,
)
from sample_geo.build.posts import write_posts
from sample_geo.build.region import build_region
from sample_geo.build.roads import Stops, build_tracks
from sample_geo.build.scenic import aquaculture_features, dyke_features, scenic_features
from sample_geo.build.sea_areas import sea_area_features
from sample_geo.build.seats import Place, Seat, read_units, township_seats, village_seats
from sample_geo.build.series import write_series
from sample_geo.build.shelters import Shelter, build_shelters, shelter_features
from sample_geo.build.storms import write_storms
from sample_geo.build.units import Unit, build_units, short_name, unit_features, village_outlines

SITE_COLUMNS = ("site_id", "village_code", "residents", "households", "visitors",
                "mobility_limited", "lon", "lat")  # fmt: skip
GROUP_COLUMNS = ("site_id", "group_code", "people")
NODE_COLUMNS = ("node_id", "lon", "lat")


@dataclass(frozen=True, slots=True)
class Frame:
    """What everything else stands on: land, units, seats and terrain."""

    lands: list[Land]
    towns: dict[str, Seat]
    villages: list[Seat]
    outlines: dict[str, BaseGeometry]
    population: dict[str, int]
    county_names: dict[str, str]
    units: list[Unit]
    grid: Grid

    def titles(self) -> dict[str, str]:
        """Village code → 普陀区展茅街道茅洋新村, as an address begins."""
        return {
            seat.code: self.county_names[seat.code[:6]]
            + self.towns[seat.parent].name
            + short_name(seat.name)
            for seat in self.villages
        }


def build_city(raw: Path, region_folder: Path, out: Path) -> None:
    """About two minutes on two cores; the same bytes every time."""
    say = _Progress()
    frame = build_frame(raw)
    write_geojson(out / "land.geojson", map(land_feature, frame.lands))
    write_geojson(out / "region_land.geojson", build_region(region_folder))
    write_geojson(out / "admin_units.geojson", unit_features(frame.units))
    write_posts(out, [one["properties"] for one in read_features(out / "admin_units.geojson")])
    write_geojson(out / "sea_areas.geojson", _sea_areas(frame))
    say("land, units")
    areas = _write_hazards(out, frame)
    sites = _write_people(out, frame, areas)
    shelters = _write_shelters(out, frame, areas)
    write_households(out)
    say("hazards, people, shelters")
    harbours = _write_harbours(out, frame)
    write_geojson(out / "labels.geojson", label_features(frame.lands, frame.units, harbours))
    write_storms(raw, out)
    write_series(out)
    say("harbours, ferries, fleet, labels, storms")
    places = [site.place for site in sites] + [shelter.place for shelter in shelters]
    _write_roads(out, frame, harbours, places)
    say("roads")
    write_manifest(out)


def build_frame(raw: Path) -> Frame:
    lands = build_land(raw)
    towns = township_seats(raw, lands)
    villages = village_seats(raw, lands, towns)
    city = [land for land in lands if land.county_code]
    outlines = village_outlines(city, villages, read_counties(raw))
    county_names = {unit["code"]: unit["name"] for unit in read_units(raw, "areas")}
    population = village_population(villages)
    units = build_units(villages, towns, county_names, outlines, population)
    seats = [(seat.lon, seat.lat) for seat in villages]
    grid = build_grid([land.polygon for land in lands], seats)
    return Frame(lands, towns, villages, outlines, population, county_names, units, grid)


def _sea_areas(frame: Frame) -> list[dict[str, object]]:
    counties = {unit.code: unit.outline for unit in frame.units if unit.kind == "county"}
    elsewhere = [land.polygon for land in frame.lands if land.county_code is None]
    return sea_area_features(counties, frame.county_names, elsewhere)


def _write_hazards(out: Path, frame: Frame) -> list[RiskArea]:
    areas = build_risk_areas(frame.grid, frame.villages, frame.outlines)
    write_geojson(out / "risk_areas.geojson", map(risk_area_feature, areas))
    write_geojson(out / "hazard_points.geojson", hazard_point_features(areas, frame.titles()))
    return areas


def _write_people(out: Path, frame: Frame, areas: list[RiskArea]) -> list[Site]:
    dykes = dyke_features(frame.lands)
    write_geojson(out / "sea_dykes.geojson", dykes)
    write_geojson(out / "scenic_areas.geojson", scenic_features(frame.lands))
    write_geojson(out / "aquaculture_areas.geojson", aquaculture_features(frame.lands))
    sites = _sites(frame, areas)
    add_visitors(sites)
    add_groups(frame.grid, sites, [shape(cast(dict[str, Any], dyke["geometry"])) for dyke in dykes])
    add_workers(sites)
    write_csv(out / "population_sites.csv", SITE_COLUMNS, site_rows(sites))
    write_csv(out / "population_groups.csv", GROUP_COLUMNS, group_rows(sites))
    return sites


def _sites(frame: Frame, areas: list[RiskArea]) -> list[Site]:
    kinds = {row["code"]: row["kind"] for row in read_table("townships")}
    sites: list[Site] = []
    for seat in frame.villages:
        own = [area for area in areas if area.village == seat.code]
        sites += village_sites(
            frame.grid,
            seat,
            frame.outlines[seat.code],
            frame.population[seat.code],
            own,
            urban=kinds[seat.parent] == "urban",
        )
    return sites


def _write_shelters(out: Path, frame: Frame, areas: list[RiskArea]) -> list[Shelter]:
    towns = list(frame.towns.values())
    shelters = build_shelters(frame.grid, areas, frame.villages, towns, frame.outlines)
    write_geojson(out / "shelters.geojson", shelter_features(shelters, frame.titles()))
    return shelters


def _write_harbours(out: Path, frame: Frame) -> list[Harbour]:
    harbours = build_harbours(frame.grid)
    coast = STRtree([land.polygon for land in frame.lands])
    write_geojson(out / "harbours.geojson", map(harbour_feature, harbours))
    write_geojson(out / "ferry_lines.geojson", ferry_features(frame.grid, harbours, coast))
    write_csv(out / "vessels.csv", COLUMNS, vessel_rows(harbours))
    return harbours


def _write_roads(out: Path, frame: Frame, harbours: list[Harbour], places: list[Place]) -> None:
    stops = Stops(
        piers=[harbour.place for harbour in harbours if harbour.level != "anchorage"],
        towns=[(town.lon, town.lat) for town in frame.towns.values()],
        villages=[(seat.lon, seat.lat) for seat in frame.villages],
        sites=places,
    )
    network = build_network(build_tracks(frame.grid, stops))
    nodes = [(number, *place) for number, place in enumerate(network.nodes, 1)]
    write_csv(out / "road_nodes.csv", NODE_COLUMNS, nodes)
    write_geojson(out / "road_edges.geojson", network.edges)


class _Progress:
    def __init__(self) -> None:
        self.start_s = time.monotonic()

    def __call__(self, done: str) -> None:
        print(f"{time.monotonic() - self.start_s:6.1f} s  {done}", flush=True)
