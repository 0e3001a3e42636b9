"""A made-up MMSI costs a place in a waiting room, not a row in the register for ever."""

import pytest
from pyais import encode_dict
from scenes import Kept, make_feed, make_scene

from app.exercise.ais import AisIdentity, class_b_identity
from app.live.feeds import Feed
from app.live.inbox import Arrival
from app.live.ingest import Ingest
from app.live.newcomers import MOST_OF_ONE, PATIENCE_S, Newcomers
from app.live.pipeline import run, welcome
from app.live.sources.allowance import Allowance
from app.live.world_time import real_s
from app.positions.model import Kind, Source
from app.positions.picture import Mover

AT = real_s() - 60


def sentence(mmsi: int, lon: float = 122.5) -> bytes:
    report = {"type": 1, "mmsi": mmsi, "lon": lon, "lat": 29.9, "speed": 8.0, "course": 90.0}
    return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


class Sea:
    """An ingest whose register counts what it is asked to keep."""

    def __init__(self, rate: float = 1.0, burst: float = 2000.0) -> None:
        self.registered: list[int] = []
        self.feed: Feed = make_feed()
        self.newcomers = Newcomers(self._register, Allowance(rate, burst))
        self.kept = Kept()
        self.ingest = Ingest(make_scene(vessels=1), self.newcomers, self.kept)

    def _register(self, movers: list[tuple[int, Kind]]) -> list[Mover]:
        first = 9001 + len(self.registered)
        self.registered += [mmsi for mmsi, _ in movers]
        return [Mover(first + n, m, None, kind, False, False) for n, (m, kind) in enumerate(movers)]

    def hear(self, *lines: bytes, sender: str = "10.0.0.1", at: float = AT) -> None:
        run(self.ingest, [Arrival(self.feed, Source.AIS_UDP, at, list(lines), sender=sender)])

    def meet(self) -> None:
        self.newcomers.meet()
        welcome(self.ingest)


def test_a_newcomer_heard_once_has_no_row_and_heard_twice_loses_none_of_its_reports():
    sea = Sea()
    sea.hear(sentence(413_000_001))
    sea.hear(sentence(413_000_001))  # a second receiver heard the same words
    sea.meet()
    assert sea.registered == []
    sea.hear(sentence(413_000_001, 122.501), at=AT + 20)
    sea.meet()
    assert sea.registered == [413_000_001]
    counters = sea.feed.counters
    assert (counters.stored, counters.duplicate, counters.unproven) == (2, 1, 0)
    sea.hear(sentence(413_000_001, 122.502), at=AT + 40)
    assert counters.stored == 3


def test_20_000_spoofed_numbers_of_one_sender_get_no_more_rows_than_its_share():
    sea = Sea(rate=1.0, burst=100.0)
    for first in range(0, 20_000, 500):
        for lon in (122.5, 122.501):
            sea.hear(*(sentence(300_000_000 + n, lon) for n in range(first, first + 500)),
                     sender="10.0.0.66")  # fmt: skip
            sea.meet()
    assert len(sea.registered) == 100
    assert len(sea.newcomers) <= MOST_OF_ONE
    sea.hear(sentence(413_000_001), sentence(413_000_001, 122.501), sentence(412_000_001))
    sea.meet()
    assert sea.registered[-1] == 413_000_001
    assert sea.feed.counters.unproven > 0


def test_whoever_is_not_heard_again_is_forgotten_and_counted():
    sea = Sea()
    sea.hear(sentence(413_000_001))
    sea.newcomers.expire(AT + PATIENCE_S - 1)
    assert len(sea.newcomers) == 1
    sea.newcomers.expire(AT + PATIENCE_S + 1)
    assert len(sea.newcomers) == 0
    assert sea.feed.counters.unproven == 1


def test_a_report_without_a_possible_place_proves_nobody():
    sea = Sea()
    sea.hear(sentence(413_000_001, 181), sentence(413_000_001, -181))
    sea.meet()
    assert sea.registered == []
    assert sum(sea.feed.counters.rejected.values()) == 2


def test_one_that_the_register_refuses_costs_no_other(monkeypatch: pytest.MonkeyPatch):
    sea = Sea()

    def register(movers: list[tuple[int, Kind]]) -> list[Mover]:
        if any(mmsi == 413_000_002 for mmsi, _ in movers):
            raise ValueError
        return sea._register(movers)

    monkeypatch.setattr(sea.newcomers, "_register", register)
    for lon in (122.5, 122.501):
        sea.hear(*(sentence(413_000_000 + n, lon) for n in (1, 2, 3)))
    while len(sea.newcomers):
        sea.meet()
    assert sea.registered == [413_000_001, 413_000_003]
    assert (sea.feed.counters.stored, sea.feed.counters.refused) == (4, 2)


def test_both_halves_of_what_a_newcomer_calls_itself_are_kept():
    """Type 24 has the name in part A, the length in part B; each alone leaves the other out."""
    sea = Sea()
    identity = AisIdentity(413_000_001, "ZHOU YU 1", "X", 30, 20.0)
    sea.hear(
        sentence(413_000_001), sentence(413_000_001, 122.501), *class_b_identity(identity, "A")
    )
    sea.meet()
    said = [report for batch in sea.kept.batches for report in batch.statics]
    assert [(report.name, report.length_m) for report in said] == [("ZHOU YU 1", 20.0)]
    sea.hear(*class_b_identity(identity, "B"))  # nothing new, whichever half comes last
    assert sum(len(batch.statics) for batch in sea.kept.batches) == 1
