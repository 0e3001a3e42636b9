"""A feed as every screen shows it, whether `live` hears it or the worker asks it."""

from dataclasses import dataclass, field
from datetime import datetime

from app.feeds.model import Brings, Feed, FeedKind, FeedState
from app.wording import Text


@dataclass(frozen=True, slots=True)
class FeedFault:
    """Why a feed was not answered last, and since when."""

    code: str | None
    why: Text
    since: datetime | None


@dataclass(frozen=True, slots=True)
class FeedCounters:
    """How reports ended; `failed` counts askings, `rejected` has reasons."""

    stored: int = 0
    duplicate: int = 0
    undecodable: int = 0
    failed: int = 0
    identity: int = 0
    unused: int = 0
    lost: int = 0
    refused: int = 0
    unproven: int = 0
    flooded: int = 0
    dropped: int = 0
    foreign: int = 0
    rejected: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed as every screen shows it; what only the asked ones have is None of the others."""

    id: str
    title: Text
    last_at: datetime | None
    age_s: float | None
    expected_s: float
    state: FeedState
    counters: FeedCounters
    kind: FeedKind | None = None
    brings: Brings | None = None
    address: str | None = None
    asked_at: datetime | None = None
    changed_at: datetime | None = None
    fault: FeedFault | None = None


@dataclass(frozen=True, slots=True)
class FeedList:
    """Every feed: those `live` hears, then those the worker asks."""

    feeds: list[FeedStatus]


def present(one: Feed, now: datetime, since: datetime | None = None) -> FeedStatus:
    """One feed: last success, age, counts and fault. `since` as in `Feed.state`."""
    age_s = None if one.succeeded_at is None else (now - one.succeeded_at).total_seconds()
    fault = None if one.fault is None else FeedFault(one.fault_code, one.fault, one.fault_at)
    return FeedStatus(
        id=one.feed_id,
        title=Text(one.title, one.title_en),
        last_at=one.succeeded_at,
        age_s=None if age_s is None else round(age_s, 1),
        expected_s=one.expected_s,
        state=one.state(now, since),
        counters=FeedCounters(
            stored=one.taken, duplicate=one.repeated, undecodable=one.bad_rows, failed=one.failed
        ),
        kind=one.kind,
        brings=one.brings,
        address=one.address,
        asked_at=one.asked_at,
        changed_at=one.changed_at,
        fault=fault,
    )
