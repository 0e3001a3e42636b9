"""The Zhejiang JSON and its traps: text for numbers, nothing for missing, Beijing time."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import InvalidInput
from app.typhoon.formats import parse_file
from app.typhoon.model import NoteKind, ParsedFile, StormClass, TrackKind

DATA = Path(__file__).resolve().parents[1] / "data" / "typhoon"
TEXT = (DATA / "illustrative_zhejiang.json").read_text("utf-8")


def parse(text: str) -> ParsedFile:
    return parse_file(text.encode(), None)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    document = json.loads(TEXT)
    change(document)
    return json.dumps(document, ensure_ascii=False)


def test_fixes_are_cma_s_in_utc_with_circles_by_quadrant() -> None:
    (track,) = parse(TEXT).tracks
    assert track.storm.storm_id == "201509"
    assert (track.storm.name_zh, track.storm.name_en) == ("灿鸿", "CHAN-HOM")
    assert (track.agency, track.kind, track.averaging_min) == ("CMA", TrackKind.OPERATIONAL, 2)
    first, second, last = track.fixes
    assert first.fix_at == datetime(2015, 7, 9, 0, tzinfo=UTC)
    assert [circle.quadrants_km for circle in first.radii] == [
        (460, 400, 320, 380), (180, 180, 180, 180),
    ]  # fmt: skip
    assert [circle.threshold_ms for circle in second.radii] == [13.9, 24.5, 32.7]
    assert (second.pressure_hpa, second.wind_ms) == (None, 48)
    assert (last.storm_class, last.radii) == (StormClass.EXTRATROPICAL, ())


def test_every_figure_is_kept_as_its_own_text() -> None:
    """`28.60` keeps its zero although the number has none, whether it is text or a number."""
    for text in (TEXT, TEXT.replace('"128.60"', "128.60")):
        first = parse(text).tracks[0].fixes[0]
        assert dict(first.published)["lng"] == "128.60"
        assert first.lon == 128.6


def test_forecasts_by_agency_and_the_repeated_one_once() -> None:
    forecasts = {one.forecast.agency: one.forecast for one in parse(TEXT).forecasts}
    assert set(forecasts) == {"CMA", "JMA"}
    assert forecasts["CMA"].issued_at == datetime(2015, 7, 9, 0, tzinfo=UTC)
    assert forecasts["JMA"].issued_at == datetime(2015, 7, 8, 21, tzinfo=UTC)
    assert (forecasts["CMA"].averaging_min, forecasts["JMA"].averaging_min) == (2, None)
    assert forecasts["JMA"].points[1].wind_ms is None
    assert not any(forecast.synthetic for forecast in forecasts.values())
    assert len(parse(TEXT).forecasts) == 2


def test_landfalls_are_notes_beside_the_track() -> None:
    (note,) = parse(TEXT).notes
    assert (note.kind, note.lon, note.lat) == (NoteKind.LANDFALL, 122.4, 29.9)
    assert note.at == datetime(2015, 7, 11, 8, 40, tzinfo=UTC)


def point(**changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["points"][1].update(changes)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (point(time="2015/7/9"), "time is not like"),
        (point(time="2015/7/9 14:00:00+09:00"), "time is not like"),
        (point(time="2015/13/9 14:00:00"), "month"),
        (point(time="2015/7/9 08:00:00"), "second row"),
        (point(time=""), "time is not like"),
        (point(lng=""), "missing lng"),
        (point(lat="二十四"), "not a number"),
        (point(lat="-95"), "latitude"),
        (point(speed="520"), "wind"),
        (point(pressure="93.5"), "pressure"),
        (point(lng=None), "missing lng"),
        (lambda document: document["points"].__setitem__(1, "noise"), "not an object"),
    ],
)
def test_a_bad_point_is_listed_and_the_rest_is_taken(
    change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    parsed = parse(changed(change))
    (bad,) = parsed.bad_rows
    assert bad.line == 2
    assert reason in bad.reason
    assert len(parsed.tracks[0].fixes) == 2


@pytest.mark.parametrize("missing", ["0", "9999", "-1", "", "999"])
def test_a_figure_that_says_missing_costs_its_field_only(missing: str) -> None:
    """A position with its forecasts was lost because the wind beside it was written 0."""
    text = changed(
        lambda document: document["points"][0].update(
            speed=missing, pressure="9999", radius7="9999|9999|9999|9999", strong=""
        )
    )
    parsed = parse(text)
    first = parsed.tracks[0].fixes[0]
    assert parsed.bad_rows == ()
    assert (first.wind_ms, first.pressure_hpa, first.storm_class) == (None, None, None)
    assert [circle.force for circle in first.radii] == [10]
    assert len(parsed.forecasts) == len(parse(TEXT).forecasts)


@pytest.mark.parametrize("radius", ["460|400|320", "460||320|380", "460|400|320|-1", "9000"])
def test_a_circle_that_cannot_be_read_costs_the_position_nothing(radius: str) -> None:
    parsed = parse(changed(point(radius7=radius)))
    (bad,) = parsed.bad_rows
    assert (bad.line, bad.value) == (2, radius)
    assert "points[1]" in bad.reason
    assert len(parsed.tracks[0].fixes) == 3
    assert [circle.force for circle in parsed.tracks[0].fixes[1].radii] == [10, 12]


@pytest.mark.parametrize("wrapping", ["jQuery19_3({});", "data.storms(({}))", "var storm = {};\n"])
def test_a_page_s_script_around_the_json_is_taken_off(wrapping: str) -> None:
    parsed = parse(wrapping.replace("{}", TEXT))
    assert parsed.format_name == "zhejiang"
    assert parsed.tracks == parse(TEXT).tracks


def test_a_file_saved_in_gbk_is_read() -> None:
    parsed = parse_file(TEXT.encode("gbk"), None)
    assert parsed.tracks == parse(TEXT).tracks
    assert parsed.tracks[0].storm.name_zh == "灿鸿"


def test_a_number_of_another_year_is_none() -> None:
    parsed = parse(changed(lambda document: document.update(tfid="200001", name="", enname="")))
    assert parsed.tracks[0].storm.storm_id == "ZJ-2015-200001"
    assert parsed.tracks[0].storm.number is None
    assert {one.storm.storm_id for one in parsed.forecasts} == {"ZJ-2015-200001"}


def test_a_bad_forecast_point_leaves_its_fix_standing() -> None:
    text = TEXT.replace('"2015/7/9 20:00:00", "lng": "126.9"', '"2015/7/9 20:00:00", "lng": "x"')
    parsed = parse(text)
    (bad,) = parsed.bad_rows
    assert "points[0] 中国 forecastpoints[1]" in bad.reason
    assert len(parsed.tracks[0].fixes) == 3


def test_a_southern_latitude_is_negative() -> None:
    assert parse(changed(point(lat="-12.5"))).tracks[0].fixes[1].lat == -12.5


def test_two_storms_in_one_document() -> None:
    other = json.loads(TEXT) | {"tfid": "201511", "name": "浪卡", "enname": "NANGKA"}
    parsed = parse(json.dumps([json.loads(TEXT), other], ensure_ascii=False))
    assert [track.storm.storm_id for track in parsed.tracks] == ["201509", "201511"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT[: len(TEXT) // 2], "E-TYP-008"),
        (TEXT.replace('"tfid": "201509"', '"tfid": "09"'), "E-TYP-008"),
        ('{"tfid": "201509", "points": []}', "E-TYP-004"),
        ('{"tfid": "201509", "points": "none"}', "E-TYP-004"),
        ('["tfid", {"lng": 1}]', "E-TYP-008"),
        ('{"tfid":' * 100_000, "E-TYP-008"),
    ],
)
def test_a_document_that_is_no_storm_is_refused_with_a_code(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse(text)
    assert refusal.value.code == code
