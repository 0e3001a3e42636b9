"""Steps: whose report it is, and what ships say of themselves."""

import numpy as np

from app.live.batch import Batch
from app.live.ingest import Ingest
from app.positions.columns import NO_SLOT
from app.positions.identity import classified
from app.positions.model import StaticReport
from app.positions.validation import is_placed


def match_vessels(ingest: Ingest, batch: Batch) -> None:
    """Every row gets the slot of its mover; those of an MMSI that nobody knows wait elsewhere."""
    picture = ingest.scene.picture
    batch.rows["slot"] = picture.slots_of_mmsi(batch.rows["mmsi"].tolist())
    _set_aside(ingest, batch)
    rows = batch.rows
    for index in np.flatnonzero(rows["mmsi"] == 0):
        rows["slot"][index] = picture.slot_of_beidou(batch.terminal_of(rows[index]))
    found = rows["slot"] != NO_SLOT
    rows["vessel_id"][found] = picture.movers["vessel_id"][rows["slot"][found]]


def _set_aside(ingest: Ingest, batch: Batch) -> None:
    """MMSI 0 is nobody's; a report without a possible place proves nobody."""
    rows = batch.rows
    strange = (rows["slot"] == NO_SLOT) & (rows["mmsi"] > 0) & is_placed(rows)
    unknown = [r for r in batch.statics if ingest.scene.picture.slot_of_mmsi(r.mmsi) == NO_SLOT]
    if strange.any() or unknown:
        ingest.newcomers.hold(batch, rows[strange], unknown)
        batch.rows = rows[~strange]
        batch.statics = [report for report in batch.statics if report not in unknown]


def describe(ingest: Ingest, batch: Batch) -> None:
    """What ships say of themselves reaches the picture; only news goes on to the register."""
    news: list[StaticReport] = []
    for heard in batch.statics:
        earlier = ingest.said.get(heard.mmsi)
        report = classified(heard.merge_earlier(earlier))
        if report != earlier:
            ingest.said[report.mmsi] = report
            ingest.scene.picture.describe(report)
            news.append(report)
    batch.statics = news
