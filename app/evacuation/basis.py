"""What an answer rests on: the bulletins it knew, and a hash of everything that went into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.closures.model import StatedClosures
from app.evacuation.cutoffs import SurgeGap, SurgeLimit, TimingInputs
from app.evacuation.weighing import WaitingPractice
from app.evacuation.wind import Chance
from app.strict_json import dumps
from app.typhoon.model import TrackKind
from app.typhoon.outlook import Outlook


@dataclass(frozen=True, slots=True)
class KnownBulletin:
    """The newest that an agency had said: its last fix, and when its forecast was issued."""

    agency: str
    track_kind: TrackKind
    fix_at: datetime | None
    issued_at: datetime | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class KeptInputs:
    """`counted_hash` is of who was counted and placed; `inputs_hash` of that and of the timing."""

    inputs_hash: str
    counted_hash: str
    bulletins: tuple[KnownBulletin, ...]


@dataclass(frozen=True, slots=True)
class KnownWinds:
    """What is known of the wind at a moment, hashed once for all zones."""

    winds_hash: str
    bulletins: tuple[KnownBulletin, ...]

    def basis(
        self,
        counted_hash: str,
        inputs: TimingInputs,
        surge: SurgeLimit | SurgeGap,
        chances: Mapping[int, Chance | None],
    ) -> KeptInputs:
        """What an answer with these inputs rests on."""
        whole = digest(counted_hash, self.winds_hash, inputs, surge, chances)
        return KeptInputs(whole, counted_hash, self.bulletins)


def known_of(
    outlooks: Sequence[Outlook], closures: StatedClosures, waiting: WaitingPractice
) -> KnownWinds:
    """What the agencies' tracks and forecasts say, what was said to be closed or open, and what
    waiting is weighed by."""
    said = [
        (each.track.agency, each.track.kind, each.track.averaging_min, each.track.fixes,
         each.forecast, each.circles_from and each.circles_from.agency)
        for each in outlooks
    ]  # fmt: skip
    weighed_by = (waiting.known and waiting.known.known_at, waiting.limit, waiting.needless_h)
    return KnownWinds(
        digest(said, closures.known, weighed_by, waiting.rhythm),
        known_bulletins(outlooks),
    )


def known_bulletins(outlooks: Sequence[Outlook]) -> tuple[KnownBulletin, ...]:
    """The newest bulletin of each agency."""
    return tuple(_known_bulletin(each) for each in outlooks)


def _known_bulletin(outlook: Outlook) -> KnownBulletin:
    track, forecast = outlook.track, outlook.forecast
    return KnownBulletin(
        agency=track.agency,
        track_kind=track.kind,
        fix_at=track.fixes[-1].fix_at if track.fixes else None,
        issued_at=None if forecast is None else forecast.issued_at,
        synthetic=forecast is not None and forecast.synthetic,
    )


def digest(*parts: object) -> str:
    """A hash of the parts' JSON."""
    return sha256(dumps(parts).encode()).hexdigest()
