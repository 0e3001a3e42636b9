"""What a drag and a release cost.

A drag counts groups among a million dwelling points; plain PostGIS and geopandas count the same
polygons in the same run, and every count must be equal or the bench fails. geopandas joins all
10,000 at once, which a person who drags one cannot. A release is the whole answer over the sample
city. The page's own share of a drag is measured by `bench map`.
"""

import numpy as np

from app.database import connect
from app.demo.fill import fill
from app.settings import CLONE_DIR
from app.tooling.bench.exposure.drags import Drags, time_drags
from app.tooling.bench.exposure.polygons import POLYGONS, make_polygons
from app.tooling.bench.exposure.queries import POINTS, fill_points
from app.tooling.bench.exposure.releases import Spent, time_releases
from app.tooling.bench.model import Bench, Better, Figure, Result
from app.tooling.bench.scratch import scratch_database

SAMPLED = 400
DRAG_GOAL_MS = 50.0


def run_bench() -> Result:
    """Drags for the claim, releases beside them."""
    with scratch_database() as dsn, connect(dsn) as conn:
        conn.autocommit = True
        fill_points(conn)
        drags = time_drags(conn, make_polygons(), SAMPLED)
    with scratch_database() as dsn, connect(dsn) as conn:
        fill(conn, CLONE_DIR / "sample_geo")
        conn.autocommit = True
        spent = time_releases(conn)
    notes = {"points": POINTS, "polygons": POLYGONS, "sampled": SAMPLED,
             "most_points_in_one": drags.most_points}  # fmt: skip
    runs = list(zip(drags.ours_ms, drags.plain_ms, strict=True))
    figures = [*_tell_drags(drags), *(figure for each in spent for figure in _tell_spent(each))]
    return Result("ms", Better.LOWER, "PostGIS ST_Intersects", runs, notes, figures)


def _tell_drags(drags: Drags) -> list[Figure]:
    ours, plain = (float(np.quantile(each, 0.95)) for each in (drags.ours_ms, drags.plain_ms))
    mean = float(np.mean(drags.ours_ms))
    return [
        Figure("drag_p95", "拖动一次，95% 内", "ms", Better.LOWER, ours, plain, DRAG_GOAL_MS),
        Figure("sjoin", "平均一个面，对 geopandas sjoin", "ms", Better.LOWER, mean, drags.sjoin_ms),
    ]


def _tell_spent(spent: Spent) -> list[Figure]:
    return [
        Figure(spent.name, spent.title, "s", Better.LOWER, spent.wall_s, goal=spent.goal_s),
        Figure(f"{spent.name}_cpu", "　处理器时间", "s", Better.LOWER, spent.cpu_s),
    ]


BENCH = Bench("exposure", "拖动与松手：一百万居住点里数人，再到完整答案；计数要相等", run_bench)
