"""The jobs that ask feeds: a round that finds who is due, and one job a feed."""

from datetime import datetime

import procrastinate

from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.database import Database
from app.feeds.actions import tell_silent
from app.feeds.polling import Surroundings, poll
from app.feeds.queries import list_feeds
from app.jobs.queries import defer
from app.transaction import begin

POLL_FEED = "poll_feed"


def add_feed_jobs(
    app: procrastinate.App, database: Database, surroundings: Surroundings | None
) -> None:
    """Add them to the list; a slow feed holds up its own job only. None: nothing is asked."""
    if surroundings is None:
        return
    began_at = real_now()

    @app.periodic(cron="* * * * * */5", periodic_id="poll_feeds")
    @app.task(name="poll_feeds", queueing_lock="poll_feeds")
    def poll_feeds(timestamp: int) -> None:
        """Defer the job of each feed that is due, and tell which fell silent."""
        start_round(database, began_at)

    @app.task(name=POLL_FEED)
    def poll_feed(feed_id: str) -> None:
        """Ask one feed."""
        poll(database, surroundings, feed_id)


def start_round(database: Database, began_at: datetime) -> list[str]:
    """Defer the job of each feed that is due; gives their ids. `began_at`: since when rounds go."""
    now = real_now()
    with begin(database, SYSTEM_ACTOR) as tx:
        due = [one.feed_id for one in list_feeds(tx.conn) if one.enabled and one.is_due(now)]
        for feed_id in due:
            defer(tx.conn, POLL_FEED, {"feed_id": feed_id}, once=f"{POLL_FEED}:{feed_id}")
        tell_silent(tx, began_at)
    return due
