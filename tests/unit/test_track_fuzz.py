"""Whatever a file holds: it is read, listed or refused with a reason; nothing else comes out."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import strict_json
from app.errors import AppError
from app.typhoon.export.geojson import collection
from app.typhoon.formats import FORMATS, parse_file
from app.typhoon.formats.gathering import MAX_BAD_ROWS
from app.typhoon.model import Fix, ParsedFile

ROOT = Path(__file__).resolve().parents[2]
STORMS = ROOT / "sample_geo" / "storms"
DATA = ROOT / "tests" / "data" / "typhoon"


def own_geojson() -> str:
    parsed = parse_file((DATA / "illustrative_zhejiang.json").read_bytes(), None)
    forecasts = [one.forecast for one in parsed.forecasts]
    document = collection(parsed.tracks[0].storm, parsed.tracks, forecasts)
    return strict_json.dumps(document, indent=1)


FILES = {
    "jma": STORMS / "jma_best_track.txt",
    "cma": DATA / "illustrative_CH2015BST.txt",
    "ibtracs": STORMS / "ibtracs_usa_three_storms.csv",
    "atcf": DATA / "awp092015_chanhom.dat",
    "zhejiang": DATA / "illustrative_zhejiang.json",
    "tcm": DATA / "illustrative_tcm.txt",
    "jtwc": DATA / "illustrative_jtwc_web.txt",
    "cma-operational": STORMS / "cma_operational_chanhom.toml",
}
SEEDS = {name: path.read_text("utf-8") for name, path in FILES.items()}
SEEDS["geojson"] = own_geojson()
NAMES = [known.name for known in FORMATS]
ODD = [
    "",
    "0",
    "-1",
    "9999",
    "nan",
    "1e400",
    "٣",
    "\0",
    "\n",
    ",",
    '"',
    "90S",
    "é",
    "{",
    "[" * 50,
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "1",
    "20",
    "[]",
    "{}",
]


def check(parsed: ParsedFile) -> None:
    """What was taken can be a fix on this earth, its times in order and in UTC."""
    fixes = [fix for track in parsed.tracks for fix in track.fixes]
    fixes += [fix for one in parsed.forecasts for fix in one.forecast.points]
    for fix in fixes:
        check_fix(fix)
    for track in parsed.tracks:
        times = [fix.fix_at for fix in track.fixes]
        assert times == sorted(set(times))


def check_fix(fix: Fix) -> None:
    assert -180 <= fix.lon < 180
    assert -90 <= fix.lat <= 90
    assert fix.fix_at.utcoffset() is not None
    assert fix.wind_ms is None or 0 < fix.wind_ms <= 120
    assert fix.pressure_hpa is None or 850 <= fix.pressure_hpa <= 1030
    strings = [value for pair in fix.published for value in pair]
    assert "\0" not in "".join(strings).encode().decode()
    for circle in fix.radii:
        assert all(radius >= 0 for radius in circle.quadrants_km)
        assert any(circle.quadrants_km)


def read(raw: bytes, name: str | None) -> None:
    try:
        parsed = parse_file(raw, name)
    except AppError as refusal:
        assert all((refusal.code, refusal.what, refusal.why, refusal.todo))
        return
    check(parsed)


def test_every_format_has_a_seed() -> None:
    assert set(SEEDS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@given(text=st.text(max_size=400))
@settings(max_examples=60)
def test_any_text_is_refused_or_read(name: str, text: str) -> None:
    read(text.encode(), name)


@given(raw=st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_refused_or_read(raw: bytes) -> None:
    read(raw, None)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=250)
def test_a_real_file_with_wounds_is_refused_or_read(name: str, data: st.DataObject) -> None:
    text = SEEDS[name][:6000]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(st.sampled_from(ODD)) + text[start + length :]
    text = text[: data.draw(st.integers(0, len(text)))] if data.draw(st.booleans()) else text
    read(text.encode(errors="replace"), name)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=60)
def test_a_real_file_with_shuffled_lines_is_refused_or_read(name: str, data: st.DataObject) -> None:
    lines = SEEDS[name].splitlines()[:60]
    drawn = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=30))
    read("\n".join(drawn).encode(), name)


@pytest.mark.parametrize("name", NAMES)
def test_millions_of_bytes_of_noise_end_in_a_refusal(name: str) -> None:
    """A parser that goes back and forth over its text would not come back from this."""
    noise = random.Random(7)  # noqa: S311 no secret
    alphabet = "0123456789 ,.-NESW{}[]\"':/ATZKRQ\n"
    text = "".join(noise.choices(alphabet, k=200_000)) * 10
    head = SEEDS[name][:1500]
    began = time.process_time()
    read((head + text).encode(), name)
    assert time.process_time() - began < 60


def test_endless_bad_rows_are_a_refusal_with_the_first_of_them() -> None:
    rows = "\n".join(["WP, 09, 2015071100,   , BEST,   0, bad, 1233E"] * (MAX_BAD_ROWS + 1))
    with pytest.raises(AppError) as refusal:
        parse_file(rows.encode(), "atcf")
    assert refusal.value.code == "E-TYP-007"
    assert len(refusal.value.detail["bad_rows"]) == 50
