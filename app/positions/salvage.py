"""Finds what the database refuses, by halves, so that nothing refused costs its neighbours."""

from collections.abc import Callable

import numpy as np
import structlog
from numpy.typing import NDArray

from app.database import Connection, is_away

log = structlog.get_logger()

Chosen = NDArray[np.intp]


def keep_all_but_refused(conn: Connection, count: int, put: Callable[[Chosen], None]) -> list[int]:
    """Put numbers 0 … `count`; gives those that were refused. Within the caller's transaction.

    `put` writes some of them, each time under a savepoint of its own. Raises what is not the
    statement's fault: the whole may then be tried again.
    """
    return _keep_part(conn, np.arange(count), put) if count else []


def _keep_part(conn: Connection, chosen: Chosen, put: Callable[[Chosen], None]) -> list[int]:
    try:
        with conn.transaction():
            put(chosen)
    except Exception as error:  # an encoder's too: what cannot be written is refused like the rest
        if is_away(error):
            raise
        if len(chosen) == 1:
            log.warning("row_refused", why=f"{type(error).__name__} {error}"[:300])
            return [int(chosen[0])]
        middle = len(chosen) // 2
        return _keep_part(conn, chosen[:middle], put) + _keep_part(conn, chosen[middle:], put)
    return []
