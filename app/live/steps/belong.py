"""Step: every row that is kept says whose its mover is and in which waters it lies now."""

from app.live.batch import Batch
from app.live.ingest import Ingest
from app.positions.scopes import UNITS


def belong(ingest: Ingest, batch: Batch) -> None:
    """Copy from the picture. The latest of a mover's rows is the one its waters are true of."""
    movers = ingest.scene.picture.movers[batch.rows["slot"]]
    for name in UNITS:
        batch.rows[name] = movers[name]
