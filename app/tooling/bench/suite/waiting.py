"""Order now or wait, on past storms: ours against "order at the 10 % arrival less clearance".

Not speed but hours that orders stood before they had to, and for nothing. Both rules are also held
to the same misses: in each season by the limit that held them in all the others. Beside it, whether
arrivals come true as often as they say, now that circles stray in size.
"""

from dataclasses import asdict

from app.tooling.bench.model import Bench, Better, Figure, Result
from app.tooling.bench.waiting import sizes
from app.tooling.bench.waiting.past import read_threats
from app.tooling.bench.waiting.rules import (
    LIMITS,
    PolicyOutcome,
    Score,
    left_out,
    ordered_by_quantile,
    ordered_by_waiting,
    outcomes,
    score,
)

MOST_MISSED = 0.10
SHIPPED, PEERS = 0.08, 0.10


def run_bench() -> Result:
    """Both rules over every threat of the archive."""
    threats = read_threats()
    ours, peer = (outcomes(threats, rule) for rule in (ordered_by_waiting, ordered_by_quantile))
    held = [score(left_out(each, MOST_MISSED)) for each in (ours, peer)]
    shipped, literal = _score_at(ours, SHIPPED), _score_at(peer, PEERS)
    notes = {
        "threats": len(ours),
        "winds_came": sum(each[0].comes for each in ours),
        "seasons": len({each[0].season for each in ours}),
        "by_limit": {
            str(limit): {
                "ours": asdict(_score_at(ours, limit)),
                "peer": asdict(_score_at(peer, limit)),
            }
            for limit in LIMITS
        },
    }
    figures = [
        _make_figure("miss_left_out", "错过，逐季留出", "%", held, "misses", 100, goal=10),
        _make_figure("needless_left_out", "多余的令，逐季留出", "道", held, "needless"),
        _make_figure("miss_shipped", "错过，随附的限值对 10% 到达", "%", [shipped, literal],
                     "misses", 100, goal=10),
        _make_figure("cost_shipped", "代价，随附的限值对 10% 到达", "h", [shipped, literal],
                     "cost_h"),
        Figure("saved", "同等错过下省", "%", Better.HIGHER,
               100 * (1 - held[0].cost_h / held[1].cost_h), goal=8),
    ]  # fmt: skip
    figures += _of_sizes()
    runs = [(held[0].cost_h, held[1].cost_h)]
    return Result("h", Better.LOWER, "10 % 到达减清空", runs, notes, figures)


def _of_sizes() -> list[Figure]:
    """Tracks exact, so that size alone is told; a season is held out of the law it is judged by."""
    told = sizes.tell(track_errors=False)
    moved, fixed = (
        sum(sizes.crps(members, each.came_h) for members, each in zip(of, told, strict=True))
        for of in ([each.moved for each in told], [each.fixed for each in told])
    )
    better = Figure("crps", "风圈大小有误差，CRPS 比不变的好", "%", Better.HIGHER,
                    100 * (1 - moved / fixed), goal=15)  # fmt: skip
    return [better, *(_hit_figure(told, stated) for stated in sizes.STATED)]


def _hit_figure(told: list[sizes.StatedArrival], stated: float) -> Figure:
    away = [100 * abs(sizes.hits(told, stated, moved=moved) - stated) for moved in (True, False)]
    label = f"说 {stated:.0%} 到达的，差几个百分点"
    return Figure(f"hits_{stated:.0%}", label, "个百分点", Better.LOWER, away[0], away[1], goal=4)


def _score_at(found: list[tuple[PolicyOutcome, ...]], limit: float) -> Score:
    return score([each[LIMITS.index(limit)] for each in found])


def _make_figure(
    name: str, label: str, unit: str, pair: list[Score], key: str, by: float = 1,
    goal: float | None = None,
) -> Figure:  # fmt: skip
    ours, peer = (by * float(getattr(each, key)) for each in pair)
    return Figure(name, label, unit, Better.LOWER, ours, peer, goal)


BENCH = Bench(
    "waiting", "过去的台风：现在下令还是等下一报，对“10% 到达减清空”的代价与错过", run_bench
)
