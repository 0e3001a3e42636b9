"""What has to be done now and then: partitions ahead, old evidence away, silent feeds told."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import gevent
import structlog

from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.database import Connection
from app.errors import Unavailable
from app.events.model import EventKind
from app.feeds.queries import list_feeds
from app.live.connection import SteadyConnection
from app.live.feeds import AskedFeeds, Feed, FeedState
from app.live.scene import Scene
from app.live.world_time import real_s
from app.live.worlds import Worlds
from app.positions.queries import add_partition, delete_rejected_before
from app.transaction import on_connection

log = structlog.get_logger()

FEEDS_EVERY_S = 2.0
STORE_EVERY_S = 3600.0
DAYS_AHEAD = 3
KEEP_REJECTED = timedelta(days=7)


def prepare_store(conn: Connection) -> None:
    """Partitions for today and the next days; evidence older than a week goes."""
    today = real_now()
    for days in range(DAYS_AHEAD + 1):
        add_partition(conn, (today + timedelta(days=days)).date())
    delete_rejected_before(conn, today - KEEP_REJECTED)


class Housekeeping:
    """One greenlet with a connection of its own."""

    def __init__(
        self,
        connection: SteadyConnection,
        worlds: Worlds,
        feeds: dict[str, Feed],
        asked: AskedFeeds,
    ) -> None:
        self._connection = connection
        self._asked = asked
        self._worlds = worlds
        self._feeds = feeds
        self._silent: set[str] = set()
        self._stored_at = real_s()

    def run(self) -> None:
        """Keep house until the process ends."""
        while True:
            gevent.sleep(FEEDS_EVERY_S)
            with suppress(Unavailable):  # the writer says so already; the next round tries again
                self.keep_round()

    def keep_round(self) -> None:
        """One round. Raises Unavailable."""
        with self._connection.use() as conn:
            self._tell_feeds(conn)
            self._asked.take(list_feeds(conn))
            if real_s() - self._stored_at > STORE_EVERY_S:
                prepare_store(conn)
                self._stored_at = real_s()

    def _tell_feeds(self, conn: Connection) -> None:
        """A feed of a world that is served is an event when it falls silent or is heard again."""
        silent = {
            feed.id for feed in self._feeds.values()
            if feed.state(real_s()) is FeedState.SILENT and self._scene_of(feed) is not None
        }  # fmt: skip
        for feed_id in silent ^ self._silent:
            scene = self._scene_of(self._feeds[feed_id])
            if scene is None:
                continue
            kind = EventKind.FEED_SILENT if feed_id in silent else EventKind.FEED_RECOVERED
            with on_connection(conn, SYSTEM_ACTOR) as tx:
                tx.append_event(
                    kind,
                    feed_id,
                    {"title": self._feeds[feed_id].title},
                    valid_at=datetime.fromtimestamp(scene.time.now(), UTC),
                    world_id=scene.world_id,
                )
        self._silent = silent

    def _scene_of(self, feed: Feed) -> Scene | None:
        return self._worlds.drill if feed.exercise else self._worlds.real
