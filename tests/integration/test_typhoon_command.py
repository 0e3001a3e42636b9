"""`./haitang typhoon import`: what is taken, what is listed, and nothing changed on refusal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.database import connect
from app.errors import InvalidInput
from app.typhoon.command import typhoon

STORMS = Path(__file__).resolve().parents[2] / "sample_geo" / "storms"


@pytest.fixture
def run(empty_database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAITANG_DATABASE_URL", empty_database)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(typhoon, ["import", *arguments])

    return call


def counts(dsn: str) -> list[int]:
    with connect(dsn) as conn:
        tables = ("typhoon", "track_fix", "wind_radius", "forecast_track")
        counted = (conn.execute(f"SELECT count(*) FROM {table}".encode()) for table in tables)
        return [rows.fetchall()[0][0] for rows in counted]


def test_a_file_is_taken_and_told(run, empty_database: str) -> None:
    result = run(str(STORMS / "jma_best_track.txt"))
    assert result.exit_code == 0, result.output
    assert "201509 灿鸿 JMA besttrack：62 个定位" in result.output
    first = counts(empty_database)
    assert first[:2] == [2, 118]
    assert run(str(STORMS / "jma_best_track.txt")).exit_code == 0
    assert counts(empty_database) == first


def test_forecasts_are_made_only_when_asked_for(run, empty_database: str) -> None:
    assert counts(empty_database)[3] == 0
    assert run(str(STORMS / "jma_best_track.txt"), "--synthetic-forecasts").exit_code == 0
    assert counts(empty_database)[3] > 100


def test_bad_rows_are_listed_with_line_and_reason(run, tmp_path: Path) -> None:
    lines = (STORMS / "jma_best_track.txt").read_text().splitlines()
    lines[4] = lines[4].replace("096 1608", "0x6 1608")
    file = tmp_path / "坏 行.txt"
    file.write_text("\n".join(lines))
    told = json.loads(run(str(file), "--json").output)
    assert [row["line"] for row in told["bad_rows"]] == [5]
    assert "latitude" in told["bad_rows"][0]["reason"]
    assert told["tracks"][0]["fixes"] == 61


@pytest.mark.parametrize("content", [b"", b"\xff\x00noise", b"a,b\n1,2\n", b"66666 x\n"])
def test_a_refused_file_changes_nothing(
    run, empty_database: str, tmp_path: Path, content: bytes
) -> None:
    before = counts(empty_database)
    file = tmp_path / "noise"
    file.write_bytes(content)
    result = run(str(file))
    assert isinstance(result.exception, InvalidInput)
    assert counts(empty_database) == before


def test_fifty_megabytes_of_noise_are_refused_at_once(run, tmp_path: Path) -> None:
    file = tmp_path / "noise.txt"
    file.write_bytes(b"0123456789 abcdef\n" * 2_800_000)
    assert isinstance(run(str(file)).exception, InvalidInput)
