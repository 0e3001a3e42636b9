"""From bytes to picture: every report ends in exactly one counter, whatever it is."""

import json
import random

import numpy as np
import pytest
from pyais import encode_dict
from scenes import INCIDENT_AT, make_feed, make_ingest, make_scene, meet

from app.errors import Unavailable
from app.live import pipeline
from app.live.batch import Batch
from app.live.feeds import Feed, drill_id
from app.live.inbox import Arrival, Inbox, Receipt
from app.live.ingest import Ingest
from app.live.newcomers import AT_ONCE, Newcomers
from app.live.pipeline import STEPS, run
from app.live.steps.decode import decode
from app.live.steps.stamp import stamp
from app.live.world_time import real_s
from app.positions.columns import empty_rows
from app.positions.decoders.nmea import PATIENCE_S, checksum
from app.positions.model import Kind, Reason, Source
from app.positions.picture import Mover
from app.positions.state import State
from app.positions.store import Stored
from app.wording import EMPTY

AisField = str | int | float | bytes | bool  # what pyais encodes


def sentence(mmsi: int, lon: float = 122.5, lat: float = 29.9, **fields: AisField) -> bytes:
    report: dict[str, AisField] = {
        "type": 1, "mmsi": mmsi, "lon": lon, "lat": lat, "speed": 8.0, "course": 90.0,
        "heading": 90, "second": 10,
    }  # fmt: skip
    report |= fields
    return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


def tagged(line: bytes, unix_s: float) -> bytes:
    body = b"c:%d" % unix_s
    return b"\\%b*%02X\\%b" % (body, checksum(body), line)


def hear(ingest: Ingest, feed: Feed, *lines: bytes, at: float | None = None) -> None:
    from app.live.world_time import real_s

    run(ingest, [Arrival(feed, Source.AIS_UDP, at or real_s(), list(lines))])


def ended(feed: Feed) -> int:
    c = feed.counters
    return (c.stored + c.duplicate + c.undecodable + c.identity + c.unused + c.lost + c.refused
            + sum(c.rejected.values()))  # fmt: skip


def test_the_steps_stand_in_the_order_of_the_architecture():
    names = [step.__name__ for step in STEPS]
    assert names == [
        "decode", "stamp", "match_vessels", "describe", "judge_and_apply", "belong", "keep",
    ]  # fmt: skip


def test_a_position_becomes_current_at_the_incident_s_moment():
    scene = make_scene(rate=120, vessels=3)
    ingest, kept = make_ingest(scene)
    feed = make_feed()
    hear(ingest, feed, sentence(412_000_002))
    row = scene.picture.movers[1]
    assert (row["lon"], row["lat"], row["sog_kn"]) == (122.5, 29.9, 8.0)
    assert 0 <= row["fix_at"] - INCIDENT_AT.timestamp() < 120 * 5
    assert feed.counters.stored == 1
    assert kept.batches[0].rows["vessel_id"].tolist() == [2]


def test_a_stranger_gets_a_register_row_and_a_net_marker_is_told_apart():
    scene = make_scene()
    ingest, _ = make_ingest(scene)
    hear(ingest, make_feed(), sentence(413_999_999), sentence(100_345_678))
    meet(ingest)
    assert scene.picture.movers["kind"].tolist() == [Kind.UNKNOWN, Kind.NET_BUOY]


def test_a_name_with_a_battery_makes_a_net_marker_of_a_ship_s_number():
    scene = make_scene()
    ingest, _ = make_ingest(scene)
    name = encode_dict({"type": 24, "mmsi": 412_777_001, "partno": 0, "shipname": "NET7-88%"},
                       talker_id="AI", sentence_type="VDM")[0].encode()  # fmt: skip
    hear(ingest, make_feed(), sentence(412_777_001), name)
    meet(ingest)
    assert scene.picture.movers["kind"].tolist() == [Kind.NET_BUOY]


def test_strangers_wait_while_the_database_is_away_and_everybody_known_moves():
    scene, away = make_scene(vessels=1), True

    def register(movers: list[tuple[int, Kind]]) -> list[Mover]:
        if away:
            raise Unavailable("E-DB-003", EMPTY, EMPTY, EMPTY)
        return [Mover(9001, mmsi, None, kind, False, False) for mmsi, kind in movers]

    ingest = Ingest(scene, Newcomers(register, proofs=1), make_ingest(scene)[1])
    feed = make_feed()
    hear(ingest, feed, sentence(412_000_001), sentence(413_555_555))
    assert not ingest.newcomers.meet()
    assert (feed.counters.stored, feed.counters.lost, len(ingest.newcomers)) == (1, 0, 1)
    away = False
    meet(ingest)
    assert (feed.counters.stored, len(ingest.newcomers)) == (2, 0)


