"""The builder makes the committed bytes again, here from the committed land alone."""

import hashlib
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from shapely.geometry import Polygon

from sample_geo.build.coast import Land
from sample_geo.build.files import TABLES, write_csv, write_geojson
from sample_geo.build.fleet import COLUMNS, vessel_rows
from sample_geo.build.grid import Grid, build_grid
from sample_geo.build.harbours import Harbour, build_harbours, harbour_feature
from sample_geo.build.island_county import build_county
from sample_geo.build.manifest import enter, write_manifest
from sample_geo.build.names import reading
from sample_geo.build.posts import write_posts
from sample_geo.build.scenic import aquaculture_features, dyke_features, scenic_features
from sample_geo.build.sea_areas import sea_area_features
from tests.sample_files import SAMPLE, features, manifest, units


def lands() -> list[Land]:
    return [
        Land(p["land_id"], p["name"], p["mainland"], p["county_code"], p["area_km2"], polygon)
        for p, polygon in features("land")
        if isinstance(polygon, Polygon)
    ]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("scenic_areas.geojson", scenic_features),
        ("sea_dykes.geojson", dyke_features),
        ("aquaculture_areas.geojson", aquaculture_features),
    ],
)
def test_coast_features_are_built_byte_for_byte_again(
    name: str, make: Callable[[list[Land]], list[dict[str, object]]], tmp_path: Path
) -> None:
    write_geojson(tmp_path / name, make(lands()))
    assert digest(tmp_path / name) == manifest()["files"][name]["sha256"]


def test_posts_are_built_byte_for_byte_again(tmp_path: Path) -> None:
    write_posts(tmp_path, [properties for properties, _ in features("admin_units")])
    assert digest(tmp_path / "posts.csv") == manifest()["files"]["posts.csv"]["sha256"]


@pytest.mark.load
def test_sea_areas_are_built_byte_for_byte_again(tmp_path: Path) -> None:
    counties = [(p["code"], p["name"], land) for p, land in features("admin_units")
                if p["kind"] == "county"]  # fmt: skip
    elsewhere = [land.polygon for land in lands() if land.county_code is None]
    areas = sea_area_features(
        {code: land for code, _, land in counties},
        {code: name for code, name, _ in counties},
        elsewhere,
    )
    write_geojson(tmp_path / "sea_areas.geojson", areas)
    digests = digest(tmp_path / "sea_areas.geojson")
    assert digests == manifest()["files"]["sea_areas.geojson"]["sha256"]


@pytest.fixture(scope="module")
def grid() -> Grid:
    seats = [tuple(unit["seat"]) for unit in units("village").values()]
    return build_grid([land.polygon for land in lands()], seats)


@pytest.fixture(scope="module")
def harbours(grid: Grid) -> list[Harbour]:
    return build_harbours(grid)


@pytest.mark.load
def test_harbours_and_fleet_are_built_byte_for_byte_again(
    harbours: list[Harbour], tmp_path: Path
) -> None:
    write_geojson(tmp_path / "harbours.geojson", map(harbour_feature, harbours))
    write_csv(tmp_path / "vessels.csv", COLUMNS, vessel_rows(harbours))
    for name in ("harbours.geojson", "vessels.csv"):
        assert digest(tmp_path / name) == manifest()["files"][name]["sha256"], name


def test_a_name_is_read_with_the_longest_local_word_first() -> None:
    assert reading("大长涂山").pinyin == "dachangtushan"
    assert reading("长峙社区").initials == "czsq"
    assert reading("浙普渔42768").pinyin == "zhepuyu42768"


def test_an_authored_harbour_far_from_any_shore_is_refused(grid: Grid) -> None:
    from sample_geo.build.harbours import _at_shore, open_sea

    with pytest.raises(ValueError, match="no shore"):
        _at_shore(grid, open_sea(grid), (123.0, 29.8))


def test_a_new_file_is_entered_once_and_said_what_it_is() -> None:
    listed = (TABLES / "files.toml").read_text(encoding="utf-8")
    entry = {"name": "gauges.geojson", "nature": "illustrative", "source": "authored",
             "licence": "own", "date": "2026-11-28", "note": '"Names" invented.'}  # fmt: skip
    longer = enter(listed, entry)
    assert tomllib.loads(longer)["file"][-1] == entry
    assert len(tomllib.loads(longer)["file"]) == len(tomllib.loads(listed)["file"]) + 1
    with pytest.raises(ValueError, match="already"):
        enter(longer, entry)


def test_the_manifest_is_what_its_command_writes(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample", ignore=shutil.ignore_patterns("build"))
    write_manifest(tmp_path / "sample")
    assert digest(tmp_path / "sample" / "manifest.toml") == digest(SAMPLE / "manifest.toml")


def test_the_island_county_is_built_byte_for_byte_again(tmp_path: Path) -> None:
    build_county(tmp_path)
    for path in tmp_path.iterdir():
        assert digest(path) == manifest()["files"][f"island_county/{path.name}"]["sha256"]
