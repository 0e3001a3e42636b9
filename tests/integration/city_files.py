"""Files of a made-up county as its offices send them, and what an import makes of a few."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from psycopg import Rollback

from app.accounts.model import SYSTEM_ACTOR
from app.city import queries
from app.city.actions import import_city, read_sources
from app.city.model import CityImport, CityWish, RowFault
from app.database import connect
from app.registers.registry import load_registers
from app.transaction import on_connection
from tests.conftest import DatabaseFactory
from tests.sample_files import SAMPLE

COUNTY = SAMPLE / "island_county"
REGISTERS = load_registers()


def take(dsn: str, files: Mapping[str, bytes], *, keep: bool = False, **said: Any) -> CityImport:
    """What an import of these files does; undone at once unless it is to be kept."""
    wish = CityWish(**{"crs": "EPSG:4490", "dry_run": not keep, **said})
    with connect(dsn) as conn:
        known = queries.list_said(conn)
        conn.commit()
        sources, unread = read_sources([*files.items()], None, REGISTERS, known)
        done = CityImport(dry_run=True)
        with on_connection(conn, SYSTEM_ACTOR) as tx:
            done = import_city(tx, REGISTERS, [*files.items()], sources, unread, wish)
            if not keep:
                raise Rollback
        return done


def county_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(COUNTY.iterdir())}


@pytest.fixture(scope="module")
def county(databases: DatabaseFactory, empty_template: str) -> Iterator[str]:
    """A database that holds the island county."""
    dsn = databases.copy_of(empty_template)
    done = take(dsn, county_files(), keep=True)
    assert not done.faults and not done.questions
    yield dsn
    databases.drop(dsn)


def told(faults: list[RowFault]) -> str:
    return "\n".join(f"{f.source}|{f.line}|{f.heading}|{f.value}|{f.reason.zh}" for f in faults)
