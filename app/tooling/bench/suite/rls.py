"""Row-level security on a million rows: hot queries as a county, against the same without it."""

from app.database import connect
from app.tooling.bench.model import Bench, Better, Result
from app.tooling.bench.rights.measure import plan_of, seconds_of
from app.tooling.bench.rights.queries import HOT_QUERIES, ROWS, fill
from app.tooling.bench.scratch import scratch_database

RUNS, TIMES = 5, 40


def run_bench() -> Result:
    """Five turns over every hot query; a request's own scope is in the time."""
    with scratch_database() as dsn, connect(dsn) as conn:
        fill(conn)
        conn.commit()
        buffers = {
            query.name: {name: plan_of(conn, query, name).buffers
                         for name in ("owner", "city", "county")}
            for query in HOT_QUERIES
        }  # fmt: skip
        runs = [
            (
                1000 * sum(seconds_of(conn, query, "county", TIMES) for query in HOT_QUERIES),
                1000 * sum(seconds_of(conn, query, "owner", TIMES) for query in HOT_QUERIES),
            )
            for _ in range(RUNS)
        ]
    return Result(
        "ms for the hot queries", Better.LOWER, "the same without row-level security", runs,
        {"rows": ROWS, "shared_buffers": buffers},
    )  # fmt: skip


BENCH = Bench("rls", "行级权限在一百万行上：热查询作为县，对没有权限时", run_bench)