def test_one_transmission_heard_by_two_receivers_counts_as_one():
    ingest, _ = make_ingest(make_scene(vessels=1))
    feed = make_feed()
    line = sentence(412_000_001)
    hear(ingest, feed, line)
    hear(ingest, feed, line)
    assert (feed.counters.stored, feed.counters.duplicate) == (1, 1)


def test_the_same_words_with_a_new_time_are_a_new_report():
    scene = make_scene(vessels=1)
    ingest, _ = make_ingest(scene)
    feed = make_feed()
    now = INCIDENT_AT.timestamp()
    line = sentence(412_000_001)
    hear(ingest, feed, tagged(line, now - 20), tagged(line, now - 10))
    assert feed.counters.stored == 2
    assert scene.picture.movers["fix_at"][0] == now - 10


def test_an_older_report_is_kept_but_does_not_move_the_marker():
    scene = make_scene(vessels=1)
    ingest, kept = make_ingest(scene)
    now = INCIDENT_AT.timestamp()
    hear(ingest, make_feed(), tagged(sentence(412_000_001, lon=122.50), now - 10))
    hear(ingest, make_feed(), tagged(sentence(412_000_001, lon=122.49), now - 200))
    assert scene.picture.movers["lon"][0] == 122.5
    assert kept.batches[1].not_newer.tolist() == [True]


def test_a_jump_is_refused_kept_as_evidence_and_marks_the_vessel():
    scene = make_scene(vessels=1)
    ingest, kept = make_ingest(scene)
    feed, now = make_feed(), INCIDENT_AT.timestamp()
    hear(ingest, feed, tagged(sentence(412_000_001), now - 60))
    hear(ingest, feed, tagged(sentence(412_000_001, lon=123.5), now))
    assert feed.counters.rejected == {Reason.IMPOSSIBLE_SPEED: 1}
    assert scene.picture.movers["lon"][0] == 122.5
    (evidence,) = kept.batches[1].rejected
    assert (evidence.vessel_id, evidence.lon, evidence.reason) == (1, 123.5, "impossible_speed")
    scene.refresh_states()
    assert scene.picture.movers["state"][0] & State.SUSPECT


def test_the_second_report_of_a_batch_is_judged_against_the_first():
    scene = make_scene(vessels=1)
    ingest, _ = make_ingest(scene)
    feed, now = make_feed(), INCIDENT_AT.timestamp()
    near, far = sentence(412_000_001), sentence(412_000_001, lon=124.0)
    hear(ingest, feed, tagged(near, now - 60), tagged(far, now - 50), tagged(near, now - 40))
    assert feed.counters.stored == 2
    assert feed.counters.rejected == {Reason.IMPOSSIBLE_SPEED: 1}


def test_a_vessel_within_a_harbour_is_in_port_and_an_old_one_is_stale_then_lost():
    scene = make_scene(vessels=2)
    ingest, _ = make_ingest(scene)
    now = INCIDENT_AT.timestamp()
    hear(ingest, make_feed(), tagged(sentence(412_000_001, lon=122.301, lat=29.941), now),
         tagged(sentence(412_000_002), now - 1900))  # fmt: skip
    scene.refresh_states()
    first, second = scene.picture.movers["state"].tolist()
    assert first == State.IN_PORT
    assert second == State.STALE
    scene.picture.movers["fix_at"][1] -= 2 * 3600
    scene.refresh_states()
    assert scene.picture.movers["state"][1] == State.STALE | State.LOST


def test_at_120_times_a_report_every_10_seconds_is_not_stale():
    scene = make_scene(rate=120, vessels=1)
    ingest, _ = make_ingest(scene)
    hear(ingest, make_feed(), tagged(sentence(412_000_001), INCIDENT_AT.timestamp() - 20 * 60))
    scene.refresh_states()
    assert scene.picture.movers["state"][0] == 0


@pytest.mark.parametrize("gateway", ["beidou", drill_id("beidou")])
def test_a_terminal_s_receipt_tells_each_report_s_end(gateway: str):
    """A drill's gateway too: its bodies were taken for sentences, and acknowledged unread."""
    ingest, _ = make_ingest(make_scene(vessels=1))
    feed, receipt = make_feed(gateway), Receipt()
    good = {"beidou_id": "1", "fix_at": "2015-07-10T03:59:00Z", "lon": 122.5, "lat": 29.9}
    body = json.dumps({"reports": [
        good, good | {"beidou_id": "77"}, good | {"lon": "x"},
        good | {"fix_at": "2015-07-11T00:00:00Z"},
    ]}).encode()  # fmt: skip
    run(ingest, [Arrival(feed, Source.BEIDOU, 0.0, [body], receipt=receipt)])
    assert receipt.done.is_set()
    assert receipt.stored == 1
    assert sorted(receipt.rejected) == [
        (1, Reason.UNKNOWN_TERMINAL), (2, Reason.MALFORMED), (3, Reason.FUTURE_TIME),
    ]  # fmt: skip


