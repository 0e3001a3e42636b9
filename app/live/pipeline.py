"""A position from wire to picture and store. `STEPS` is the one place that says the order.

Steps work on a batch of some hundred reports as numpy columns. The last hands over to the writer,
which commits; only then are reports counted as stored and devices answered. Ticks of the
broadcaster take the picture on to the screens.
"""

from app.live.batch import Batch
from app.live.inbox import Arrival
from app.live.ingest import Ingest, Step
from app.live.steps.belong import belong
from app.live.steps.decode import decode
from app.live.steps.identify import describe, match_vessels
from app.live.steps.judge import judge_and_apply
from app.live.steps.stamp import stamp


def keep(ingest: Ingest, batch: Batch) -> None:
    """Hand the batch to the writer."""
    ingest.hand_over(batch)


STEPS: tuple[Step, ...] = (
    decode, stamp, match_vessels, describe, judge_and_apply, belong, keep,
)  # fmt: skip


def run(ingest: Ingest, arrivals: list[Arrival]) -> None:
    """Take arrivals through every step."""
    batch = Batch(arrivals)
    for step in STEPS:
        step(ingest, batch)
