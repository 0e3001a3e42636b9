"""Track files: what is read equals the source to its last digit; what is bad is listed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.typhoon.formats import parse_file
from app.typhoon.model import ParsedFile, StormClass, TrackKind
from app.typhoon.quadrants import jma_circle, range_circle

STORMS = Path(__file__).resolve().parents[2] / "sample_geo" / "storms"
JMA = (STORMS / "jma_best_track.txt").read_text("utf-8")
IBTRACS = (STORMS / "ibtracs_three_storms.csv").read_text("utf-8")
CMA = (STORMS / "cma_operational_chanhom.toml").read_text("utf-8")


def parse(text: str, name: str | None = None) -> ParsedFile:
    return parse_file(text.encode(), name)


def test_jma_rows_written_back_equal_the_source_s_columns() -> None:
    """Every fix, written again in fixed columns, is the source's line."""
    parsed = parse(JMA)
    lines = [line for line in JMA.splitlines() if line and not line.startswith("66666")]
    fixes = [fix for track in parsed.tracks for fix in track.fixes]
    assert len(lines) == len(fixes)
    for line, fix in zip(lines, fixes, strict=True):
        knots = 0 if fix.wind_ms is None else round(fix.wind_ms / 0.514444)
        again = (
            f"{fix.fix_at:%y%m%d%H} 002 {line[13]} {round(fix.lat * 10):03d}"
            f" {round(fix.lon * 10):04d} {fix.pressure_hpa:4.0f}     {knots:03d}"
        )
        assert again == line[:36]
        for radius in fix.radii:
            assert radius.source_text.split()[1] in line
    assert parsed.bad_rows == ()


def test_jma_circles_are_the_longest_and_shortest_in_nautical_miles() -> None:
    chanhom = parse(JMA).tracks[0]
    fix = next(f for f in chanhom.fixes if f.fix_at == datetime(2015, 7, 11, 6, tzinfo=UTC))
    by_force = {radius.force: radius for radius in fix.radii}
    assert by_force[7].quadrants_km == (694.5, 694.5, 500.04, 500.04)
    assert by_force[10].quadrants_km == (185.2, 185.2, 185.2, 185.2)
    assert {radius.threshold_ms for radius in fix.radii} == {15.4, 25.7}
    assert not any(radius.force == 12 for f in chanhom.fixes for radius in f.radii)


def test_two_digit_years_turn_at_51() -> None:
    old = JMA.replace("66666 1509", "66666 5109", 1).replace("\n15", "\n51")
    assert parse(old).tracks[0].fixes[0].fix_at.year == 1951
    new = JMA.replace("66666 1509", "66666 5009", 1).replace("\n15", "\n50")
    assert parse(new).tracks[0].storm.season == 2050


@pytest.mark.parametrize(
    ("direction", "expected_nm"),
    [
        (1, (200, 150, 100, 150)),
        (2, (200, 200, 100, 100)),
        (3, (150, 200, 150, 100)),
        (4, (100, 200, 200, 100)),
        (5, (100, 150, 200, 150)),
        (6, (100, 100, 200, 200)),
        (7, (150, 100, 150, 200)),
        (8, (200, 100, 100, 200)),
    ],
)
def test_direction_digit_places_the_longest_radius(
    direction: int, expected_nm: tuple[int, ...]
) -> None:
    radius = jma_circle(30, direction, 200, 100)
    assert radius is not None
    assert radius.quadrants_km == pytest.approx([nm * 1.852 for nm in expected_nm], abs=1e-3)


@pytest.mark.parametrize(
    ("direction", "longest", "shortest"), [(0, 100, 100), (9, 50, 100), (1, 100, 0)]
)
def test_radii_that_contradict_their_direction_are_refused(
    direction: int, longest: int, shortest: int
) -> None:
    with pytest.raises(ValueError, match="radius|shortest"):
        jma_circle(50, direction, longest, shortest)


def test_a_range_without_directions_takes_the_upper_bound_all_round() -> None:
    radius = range_circle(7, 13.9, 320, 460)
    assert radius.quadrants_km == (460, 460, 460, 460)
    assert radius.source_text == "R7 320–460 km"
    assert "upper bound" in radius.rule


