"""JSON of feeds, in the shape that `live` gives its own."""

from datetime import datetime
from typing import Any

from app.feeds.model import Feed


def feed(one: Feed, now: datetime, since: datetime | None = None) -> dict[str, Any]:
    """One feed: last success, age, counts and fault. `since` as in `Feed.state`."""
    age_s = None if one.succeeded_at is None else (now - one.succeeded_at).total_seconds()
    return {
        "id": one.feed_id,
        "title": {"zh": one.title, "en": one.title_en},
        "last_at": one.succeeded_at,
        "age_s": None if age_s is None else round(age_s, 1),
        "expected_s": one.expected_s,
        "state": one.state(now, since),
        "kind": one.kind,
        "brings": one.brings,
        "address": one.address,
        "asked_at": one.asked_at,
        "changed_at": one.changed_at,
        "fault": None
        if one.fault is None
        else {"code": one.fault_code, "why": one.fault, "since": one.fault_at},
        "counters": {
            "stored": one.taken,
            "duplicate": one.repeated,
            "undecodable": one.bad_rows,
            "failed": one.failed,
            "rejected": {},
        },
    }
