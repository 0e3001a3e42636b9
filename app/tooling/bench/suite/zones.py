"""Six zones that an officer would draw under Chan-hom: who is due, against everybody inside.

No race: the figures beside it are read and judged (docs/zones.md). `notes` of the JSON report
holds each answer whole: people by group and way, latest start, shelters, who is at risk.
"""

from app.database import connect
from app.demo.fill import fill
from app.settings import CLONE_DIR
from app.tooling.bench.model import Bench, Better, Figure, Result
from app.tooling.bench.officers.table import AnsweredZone, answer_zones, tell_row
from app.tooling.bench.scratch import scratch_database


def run_bench() -> Result:
    """People due beside people inside, for each zone."""
    with scratch_database() as dsn, connect(dsn) as conn:
        fill(conn, CLONE_DIR / "sample_geo")
        found = list(answer_zones(conn))
    runs = [(float(_count_due(each)), float(each.everybody.exposure.land.people)) for each in found]
    notes = {each.zone.name: tell_row(each) for each in found}
    return Result(
        "人", Better.LOWER, "区内全体", runs, notes, [_make_figure(each) for each in found]
    )


def _count_due(found: AnsweredZone) -> int:
    return found.chosen.exposure.land.people


def _make_figure(found: AnsweredZone) -> Figure:
    everybody = found.everybody.exposure.land.people
    return Figure(
        found.zone.name, found.zone.title, "人", Better.LOWER, _count_due(found), everybody
    )


BENCH = Bench("zones", "值班员会画的六个区：应转移人群对区内全体", run_bench)