def test_a_body_that_is_not_json_is_counted_once_and_refused():
    ingest, _ = make_ingest(make_scene())
    feed, receipt = make_feed("beidou"), Receipt()
    run(ingest, [Arrival(feed, Source.BEIDOU, 0.0, [b'{"reports":[NaN]}'], receipt=receipt)])
    assert receipt.refused is not None
    assert receipt.done.is_set()
    assert ended(feed) == 1


def test_10_000_random_lines_never_crash_and_end_in_one_counter_each():
    dice, ingest = random.Random(11), make_ingest(make_scene(vessels=50))[0]
    feed = make_feed()
    arrival = Arrival(feed, Source.AIS_UDP, 0.0, [])
    lines = [_noise(dice) for _ in range(10_000)]
    for first in range(0, len(lines), 500):
        run(ingest, [Arrival(feed, Source.AIS_UDP, 0.0, lines[first : first + 500],
                             arrival.decoder)])  # fmt: skip
    for _ in range(len(lines) // AT_ONCE):
        meet(ingest)
    ingest.newcomers.expire(1e12)
    feed.counters.undecodable += arrival.decoder.take_lost(1e12 + PATIENCE_S)
    assert ended(feed) == 10_000
    assert feed.counters.undecodable > 5_000


def _noise(dice: random.Random) -> bytes:
    """Bytes of any kind: a fifth garbage, the rest sentences damaged, cut, or about nobody."""
    kind = dice.randrange(5)
    if kind == 0:
        return dice.randbytes(dice.randrange(1, 100)).replace(b"\n", b" ")
    line = bytearray(sentence(dice.randrange(1, 999_999_999), lon=dice.uniform(-181, 181),
                              lat=dice.uniform(-91, 91)))  # fmt: skip
    if kind == 1:
        return bytes(line[: dice.randrange(1, len(line))])
    if kind == 2:
        line[dice.randrange(len(line))] = dice.randrange(32, 127)
    if kind == 3:
        payload = "".join(dice.choices("0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefw", k=28))
        body = f"AIVDM,1,1,,A,{payload},{dice.randrange(6)}".encode()
        return b"!%b*%02X" % (body, checksum(body))
    return bytes(line)


def test_a_report_that_a_step_fails_on_is_refused_alone(monkeypatch: pytest.MonkeyPatch):
    """What nobody foresaw threw away the whole batch."""

    def fails_on_the_second(ingest: Ingest, batch: Batch) -> None:
        if 412_000_002 in batch.rows["mmsi"]:
            raise ZeroDivisionError
        stamp(ingest, batch)

    monkeypatch.setattr(pipeline, "STEPS", (decode, fails_on_the_second, *STEPS[2:]))
    ingest, _ = make_ingest(make_scene(vessels=9))
    feed, gateway, receipt = make_feed(), make_feed("beidou"), Receipt()
    good = {"beidou_id": "9", "fix_at": "2015-07-10T03:59:00Z", "lon": 122.5, "lat": 29.9}
    body = json.dumps({"reports": [good]}).encode()
    run(ingest, [
        Arrival(feed, Source.AIS_UDP, real_s(), [sentence(412_000_000 + n) for n in range(1, 6)]),
        Arrival(gateway, Source.BEIDOU, real_s(), [body], receipt=receipt),
    ])  # fmt: skip
    assert (feed.counters.stored, feed.counters.refused, ended(feed)) == (4, 1, 5)
    assert (receipt.stored, receipt.done.is_set()) == (1, True)


def test_a_device_is_answered_once_all_parts_of_its_batch_are_kept():
    receipt = Receipt()
    batch = Batch([Arrival(make_feed("beidou"), Source.BEIDOU, 0.0, [b""], receipt=receipt)])
    batch.rows = empty_rows(5, Source.BEIDOU, 0.0)
    first, second = batch.halves()
    for half in (first, second):
        assert not receipt.done.is_set()
        everything = np.ones(len(half.rows), np.bool_)
        half.settle(Stored(everything, ~everything))
    assert (receipt.stored, receipt.done.is_set()) == (5, True)
    first.end_lost(first.rows)
    receipt.done.clear()
    second.settle(Stored(np.ones(2, np.bool_), np.zeros(2, np.bool_)))
    assert not receipt.done.is_set()


def test_an_inbox_nobody_empties_counts_what_it_cannot_hold():
    inbox, feed = Inbox(), make_feed()
    for _ in range(3):
        inbox.put(Arrival(feed, Source.AIS_UDP, 0.0, [b"x"] * 100_000))
    assert feed.counters.lost == 100_000
    assert sum(len(arrival.lines) for arrival in inbox.take(10**9)) == 200_000
