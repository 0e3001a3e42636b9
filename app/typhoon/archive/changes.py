"""What a file would change: new, different, withdrawn or the same, track by track."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.typhoon.model import Fix, Forecast, Track


@dataclass(frozen=True, slots=True)
class StoredFix:
    """A fix in the database and its key there."""

    fix_id: int
    fix: Fix
    averaging_min: int | None
    source: str


@dataclass(frozen=True, slots=True)
class TrackChange:
    """One agency's track against what is stored: `write` goes in, `retire` becomes past."""

    track: Track
    write: tuple[Fix, ...]
    retire: tuple[int, ...]
    new: int
    different: int
    withdrawn: int

    @property
    def changed(self) -> bool:
        """Whether anything is written or retired."""
        return bool(self.write or self.retire)


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """A forecast that is new, or takes the place of one that said something else."""

    storm_id: str
    forecast: Forecast
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything a file would do."""

    tracks: tuple[TrackChange, ...] = ()
    forecasts: tuple[ForecastChange, ...] = ()
    notes: int = field(default=0)

    @property
    def changed(self) -> bool:
        """Whether the database would differ afterwards."""
        return bool(self.forecasts or self.notes or any(change.changed for change in self.tracks))


def compare(track: Track, stored: Mapping[datetime, StoredFix]) -> TrackChange:
    """A track against its stored fixes; a bulletin (`whole` False) withdraws nothing."""
    write: list[Fix] = []
    retire: list[int] = []
    for fix in track.fixes:
        known = stored.get(fix.fix_at)
        if known is not None and _is_same(track, fix, known):
            continue
        write.append(fix)
        if known is not None:
            retire.append(known.fix_id)
    different = len(retire)
    if track.whole:
        given = {fix.fix_at for fix in track.fixes}
        retire += [known.fix_id for at, known in stored.items() if at not in given]
    return TrackChange(
        track, tuple(write), tuple(retire), len(write) - different, different,
        len(retire) - different,
    )  # fmt: skip


def _is_same(track: Track, fix: Fix, known: StoredFix) -> bool:
    return fix == known.fix and track.averaging_min == known.averaging_min
