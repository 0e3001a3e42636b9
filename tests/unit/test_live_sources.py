"""Files that are written on, cut and replaced; feeds that fall silent."""

from pathlib import Path

import pytest
from scenes import make_feed

from app.live.feeds import FeedState, present_feeds
from app.live.inbox import Arrival, Inbox
from app.live.sources.file import FileSource


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def lines_of(inbox: Inbox) -> list[bytes]:
    return [line for arrival in inbox.take(10**6) for line in arrival.lines]


def test_a_file_is_followed_line_by_whole_line(tmp_path: Path, inbox: Inbox):
    path = tmp_path / "ais.log"
    source = FileSource(path, make_feed("ais_file"), inbox)
    assert not source.read_new()  # not there yet
    path.write_bytes(b"!one\r\n!tw")
    assert source.read_new()
    assert lines_of(inbox) == [b"!one"]
    with path.open("ab") as file:
        file.write(b"o\n\n!three\n")
    assert source.read_new()
    assert lines_of(inbox) == [b"!two", b"!three"]
    assert not source.read_new()


def test_a_file_cut_to_nothing_is_read_from_its_start(tmp_path: Path, inbox: Inbox):
    path = tmp_path / "ais.log"
    path.write_bytes(b"!one\n!two\n")
    source = FileSource(path, make_feed("ais_file"), inbox)
    source.read_new()
    path.write_bytes(b"!new\n")
    assert source.read_new()
    assert lines_of(inbox) == [b"!one", b"!two", b"!new"]


def test_a_line_without_end_is_not_kept_for_ever(tmp_path: Path, inbox: Inbox):
    path = tmp_path / "ais.log"
    path.write_bytes(b"x" * 5000)
    FileSource(path, make_feed("ais_file"), inbox).read_new()
    assert lines_of(inbox) == [b"x" * 5000]


@pytest.mark.parametrize(
    ("silence_s", "state"),
    [(5, FeedState.FINE), (20.1, FeedState.STALE), (60.1, FeedState.SILENT)],
)
def test_a_feed_grows_stale_and_then_silent(silence_s: float, state: FeedState):
    feed = make_feed("ais_udp")
    feed.last_at = 1000.0
    assert feed.state(1000.0 + silence_s) is state
    (shown,) = present_feeds([feed], 1000.0 + silence_s)["feeds"]
    assert (shown["age_s"], shown["state"]) == (pytest.approx(silence_s), state)


def test_a_feed_that_was_never_heard_is_silent_too_and_has_no_age():
    feed = make_feed("ais_udp")
    (shown,) = present_feeds([feed], 100.0)["feeds"]
    assert (shown["age_s"], shown["last_at"], shown["state"]) == (None, None, "silent")


def test_each_arrival_counts_for_its_own_feed(inbox: Inbox):
    first, second = make_feed("ais_udp"), make_feed("ais_tcp")
    inbox.put(Arrival(first, 1, 0.0, [b"a"]))
    inbox.put(Arrival(second, 2, 0.0, [b"b"]))
    assert [arrival.feed.id for arrival in inbox.take(10)] == ["ais_udp", "ais_tcp"]
