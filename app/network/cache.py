"""Keeps the network and its trees in a process, by version and scenario."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress

from app.accounts.row_scope import seeing_all
from app.configuration.queries import value
from app.database import Connection, Database
from app.errors import Unavailable
from app.network.graph import build_network
from app.network.model import RoadNetwork, Trees, Walking
from app.network.queries import fingerprint, load_rows
from app.network.travel import shortest_trees

_CHECK_EVERY_S = 10.0
_CLOSURES_KEPT = 4

_TreeKey = tuple[str, frozenset[int], float]


class NetworkCache:
    """One a process. The database is asked for changes every ten seconds at most."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._network: RoadNetwork | None = None
        self._checked_at = float("-inf")
        self._warming = False
        self._trees: OrderedDict[_TreeKey, Trees] = OrderedDict()

    def network(self, conn: Connection) -> RoadNetwork:
        """The network of the database's present version."""
        with self._lock:
            if self._network is None or self._check_is_due():
                self._checked_at = self._monotonic()
                with seeing_all(conn):  # one graph serves every scope; answers are filtered
                    self._renew_trees(conn)
            assert self._network is not None  # noqa: S101 just renewed
            return self._network

    def trees(
        self, network: RoadNetwork, closed_edges: frozenset[int], horizon_min: float
    ) -> Trees:
        """Shortest paths to every shelter and pier, made once for a set of closed roads."""
        key = (network.version, closed_edges, horizon_min)
        with self._lock:
            if key not in self._trees:
                self._trees[key] = shortest_trees(network, closed_edges, horizon_min)
            self._trees.move_to_end(key)
            while len(self._trees) > _CLOSURES_KEPT:
                self._trees.popitem(last=False)
            return self._trees[key]

    def warm_up(self, database: Database, horizon_min: float) -> None:
        """Load network and trees in the background, once, so that the first answer is quick."""
        with self._lock:
            if self._warming:
                return
            self._warming = True
        threading.Thread(target=self._warm_up, args=(database, horizon_min), daemon=True).start()

    def _warm_up(self, database: Database, horizon_min: float) -> None:
        # A database that is away is the next answer's to tell; this only runs ahead of it.
        with suppress(Unavailable), database.connection() as conn:
            self.trees(self.network(conn), frozenset(), horizon_min)

    def _check_is_due(self) -> bool:
        return self._monotonic() - self._checked_at >= _CHECK_EVERY_S

    def _renew_trees(self, conn: Connection) -> None:
        walking = Walking(value(conn, "evac.walk_kmh"), value(conn, "evac.walk_limit_m"))
        persons_per_vehicle = value(conn, "evac.persons_per_vehicle")
        version = version_of(fingerprint(conn), walking, persons_per_vehicle)
        if self._network is not None and self._network.version == version:
            return
        self._network = build_network(load_rows(conn, version), walking, persons_per_vehicle)
        self._trees.clear()


def version_of(rows: str, walking: Walking, persons_per_vehicle: float) -> str:
    """Twelve hex digits of the rows' fingerprint and the figures the graph is built with."""
    text = f"{rows}|{walking.speed_kmh}|{walking.limit_m}|{persons_per_vehicle}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
