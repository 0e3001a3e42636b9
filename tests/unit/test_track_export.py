"""Round trips: what goes out as ATCF or GeoJSON comes back equal, or its loss is counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import strict_json
from app.typhoon.export.atcf import a_deck, b_deck
from app.typhoon.export.geojson import collection
from app.typhoon.formats import parse_file
from app.typhoon.model import (
    Fix,
    Forecast,
    ParsedFile,
    Storm,
    StormClass,
    Track,
    TrackKind,
    WindRadius,
)

ROOT = Path(__file__).resolve().parents[2]
STORMS = ROOT / "sample_geo" / "storms"
DATA = ROOT / "tests" / "data" / "typhoon"
EVERY = (
    STORMS / "jma_best_track.txt",
    STORMS / "ibtracs_three_storms.csv",
    STORMS / "ibtracs_usa_three_storms.csv",
    STORMS / "cma_operational_chanhom.toml",
    DATA / "bwp092015_chanhom.dat",
    DATA / "awp092015_chanhom.dat",
    DATA / "illustrative_tcm.txt",
    DATA / "illustrative_jtwc_web.txt",
    DATA / "illustrative_jtwc.tcw",
    DATA / "illustrative_CH2015BST.txt",
    DATA / "illustrative_zhejiang.json",
)


def read(path: Path) -> ParsedFile:
    return parse_file(path.read_bytes(), None)


def through_geojson(storm: Storm, tracks: list[Track], forecasts: list[Forecast]) -> ParsedFile:
    text = strict_json.dumps(collection(storm, tracks, forecasts))
    return parse_file(text.encode(), None)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_format_through_geojson_and_back_is_equal(path: Path) -> None:
    parsed = read(path)
    storms = {track.storm.storm_id: track.storm for track in parsed.tracks}
    assert storms
    for storm_id, storm in storms.items():
        tracks = [track for track in parsed.tracks if track.storm.storm_id == storm_id]
        forecasts = [one.forecast for one in parsed.forecasts if one.storm.storm_id == storm_id]
        again = through_geojson(storm, tracks, forecasts)
        assert again.format_name == "geojson"
        assert list(again.tracks) == tracks
        assert [one.forecast for one in again.forecasts] == forecasts
        assert again.bad_rows == ()


def test_a_b_deck_comes_back_as_it_was() -> None:
    (track,) = read(DATA / "bwp092015_chanhom.dat").tracks
    deck = b_deck(track)
    assert deck.rounded == 0
    (again,) = parse_file(deck.text.encode(), None).tracks
    assert again == track
    own = (DATA / "bwp092015_chanhom.dat").read_text("utf-8").splitlines()
    for line, source in zip(deck.text.splitlines(), own, strict=True):
        assert line.split(", ")[:28] == source.split(", ")[:28]


def test_an_a_deck_comes_back_as_it_was() -> None:
    parsed = read(DATA / "awp092015_chanhom.dat")
    forecasts = [one.forecast for one in parsed.forecasts]
    deck = a_deck(parsed.tracks[0].storm, forecasts)
    assert deck.rounded == 0
    again = parse_file(deck.text.encode(), None)
    assert [one.forecast for one in again.forecasts] == forecasts


@pytest.mark.parametrize("path", EVERY[:3], ids=lambda path: path.name)
def test_tracks_in_knots_and_tenths_lose_no_position_wind_or_pressure(path: Path) -> None:
    for track in read(path).tracks:
        (again,) = parse_file(b_deck(track).text.encode(), "atcf").tracks
        assert len(again.fixes) == len(track.fixes)
        for before, after in zip(track.fixes, again.fixes, strict=True):
            assert (before.fix_at, before.lon, before.lat) == (after.fix_at, after.lon, after.lat)
            assert before.pressure_hpa == after.pressure_hpa
            assert after.wind_ms == (
                None if before.wind_ms is None else pytest.approx(before.wind_ms, abs=1e-9)
            )


def test_jma_s_circles_go_out_under_their_own_threshold() -> None:
    """30 kt is not 34 kt: a reader of the deck must not meet force 8 where JMA said 30 kt."""
    track = read(STORMS / "jma_best_track.txt").tracks[0]
    thresholds = {int(line.split(",")[11]) for line in b_deck(track).text.splitlines()}
    assert thresholds == {0, 30, 50}


def test_what_a_deck_cannot_hold_is_counted() -> None:
    (track,) = read(DATA / "illustrative_zhejiang.json").tracks
    assert b_deck(track).rounded > 0
    assert b_deck(replace(track, fixes=())).rounded == 0


def over_180() -> Track:
    storm = Storm("CP012020", "", "", 2020)
    start = datetime(2020, 8, 1, tzinfo=UTC)
    fixes = tuple(
        Fix(start + timedelta(hours=6 * number), lon, 12.0 + number, None, None, StormClass.LOW)
        for number, lon in enumerate((-178.0, -179.5, 179.0, 178.0, -180.0, 179.0))
    )
    return Track(storm, "CPHC", TrackKind.BESTTRACK, 1, "test", fixes)


def pieces(features: list[dict[str, Any]]) -> list[list[list[float]]]:
    (line,) = [one for one in features if one["geometry"]["type"] == "MultiLineString"]
    return line["geometry"]["coordinates"]


def test_a_track_over_180_degrees_is_cut_there() -> None:
    track = over_180()
    document = collection(track.storm, [track], [])
    lines = pieces(document["features"])
    assert len(lines) == 3
    for line in lines:
        longitudes = [lon for lon, _ in line]
        assert max(longitudes) - min(longitudes) < 10
    assert lines[0][-1][1] == pytest.approx(13 + 0.5 / 1.5)
    (again,) = through_geojson(track.storm, [track], []).tracks
    assert again == track
    (deck,) = parse_file(b_deck(track).text.encode(), None).tracks
    assert [fix.lon for fix in deck.fixes] == [fix.lon for fix in track.fixes]


def test_a_circle_with_an_empty_quadrant_survives() -> None:
    circle = WindRadius(17.5, 8, 0.0, 370.4, 185.2, 0.0, "as given", "R34 NEQ 0 200 100 0 nm")
    fix = replace(over_180().fixes[0], radii=(circle,))
    track = replace(over_180(), fixes=(fix,))
    (again,) = parse_file(b_deck(track).text.encode(), None).tracks
    assert again.fixes[0].radii[0].quadrants_km == circle.quadrants_km


def features_of(document: dict[str, Any], part: str) -> list[dict[str, Any]]:
    return [one for one in document["features"] if one["properties"]["part"] == part]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("geometry", "coordinates"), [400, 1]),
        (("geometry", "coordinates"), [1]),
        (("geometry", "coordinates"), "here"),
        (("geometry",), None),
        (("properties", "fix_at"), "2020-08-01 00:00"),
        (("properties", "wind_ms"), -3),
        (("properties", "wind_ms"), "fast"),
        (("properties", "pressure_hpa"), 1),
        (("properties", "kind"), "guess"),
        (("properties", "agency"), 5),
        (("properties", "averaging_min"), 0),
        (("properties", "class"), "HUGE"),
        (("properties", "radii"), [{"force": 7}]),
        (("properties", "published"), {"a": 1}),
    ],
)
def test_a_bad_feature_is_listed_and_the_rest_is_taken(path: tuple[str, ...], value: Any) -> None:
    track = over_180()
    document = collection(track.storm, [track], [])
    target = features_of(document, "fix")[1]
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    parsed = parse_file(strict_json.dumps(document).encode(), None)
    assert [row.line for row in parsed.bad_rows] == [3]
    assert sum(len(one.fixes) for one in parsed.tracks) == 5
