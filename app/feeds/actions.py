"""What can be done with feeds: set one up, forget one, tell which fell silent."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from app.allowed_hosts import AllowedHost
from app.clock import real_now
from app.errors import InvalidInput, NotFound
from app.events.model import EventKind
from app.feeds import queries
from app.feeds.guard import check_url
from app.feeds.model import Brings, Feed, FeedState
from app.transaction import Transaction
from app.typhoon.formats import FORMATS
from app.wording import Text

_ID = re.compile(r"[a-z0-9_-]{1,40}")
_SHORTEST_S, _LONGEST_S = 5.0, 86_400.0


@dataclass(frozen=True, slots=True)
class FeedWish:
    """A polled address as somebody wants it."""

    feed_id: str
    title: str
    title_en: str
    brings: Brings
    address: str
    format_name: str | None
    expected_s: float


def save(tx: Transaction, wish: FeedWish, allowed: Sequence[AllowedHost]) -> Feed:
    """Set up a polled address or change one. Raises InvalidInput, and Denied when its host is
    not on the operator's list; what the name stands for is checked at each fetch."""
    check_url(wish.address, allowed)
    _check_wish(wish)
    queries.save_feed(
        tx.conn,
        feed_id=wish.feed_id,
        title=wish.title,
        title_en=wish.title_en,
        brings=wish.brings,
        address=wish.address,
        format_name=wish.format_name,
        expected_s=wish.expected_s,
    )
    tx.audit("save_feed", f"feed/{wish.feed_id}", detail={"address": wish.address})
    return queries.get_feed(tx.conn, wish.feed_id)


def _check_wish(wish: FeedWish) -> None:
    if not _ID.fullmatch(wish.feed_id) or wish.feed_id.startswith("folder_"):
        raise _feed_refusal(
            Text(
                "编号要是 40 位以内的小写字母、数字、_ 或 -，不以 folder_ 开头",
                "An id has at most 40 lower-case letters, digits, _ or -, and "
                "does not begin with folder_",
            )
        )
    if not (0 < len(wish.title) <= 60 and 0 < len(wish.title_en) <= 60):
        raise _feed_refusal(Text("名称要 1 到 60 字", "A name has 1 to 60 characters"))
    if not _SHORTEST_S <= wish.expected_s <= _LONGEST_S:
        raise _feed_refusal(
            Text(
                f"间隔要 {_SHORTEST_S:g} 到 {_LONGEST_S:g} 秒",
                f"The interval is {_SHORTEST_S:g} to {_LONGEST_S:g} seconds",
            )
        )
    if wish.format_name and wish.format_name not in {known.name for known in FORMATS}:
        raise _feed_refusal(
            Text(f"没有格式 {wish.format_name}", f"There is no format {wish.format_name}")
        )


def _feed_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-FEED-003",
        Text("数据源没有保存", "The feed was not saved"),
        why,
        Text("改正后再存", "Correct it and save again"),
    )


def forget(tx: Transaction, feed_id: str) -> None:
    """Forget a polled address. Raises NotFound."""
    if not queries.delete_feed(tx.conn, feed_id):
        raise NotFound(
            "E-FEED-004",
            Text("数据源没有删", "The feed was not deleted"),
            Text(f"没有可删的 {feed_id}", f"There is no {feed_id} that can be deleted"),
            Text("看 /api/v1/feeds", "See /api/v1/feeds"),
        )
    tx.audit("delete_feed", f"feed/{feed_id}")


def tell_silent(tx: Transaction, since: datetime) -> int:
    """Append an event for each feed that fell silent or is heard again; gives how many. `since`:
    when feeds began to be asked again."""
    now = real_now()
    changed = [
        feed
        for feed in queries.list_feeds(tx.conn)
        if feed.enabled and (feed.state(now, since) is FeedState.SILENT) != feed.silent
    ]
    for feed in changed:
        queries.set_silent(tx.conn, feed.feed_id, not feed.silent)
        tx.append_event(
            EventKind.FEED_RECOVERED if feed.silent else EventKind.FEED_SILENT,
            feed.feed_id,
            {
                "title": {"zh": feed.title, "en": feed.title_en},
                "fault": None if feed.fault is None else asdict(feed.fault),
            },
            valid_at=now,
        )
    return len(changed)
