"""Which land a point stands on: on an island nobody walks to the next one."""

from collections.abc import Sequence

import numpy as np
import shapely

from app.network.model import NOWHERE, Floats, Ints, LandArea


def land_of(x_m: Floats, y_m: Floats, lands: Sequence[LandArea], reach_m: float = 0.0) -> Ints:
    """Land id under each point; within `reach_m` of a shore the nearest land, else NOWHERE."""
    found = np.full(len(x_m), NOWHERE, dtype=np.int64)
    if not len(x_m) or not lands:
        return found
    ids = np.array([land.land_id for land in lands], dtype=np.int64)
    tree = shapely.STRtree([land.outline for land in lands])
    points = np.array(shapely.points(x_m, y_m), dtype=object)
    at, which = tree.query(points, predicate="intersects")
    found[at] = ids[which]
    if reach_m > 0:
        lost = np.flatnonzero(found == NOWHERE)
        at, which = tree.query_nearest(points[lost], max_distance=reach_m, all_matches=False)
        found[lost[at]] = ids[which]
    return found
