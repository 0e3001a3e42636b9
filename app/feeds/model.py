"""What a feed is, and whether it is heard as often as it should be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.wording import Text


class FeedState(StrEnum):
    """Whether a feed is heard as often as it should be."""

    FINE = "fine"
    STALE = "stale"
    SILENT = "silent"


STALE_AFTER = 2.0
SILENT_AFTER = 6.0


def state_of(silence_s: float, expected_s: float) -> FeedState:
    """Stale past twice the expected interval, silent past six times."""
    if silence_s > SILENT_AFTER * expected_s:
        return FeedState.SILENT
    return FeedState.STALE if silence_s > STALE_AFTER * expected_s else FeedState.FINE


class FeedKind(StrEnum):
    """How a feed is asked."""

    URL = "url"
    FOLDER = "folder"


class Brings(StrEnum):
    """What a feed's files are."""

    TYPHOON = "typhoon"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Feed:
    """A polled address or a watched folder. Times are real; counts since it was set up.

    `succeeded_at`: last answered well; `changed_at`: last brought something new. `fault` stands
    until the next success.
    """

    feed_id: str
    title: str
    title_en: str
    kind: FeedKind
    brings: Brings
    address: str
    format: str | None
    expected_s: float
    enabled: bool
    opened_at: datetime
    asked_at: datetime | None
    succeeded_at: datetime | None
    changed_at: datetime | None
    taken: int
    repeated: int
    bad_rows: int
    failed: int
    fault_code: str | None
    fault: Text | None
    fault_at: datetime | None
    silent: bool
    digest: bytes | None

    def state(self, now: datetime, since: datetime | None = None) -> FeedState:
        """By the time since it last answered well, or since it was set up. `since`: when whoever
        judges began; an installation that stood still for a night was not failed by its feeds."""
        heard_at = self.succeeded_at or self.opened_at
        heard_at = heard_at if since is None else max(heard_at, since)
        return state_of((now - heard_at).total_seconds(), self.expected_s)

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask it again."""
        if self.asked_at is None:
            return True
        return (now - self.asked_at).total_seconds() >= self.expected_s


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file or answer brought."""

    values: int
    bad_rows: int
