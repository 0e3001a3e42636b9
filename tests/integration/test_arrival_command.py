"""`./haitang typhoon arrival`: intervals in UTC, rule and inputs, a line and Chan-hom."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.accounts.model import SYSTEM_ACTOR
from app.cli import cli
from app.clock import BEIJING
from app.database import connect
from app.transaction import on_connection
from app.typhoon.archive.importing import import_content
from app.typhoon.synthetic.actions import synthesise_forecasts
from app.wind.ensemble.practice import ensemble_practice
from tests.unit.forecast_storms import outlook

JMA = Path(__file__).resolve().parents[2] / "sample_geo" / "storms" / "jma_best_track.txt"
# Along the equator from 130E, 1.8 degrees east every 6 h; R30 180 nm (333.36 km) all round.
STRAIGHT = (
    "66666 2301  003 0023 2301 0 6                 LINE              20230701        \n"
    + "".join(
        f"230601{hour:02d} 002 5 000 {lon:4d}  950     080     90100 0100 90180 0180         \n"
        for hour, lon in ((0, 1300), (6, 1318), (12, 1336))
    )
)


@pytest.fixture(scope="module")
def filled(empty_database: str) -> str:
    with connect(empty_database) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        import_content(tx, STRAIGHT.encode(), "line.txt", "jma")
        for track in import_content(tx, JMA.read_bytes(), JMA.name, "jma").parsed.tracks:
            synthesise_forecasts(tx, track)
    return empty_database


def run(dsn: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setenv("HAITANG_DATABASE_URL", dsn)
    return CliRunner().invoke(cli(), ["typhoon", "arrival", *arguments])


@pytest.mark.parametrize("convention", ["step", "smooth"])
def test_a_straight_storm_is_told_to_a_millionth_of_an_hour(
    filled: str, monkeypatch: pytest.MonkeyPatch, convention: str
) -> None:
    told = json.loads(
        run(filled, monkeypatch, "202301", "--at", "135.0,0", "--force", "7",
            "--convention", convention, "--json").output
    )  # fmt: skip
    km_per_degree = 6371.0088 * 3.141592653589793 / 180
    hours = (5.0 - 333.36 / km_per_degree) / 0.3
    start = datetime(2023, 6, 1, tzinfo=UTC).timestamp()
    (interval,) = told["intervals"]
    assert (interval["arrival_unix_s"] - start) / 3600 == pytest.approx(hours, abs=1e-6)
    assert interval["arrival_at"].endswith("Z")
    assert interval["departure_at"] is None
    assert told["convention"] == convention
    assert told["inputs"]["agency"] == "JMA"
    assert told["inputs"]["averaging_min"] == 10
    assert "15.4 m/s" in told["rule"]["en"]
    assert told["likelihood"] is None


def test_what_was_known_then_has_a_likelihood(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads(
        run(filled, monkeypatch, "201509", "--at", "122.30,29.95", "--force", "10",
            "--known-at", "2015-07-09T00:00:00Z", "--json").output
    )  # fmt: skip
    chance = told["likelihood"]
    assert 0.5 < chance["probability"] <= 1
    assert chance["earliest_at"] < chance["likely_at"]
    assert chance["members"] == 1000
    assert [each["agency"] for each in chance["by_agency"]] == ["JMA"]
    assert not chance["by_agency"][0]["disagrees"]


def test_force_8_is_derived_and_says_so(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arrivals = {}
    for force in ("7", "8", "10"):
        told = json.loads(
            run(filled, monkeypatch, "201509", "--at", "122.30,29.95", "--force", force,
                "--json").output
        )  # fmt: skip
        arrivals[force] = told["intervals"][0]["arrival_unix_s"]
        assert ("modified Rankine" in told["rule"]["en"]) == (force == "8")
        assert told["intervals"][0]["assumed"] == (force == "8")
    assert arrivals["7"] < arrivals["8"] < arrivals["10"]


def test_the_sentence_names_zone_and_year_and_both_conventions(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beijing time stood under "UTC" without year or zone, and `step` alone as the earlier."""
    place = ("201509", "--at", "122.30,29.95", "--force", "7")
    told = json.loads(run(filled, monkeypatch, *place, "--json").output)
    result = run(filled, monkeypatch, *place)
    assert result.exit_code == 0
    assert result.output.startswith("北京时间（UTC+08:00），按 2")
    assert "UTC" not in result.output.partition("\n")[2]
    for name, kind in (("分象限", "step"), ("象限间渐变", "smooth")):
        arrival = datetime.fromisoformat(told[kind][0]["arrival_at"]).astimezone(BEIJING)
        assert f"{name}：{arrival:%Y-%m-%d %H:%M} 到 2015-" in result.output
    first = min(("step", "smooth"), key=lambda kind: told[kind][0]["arrival_at"])
    assert told["convention"] == first == "smooth"
    assert told["intervals"][0]["arrival_at"] == told[first][0]["arrival_at"]
    assert "取早者：象限间渐变" in result.output
    assert "依据：JMA 15.4 m/s 风圈" in result.output


def test_one_convention_asked_for_is_told_alone(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(filled, monkeypatch, "201509", "--at", "122.30,29.95", "--force", "7",
                 "--convention", "step")  # fmt: skip
    assert "分象限：2015-" in result.output
    assert "象限间渐变：" not in result.output


@pytest.mark.parametrize("place", ["122.3", "north,30", "122.3,91", "1,2,3"])
def test_a_place_that_is_none_is_refused(
    filled: str, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    result = run(filled, monkeypatch, "201509", "--at", place, "--force", "7")
    assert getattr(result.exception, "code", None) == "E-TYP-044"


def test_each_agency_has_its_own_error_law_with_its_source(filled: str) -> None:
    """A real forecast of CMA's has CMA's figures, a synthetic one those it was made with."""
    with connect(filled) as conn:
        cma = outlook(130, 20, -4, 0, agency="CMA")
        assert cma.forecast is not None
        real = replace(cma, forecast=replace(cma.forecast, synthetic=False))
        other = outlook(130, 20, -4, 0, agency="KMA")
        laws = [
            ensemble_practice(conn, [each]).laws[each.track.agency] for each in (real, cma, other)
        ]
    assert [law.mean_km[:3] for law in laws] == [
        (94.3, 168.2, 284.2),
        (69, 121, 175),
        (69, 121, 175),
    ]
    assert "2012" in laws[0].source
    assert "Hong Kong Observatory" in laws[2].source
    assert [law.along_to_across for law in laws] == [1.2] * 3
