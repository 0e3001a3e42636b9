"""What happens to a storm that somebody should be told: the list of kinds and what one holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.clock import BEIJING
from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix, TrackKind
from app.typhoon.outlook import Outlook
from app.typhoon.path import Path, path_of


class StormEventKind(StrEnum):
    """Every kind of storm event; definitions stand with the functions that find them."""

    LINE_CROSSED = "line_crossed"
    LANDFALL = "landfall"
    STALL = "stall"
    LOOP = "loop"
    RECURVATURE = "recurvature"
    STALE_BULLETIN = "stale_bulletin"
    ARRIVAL_MOVED = "arrival_moved"


@dataclass(frozen=True, slots=True)
class StormEvent:
    """One event. `key` names the same happening again and again; `known_at` is the bulletin that
    brought it, `valid_at` when it happens; `expected` while it rests on a forecast."""

    kind: StormEventKind
    key: str
    known_at: datetime
    valid_at: datetime
    agency: str
    track_kind: TrackKind | None
    expected: bool
    text: Explanation
    figures: Mapping[str, Any]
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class MotionRules:
    """What counts as a stall, a loop and a sharp turn (configuration `typhoon.stall_*` …)."""

    stall_h: float
    stall_km: float
    loop_within_h: float
    loop_min_km: float
    turn_deg: float
    turn_over_h: float
    turn_min_km: float


@dataclass(frozen=True, slots=True)
class Story:
    """One agency's storm as a path: what is analysed, and what is awaited after it."""

    outlook: Outlook
    points: tuple[Fix, ...]
    path: Path

    @property
    def last_fix_at(self) -> datetime:
        """Up to here the path is analysis, afterwards forecast."""
        return self.outlook.track.fixes[-1].fix_at

    def is_expected(self, moment: datetime) -> bool:
        """Whether what is complete at `moment` rests on the forecast."""
        return moment > self.last_fix_at

    def known_at(self, moment: datetime) -> datetime:
        """When the world knew what happened up to `moment`: by a fix, else by the forecast."""
        forecast = self.outlook.forecast
        if self.is_expected(moment):
            return self.last_fix_at if forecast is None else forecast.issued_at
        return next(fix.fix_at for fix in self.outlook.track.fixes if fix.fix_at >= moment)

    def event(
        self,
        kind: StormEventKind,
        detail: str = "",
        *,
        at_s: float,
        complete_s: float,
        text: Explanation,
        figures: Mapping[str, Any],
    ) -> StormEvent:
        """An event of this story at `at_s`, complete (and so known) at `complete_s`.

        An analysed one is named by its hour; an awaited one is not, for its time moves with every
        bulletin and it is the same news still."""
        track, complete_at = self.outlook.track, whole(self.path.moment(complete_s))
        lon, lat = self.path.place(at_s)
        expected = self.is_expected(complete_at)
        when = "expected" if expected else f"{self.path.moment(at_s):%Y-%m-%dT%H}"
        return StormEvent(
            kind,
            "/".join(filter(None, (track.agency, track.kind, kind, detail, when))),
            self.known_at(complete_at),
            whole(self.path.moment(at_s)),
            track.agency,
            track.kind,
            expected,
            _awaited_text(text) if expected else text,
            figures,
            lon,
            lat,
        )


def story_of(outlook: Outlook) -> Story | None:
    """The story of an outlook, or None with fewer than two points."""
    points = outlook.points
    path = path_of(points)
    return None if path is None else Story(outlook, points, path)


def whole(moment: datetime) -> datetime:
    """Down to the second, as everything is told."""
    return moment.replace(microsecond=0)


def clock_text(moment: datetime) -> str:
    """Beijing time for a sentence: 07-11 16:40."""
    return f"{moment.astimezone(BEIJING):%m-%d %H:%M}"


def _awaited_text(text: Explanation) -> Explanation:
    return Explanation(f"预报：{text.zh}", f"Forecast: {text.en}")
