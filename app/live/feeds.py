"""Feeds and their counters: last heard, age, and how each report ended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from app.clock import real_now
from app.feeds import model as asked
from app.feeds.model import FeedState, state_of
from app.feeds.present import FeedCounters, FeedList, FeedStatus, present
from app.positions.decoders import BODY_FORMATS
from app.positions.model import Reason
from app.wording import Text


@dataclass(slots=True)
class Counters:
    """How reports ended. `lost` counts what the database's absence cost; it is not acknowledged.
    `refused` counts what the database would not keep though every check had passed it, `unproven`
    reports of movers that nobody knows and that were not heard again, `flooded` what was over its
    sender's share, `dropped` datagrams that the kernel could not hold, `foreign` what came from an
    address that is not on the list; the last three count what nobody has read.

    `identity` are static messages, `unused` valid messages that are no vessel's position.
    """

    stored: int = 0
    duplicate: int = 0
    undecodable: int = 0
    identity: int = 0
    unused: int = 0
    lost: int = 0
    refused: int = 0
    unproven: int = 0
    flooded: int = 0
    dropped: int = 0
    foreign: int = 0
    rejected: Counter[Reason] = field(default_factory=Counter[Reason])


@dataclass(slots=True)
class Feed:
    """One source of reports. Times are real unix seconds; `expected_s` is how often it speaks.

    What comes by an exercise's goes into the drill that is open, never into the real world.
    """

    id: str
    title: Text
    expected_s: float
    opened_at: float
    exercise: bool = False
    last_at: float | None = None
    counters: Counters = field(default_factory=Counters)

    def state(self, now: float) -> FeedState:
        """Stale past twice the expected interval, silent past six times."""
        silence_s = now - (self.opened_at if self.last_at is None else self.last_at)
        return state_of(silence_s, self.expected_s)


# id, names, and how often each should be heard in real seconds (a default: no authority behind it).
KNOWN_FEEDS = (
    ("ais_udp", Text("AIS（UDP）", "AIS (UDP)"), 10.0),
    ("ais_tcp", Text("AIS（TCP）", "AIS (TCP)"), 10.0),
    *((one.id, one.title, one.expected_s) for one in BODY_FORMATS),
    ("ais_file", Text("AIS（文件）", "AIS (file)"), 60.0),
)


_DRILL = "drill_"


def drill_id(feed_id: str) -> str:
    """The feed of a drill's fleet beside a real one."""
    return _DRILL + feed_id


def real_id(feed_id: str) -> str:
    """The real feed that this one is, or that it is a drill's twin of."""
    return feed_id.removeprefix(_DRILL)


# The same ways in for a drill's fleet.
DRILL_FEEDS = (
    ("drill_udp", Text("演练 AIS（UDP）", "Drill AIS (UDP)"), 10.0),
    ("drill_tcp", Text("演练 AIS（TCP）", "Drill AIS (TCP)"), 10.0),
    *(
        (drill_id(one.id), Text(f"演练{one.title.zh}", f"Drill {one.title.en}"), one.expected_s)
        for one in BODY_FORMATS
    ),
)  # fmt: skip


def open_feeds(ids: Iterable[str], now: float) -> dict[str, Feed]:
    """The feeds of those ids, in their fixed order."""
    wanted = set(ids)
    return {
        feed_id: Feed(feed_id, title, expected_s, now, exercise)
        for known, exercise in ((KNOWN_FEEDS, False), (DRILL_FEEDS, True))
        for feed_id, title, expected_s in known
        if feed_id in wanted
    }


class AskedFeeds:
    """The feeds that the worker asks, as last read: screens have one list and one alarm."""

    def __init__(self) -> None:
        self._began_at = real_now()
        self._feeds: list[asked.Feed] = []

    def take(self, feeds: list[asked.Feed]) -> None:
        """What stands in the table now."""
        self._feeds = feeds

    def present(self) -> list[FeedStatus]:
        """As those heard here are shown; their age grows though nobody asks."""
        now = real_now()
        return [present(one, now, self._began_at) for one in self._feeds]


def present_feeds(
    feeds: Iterable[Feed], now: float, asked_feeds: AskedFeeds | None = None
) -> FeedList:
    """The feeds: those heard here, then those the worker asks."""
    others = [] if asked_feeds is None else asked_feeds.present()
    return FeedList([*(_present_feed(feed, now) for feed in feeds), *others])


def _present_feed(feed: Feed, now: float) -> FeedStatus:
    counted: dict[str, Any] = {
        each.name: getattr(feed.counters, each.name) for each in fields(feed.counters)
    }
    return FeedStatus(
        id=feed.id,
        title=feed.title,
        last_at=None if feed.last_at is None else datetime.fromtimestamp(feed.last_at, UTC),
        age_s=None if feed.last_at is None else round(now - feed.last_at, 1),
        expected_s=feed.expected_s,
        state=feed.state(now),
        counters=FeedCounters(**counted),
    )
