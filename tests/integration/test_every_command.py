"""Every command on an empty data folder works, or says what to do: none ends in a traceback."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import psycopg
import pytest

from app.cli import cli
from app.cluster import ClusterSession, place_at
from app.cluster.place import DATABASE, SUPERUSER, ClusterPaths
from app.cluster.roles import drop_database, make_roles_and_database
from app.settings import CLONE_DIR

# What is typed behind each; {folder} holds a file of every kind that does not exist or is empty.
WORDS: Mapping[str, str] = {
    "audit seal": "",
    "audit verify": "",
    "backup": "{folder}/b",
    "certificate": "tablet.example",
    "city check": "",
    "city import": "{folder}/nothing.csv",
    "city list": "",
    "city template": "{folder}/台账.xlsx",
    "city undo": "1",
    "db check": "",
    "db shell": "-c 'SELECT 1'",
    "db upgrade": "",
    "doctor": "",
    "document verify": "{folder}/nothing.csv",
    "export": "shelters {folder}/e.geojson",
    "import": "{folder}/nothing.csv --layer shelters",
    "incident close": "1",
    "incident label": "1 internal",
    "incident list": "",
    "incident open": "演练",
    "replay": "{folder}/nothing.nmea",
    "restore": "{folder}/nothing",
    "sbom": "",
    "series import": "{folder}/nothing.csv",
    "simulate": "",
    "systemd": "",
    "typhoon arrival": "201509 --at 122.3,29.9 --force 10",
    "typhoon export": "201509 {folder}/t.geojson --format geojson",
    "typhoon import": "{folder}/nothing.txt",
    "typhoon link": "201509 201510 --kind merged --at 2015-07-10T02:00:00Z",
    "typhoon list": "",
    "typhoon renumber": "201509 201511",
    "typhoon show": "201509",
    "units import": "{folder}/nothing.csv",
    "user add": "li.ming --role planner",
    "user break-glass": "",
    "user disable": "li.ming",
    "user link": "li.ming",
    "user list": "",
    "user unlock": "li.ming",
    "world clock": "1 --rate 2",
    "world list": "",
}
# They serve or measure until told to stop, on data that they make; drills start them from nothing.
# `db new` writes into the clone.
ELSEWHERE = {"bench", "demo", "drill", "run", "test", "db new"}


def commands(group: click.Group, path: str = "") -> Iterator[str]:
    """Every command below, by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        words = f"{path} {name}".strip()
        found = group.get_command(context, name)
        if isinstance(found, click.Group) and words != "bench":
            yield from commands(found, words)
        else:
            yield words


@pytest.fixture(scope="module")
def place() -> Iterator[ClusterPaths]:
    folder = Path(tempfile.mkdtemp(prefix="haitang-test-"))
    folder.chmod(0o755)
    session = ClusterSession(place_at(folder), durable=False)
    yield session.place
    session.close()
    session.wait_until_stopped()
    shutil.rmtree(session.place.run_dir, ignore_errors=True)
    shutil.rmtree(folder)


def test_every_command_is_tried() -> None:
    group = cli()
    assert isinstance(group, click.Group)
    assert set(commands(group)) == set(WORDS) | ELSEWHERE


@pytest.mark.load
@pytest.mark.parametrize("command", WORDS)
def test_on_an_empty_folder_it_works_or_says_what_to_do(command: str, place: ClusterPaths) -> None:
    with psycopg.connect(place.dsn("postgres", SUPERUSER), autocommit=True) as conn:
        drop_database(conn, DATABASE)
    make_roles_and_database(place)
    (place.data_dir / "nothing.csv").touch()
    words = WORDS[command].format(folder=place.data_dir)
    line = f'"$0" -P -m app.cli {command} {words}'
    own = {"HAITANG_DATA_DIR": str(place.data_dir), "PYTHONPATH": str(CLONE_DIR),
           "PYTHONUTF8": "1"}  # fmt: skip
    environ = {name: value for name, value in os.environ.items() if "HAITANG" not in name}
    done = subprocess.run(
        ["sh", "-c", line, sys.executable], env=environ | own, cwd=place.data_dir,
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode in (0, 1, 2), done.stderr
    if done.returncode == 1 and command not in {"audit verify", "doctor"}:
        assert "请做" in done.stderr, done.stderr
