"""Files that are written on, cut and replaced; feeds that fall silent."""

import socket
from pathlib import Path

import gevent
import pytest
from gevent.socket import create_connection
from scenes import make_feed

from app.live.feeds import FeedState, present_feeds
from app.live.inbox import Arrival, Inbox
from app.live.sources.allowance import BURST
from app.live.sources.file import FileSource
from app.live.sources.senders import Senders
from app.live.sources.tcp import MAX_OF_ONE, SentencePatience, TcpSource
from app.live.sources.udp import UdpSource
from app.positions.model import Source


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
    (shown,) = present_feeds([feed], 1000.0 + silence_s).feeds
    assert (shown.age_s, shown.state) == (pytest.approx(silence_s), state)


def test_a_feed_that_was_never_heard_is_silent_too_and_has_no_age():
    feed = make_feed("ais_udp")
    (shown,) = present_feeds([feed], 100.0).feeds
    assert (shown.age_s, shown.last_at, shown.state) == (None, None, "silent")


def test_each_arrival_counts_for_its_own_feed(inbox: Inbox):
    first, second = make_feed("ais_udp"), make_feed("ais_tcp")
    inbox.put(Arrival(first, Source.AIS_UDP, 0.0, [b"a"]))
    inbox.put(Arrival(second, Source.AIS_TCP, 0.0, [b"b"]))
    assert [arrival.feed.id for arrival in inbox.take(10)] == ["ais_udp", "ais_tcp"]


def test_one_sender_s_flood_does_not_cost_another_s_reports(inbox: Inbox):
    feed = make_feed()
    source = UdpSource(("127.0.0.1", 0), feed, inbox)
    for _ in range(50_000):
        source.take(b"x", ("10.0.0.66", 1))
    source.take(b"!honest", ("10.0.0.1", 1))
    lines = lines_of(inbox)
    assert lines[-1] == b"!honest"
    assert len(lines) < BURST * 1.5
    assert feed.counters.flooded == 50_001 - len(lines)
    source.close()


def test_an_address_that_is_not_on_the_list_brings_nothing(inbox: Inbox):
    feed = make_feed()
    source = UdpSource(("127.0.0.1", 0), feed, inbox, Senders(("10.0.0.0/8", "192.168.7.1/32")))
    for host in ("10.9.9.9", "192.168.7.1", "192.168.7.2", "203.0.113.5"):
        source.take(host.encode(), (host, 1))
    assert lines_of(inbox) == [b"10.9.9.9", b"192.168.7.1"]
    assert feed.counters.foreign == 2
    source.close()


def test_connections_without_a_sentence_give_their_places_back(inbox: Inbox):
    source = TcpSource(make_feed("ais_tcp"), inbox, patience=SentencePatience(0.05, 0.05))
    server = source.serve(("127.0.0.1", 0))
    server.start()
    with gevent.Timeout(20):
        idle = [create_connection(("127.0.0.1", server.server_port)) for _ in range(MAX_OF_ONE)]
        assert [each.recv(1) for each in idle] == [b""] * MAX_OF_ONE
        receiver = create_connection(("127.0.0.1", server.server_port))
        receiver.sendall(b"!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n")
        inbox.event.wait()
        assert len(lines_of(inbox)) == 1
        for each in (*idle, receiver):
            each.close()
    server.stop()


def test_one_host_holds_only_some_of_the_places(inbox: Inbox):
    source = TcpSource(make_feed("ais_tcp"), inbox)
    server = source.serve(("127.0.0.1", 0))
    server.start()
    with gevent.Timeout(20):
        held = [create_connection(("127.0.0.1", server.server_port)) for _ in range(MAX_OF_ONE)]
        gevent.sleep(0)
        more = create_connection(("127.0.0.1", server.server_port))
        assert more.recv(1) == b""
        for each in (*held, more):
            each.close()
    server.stop()


def test_what_the_kernel_could_not_hold_is_counted(inbox: Inbox):
    source = UdpSource(("127.0.0.1", 0), make_feed(), inbox)
    assert source.dropped == 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        while source.dropped == 0:  # nobody reads: sooner or later the buffer is full
            for _ in range(500):
                wire.sendto(bytes(8000), source.address)
    source.close()
