"""ATCF decks: merged by threshold, as published, and the same as another parser reads."""

import importlib
import math
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import InvalidInput
from app.typhoon.formats import parse_file
from app.typhoon.model import Fix, ParsedFile, StormClass, TrackKind

DATA = Path(__file__).resolve().parents[1] / "data" / "typhoon"
B_DECK = (DATA / "bwp092015_chanhom.dat").read_text("utf-8")
A_DECK = (DATA / "awp092015_chanhom.dat").read_text("utf-8")


def parse(text: str) -> ParsedFile:
    return parse_file(text.encode(), "atcf")


def line(**changes: str) -> str:
    """One b-deck line with some cells changed."""
    cells = {
        "basin": "WP", "cy": "09", "at": "2015071100", "min": "", "tech": "BEST", "tau": "0",
        "lat": "271N", "lon": "1233E", "vmax": "100", "mslp": "944", "ty": "TY", "rad": "34",
        "code": "NEQ", "r1": "210", "r2": "170", "r3": "160", "r4": "200",
    } | changes  # fmt: skip
    return ", ".join(cells.values()) + ", " * 10 + ", CHAN-HOM, D, "


def only(text: str) -> Fix:
    parsed = parse(text)
    assert parsed.bad_rows == ()
    (track,) = parsed.tracks
    (fix,) = track.fixes
    return fix


def test_positions_equal_the_deck_to_its_last_digit() -> None:
    """Every fix, written again in the deck's own digits, is in its line."""
    (track,) = parse(B_DECK).tracks
    assert (track.agency, track.kind, track.averaging_min) == ("JTWC", TrackKind.BESTTRACK, 1)
    lines = B_DECK.splitlines()
    for fix in track.fixes:
        again = f"{round(fix.lat * 10)}N, {round(fix.lon * 10)}E"
        assert fix.line is not None
        assert again in lines[fix.line - 1]
        assert dict(fix.published)["LatN/S"] == again.split(",")[0]


def test_up_to_three_lines_of_a_time_become_one_fix() -> None:
    (track,) = parse(B_DECK).tracks
    assert len(track.fixes) == len({one[8:18] for one in B_DECK.splitlines()}) == 10
    assert max(len(fix.radii) for fix in track.fixes) == 3
    for fix in track.fixes:
        thresholds = [circle.threshold_ms for circle in fix.radii]
        assert thresholds == sorted(thresholds)
        assert set(thresholds) <= {17.5, 25.7, 32.9}  # 34, 50, 64 kt, never force 7 or 10


