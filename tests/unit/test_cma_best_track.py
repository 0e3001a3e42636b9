"""CMA best track: headers, sub-centres, endings, and rows that cannot be read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.typhoon.formats import parse_file
from app.typhoon.model import NoteKind, ParsedFile, StormClass, TrackKind

DATA = Path(__file__).resolve().parents[1] / "data" / "typhoon"
TEXT = (DATA / "illustrative_CH2015BST.txt").read_text("utf-8")


def parse(text: str) -> ParsedFile:
    return parse_file(text.encode(), "cma")


def test_it_is_told_from_jma_s_file_of_the_same_header() -> None:
    assert parse_file(TEXT.encode(), None).format_name == "cma"


def test_rows_written_back_equal_the_source() -> None:
    rows = [line.split() for line in TEXT.splitlines() if not line.startswith("66666")]
    fixes = [fix for track in parse(TEXT).tracks for fix in track.fixes]
    assert len(fixes) == len(rows)
    for fix, row in zip(fixes, rows, strict=True):
        again = [f"{fix.fix_at:%Y%m%d%H}", *dict(fix.published).values()]
        assert again == row
        assert (fix.lat, fix.lon, fix.pressure_hpa) == (
            int(row[2]) / 10, int(row[3]) / 10, int(row[4]),
        )  # fmt: skip


def test_missing_and_weak_winds_are_not_numbers() -> None:
    storms = {track.storm.storm_id: track for track in parse(TEXT).tracks}
    extratropical = storms["201509"].fixes[-1]
    assert (extratropical.wind_ms, dict(extratropical.published)["WND"]) == (None, "9")
    assert extratropical.storm_class is StormClass.EXTRATROPICAL
    low = storms["CMA-2015-0010"].fixes[-1]
    assert (low.wind_ms, low.storm_class) == (None, None)


def test_a_sub_centre_is_a_storm_of_its_own_under_its_parent() -> None:
    (child,) = [track.storm for track in parse(TEXT).tracks if track.storm.centre]
    assert (child.storm_id, child.parent_id, child.centre) == ("201509-1", "201509", 1)


def test_a_nameless_low_keeps_cma_s_serial() -> None:
    low = parse(TEXT).tracks[1].storm
    assert (low.storm_id, low.name_en, low.number) == ("CMA-2015-0010", "", None)


def test_how_a_storm_ended_is_kept() -> None:
    notes = {note.storm_id: note.kind for note in parse(TEXT).notes}
    assert notes["201509"] is NoteKind.DISSIPATED
    assert notes["CMA-2015-0010"] is NoteKind.MERGED


def test_a_storm_of_new_year_keeps_its_season() -> None:
    header = "66666 9926    1 0040 9926 0 6 (nameless)           20000901"
    text = f"{header}\n2000010100 2 100 1400 1000 18\n"
    (track,) = parse(text).tracks
    assert track.storm.storm_id == "199926"
    assert track.fixes[0].fix_at == datetime(2000, 1, 1, tzinfo=UTC)
    assert track.kind is TrackKind.BESTTRACK


def test_a_number_of_another_year_is_none() -> None:
    """A low of 2017 under Chinese number 0001 became part of the first storm of 2000."""
    header = "66666 0000    1 0032 0001 0 6 (nameless)           20180901"
    (track,) = parse(f"{header}\n2017091100 1 100 1400 1000 13\n").tracks
    assert (track.storm.storm_id, track.storm.season) == ("CMA-2017-0032", 2017)
    assert track.storm.number is None


def test_a_sub_centre_of_new_year_has_its_parent_s_number() -> None:
    text = (
        "66666 1901    1 0001 1901 0 6 Pabuk                20190901\n"
        "2019010100 2 100 1400 1000 18\n"
        "66666 1901    1 0001 1901 0 6 Pabuk(-)1            20190901\n"
        "2018123118 1 100 1400 1000 18\n"
    )
    assert [track.storm.storm_id for track in parse(text).tracks] == ["201901", "201901-1"]


@pytest.mark.parametrize("missing", ["0", "9999"])
def test_a_figure_that_says_missing_costs_its_field_only(missing: str) -> None:
    parsed = parse(TEXT.replace("935      52", f"{missing}      {missing}"))
    fix = parsed.tracks[0].fixes[2]
    assert parsed.bad_rows == ()
    assert (fix.pressure_hpa, fix.wind_ms, dict(fix.published)["WND"]) == (None, None, missing)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2015071000 6 255 1258  935      52", "2015071000 6 255 1258  935", "columns"),
        ("2015071000 6 255 1258  935      52", "2015071000 6 255 1258  935 52 1 2", "columns"),
        ("2015071000 6", "2015071000 7", "class flag"),
        ("2015071000 6", "2015073200 6", "day"),
        ("2015071000 6", "201507100 6", "YYYYMMDDHH"),
        ("2015071000 6", "2015070912 6", "second row"),
        ("255 1258", "25.5 1258", "latitude"),
        ("255 1258", "999 1258", "latitude"),
        ("255 1258", "-55 1258", "latitude"),
        ("255 1258", "255 9258", "longitude"),
        ("935      52", "93      52", "pressure"),
        ("935      52", "935      520", "wind"),
    ],
)
def test_a_bad_row_is_listed_and_the_rest_is_taken(old: str, new: str, reason: str) -> None:
    assert TEXT.count(old) == 1
    parsed = parse(TEXT.replace(old, new))
    (bad,) = parsed.bad_rows
    assert bad.line == 4
    assert reason in bad.reason
    assert len(parsed.tracks[0].fixes) == 8


def test_a_truncated_file_says_how_many_rows_are_missing() -> None:
    parsed = parse("\n".join(TEXT.splitlines()[:5]))
    assert parsed.bad_rows[0].reason == "header announces 9 rows, 4 follow"


def test_rows_under_a_header_that_cannot_be_read_are_listed() -> None:
    text = TEXT.replace("66666 0000    2 0010 0000 2 6 (nameless)", "66666 0000    x 0010")
    parsed = parse(text)
    assert [row.line for row in parsed.bad_rows] == [11, 12, 13]
    assert len(parsed.tracks) == 2
