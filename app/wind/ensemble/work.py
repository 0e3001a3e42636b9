"""The job of a bulletin: compute what is not there yet, telling how far it is."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from app.accounts.model import SYSTEM_ACTOR
from app.database import Connection, Database
from app.jobs.queries import defer
from app.transaction import begin
from app.typhoon.queries import get_storm
from app.wind.ensemble import queries
from app.wind.ensemble.basis import Basis, load_basis, places_digest
from app.wind.ensemble.places import WindPlace
from app.wind.ensemble.run import run

WIND_ENSEMBLE = "wind_ensemble"
RESULTS_KEPT = 60  # a storm; about 0.4 MB each
_TELL_EVERY_S = 0.4


def ask_for(
    conn: Connection, incident_id: int, storm_id: str, key: str, at: datetime | None
) -> None:
    """Have a worker compute a basis; asking twice changes nothing.

    Without `at` it is what is known when the worker comes to it: a newer bulletin takes the place
    of waiting work and never of running work."""
    arguments: dict[str, int | str] = {"incident_id": incident_id, "storm_id": storm_id}
    if at is not None:
        arguments["at"] = at.isoformat()
    once = f"{WIND_ENSEMBLE}:{storm_id}:{'now' if at is None else key}"
    defer(conn, WIND_ENSEMBLE, arguments, once=once, alone=WIND_ENSEMBLE, yielding=True)


def compute(database: Database, storm_id: str, at: datetime) -> timedelta | None:
    """Compute and keep the storm's result as known at `at`; None when there is nothing to do."""
    with begin(database, SYSTEM_ACTOR) as tx:
        basis = load_basis(tx.conn, get_storm(tx.conn, storm_id), at)
        places = queries.list_places(tx.conn)
        known_at = basis.known_at
        if known_at is None or _is_there(tx.conn, basis, places):
            return None
        queries.save_progress(tx.conn, storm_id, basis.key, known_at, 0)
    began = time.monotonic()
    result = run(basis, places, _make_teller(database, basis, known_at))
    took = timedelta(seconds=time.monotonic() - began)
    with begin(database, SYSTEM_ACTOR) as tx:
        queries.save_result(tx.conn, storm_id, basis.key, result, took)
        queries.delete_results_beyond(tx.conn, storm_id, RESULTS_KEPT)
    return took


def _is_there(conn: Connection, basis: Basis, places: list[WindPlace]) -> bool:
    stored = queries.find_result(conn, basis.storm.storm_id, basis.key)
    if stored is None or stored.result is None:
        return False
    return stored.result.places_digest == places_digest(places)


def _make_teller(database: Database, basis: Basis, known_at: datetime) -> Callable[[float], None]:
    """Keeps the progress, seldom enough that telling costs nothing."""
    told = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told
        if time.monotonic() - told < _TELL_EVERY_S:
            return
        told = time.monotonic()
        with begin(database, SYSTEM_ACTOR) as tx:
            storm_id, percent = basis.storm.storm_id, min(round(share * 100), 99)
            queries.save_progress(tx.conn, storm_id, basis.key, known_at, percent)

    return tell
