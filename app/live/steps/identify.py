"""Steps: whose report it is, and what ships say of themselves."""

import numpy as np

from app.errors import Unavailable
from app.live.batch import Batch
from app.live.ingest import Ingest
from app.positions.columns import NO_SLOT
from app.positions.identity import classified, kind_of_stranger, match_vessel
from app.positions.model import StaticReport
from app.positions.picture import Picture


def match_vessels(ingest: Ingest, batch: Batch) -> None:
    """Every row gets the slot of its mover; an MMSI heard for the first time gets a new one."""
    _meet_strangers(ingest, batch)
    rows, picture = batch.rows, ingest.scene.picture
    rows["slot"] = [
        match_vessel(picture, mmsi, line.beidou_id)
        for mmsi, line in zip(rows["mmsi"].tolist(), batch.lines_of(rows), strict=True)
    ]
    found = rows["slot"] != NO_SLOT
    rows["vessel_id"][found] = picture.movers["vessel_id"][rows["slot"][found]]


def _meet_strangers(ingest: Ingest, batch: Batch) -> None:
    names = {report.mmsi: report.name for report in batch.statics}
    heard = {*batch.rows["mmsi"].tolist(), *names}
    strangers = sorted(mmsi for mmsi in heard if _is_stranger(ingest.scene.picture, mmsi))
    if not strangers:
        return
    try:
        movers = ingest.register([(m, kind_of_stranger(m, names.get(m))) for m in strangers])
    except Unavailable:
        _lose(batch, strangers)  # without a register row they have no key to be kept under
    else:
        ingest.scene.picture.add(movers)


def _is_stranger(picture: Picture, mmsi: int) -> bool:
    return mmsi > 0 and picture.slot_of_mmsi(mmsi) is None


def _lose(batch: Batch, strangers: list[int]) -> None:
    gone = np.isin(batch.rows["mmsi"], strangers)
    for line in batch.lines_of(batch.rows[gone]):
        line.lost()
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
