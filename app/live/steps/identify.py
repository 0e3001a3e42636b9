"""Steps: whose report it is, and what ships say of themselves."""

import numpy as np

from app.errors import Unavailable
from app.live.batch import Batch
from app.live.ingest import Ingest
from app.positions.columns import NO_SLOT
from app.positions.identity import classified, kind_of_stranger
from app.positions.model import StaticReport
from app.positions.picture import Picture


def match_vessels(ingest: Ingest, batch: Batch) -> None:
    """Every row gets the slot of its mover; an MMSI heard for the first time gets a new one."""
    picture = ingest.scene.picture
    _match_mmsi(picture, batch)
    strangers = _strangers(picture, batch)
    if strangers:
        _meet(ingest, batch, strangers)
        _match_mmsi(picture, batch)
    rows = batch.rows
    for index in np.flatnonzero(rows["mmsi"] == 0):
        rows["slot"][index] = picture.slot_of_beidou(batch.terminal_of(rows[index]))
    found = rows["slot"] != NO_SLOT
    rows["vessel_id"][found] = picture.movers["vessel_id"][rows["slot"][found]]


def _match_mmsi(picture: Picture, batch: Batch) -> None:
    batch.rows["slot"] = picture.slots_of_mmsi(batch.rows["mmsi"].tolist())


def _strangers(picture: Picture, batch: Batch) -> list[int]:
    """MMSIs without a slot, those of mere names too. MMSI 0 is nobody's."""
    unmatched: list[int] = batch.rows["mmsi"][batch.rows["slot"] == NO_SLOT].tolist()
    named = [r.mmsi for r in batch.statics if picture.slot_of_mmsi(r.mmsi) == NO_SLOT]
    return sorted({*unmatched, *named} - {0})


def _meet(ingest: Ingest, batch: Batch, strangers: list[int]) -> None:
    names = {report.mmsi: report.name for report in batch.statics}
    try:
        movers = ingest.register([(m, kind_of_stranger(m, names.get(m))) for m in strangers])
    except Unavailable:
        _lose(batch, strangers)  # without a register row they have no key to be kept under
    else:
        ingest.scene.picture.add(movers)


def _lose(batch: Batch, strangers: list[int]) -> None:
    gone = np.isin(batch.rows["mmsi"], strangers)
    batch.end_lost(batch.rows[gone])
    batch.rows = batch.rows[~gone]


def describe(ingest: Ingest, batch: Batch) -> None:
    """What ships say of themselves reaches the picture; only news goes on to the register."""
    news: list[StaticReport] = []
    for report in map(classified, batch.statics):
        if ingest.said.get(report.mmsi) != report:
            ingest.said[report.mmsi] = report
            ingest.scene.picture.describe(report)
            news.append(report)
    batch.statics = news
