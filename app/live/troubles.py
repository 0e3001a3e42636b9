"""What is wrong here and now, by name. Every screen shows it; the words are the screens'."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from app.clock import format_utc
from app.live.world_time import real_s

STANDS_S = 60.0  # a loss is shown for so long after the last one


class Trouble(StrEnum):
    """`figure` is the number of reports, the age in seconds, or the share of the disk in use."""

    DATABASE_AWAY = "database_away"
    REPORTS_REFUSED = "reports_refused"
    REPORTS_LOST = "reports_lost"
    FLOOD = "flood"
    JOBS_WAITING = "jobs_waiting"
    DISK_LOW = "disk_low"
    DISK_FULL = "disk_full"


@dataclass(slots=True)
class _Standing:
    since: float
    figure: float
    until: float


class Troubles:
    """Those that stand. `clock` gives real unix seconds."""

    def __init__(self, clock: Callable[[], float] = real_s) -> None:
        self._clock = clock
        self._standing: dict[Trouble, _Standing] = {}
        self._totals: dict[Trouble, int] = {}

    def set(self, trouble: Trouble, *, stands: bool, figure: float = 0.0) -> None:
        """It stands until it is set otherwise."""
        if not stands:
            self._standing.pop(trouble, None)
        else:
            self._stand_trouble(trouble, figure, float("inf"))

    def count(self, trouble: Trouble, total: int) -> None:
        """It stands while this total grows, and a minute longer; its figure is what was added."""
        before = self._totals.setdefault(trouble, total)
        self._totals[trouble] = total
        if total > before:
            standing = self._standing.get(trouble)
            figure = total - before + (standing.figure if standing else 0)
            self._stand_trouble(trouble, figure, self._clock() + STANDS_S)

    def stands(self, trouble: Trouble) -> bool:
        """Whether it stands now."""
        return trouble in self.standing()

    def standing(self) -> frozenset[Trouble]:
        """Those that stand now."""
        return frozenset(found for found, _ in self._standing_now())

    def present(self) -> list[dict[str, Any]]:
        """JSON of those that stand, in the order of the enumeration."""
        return [
            {"code": trouble.value, "since": _utc_text(one.since), "figure": round(one.figure, 3)}
            for trouble, one in sorted(
                self._standing_now(), key=lambda pair: list(Trouble).index(pair[0])
            )
        ]

    def _stand_trouble(self, trouble: Trouble, figure: float, until: float) -> None:
        now = self._clock()
        standing = self._standing.get(trouble)
        since = standing.since if standing and standing.until > now else now
        self._standing[trouble] = _Standing(since, figure, until)

    def _standing_now(self) -> list[tuple[Trouble, _Standing]]:
        now = self._clock()
        for trouble in [t for t, one in self._standing.items() if one.until <= now]:
            del self._standing[trouble]
        return list(self._standing.items())


def _utc_text(unix_s: float) -> str:
    return format_utc(datetime.fromtimestamp(unix_s, UTC))
