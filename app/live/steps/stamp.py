"""Step: every report gets a time."""

import numpy as np

from app.live.batch import Batch
from app.live.ingest import Ingest


def stamp(ingest: Ingest, batch: Batch) -> None:
    """A report without a time of its own gets the incident's moment at its reception.

    Milliseconds are kept: vessel and time are a key, and must read the same everywhere.
    """
    rows = batch.rows
    timeless = ~rows["own_time"]
    rows["fix_at"][timeless] = ingest.scene.time.at(rows["received_at"][timeless])
    rows["fix_at"] = np.round(rows["fix_at"], 3)
