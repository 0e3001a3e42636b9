"""Each documented command is run: on the sample city, in a folder with the files it names.

Those that start servers, measure or replace a database are too heavy for here; of them the help is
asked, and the test that runs them is named.
"""

import json
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import geopandas as gpd
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from werkzeug.serving import make_server

from app.cli import cli
from app.database import connect
from app.demo.devices import issue_links
from app.maplayers.command import export
from tests.documents import ROOT, code_blocks, documented_commands

pytestmark = pytest.mark.city

# By its first words: why it is not run here, and which test does.
HEAVY = {
    "demo": "tests/drills/test_fresh_start.py",
    "run": "tests/integration/test_supervisor.py",
    "test": "tests/unit/test_test_command.py",
    "bench": "tests/unit/test_bench.py",
    "doctor": "tests/unit/test_doctor.py",
    "backup": "tests/integration/test_backup.py",
    "restore": "tests/integration/test_backup.py",
    "audit verify --witness": "tests/integration/test_audit.py",
    "db shell": "opens psql at a terminal",
    "db new": "tests/integration/test_migration.py",
    "simulate": "tests/integration/test_exercise.py",
    "replay": "tests/integration/test_exercise.py",
    "drill": "tests/drills",
}
# What stands for something of the reader's own.
STAND_INS = {"NAME": "putuo", "OLD": "201599", "NEW": "201598", "ID": "201509", "OTHER": "201511"}
STORMS = ROOT / "sample_geo" / "storms"
RISK_AREA = (
    "编号,名称,风险等级,灾害类型,威胁户数,威胁人数,wkt\n"
    'R-1,东河路风险区,high,landslide,2,7,"MULTIPOLYGON('
    "((122.30 29.95,122.302 29.95,122.302 29.952,122.3 29.95)),"
    '((122.31 29.95,122.312 29.95,122.312 29.952,122.31 29.95)))"\n'
)


def words_of(line: str) -> list[str]:
    """`a|b` offers a choice: the first will do."""
    words = [word.partition("|")[0] for word in shlex.split(line, comments=True)]
    return [STAND_INS.get(word, word) for word in words]


def asked_for_help(words: list[str]) -> list[str] | None:
    """Of what is too heavy, and of a name that only stands for its command, the help."""
    names = [" ".join(words[:count]) for count in (3, 2, 1)]
    heavy = next((name for name in names if name in HEAVY), None)
    if heavy is not None:
        return [*heavy.partition(" --")[0].split(), "--help"]
    return [*words, "--help"] if needs_more(words) else None


def needs_more(words: list[str]) -> bool:
    command: click.Command = cli()
    context = click.Context(command)
    for word in words:
        if not isinstance(command, click.Group) or word.startswith("-"):
            return False
        command = command.get_command(context, word) or command
    return isinstance(command, click.Group) or any(each.required for each in command.params)


# In the order of the pages: an account is made before it is disabled. A name alone is looked up
# by tests/unit/test_docs.py, and the reference lists names only.
LINES = list(
    dict.fromkeys(
        tuple(words_of(line))
        for page, line in documented_commands()
        # The guide for a county runs on an empty database: tests/integration/test_city_guide.py.
        if page not in ("docs/reference.md", "CHANGELOG.md", "docs/city.zh-CN.md")
    )
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, dsn: str) -> Path:
    """The files that the documents name."""
    folder = tmp_path_factory.mktemp("documented")
    shutil.copy(STORMS / "jma_best_track.txt", folder)
    shutil.copy(ROOT / "sample_geo" / "series" / "tide.csv", folder)
    (folder / "sample_geo").symlink_to(ROOT / "sample_geo")
    (folder / "areas.csv").write_text(RISK_AREA, encoding="utf-8")
    units = gpd.read_file(ROOT / "sample_geo" / "admin_units.geojson")
    units[["code", "name", "geometry"]].to_file(folder / "units.geojson", driver="GeoJSON")
    given = CliRunner(env={"HAITANG_DATABASE_URL": dsn}).invoke(
        export, ["shelters", "--format", "geojson", "-o", str(folder / "shelters.geojson")]
    )
    assert given.exit_code == 0, given.output
    shelters = gpd.read_file(folder / "shelters.geojson")
    shelters.to_file(folder / "shelters.gpkg", layer="东片", driver="GPKG")
    return folder


@pytest.fixture(scope="module")
def storms(dsn: str) -> None:
    """One that gets its number, and the demo's accounts."""
    with connect(dsn) as conn:
        conn.execute(
            "INSERT INTO typhoon (storm_id, name_zh, name_en, season)"
            " VALUES ('201599', '', '', 2015)"
        )
        issue_links(conn)


def run(words: list[str], dsn: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(folder)
    environ = {"HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(folder / "data")}
    return CliRunner(env=environ).invoke(cli(), words, standalone_mode=False)


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_documented_command_does_what_it_says(
    words: tuple[str, ...], dsn: str, folder: Path, storms: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(asked_for_help([*words]) or [*words], dsn, folder, monkeypatch)
    assert result.exception is None, result.output or result.exception
    assert result.exit_code == 0 and result.return_value in (None, 0), result.output


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The web application on a port of its own, as a script reaches it."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_the_script_of_the_readme_signs_in_reads_and_writes(
    site: str, dsn: str, tmp_path: Path
) -> None:
    (script,) = [block for block in code_blocks(ROOT / "README.md") if "link=" in block]
    with connect(dsn) as conn:
        path = issue_links(conn)["planner"]
    script = re.sub(r"^link=\S+", f"link={site}{path}", script.strip(), flags=re.M)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found, rest = json.JSONDecoder().raw_decode(done.stdout.decode().lstrip())
    assert found["results"]
    assert json.loads((tmp_path / "shelters.geojson").read_text("utf-8"))["features"]
    report = json.loads(done.stdout.decode().lstrip()[rest:])
    assert report.get("code") is None, report
