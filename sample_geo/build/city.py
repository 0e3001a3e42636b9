"""The order in which the sample city is made, and which file each part becomes."""

import time
from pathlib import Path

from shapely import STRtree
from shapely.geometry import LineString, shape

from sample_geo.build import (
    coast,
    fleet,
    harbours,
    hazards,
    labels,
    network,
    people,
    region,
    roads,
    scenic,
    seats,
    shelters,
    storms,
    units,
)  # fmt: skip
from sample_geo.build.files import read_table, write_csv, write_geojson
from sample_geo.build.manifest import write_manifest

SITE_COLUMNS = ("site_id", "village_code", "residents", "households", "visitors",
                "mobility_limited", "lon", "lat")  # fmt: skip
GROUP_COLUMNS = ("site_id", "group_code", "people")


def _titles(
    villages: list[seats.Seat], towns: dict[str, seats.Seat], names: dict[str, str]
) -> dict[str, str]:
    """Village code → 普陀区展茅街道茅洋新村, as an address begins."""
    return {
        seat.code: names[seat.code[:6]] + towns[seat.parent].name + units.short_name(seat.name)
        for seat in villages
    }


def build_city(raw: Path, region_folder: Path, out: Path) -> None:
    """About three minutes on two cores; the same bytes every time."""
    say = _Progress()
    lands = coast.build_land(raw)
    city = [land for land in lands if land.county_code]
    write_geojson(out / "land.geojson", map(coast.land_feature, lands))
    write_geojson(out / "region_land.geojson", region.build_region(region_folder))
    say("coast")
    towns = seats.township_seats(raw, lands)
    villages = seats.village_seats(raw, lands, towns)
    outlines = units.village_outlines(city, villages, coast.read_counties(raw))
    county_names = {unit["code"]: unit["name"] for unit in seats.read_units(raw, "areas")}
    population = people.village_population(villages)
    tree = units.build_units(villages, towns, county_names, outlines, population)
    write_geojson(out / "admin_units.geojson", units.unit_features(tree))
    say("units")
    grid = _terrain(lands, villages)
    areas = hazards.build_risk_areas(grid, villages, outlines)
    titles = _titles(villages, towns, county_names)
    write_geojson(out / "risk_areas.geojson", map(hazards.risk_area_feature, areas))
    write_geojson(out / "hazard_points.geojson", hazards.hazard_point_features(areas, titles))
    say("hazards")
    dykes = scenic.dyke_features(lands)
    write_geojson(out / "sea_dykes.geojson", dykes)
    write_geojson(out / "scenic_areas.geojson", scenic.scenic_features(lands))
    write_geojson(out / "aquaculture_areas.geojson", scenic.aquaculture_features(lands))
    dyke_lines = [shape(one["geometry"]) for one in dykes]
    sites = _people(grid, villages, outlines, population, areas, dyke_lines)
    write_csv(out / "population_sites.csv", SITE_COLUMNS, people.site_rows(sites))
    write_csv(out / "population_groups.csv", GROUP_COLUMNS, people.group_rows(sites))
    say("people")
    places = shelters.build_shelters(grid, areas, villages, list(towns.values()), outlines)
    write_geojson(out / "shelters.geojson", shelters.shelter_features(places, titles))
    ports = harbours.build_harbours(grid)
    write_geojson(out / "harbours.geojson", map(harbours.harbour_feature, ports))
    shore = STRtree([land.polygon for land in lands])
    write_geojson(out / "ferry_lines.geojson", harbours.ferry_features(grid, ports, shore))
    say("harbours")
    write_csv(out / "vessels.csv", fleet.COLUMNS, fleet.vessel_rows(ports))
    write_geojson(out / "labels.geojson", labels.label_features(lands, tree, ports))
    storms.write_storms(raw, out)
    say("fleet")
    stops = roads.Stops(
        piers=[port.place for port in ports if port.level != "anchorage"],
        towns=[(town.lon, town.lat) for town in towns.values()],
        villages=[(seat.lon, seat.lat) for seat in villages],
        sites=[site.place for site in sites] + [place.place for place in places],
    )
    graph = network.build_network(roads.build_tracks(grid, stops))
    nodes = [(number, *place) for number, place in enumerate(graph.nodes, 1)]
    write_csv(out / "road_nodes.csv", ("node_id", "lon", "lat"), nodes)
    write_geojson(out / "road_edges.geojson", graph.edges)
    say("roads")
    write_manifest(out)


def _terrain(lands: list[coast.Land], villages: list[seats.Seat]) -> "coast_grid":
    from sample_geo.build.grid import build_grid

    return build_grid([land.polygon for land in lands], [(seat.lon, seat.lat) for seat in villages])


def _people(
    grid, villages, outlines, population, areas, dykes: list[LineString]
) -> list[people.Site]:
    kinds = {row["code"]: row["kind"] for row in read_table("townships")}
    by_village = {seat.code: [a for a in areas if a.village == seat.code] for seat in villages}
    sites: list[people.Site] = []
    for seat in villages:
        urban = kinds[seat.parent] == "urban"
        sites += people.village_sites(
            grid, seat, outlines[seat.code], population[seat.code], by_village[seat.code], urban
        )
    people.add_visitors(sites)
    people.add_groups(grid, sites, dykes)
    people.add_workers(sites)
    return sites


class _Progress:
    def __init__(self) -> None:
        self.start_s = time.monotonic()

    def __call__(self, done: str) -> None:
        print(f"{time.monotonic() - self.start_s:6.1f} s  {done}", flush=True)
