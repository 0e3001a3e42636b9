"""Step: refuse what cannot be; what is newer than its mover's last becomes current."""

import numpy as np
from numpy.typing import NDArray

from app.live.batch import Batch, Line
from app.live.ingest import Ingest
from app.live.steps.decode import RAW_LIMIT
from app.positions.columns import NO_SLOT, Mask, rounds
from app.positions.model import Reason
from app.positions.queries import Rejected
from app.positions.state import within_harbour
from app.positions.validation import FINE, Moment, is_not_newer, judge, reason_of

SAME_TRANSMISSION_S = 10.0  # two receivers hear one transmission within this, real time


def judge_and_apply(ingest: Ingest, batch: Batch) -> None:
    """Judge each row against its mover as the rows before have left it."""
    rows, picture = batch.rows, ingest.scene.picture
    moment = Moment(ingest.scene.time.now(), ingest.scene.time.rate, ingest.scene.rules.limits)
    verdict = np.full(len(rows), FINE, np.int8)
    batch.not_newer = np.zeros(len(rows), np.bool_)
    repeated = np.zeros(len(rows), np.bool_)
    for chosen in rounds(rows["slot"]):
        part, known = rows[chosen], picture.known(rows["slot"][chosen])
        verdict[chosen] = judge(part, known, moment)
        repeated[chosen] = picture.is_repeated(part, SAME_TRANSMISSION_S)
        batch.not_newer[chosen] = is_not_newer(part, known)
        fine = (verdict[chosen] == FINE) & ~repeated[chosen] & ~batch.not_newer[chosen]
        current = part[fine]
        harbours = ingest.scene.rules.harbours
        picture.apply(current, within_harbour(current["lon"], current["lat"], harbours))
    _end(ingest, batch, verdict, repeated)


def _end(ingest: Ingest, batch: Batch, verdict: NDArray[np.int8], repeated: Mask) -> None:
    """Refused and repeated rows leave the batch here."""
    refused = verdict != FINE
    rows = batch.rows[refused]
    for row, line, fault in zip(rows, batch.lines_of(rows), verdict[refused], strict=True):
        reason = reason_of(fault, terminal=line.beidou_id is not None)
        line.rejected(reason)
        batch.rejected.append(_evidence(row, line, reason))
    for line in batch.lines_of(batch.rows[repeated & ~refused]):
        line.duplicate()
    suspects = batch.rows["slot"][refused & (batch.rows["slot"] != NO_SLOT)]
    ingest.scene.picture.suspect(suspects, ingest.scene.time.now())
    kept = ~refused & ~repeated
    batch.rows, batch.not_newer = batch.rows[kept], batch.not_newer[kept]


def _evidence(row: np.void, line: Line, reason: Reason) -> Rejected:
    def known(name: str) -> float | None:
        return float(row[name]) if np.isfinite(row[name]) else None

    return Rejected(
        vessel_id=None if row["slot"] == NO_SLOT else int(row["vessel_id"]),
        source=int(row["source"]),
        reason=reason,
        fix_at=known("fix_at"),
        lon=known("lon"),
        lat=known("lat"),
        raw=line.beidou_id or line.raw[:RAW_LIMIT].decode("ascii", "replace"),
    )
