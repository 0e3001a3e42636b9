"""Puts one batch into the database: history, latest, evidence, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from app.database import Connection, is_away
from app.positions import queries
from app.positions.columns import Mask, Rows
from app.positions.model import StaticReport
from app.positions.queries import Rejected
from app.positions.salvage import Chosen, keep_all_but_refused


@dataclass(frozen=True, slots=True)
class Storable:
    """What a batch leaves to keep. `not_newer` rows may be repetitions and never become current."""

    world_id: int
    rows: Rows
    not_newer: Mask
    rejected: Sequence[Rejected]
    statics: Sequence[StaticReport]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch. Rows neither stored nor refused are duplicates.

    `evidence_refused` and `statics_refused` are numbers in `rejected` and `statics`.
    """

    stored: Mask
    refused: Mask
    evidence_refused: Sequence[int] = ()
    statics_refused: Sequence[int] = ()


def store(conn: Connection, batch: Storable, recorded_at: float) -> Stored:
    """Commit `batch` but for what the database refuses of it.

    A repetition is whatever the history (or this batch) holds already, so a device that never saw
    its acknowledgement can send again, also after a restart. Raises psycopg.Error only where
    `is_away` says that the whole may be tried again.
    """
    try:
        with conn.transaction():
            fresh = _store_rows(conn, batch, recorded_at)
            _store_evidence(conn, batch.world_id, batch.rejected, recorded_at)
            queries.update_unregistered(conn, batch.world_id, batch.statics)
            return Stored(fresh, np.zeros(len(fresh), np.bool_))
    except Exception as error:
        if is_away(error):
            raise
    with conn.transaction():
        return _salvage_batch(conn, batch, recorded_at)


def _salvage_batch(conn: Connection, batch: Storable, recorded_at: float) -> Stored:
    """Positions first, each part for itself: what is refused costs nothing but itself."""
    count = len(batch.rows)
    stored, refused = np.zeros(count, np.bool_), np.zeros(count, np.bool_)

    def put_rows(chosen: Chosen) -> None:
        part = replace(batch, rows=batch.rows[chosen], not_newer=batch.not_newer[chosen])
        stored[chosen] = _store_rows(conn, part, recorded_at)

    def put_evidence(chosen: Chosen) -> None:
        numbers: list[int] = chosen.tolist()
        some = [batch.rejected[number] for number in numbers]
        _store_evidence(conn, batch.world_id, some, recorded_at)

    def put_statics(chosen: Chosen) -> None:
        numbers: list[int] = chosen.tolist()
        some = [batch.statics[number] for number in numbers]
        queries.update_unregistered(conn, batch.world_id, some)

    refused[keep_all_but_refused(conn, count, put_rows)] = True
    return Stored(
        stored & ~refused,
        refused,
        keep_all_but_refused(conn, len(batch.rejected), put_evidence),
        keep_all_but_refused(conn, len(batch.statics), put_statics),
    )


def _store_rows(conn: Connection, batch: Storable, recorded_at: float) -> Mask:
    fresh = _not_repeated(conn, batch)
    rows = batch.rows[fresh]
    if len(rows):
        queries.copy_history(conn, batch.world_id, rows, recorded_at)
    newest = _newest_of_each(batch.rows[fresh & ~batch.not_newer])
    if len(newest):
        real_at = datetime.fromtimestamp(recorded_at, UTC)
        queries.upsert_latest(conn, batch.world_id, newest, real_at)
    return fresh


def _store_evidence(
    conn: Connection, world_id: int, rejected: Sequence[Rejected], recorded_at: float
) -> None:
    if rejected:
        real_at = datetime.fromtimestamp(recorded_at, UTC)
        queries.insert_rejected(conn, world_id, rejected, real_at)


def _not_repeated(conn: Connection, batch: Storable) -> Mask:
    fresh = np.ones(len(batch.rows), np.bool_)
    asked = np.flatnonzero(batch.not_newer)
    if len(asked) == 0:
        return fresh
    fresh[asked] = ~queries.held_in_history(conn, batch.world_id, batch.rows[asked])
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
