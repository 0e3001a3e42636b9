"""A position from wire to picture and store. `STEPS` is the one place that says the order.

Steps work on a batch of some hundred reports as numpy columns. The last hands over to the writer,
which commits; only then are reports counted as stored and devices answered. Ticks of the
broadcaster take the picture on to the screens.
"""

from dataclasses import replace

import structlog

from app.live.batch import Batch
from app.live.inbox import Arrival
from app.live.ingest import Ingest, Step
from app.live.steps.belong import belong
from app.live.steps.decode import decode
from app.live.steps.identify import describe, match_vessels
from app.live.steps.judge import judge_and_apply
from app.live.steps.stamp import stamp

log = structlog.get_logger()


def keep(ingest: Ingest, batch: Batch) -> None:
    """Hand the batch to the writer."""
    ingest.hand_over(batch)


STEPS: tuple[Step, ...] = (
    decode, stamp, match_vessels, describe, judge_and_apply, belong, keep,
)  # fmt: skip


def run(ingest: Ingest, arrivals: list[Arrival]) -> None:
    """Take arrivals through every step. A report that a step fails on costs no other."""
    batch = Batch(arrivals)
    STEPS[0](ingest, batch)  # guards each line for itself
    take(ingest, batch)


def welcome(ingest: Ingest) -> None:
    """Take in the movers that have got their register row, and what they had said."""
    ingest.scene.picture.add(ingest.newcomers.take_met())
    batch = ingest.newcomers.take_rows()
    if batch is not None:
        take(ingest, batch)


def take(ingest: Ingest, batch: Batch) -> None:
    """The steps after decoding; where one fails, each half for itself."""
    whole = replace(batch, rows=batch.rows.copy(), statics=list(batch.statics))
    try:
        for step in STEPS[1:]:
            step(ingest, batch)
    except Exception as error:
        if len(whole.rows) + len(whole.statics) > 1:
            for half in whole.halves():
                take(ingest, half)
        else:
            log.exception("report_failed", raw=[whole.raw_of(row) for row in whole.rows], why=error)
            whole.end_refused(whole.rows)
            keep(ingest, replace(whole, rows=whole.rows[:0], statics=[]))
