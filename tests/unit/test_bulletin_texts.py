"""American bulletins as text: TCM, JTWC's warning in words, and its coded lines."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.typhoon.formats import parse_file
from app.typhoon.model import Forecast, ParsedFile, StormClass, TrackKind

DATA = Path(__file__).resolve().parents[1] / "data" / "typhoon"
TCM = (DATA / "illustrative_tcm.txt").read_text("utf-8")
WEB = (DATA / "illustrative_jtwc_web.txt").read_text("utf-8")
CODED = (DATA / "illustrative_jtwc.tcw").read_text("utf-8")


def parse(text: str) -> ParsedFile:
    return parse_file(text.encode(), None)


def forecast_of(text: str) -> Forecast:
    (one,) = parse(text).forecasts
    return one.forecast


def test_tcm_gives_the_centre_now_with_its_quadrants() -> None:
    (track,) = parse(TCM).tracks
    assert (track.agency, track.kind, track.averaging_min) == ("NHC", TrackKind.OPERATIONAL, 1)
    assert not track.whole
    (now,) = track.fixes
    assert now.fix_at == datetime(2023, 9, 8, 9, tzinfo=UTC)
    assert (now.lon, now.lat, now.pressure_hpa) == (-53.1, 17.3, 926)
    assert [circle.source_text for circle in now.radii] == [
        "R34 NEQ 120 110 70 110 nm", "R50 NEQ 70 60 40 60 nm", "R64 NEQ 40 30 20 35 nm",
    ]  # fmt: skip
    assert dict(now.published)["MAX WIND"] == "145"


def test_tcm_forecasts_keep_their_leads_and_what_becomes_of_the_storm() -> None:
    forecast = forecast_of(TCM)
    assert [point.fix_at.day for point in forecast.points] == [8, 8, 12]
    assert forecast.points[1].radii[0].source_text == "R34 NEQ 130 120 80 120 nm"
    assert forecast.points[2].storm_class is StormClass.EXTRATROPICAL
    assert parse(TCM).bad_rows == ()  # "DISSIPATED" is a statement, not a bad row


def test_a_bulletin_of_the_month_s_end_forecasts_into_the_next() -> None:
    text = TCM.replace("0900 UTC FRI SEP 08 2023", "0900 UTC SAT SEP 30 2023")
    text = text.replace("AT 08/0900Z", "AT 30/0900Z").replace("VALID 08/1800Z", "VALID 30/1800Z")
    text = text.replace("VALID 12/0600Z", "VALID 02/0600Z")
    times = [point.fix_at for point in forecast_of(text).points]
    assert (times[-1].month, times[-1].day) == (10, 2)


def test_jtwc_s_words_and_its_code_say_the_same() -> None:
    worded, coded = forecast_of(WEB), forecast_of(CODED)
    assert worded.issued_at == coded.issued_at == datetime(2019, 8, 9, 6, tzinfo=UTC)
    for first, second in zip(worded.points, coded.points, strict=True):
        assert (first.fix_at, first.lon, first.lat, first.wind_ms, first.radii) == (
            second.fix_at, second.lon, second.lat, second.wind_ms, second.radii,
        )  # fmt: skip
    assert parse(WEB).tracks[0].fixes[0].pressure_hpa == 937
    assert parse(WEB).tracks[0].storm.storm_id == "201909"


def test_check_digits_of_old_warnings_are_not_figures() -> None:
    text = WEB.replace("090600Z --- NEAR 26.2N 123.6E", "090600Z0 --- NEAR 26.2N8 123.6E6")
    assert parse(text).tracks[0].fixes[0].lon == 123.6


def test_a_written_date_dates_the_warning() -> None:
    text = WEB.replace("RECEIVED 2019-08-09\n", "").replace("090900Z POSITION", "09AUG19 POSITION")
    assert forecast_of(text).issued_at == datetime(2019, 8, 9, 6, tzinfo=UTC)


def test_a_radius_that_lacks_a_quadrant_is_listed() -> None:
    text = WEB.replace("                            045 NM SOUTHEAST QUADRANT\n", "", 1)
    parsed = parse(text)
    (bad,) = parsed.bad_rows
    assert "four quadrants" in bad.reason
    assert [circle.threshold_ms for circle in parsed.tracks[0].fixes[0].radii] == [17.5]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("T012 278N 1220E", "T012 278N 122", "not a JMV line"),
        ("T012 278N 1220E", "T000 278N 1220E", "second row"),
        ("R034 160 NE QUAD", "R034 NE QUAD", "lacks a quadrant"),
    ],
)
def test_a_bad_coded_line_is_listed(old: str, new: str, reason: str) -> None:
    (bad,) = parse(CODED.replace(old, new)).bad_rows
    assert reason in bad.reason


def test_a_bad_forecast_section_is_listed_with_its_line() -> None:
    parsed = parse(TCM.replace("08/1800Z 18.1N  54.8W", "08/1800Z 18.1N"))
    (bad,) = parsed.bad_rows
    assert TCM.splitlines()[bad.line - 1].startswith("FORECAST VALID 08/1800Z")
    assert len(parsed.forecasts[0].forecast.points) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TCM.replace("AL132023", ""), "编号"),
        (TCM.replace("0900 UTC FRI SEP 08 2023", ""), "发布时间"),
        (TCM.replace("0900 UTC FRI SEP 08 2023", "2500 UTC FRI SEP 08 2023"), "发布时间"),
        (TCM.replace("CENTER LOCATED NEAR", "SOMEWHERE"), "中心位置"),
        (TCM.replace("17.3N  53.1W AT", "17.3  53.1 AT"), "中心位置"),
        (TCM[:300], "中心位置"),
        (WEB.replace("RECEIVED 2019-08-09", ""), "年月"),
        (WEB.replace("RECEIVED 2019-08-09", "RECEIVED 2019-02-31"), "日期"),
        (WEB[:350], "位置"),
        (CODED.replace("2019080906", "2019083999"), "时间"),
        (CODED.replace("T000", "T006"), "年月"),
    ],
)
def test_a_bulletin_without_its_head_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse(text)
    assert refusal.value.code == "E-TYP-009"
    assert why in refusal.value.why.zh