def peer_rows(text: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The same text through PyPI atcf-data-parser, which wants to fetch it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = importlib.import_module("atcf_data_parser")
        answer = type("Answer", (), {"raise_for_status": lambda self: None})
        monkeypatch.setattr(peer.requests, "head", lambda *_args, **_kwargs: answer())
        monkeypatch.setattr(peer, "get_gzipped_url", lambda *_args, **_kwargs: text)
        return list(peer.get_dataframe("memory://deck").to_dict("records"))


def tenths(value: float, letters: str) -> str:
    return f"{round(abs(value) * 10)}{letters[value < 0]}"


@pytest.mark.parametrize("text", [B_DECK, A_DECK])
def test_another_parser_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = parse(text)
    ours: dict[tuple[str, str, int], Fix] = {}
    for track in parsed.tracks:
        tech = "BEST" if track.kind is TrackKind.BESTTRACK else "CARQ"
        ours |= {(tech, f"{fix.fix_at:%Y%m%d%H}", 0): fix for fix in track.fixes}
    for one in parsed.forecasts:
        issued_at = one.forecast.issued_at
        for fix in one.forecast.points:
            tau_h = (fix.fix_at - issued_at).total_seconds() / 3600
            ours[one.forecast.agency, f"{issued_at:%Y%m%d%H}", round(tau_h)] = fix
    theirs = [row for row in peer_rows(text, monkeypatch) if row["TAU"] >= 0]
    assert {(r["TECH"], str(r["YYYYMMDDHH"]), r["TAU"]) for r in theirs} == set(ours)
    for row in theirs:
        fix = ours[row["TECH"], str(row["YYYYMMDDHH"]), row["TAU"]]
        assert (tenths(fix.lat, "NS"), tenths(fix.lon, "EW")) == (row["LATN/S"], row["LONE/W"])
        assert round((fix.wind_ms or 0) / (1.852 / 3.6)) == row["VMAX"]
        assert round(fix.pressure_hpa or 0) == row["MSLP"]
        if row["RAD"]:
            circle = next(c for c in fix.radii if f"R{row['RAD']} " in c.source_text)
            given = [row[f"RAD{number}"] for number in (1, 2, 3, 4)]
            assert [km / 1.852 for km in circle.quadrants_km] == pytest.approx(given, abs=1e-3)


def test_a_deck_gives_forecasts_by_technique_and_lead() -> None:
    parsed = parse(A_DECK)
    assert {one.forecast.agency for one in parsed.forecasts} == {"JTWC", "AVNO"}
    first = next(one.forecast for one in parsed.forecasts if one.forecast.agency == "JTWC")
    assert first.issued_at == datetime(2015, 7, 10, tzinfo=UTC)
    leads = [(point.fix_at - first.issued_at).total_seconds() / 3600 for point in first.points]
    assert leads == [0, 12, 24, 36, 48, 72]
    assert not first.synthetic
    (analysis,) = parsed.tracks
    assert analysis.kind is TrackKind.OPERATIONAL
    assert {row.reason for row in parsed.bad_rows} == {"negative TAU: not a forecast"}


def test_what_a_model_does_not_give_stays_unknown() -> None:
    model = next(one.forecast for one in parse(A_DECK).forecasts if one.forecast.agency == "AVNO")
    assert {(point.wind_ms, point.pressure_hpa, point.radii) for point in model.points} == {
        (None, None, ())
    }


def test_south_and_west_are_negative() -> None:
    fix = only(line(basin="SH", lat="155S", lon="1712W", r1="0", r2="0", r3="0", r4="0"))
    assert (fix.lat, fix.lon) == (-15.5, -171.2)
    assert fix.radii == ()


def test_180_degrees_is_one_meridian() -> None:
    assert only(line(lon="1800E")).lon == only(line(lon="1800W")).lon == -180


@pytest.mark.parametrize(
    ("code", "expected_nm"),
    [
        ("NEQ", (1, 2, 3, 4)),
        ("SEQ", (4, 1, 2, 3)),
        ("SWQ", (3, 4, 1, 2)),
        ("NWQ", (2, 3, 4, 1)),
        ("AAA", (1, 1, 1, 1)),
    ],
)
def test_the_radius_code_says_where_the_first_quadrant_lies(
    code: str, expected_nm: tuple[int, ...]
) -> None:
    (circle,) = only(line(code=code, r1="1", r2="2", r3="3", r4="4")).radii
    assert circle.quadrants_km == pytest.approx([nm * 1.852 for nm in expected_nm])
    assert math.isclose(circle.threshold_ms, 17.5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (line(lat="27.1N"), "tenths of a degree"),
        (line(lat="271E"), "tenths of a degree"),
        (line(lat="0N", lon="0E"), "not known"),
        (line(lat="9991N"), "latitude"),
        (line(at="2015073200"), "day"),
        (line(at="20150711"), "YYYYMMDDHH"),
        (line(vmax="fast"), "VMAX"),
        (line(vmax="520"), "wind"),
        (line(mslp="1200"), "pressure"),
        (line(tau="x"), "TAU"),
        (line(tau="999"), "TAU"),
        (line(code="NNQ"), "radius code"),
        (line(r3=""), "lacks a quadrant"),
        (line(r3="-5"), "lacks a quadrant"),
        ("WP, 09, 2015071100,   , BEST", "fields"),
        (line(basin="W1"), "basin"),
        (line(), "second row"),
        (line(rad="50", vmax="95"), "differs from line 1"),
    ],
)
def test_a_bad_line_is_listed_and_the_rest_is_taken(text: str, reason: str) -> None:
    parsed = parse(f"{line()}\n{text}\n{line(at='2015071106')}\n")
    (bad,) = parsed.bad_rows
    assert bad.line == 2
    assert reason in bad.reason
    assert len(parsed.tracks[0].fixes) == 2


def test_zero_and_negative_figures_are_missing_not_calm() -> None:
    fix = only(line(vmax="0", mslp="-999", ty="DB"))
    assert (fix.wind_ms, fix.pressure_hpa, fix.storm_class) == (None, None, StormClass.LOW)
    assert dict(fix.published)["MSLP"] == "-999"


@pytest.mark.parametrize("name", ["INVEST", "NINE", "TWENTY-TWO", "TWENTYTWO", "NONAME", ""])
def test_a_low_without_a_name_keeps_the_deck_s_id(name: str) -> None:
    (track,) = parse(line(cy="92").replace("CHAN-HOM", name)).tracks
    assert (track.storm.storm_id, track.storm.name_en) == ("WP922015", "")


def test_two_storms_at_once_and_one_number_in_two_years_are_kept_apart() -> None:
    other = line(cy="10", lat="151N", lon="1403E").replace("CHAN-HOM", "NANGKA")
    later = line(at="2016071100").replace("CHAN-HOM", "SOMEBODY")
    parsed = parse("\n".join([line(), other, later]))
    assert [track.storm.storm_id for track in parsed.tracks] == ["201509", "WP092016", "201511"]


def test_lines_cut_in_the_middle_are_no_fixes() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse(line()[:30])
    assert refusal.value.code == "E-TYP-004"
