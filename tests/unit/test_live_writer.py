"""While the database is away batches wait in order; what is given up is counted."""

import numpy as np
from scenes import make_feed

from app.live.batch import Batch
from app.live.connection import SteadyConnection
from app.live.inbox import Arrival, Receipt
from app.live.writer import Writer
from app.positions.columns import empty_rows
from app.positions.model import Source

NOWHERE = "host=/nonexistent dbname=none"


def batch_of(count: int, receipt: Receipt | None = None) -> Batch:
    arrival = Arrival(make_feed("beidou"), Source.BEIDOU, 0.0, [b""], receipt=receipt)
    batch = Batch([arrival])
    batch.rows = empty_rows(count, Source.BEIDOU, 0.0)
    batch.rows["line"] = range(count)
    batch.not_newer = np.zeros(count, np.bool_)
    return batch


def attempt(writer: Writer) -> bool:
    return writer._commit_first()


def test_a_batch_waits_while_the_database_is_away():
    receipt = Receipt()
    writer, batch = Writer(SteadyConnection(NOWHERE, "test")), batch_of(3, receipt)
    writer.put(batch, 1)
    assert not attempt(writer)
    assert len(writer) == 1
    assert writer.away_since is not None
    assert not receipt.done.is_set()


def test_what_is_given_up_is_counted_and_never_acknowledged():
    receipt = Receipt()
    writer = Writer(SteadyConnection(NOWHERE, "test"), keep_s=-1.0)
    batch = batch_of(3, receipt)
    writer.put(batch, 1)
    assert not attempt(writer)
    assert len(writer) == 0
    assert batch.arrivals[0].feed.counters.lost == 3
    assert not receipt.done.is_set()
