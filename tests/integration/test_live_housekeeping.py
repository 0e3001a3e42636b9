"""What `live` does now and then: a feed that falls silent is an event, and nothing worse."""

from contextlib import closing

from app.database import Connection, connect
from app.live.connection import WHOLE, SteadyConnection
from app.live.feeds import AskedFeeds, open_feeds
from app.live.housekeeping import Housekeeping
from app.live.world_time import real_s
from app.live.worlds import load_worlds


def told(conn: Connection, kind: str) -> list[tuple[str, dict[str, dict[str, str]]]]:
    rows = conn.execute("SELECT subject, payload FROM event WHERE kind = %s ORDER BY seq", (kind,))
    return [(row[0], row[1]) for row in rows.fetchall()]


def test_a_feed_that_falls_silent_and_is_heard_again_is_told_by_its_names(
    conn: Connection, dsn: str
) -> None:
    with connect(dsn, autocommit=True) as own:
        worlds = load_worlds(own)
    feeds = open_feeds(["ais_udp", "drill_udp"], real_s())
    with closing(SteadyConnection(dsn, "test", WHOLE)) as steady:
        house = Housekeeping(steady, worlds, feeds, AskedFeeds())
        feed = feeds["ais_udp"]
        feed.last_at = feed.opened_at = real_s() - 10 * feed.expected_s
        house.keep_round()
        names = {"title": {"zh": "AIS（UDP）", "en": "AIS (UDP)"}}
        assert told(conn, "feed_silent") == [("ais_udp", names)]
        feed.last_at = real_s()
        house.keep_round()
        house.keep_round()
        assert told(conn, "feed_recovered") == [("ais_udp", names)]
