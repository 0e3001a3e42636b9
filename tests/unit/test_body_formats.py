"""A wire format is one file and one line: what is in `BODY_FORMATS` is taken, heard and counted."""

import random

import pytest
from scenes import make_ingest, make_scene, meet

from app.live import feeds, inbox
from app.live.inbox import Arrival, Receipt
from app.live.ingest import Ingest
from app.live.pipeline import run
from app.live.world_time import real_s
from app.positions.decoders import BODY_FORMATS
from app.positions.decoders.body_format import BodyFormat
from app.positions.model import PositionReport, Source, Undecodable
from app.wording import Text

_NO_POSITION = dict.fromkeys(("fix_at", "sog_kn", "cog_deg", "heading_deg", "nav_status"))


def decode_plain(body: bytes) -> list[PositionReport | Undecodable]:
    """`mmsi lon lat`, a line a report: what a stranger would write first."""
    reports: list[PositionReport | Undecodable] = []
    for line in body.splitlines():
        try:
            mmsi, lon, lat = line.split()
            reports.append(PositionReport(mmsi=int(mmsi), beidou_id=None, lon=float(lon),
                                          lat=float(lat), **_NO_POSITION))  # fmt: skip
        except ValueError as error:
            reports.append(Undecodable(str(error)))
    return reports


PLAIN = BodyFormat("plain", Text("文本", "Plain"), 60.0, decode_plain)


@pytest.fixture
def plain_feed(monkeypatch: pytest.MonkeyPatch) -> feeds.Feed:
    """What the line in `BODY_FORMATS` does."""
    monkeypatch.setitem(inbox.BODY_FORMATS_BY_ID, PLAIN.id, PLAIN)
    return feeds.Feed(PLAIN.id, PLAIN.title, PLAIN.expected_s, 0.0)


def post(ingest: Ingest, feed: feeds.Feed, body: bytes) -> Receipt:
    receipt = Receipt()
    run(ingest, [Arrival(feed, PLAIN.source, real_s(), [body], receipt=receipt)])
    return receipt


def test_a_format_in_the_list_is_decoded_by_itself(plain_feed: feeds.Feed) -> None:
    scene = make_scene(vessels=2)
    ingest, _ = make_ingest(scene)
    receipt = post(ingest, plain_feed, b"412000001 122.5 29.9\nnothing\n412000002 122.6 29.9")
    assert (receipt.stored, [line for line, _ in receipt.rejected]) == (2, [1])
    assert scene.picture.movers["source"][0] == Source.GATEWAY
    assert plain_feed.counters.undecodable == 0


def test_a_gateway_s_token_vouches_for_a_stranger_in_its_body(plain_feed: feeds.Feed) -> None:
    """Else a body that is sent again unchanged, until it is acknowledged, would prove nobody."""
    ingest, _ = make_ingest(make_scene(vessels=1), proofs=2)
    body = b"412000001 122.5 29.9\n413999999 122.5 29.9"
    first = post(ingest, plain_feed, body)
    assert not first.all_ended
    meet(ingest)
    assert plain_feed.counters.stored == 2
    again = post(ingest, plain_feed, body)
    assert again.all_ended and again.duplicate == 2


def test_a_decoder_that_fails_costs_its_own_body_alone(plain_feed: feeds.Feed) -> None:
    ingest, _ = make_ingest(make_scene(vessels=1))
    receipt = post(ingest, plain_feed, b"412000001 122.5 29.9\n" + b"9" * 30 + b" 1 1")
    assert receipt.refused is not None
    assert plain_feed.counters.undecodable == 1


def test_each_format_has_a_feed_of_its_own() -> None:
    ids = [form.id for form in BODY_FORMATS]
    assert len(set(ids)) == len(ids)
    assert set(feeds.open_feeds(ids, 0.0)) == set(ids)


@pytest.mark.parametrize("form", BODY_FORMATS, ids=lambda form: form.id)
def test_noise_raises_nothing_but_undecodable(form: BodyFormat) -> None:
    dice = random.Random(form.id)
    for length in range(300):
        try:
            form.decode(dice.randbytes(length))
        except Undecodable:
            continue
