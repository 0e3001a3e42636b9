"""Step: refuse what cannot be; what is newer than its mover's last becomes current."""

import numpy as np
from numpy.typing import NDArray

from app.live.batch import Batch
from app.live.ingest import Ingest
from app.positions.columns import NO_SLOT, Mask, rounds
from app.positions.model import Reason
from app.positions.queries import Rejected
from app.positions.validation import FINE, JudgedMoment, is_not_newer, judge, reason_of

SAME_TRANSMISSION_S = 10.0  # two receivers hear one transmission within this, real time


def judge_and_apply(ingest: Ingest, batch: Batch) -> None:
    """Judge each row against its mover as the rows before have left it."""
    rows, picture = batch.rows, ingest.scene.picture
    moment = JudgedMoment(
        ingest.scene.time.now(), ingest.scene.time.rate, ingest.scene.rules.limits
    )
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
        picture.apply(current, harbours.hold(current["lon"], current["lat"]))
    _end_rows(ingest, batch, verdict, repeated)


def _end_rows(ingest: Ingest, batch: Batch, verdict: NDArray[np.int8], repeated: Mask) -> None:
    """Refused and repeated rows leave the batch here."""
    refused = verdict != FINE
    for row, fault in zip(batch.rows[refused], verdict[refused], strict=True):
        reason = reason_of(fault, terminal=batch.terminal_of(row) is not None)
        batch.end_rejected(row, reason, _keep_evidence(batch, row, reason))
    batch.end_duplicate(batch.rows[repeated & ~refused])
    suspects = batch.rows["slot"][refused & (batch.rows["slot"] != NO_SLOT)]
    ingest.scene.picture.suspect(suspects, ingest.scene.time.now())
    kept = ~refused & ~repeated
    batch.rows, batch.not_newer = batch.rows[kept], batch.not_newer[kept]


def _keep_evidence(batch: Batch, row: np.void, reason: Reason) -> Rejected:
    def known(name: str) -> float | None:
        return float(row[name]) if np.isfinite(row[name]) else None

    return Rejected(
        vessel_id=None if row["slot"] == NO_SLOT else int(row["vessel_id"]),
        source=int(row["source"]),
        reason=reason,
        fix_at=known("fix_at"),
        lon=known("lon"),
        lat=known("lat"),
        raw=batch.raw_of(row),
    )