def test_ibtracs_gives_three_storms_and_no_circle() -> None:
    parsed = parse(IBTRACS)
    assert [track.storm.storm_id for track in parsed.tracks] == ["201509", "201909", "202212"]
    assert [track.storm.name_zh for track in parsed.tracks] == ["灿鸿", "利奇马", "梅花"]
    assert all(fix.radii == () for track in parsed.tracks for fix in track.fixes)
    assert {track.averaging_min for track in parsed.tracks} == {None}
    first = parsed.tracks[0].fixes[0]
    assert (first.lon, first.lat, first.wind_ms, first.storm_class) == (160.4, 8.6, None, None)


def test_full_ibtracs_header_units_row_and_agency_are_understood() -> None:
    text = (
        "SID,SEASON,NAME,ISO_TIME,NATURE,LAT,LON,WMO_WIND,WMO_PRES,WMO_AGENCY,TRACK_TYPE\n"
        " ,Year, , , ,degrees_north,degrees_east,kts,mb, , \n"
        "2022247N26147,2022,MUIFA,2022-09-14 12:00:00,TS,30.0,122.3,75,960,tokyo,main\n"
        "2022247N26147,2022,MUIFA,2022-09-16 00:00:00,ET,38.0,122.3,40,990,tokyo,main\n"
        "2022247N26147,2022,MUIFA,2022-09-16 00:00:00,TS,38.0,122.9,40,990,tokyo,spur-other\n"
    )
    (track,) = parse(text).tracks
    assert track.averaging_min == 10
    assert [fix.storm_class for fix in track.fixes] == [StormClass.TY, StormClass.EXTRATROPICAL]
    assert [row.line for row in parse(text).bad_rows] == [5]


def test_an_unregistered_ibtracs_storm_keeps_its_own_id() -> None:
    text = "SID,NAME,ISO_TIME,LAT,LON\n1999111N11111,NOBODY,1999-05-01 00:00:00,11,111\n"
    (track,) = parse(text).tracks
    assert track.storm.storm_id == "1999111N11111"


def test_cma_notices_keep_ranges_and_beijing_time() -> None:
    (track,) = parse(CMA).tracks
    assert (track.agency, track.kind, track.averaging_min) == ("CMA", TrackKind.OPERATIONAL, 2)
    morning, landfall = track.fixes
    assert morning.fix_at == datetime(2015, 7, 11, 1, tzinfo=UTC)
    assert (morning.lon, morning.lat, morning.wind_ms, morning.radii) == (122.7, 28.7, 52.0, ())
    assert [r.source_text for r in landfall.radii] == [
        "R7 320–460 km", "R10 150–180 km", "R12 60 km",
    ]  # fmt: skip
    assert [r.threshold_ms for r in landfall.radii] == [13.9, 24.5, 32.7]


def replaced(line: int, old: str, new: str) -> str:
    lines = JMA.splitlines()
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines)


JMA_HEAD = "66666 {number}  001 0007 {number} 0 6                 {name:20}20180101"
JMA_ROW = "{time} 002 3 150 1300  998     035     90120 0120"


@pytest.mark.parametrize(("number", "year"), [("0001", 2017), ("1709", 2015), ("1700", 2017)])
def test_a_number_of_another_year_is_none_in_any_format(number: str, year: int) -> None:
    """Only the name, or the source's own id, is left to go by."""
    jma = (
        JMA_HEAD.format(number=number, name="") + "\n" + JMA_ROW.format(time=f"{year % 100}091100")
    )
    (track,) = parse(jma, "jma").tracks
    assert (track.storm.number, track.storm.season) == (None, year)
    with pytest.raises(InvalidInput) as refusal:
        parse(CMA.replace('storm_id = "201509"', f'storm_id = "20{number}"'), "cma-operational")
    assert "不符" in refusal.value.why.zh


@pytest.mark.parametrize("missing", ["0", "999", "9999", "-99"])
def test_a_figure_that_says_missing_costs_its_field_only(missing: str) -> None:
    head = "SID,NAME,ISO_TIME,LAT,LON,WMO_WIND,WMO_PRES"
    row = f"2015180N09160,X,2015-07-01 00:00:00,9,160,{missing},9999"
    parsed = parse(f"{head}\n{row}\n")
    (fix,) = parsed.tracks[0].fixes
    assert parsed.bad_rows == ()
    assert (fix.wind_ms, fix.pressure_hpa, fix.storm_class) == (None, None, None)


