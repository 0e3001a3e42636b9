"""Puts one batch into the database: history, latest, evidence, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from app.database import Connection
from app.positions import queries
from app.positions.columns import Mask, Rows
from app.positions.model import StaticReport
from app.positions.queries import Rejected


@dataclass(frozen=True, slots=True)
class Storable:
    """What a batch leaves to keep. `not_newer` rows may be repetitions and never become current."""

    incident_id: int
    rows: Rows
    not_newer: Mask
    rejected: Sequence[Rejected]
    statics: Sequence[StaticReport]


def store(conn: Connection, batch: Storable, recorded_at: float) -> Mask:
    """Commit `batch`; gives which rows were stored, the others being duplicates.

    A repetition is whatever the history (or this batch) holds already, so a device that never saw
    its acknowledgement can send again, also after a restart.
    """
    real_at = datetime.fromtimestamp(recorded_at, UTC)
    with conn.transaction():
        fresh = _not_repeated(conn, batch)
        rows = batch.rows[fresh]
        if len(rows):
            queries.copy_history(conn, batch.incident_id, rows, recorded_at)
        newest = _newest_of_each(batch.rows[fresh & ~batch.not_newer])
        if len(newest):
            queries.upsert_latest(conn, batch.incident_id, newest, real_at)
        if batch.rejected:
            queries.insert_rejected(conn, batch.incident_id, batch.rejected, real_at)
        if batch.statics:
            queries.update_unregistered(conn, batch.statics)
    return fresh


def _not_repeated(conn: Connection, batch: Storable) -> Mask:
    fresh = np.ones(len(batch.rows), np.bool_)
    asked = np.flatnonzero(batch.not_newer)
    if len(asked) == 0:
        return fresh
    fresh[asked] = ~queries.held_in_history(conn, batch.incident_id, batch.rows[asked])
    order = np.lexsort((batch.rows["fix_at"], batch.rows["vessel_id"]))
    vessel, fix_at = batch.rows["vessel_id"][order], batch.rows["fix_at"][order]
    again = (vessel[1:] == vessel[:-1]) & (fix_at[1:] == fix_at[:-1])
    fresh[order[1:][again]] = False
    return fresh


def _newest_of_each(rows: Rows) -> Rows:
    """One row a vessel, the newest, sorted by vessel (the order in which rows are locked)."""
    order = np.lexsort((rows["fix_at"], rows["vessel_id"]))
    ordered = rows[order]
    vessel = ordered["vessel_id"]
    return ordered[np.r_[vessel[1:] != vessel[:-1], True]] if len(ordered) else ordered
