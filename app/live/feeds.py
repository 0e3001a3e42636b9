"""Feeds and their counters: last heard, age, and how each report ended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.clock import format_utc
from app.feeds.model import FeedState, state_of
from app.positions.model import Reason


@dataclass(slots=True)
class Counters:
    """How reports ended. `lost` counts what the database's absence cost; it is not acknowledged.

    `identity` are static messages, `unused` valid messages that are no vessel's position.
    """

    stored: int = 0
    duplicate: int = 0
    undecodable: int = 0
    identity: int = 0
    unused: int = 0
    lost: int = 0
    rejected: Counter[Reason] = field(default_factory=Counter[Reason])


@dataclass(slots=True)
class Feed:
    """One source of reports. Times are real unix seconds; `expected_s` is how often it speaks."""

    id: str
    title: dict[str, str]
    expected_s: float
    opened_at: float
    last_at: float | None = None
    counters: Counters = field(default_factory=Counters)

    def state(self, now: float) -> FeedState:
        """Stale past twice the expected interval, silent past six times."""
        silence_s = now - (self.opened_at if self.last_at is None else self.last_at)
        return state_of(silence_s, self.expected_s)


# id, names, and how often each should be heard in real seconds (a default: no authority behind it).
KNOWN_FEEDS = (
    ("ais_udp", {"zh": "AIS（UDP）", "en": "AIS (UDP)"}, 10.0),
    ("ais_tcp", {"zh": "AIS（TCP）", "en": "AIS (TCP)"}, 10.0),
    ("beidou", {"zh": "北斗", "en": "BeiDou"}, 60.0),
    ("ais_file", {"zh": "AIS（文件）", "en": "AIS (file)"}, 60.0),
)


def open_feeds(ids: Iterable[str], now: float) -> dict[str, Feed]:
    """The feeds of those ids, in their fixed order."""
    wanted = set(ids)
    return {
        feed_id: Feed(feed_id, title, expected_s, now)
        for feed_id, title, expected_s in KNOWN_FEEDS
        if feed_id in wanted
    }


def present_feeds(feeds: Iterable[Feed], now: float) -> dict[str, Any]:
    """JSON of the feeds as `GET /api/v1/feeds` and the `feeds` message give it."""
    return {"feeds": [_present(feed, now) for feed in feeds]}


def _present(feed: Feed, now: float) -> dict[str, Any]:
    counters = feed.counters
    return {
        "id": feed.id,
        "title": feed.title,
        "last_at": None if feed.last_at is None else _utc(feed.last_at),
        "age_s": None if feed.last_at is None else round(now - feed.last_at, 1),
        "expected_s": feed.expected_s,
        "state": feed.state(now),
        "counters": {
            "stored": counters.stored,
            "duplicate": counters.duplicate,
            "rejected": dict(counters.rejected),
            "undecodable": counters.undecodable,
            "identity": counters.identity,
            "unused": counters.unused,
            "lost": counters.lost,
        },
    }


def _utc(unix_s: float) -> str:
    return format_utc(datetime.fromtimestamp(unix_s, UTC))
