"""From release to the whole answer over the sample city, by the clock and by the processor.

The machine may be shared: the processor's seconds of this process and of the database's own
process for it are what the work costs whoever else runs.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from app.accounts.model import SYSTEM_ACTOR
from app.database import Connection
from app.evacuation.answer import retime
from app.exposure.due import HazardBasis
from app.proposal.actions import Drafter
from app.proposal.model import Level
from app.tooling.bench.exposure.queries import find_backend
from app.tooling.bench.officers.queries import moor_fleet
from app.tooling.bench.officers.table import PlanningDesk
from app.tooling.bench.officers.zones import DrawnZone, make_box
from app.transaction import Transaction
from app.wording import Language

_TICKS_S = 100  # Linux counts a process's time in hundredths
_PUTUO = make_box(122.15, 29.60, 122.80, 30.25)
_SHENJIAMEN = make_box(122.273, 29.933, 122.305, 29.962)
RELEASES: Sequence[tuple[str, str, DrawnZone, float]] = (
    (
        "zone",
        "10 km² 的区（沈家门，按风）",
        DrawnZone("zone", "", _SHENJIAMEN, HazardBasis.WIND),
        0.3,
    ),
    ("zone_all", "10 km² 的区，全体", DrawnZone("all", "", _SHENJIAMEN, HazardBasis.OTHER), 0.3),
    ("county", "一个县（普陀，按风）", DrawnZone("county", "", _PUTUO, HazardBasis.WIND), 1.0),
    ("county_all", "一个县，全体", DrawnZone("all", "", _PUTUO, HazardBasis.OTHER), 1.0),
)
RETIMED, RETIME_GOAL_S, PROPOSAL_GOAL_S = 30, 1.0, 10.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and by the processor: the median of the turns."""

    name: str
    title: str
    wall_s: float
    cpu_s: float
    goal_s: float


class Stopwatch:
    """Both seconds of a piece of work, after a first turn that fills the caches."""

    def __init__(self, conn: Connection) -> None:
        self._stat = Path(f"/proc/{find_backend(conn)}/stat")

    def take(
        self, name: str, title: str, goal_s: float, work: Callable[[], object], turns: int = 5
    ) -> Spent:
        """`turns` of the work."""
        work()
        wall_s: list[float] = []
        cpu_s: list[float] = []
        for _ in range(turns):
            began, cpu = time.perf_counter(), self._read_cpu_s()
            work()
            wall_s.append(time.perf_counter() - began)
            cpu_s.append(self._read_cpu_s() - cpu)
        return Spent(name, title, median(wall_s), median(cpu_s), goal_s)

    def _read_cpu_s(self) -> float:
        fields = self._stat.read_text(encoding="ascii").rpartition(")")[2].split()
        return time.process_time() + (int(fields[11]) + int(fields[12])) / _TICKS_S


def time_releases(conn: Connection) -> list[Spent]:
    """Answers, thirty zones re-timed, and the whole city's proposal."""
    desk, watch = PlanningDesk(conn), Stopwatch(conn)
    moor_fleet(conn, desk.incident.world.world_id, desk.at)
    spent = [
        watch.take(name, title, goal_s, partial(desk.ask_zone, zone, zone.hazard, zone.groups))
        for name, title, zone, goal_s in RELEASES
    ]
    spent.append(_retime_all(desk, watch))
    spent.append(_propose_city(desk, watch))
    return spent


def _retime_all(desk: PlanningDesk, watch: Stopwatch) -> Spent:
    edges = [(122.1 + 0.06 * (n % 6), 29.68 + 0.09 * (n // 6)) for n in range(RETIMED)]
    drawn = [
        DrawnZone("", "", make_box(x, y, x + 0.05, y + 0.08), HazardBasis.WIND) for x, y in edges
    ]
    inputs = [desk.ask_zone(zone, zone.hazard, None).timing_inputs for zone in drawn]
    return watch.take(
        "retime",
        f"{RETIMED} 个区重算时限",
        RETIME_GOAL_S,
        lambda: retime(desk.conn, desk.incident, inputs, desk.at, [""] * len(inputs)),
    )


def _propose_city(desk: PlanningDesk, watch: Stopwatch) -> Spent:
    tx = Transaction(desk.conn, SYSTEM_ACTOR)
    drafter = Drafter(tx, desk.cache, desk.incident, desk.at, Language.ZH)
    return watch.take(
        "proposal",
        "全市方案，Ⅱ级",
        PROPOSAL_GOAL_S,
        lambda: drafter.propose(Level.II, "", lambda done, of: None),
        turns=3,
    )
