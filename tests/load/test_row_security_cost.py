"""On a million rows a county's hot queries use their index and touch what the owner's touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.database import Connection, connect
from app.operation.backup.archive import make_backup, restore
from app.tooling.bench.rights.measure import plan_of
from app.tooling.bench.rights.queries import HOT_QUERIES, HotQuery, fill
from tests.conftest import DatabaseFactory

pytestmark = pytest.mark.load

KEY = bytes(32)
MOST = 1.5
FEW_PAGES = 8  # below this a page more is no ratio


@pytest.fixture(scope="module")
def million(empty_database: str) -> Iterator[Connection]:
    with connect(empty_database) as conn:
        fill(conn)
        conn.commit()
        yield conn


@pytest.mark.parametrize("query", HOT_QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("scope", ["city", "county"])
def test_a_scope_touches_no_more_than_half_again_of_the_owners_pages(
    million: Connection, query: HotQuery, scope: str
) -> None:
    owner, scoped = plan_of(million, query, "owner"), plan_of(million, query, scope)
    print(f"{query.name}: owner {owner.buffers}, {scope} {scoped.buffers} pages, {scoped.scans}")
    assert not any("Seq Scan" in scan for scan in scoped.scans)
    assert scoped.buffers <= max(MOST * owner.buffers, owner.buffers + FEW_PAGES)
    assert 0 < scoped.rows <= owner.rows


def test_the_same_holds_after_a_backup_and_its_restore(
    million: Connection, empty_database: str, databases: DatabaseFactory, tmp_path: Path
) -> None:
    """pg_dump keeps policies and forgets LEAKPROOF: restoring has to assert it again."""
    make_backup(empty_database, tmp_path / "million.haitang", KEY)
    restore(databases.place, tmp_path / "million.haitang", KEY)
    with connect(databases.place.dsn()) as restored:
        for query in HOT_QUERIES:
            before, after = plan_of(million, query, "county"), plan_of(restored, query, "county")
            assert not any("Seq Scan" in scan for scan in after.scans), query.name
            assert after.rows == before.rows
            assert after.buffers <= max(MOST * before.buffers, before.buffers + FEW_PAGES)