def test_a_missing_figure_of_jma_s_costs_its_field_only() -> None:
    fix = parse(replaced(7, " 998", "   0"), "jma").tracks[0].fixes[5]
    assert (fix.pressure_hpa, fix.lat) == (None, 10.3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (replaced(7, "103", "1x3"), "latitude"),
        (replaced(7, "15063012", "15063112"), "day"),
        (replaced(7, "15063012", "15063006"), "second row"),
        (replaced(7, "002", "003"), "indicator"),
        (replaced(7, " 998", "  98"), "pressure"),
        (replaced(7, "002 3", "002 8"), "grade"),
        (replaced(7, "90120 0120", "00120 0120"), "direction 0"),
        (replaced(7, "90120 0120", "90120 01"), "shortest"),
        (replaced(7, "1604", "9604"), "longitude"),
    ],
)
def test_a_bad_jma_row_is_listed_and_the_rest_is_taken(text: str, reason: str) -> None:
    parsed = parse(text, "jma")
    (row,) = parsed.bad_rows
    assert row.line == 7
    assert row.value == text.splitlines()[6]
    assert reason in row.reason
    assert len(parsed.tracks[0].fixes) == 61


def test_a_truncated_jma_file_says_how_many_rows_are_missing() -> None:
    parsed = parse("\n".join(JMA.splitlines()[:20]))
    assert parsed.bad_rows[0].reason == "header announces 62 rows, 19 follow"
    assert len(parsed.tracks[0].fixes) == 19


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2015180N09160,X,2015-07-01 00:00,9,160,,", "time is not"),
        ("2015180N09160,X,2015-07-01 00:00:00,,160,,", "LAT"),
        ("2015180N09160,X,2015-07-01 00:00:00,99,160,,", "latitude"),
        ("2015180N09160,X,2015-07-01 00:00:00,9,nan,,", "LON"),
        ("2015180N09160,X,2015-07-01 00:00:00,9,160,520,", "wind"),
        ("2015180N09160,X,2015-07-01 00:00:00,9,160,,98", "pressure"),
        ("2015180N09160,X,2015-07-01 00:00:00,9,160", "cells"),
        ("nonsense,X,2015-07-01 00:00:00,9,160,,", "SID"),
    ],
)
def test_a_bad_ibtracs_row_is_listed(row: str, reason: str) -> None:
    good = "2015180N09160,X,2015-07-01 06:00:00,9.1,160.2,35,1000"
    parsed = parse(f"SID,NAME,ISO_TIME,LAT,LON,WMO_WIND,WMO_PRES\n{row}\n{good}\n")
    (bad,) = parsed.bad_rows
    assert bad.line == 2
    assert reason in bad.reason
    assert len(parsed.tracks[0].fixes) == 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2015-07-11T09:00:00+08:00", "2015-07-11T09:00:00", "offset"),
        ("lat = 28.7", "", "missing lat"),
        ("wind_ms = 52.0", "wind_ms = 520", "wind"),
        ("lon = 122.7", 'lon = "east"', "could not convert"),
    ],
)
def test_a_bad_cma_notice_is_listed_with_its_line(old: str, new: str, reason: str) -> None:
    parsed = parse(CMA.replace(old, new, 1))
    (bad,) = parsed.bad_rows
    assert CMA.splitlines()[bad.line - 1] == "[[fix]]"
    assert reason in bad.reason
    assert len(parsed.tracks[0].fixes) == 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfe\x00nonsense", "E-TYP-002"),
        (b"nothing that is a track", "E-TYP-003"),
        (b"", "E-TYP-003"),
        (b"SID,NAME,ISO_TIME\n", "E-TYP-005"),
        (b"[[fix]]\nlon = 1\n", "E-TYP-006"),
        (b"[[fix]]\nlon = = 1\n", "E-TYP-006"),
        (b"SID,NAME,ISO_TIME,LAT,LON\n", "E-TYP-004"),
    ],
)
def test_a_file_that_is_no_track_is_refused_with_a_code(raw: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_file(raw, None)
    assert refusal.value.code == code
    assert all((refusal.value.what, refusal.value.why, refusal.value.todo))


FULL_HEADER = (
    "SID,SEASON,NAME,ISO_TIME,NATURE,LAT,LON,WMO_WIND,WMO_PRES,WMO_AGENCY,TRACK_TYPE,IFLAG,"
    "USA_LAT,USA_LON,USA_STATUS,USA_WIND,USA_PRES,USA_R34_NE,USA_R34_SE,USA_R34_SW,USA_R34_NW,"
    "TOKYO_LAT,TOKYO_LON,TOKYO_GRADE,TOKYO_WIND,TOKYO_PRES,TOKYO_R30_DIR,TOKYO_R30_LONG,"
    "TOKYO_R30_SHORT,CMA_LAT,CMA_LON,CMA_CAT,CMA_WIND,CMA_PRES,HKO_LAT,HKO_LON,HKO_CAT,HKO_WIND,"
    "HKO_PRES,KMA_LAT,KMA_LON,KMA_CAT,KMA_WIND,KMA_PRES\n"
)
FULL_ROW = (
    "2015180N09160,2015,CHAN-HOM,2015-07-11 00:00:00,TS,27.4,123.3,80,950,tokyo,main,OOO,"
    "27.1,123.3,TY,{usa_wind},944,{usa_ne},170,160,200,"
    "27.4,123.4,5,80,950,{tokyo_dir},375,270,27.5,123.3,5,92,{cma_pres}, , , , , ,"
    "27.3,123.2,TY,80,955\n"
)


def full_row(**changes: str) -> str:
    good = {"usa_wind": "100", "usa_ne": "210", "tokyo_dir": "2", "cma_pres": "948"}
    return FULL_HEADER + FULL_ROW.format(**good | changes)


def test_every_agency_of_ibtracs_is_a_track_of_its_own_in_its_own_averaging() -> None:
    tracks = {track.agency: track for track in parse(full_row()).tracks}
    assert {agency: track.averaging_min for agency, track in tracks.items()} == {
        "IBTrACS": 10, "IBTrACS-USA": 1, "IBTrACS-TOKYO": 10, "IBTrACS-CMA": 2, "IBTrACS-KMA": 10,
    }  # fmt: skip
    positions = {agency: (t.fixes[0].lat, t.fixes[0].lon) for agency, t in tracks.items()}
    assert positions["IBTrACS-USA"] == (27.1, 123.3)
    assert positions["IBTrACS-CMA"] == (27.5, 123.3)
    (american,) = tracks["IBTrACS-USA"].fixes[0].radii
    assert american.source_text == "R34 NEQ 210 170 160 200 nm"
    (japanese,) = tracks["IBTrACS-TOKYO"].fixes[0].radii
    assert (japanese.threshold_ms, japanese.quadrants_km[0]) == (15.4, 694.5)
    assert dict(tracks["IBTrACS-CMA"].fixes[0].published)["WIND"] == "92"


@pytest.mark.parametrize(
    ("changes", "agency", "reason"),
    [
        ({"usa_wind": "520"}, "USA", "wind"),
        ({"usa_ne": " "}, "USA", "lacks a quadrant"),
        ({"usa_ne": "21.5"}, "USA", "whole nautical miles"),
        ({"tokyo_dir": " "}, "TOKYO", "lacks its direction"),
        ({"tokyo_dir": "0"}, "TOKYO", "direction 0"),
        ({"cma_pres": "94B"}, "CMA", "PRES"),
    ],
)
def test_a_bad_agency_column_costs_that_agency_s_fix_only(
    changes: dict[str, str], agency: str, reason: str
) -> None:
    parsed = parse(full_row(**changes))
    (bad,) = parsed.bad_rows
    assert bad.line == 2
    assert bad.reason.startswith(f"{agency}: ")
    assert reason in bad.reason
    assert f"IBTrACS-{agency}" not in {track.agency for track in parsed.tracks}
    assert len(parsed.tracks) == 4
