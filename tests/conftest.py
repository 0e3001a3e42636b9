"""A private PostGIS for the whole run, made by the product's own code; a database per module."""

import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import psycopg.conninfo
import pytest
from flask import Flask
from hypothesis import settings

from app import create_app, migration
from app.cluster import ClusterSession, place_at
from app.cluster.place import SUPERUSER
from app.cluster.roles import drop_database, make_database
from app.database import Connection, connect
from app.importing import confined
from app.importing.confined import Job
from app.services import SERVICES
from app.settings import load_settings
from tests.clients import SignedInClient, client_of
from tests.desk import hash_quickly

SAMPLE_DIR = Path(__file__).resolve().parent.parent / "sample_geo"

settings.register_profile("haitang", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("haitang")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also tests marked load or drill")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes or kills processes runs only when asked for."""
    if config.getoption("--all"):
        return
    later = [
        item
        for item in items
        if item.get_closest_marker("load") or item.get_closest_marker("drill")
    ]
    config.hook.pytest_deselected(items=later)
    items[:] = [item for item in items if item not in later]


@pytest.fixture(scope="session", autouse=True)
def each_file_read_once() -> Iterator[None]:
    """Keep what confined children printed: most tests ask what is made of the same few files."""
    read: dict[tuple[str, int, int, bytes], subprocess.CompletedProcess[bytes]] = {}
    run_child = confined.run_child

    def run_once(job: Job, told: bytes) -> subprocess.CompletedProcess[bytes]:
        key = (job.module, job.memory_bytes, job.file_bytes, told)
        if key not in read:
            read[key] = run_child(job, told)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "run_child", run_once)
        yield


class DatabaseFactory:
    """Copies template databases; a copy takes some tenths of a second."""

    def __init__(self, session: ClusterSession) -> None:
        self.place = session.place
        self._numbers = itertools.count(1)

    def make(self, name: str, template: str | None = None) -> str:
        with self._connect() as conn:
            make_database(conn, name, template)
        return self.place.dsn(name)

    def copy_of(self, template: str) -> str:
        return self.make(f"test_{next(self._numbers)}", template)

    def drop(self, dsn: str) -> None:
        with self._connect() as conn:
            drop_database(conn, str(psycopg.conninfo.conninfo_to_dict(dsn)["dbname"]))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self.place.dsn("postgres", SUPERUSER), autocommit=True)


@pytest.fixture(scope="session")
def databases() -> Iterator[DatabaseFactory]:
    """The run's cluster; it is gone afterwards, also when the run is killed."""
    data_dir = Path(tempfile.mkdtemp(prefix="haitang-test-"))
    data_dir.chmod(0o755)  # the service user must get through
    session = ClusterSession(place_at(data_dir), durable=False)
    try:
        yield DatabaseFactory(session)
    finally:
        session.close()
        session.wait_until_stopped()
        shutil.rmtree(session.place.run_dir, ignore_errors=True)
        shutil.rmtree(data_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def empty_template(databases: DatabaseFactory) -> str:
    """Name of a database with the newest schema and no rows."""
    # The cluster's own database has what only the superuser can make; nothing else is in it.
    migration.upgrade(databases.make("empty_template", "haitang"))
    return "empty_template"


@pytest.fixture(scope="session")
def city_template(databases: DatabaseFactory, empty_template: str) -> str:
    """Name of a database that holds the sample city."""
    from app.demo.fill import fill

    dsn = databases.make("city_template", empty_template)
    with psycopg.connect(dsn) as conn:
        fill(conn, SAMPLE_DIR)
    return "city_template"


@pytest.fixture(scope="module")
def empty_database(databases: DatabaseFactory, empty_template: str) -> Iterator[str]:
    """Address of this module's own migrated, empty database."""
    dsn = databases.copy_of(empty_template)
    yield dsn
    databases.drop(dsn)


@pytest.fixture(scope="module")
def city_database(databases: DatabaseFactory, city_template: str) -> Iterator[str]:
    """Address of this module's own database with the sample city in it."""
    dsn = databases.copy_of(city_template)
    yield dsn
    databases.drop(dsn)


@pytest.fixture(scope="module")
def dsn(request: pytest.FixtureRequest) -> str:
    """Address of the module's database: the sample city's for a module marked `city`.

    A module with rows of its own overrides it by a fixture that asks for it and fills it.
    """
    city = request.node.get_closest_marker("city")
    return str(request.getfixturevalue("city_database" if city else "empty_database"))


@pytest.fixture(scope="module")
def environ(dsn: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the module's app; a module overrides it to add some."""
    return {
        "HAITANG_DATABASE_URL": dsn,
        "HAITANG_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "HAITANG_RUN_DIR": str(tmp_path_factory.mktemp("run")),
    }


@pytest.fixture(scope="module")
def app(environ: dict[str, str]) -> Iterator[Flask]:
    """The web application over the module's database."""
    made = create_app(load_settings(environ))
    hash_quickly(made)
    yield made
    SERVICES.read(made.extensions).database.close()


@pytest.fixture(scope="module")
def client(app: Flask) -> SignedInClient:
    """The city's planner."""
    return client_of(app)


@pytest.fixture(scope="module")
def conn(dsn: str) -> Iterator[Connection]:
    """A connection of the owner's; what it does stays, but in a module marked `undone`."""
    with connect(dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(autouse=True)
def as_found(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what a test sets on `conn`, and in a module marked `undone` all that it does there."""
    if "conn" not in request.fixturenames:
        yield
        return
    conn: Connection = request.getfixturevalue("conn")
    if request.node.get_closest_marker("undone") is None:
        yield
    else:
        with conn.transaction(force_rollback=True):
            yield
    conn.execute("RESET ALL")
