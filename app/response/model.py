"""A response activation, and a recommendation with the rules that led to it."""

from dataclasses import dataclass
from datetime import datetime

from app.incidents.model import ResponseTrack


@dataclass(frozen=True, slots=True)
class Activation:
    """A unit's response on one track. Never edited: a change of level ends it and begins another.

    `level` 4 (Ⅳ, lowest) to 1 (Ⅰ); None on the track without levels."""

    activation_id: int
    issuer_unit: str
    track: ResponseTrack
    level: int | None
    started_at: datetime
    ended_at: datetime | None
    basis_text: str


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule of the default table that holds, with the figures that made it hold."""

    code: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the default table would recommend. It is shown; a person adopts or does not."""

    level: int | None
    rules: tuple[FiredRule, ...]
    not_considered: tuple[str, ...]
