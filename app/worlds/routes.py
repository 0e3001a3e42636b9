"""HTTP of worlds."""

from typing import Any

from flask import Blueprint

from app import edge
from app.clock import format_utc, real_now
from app.worlds import queries
from app.worlds.model import World

blueprint = Blueprint("worlds", __name__, url_prefix="/api/v1")

MOST_LISTED = 500


@blueprint.get("/worlds")
def list_worlds() -> dict[str, Any]:
    """The real world first, then the exercises that the asker may know of, newest first."""
    limit = edge.int_argument("limit", 100, 1, MOST_LISTED)
    with edge.transaction() as tx:
        return {"worlds": [listed(each) for each in queries.list_worlds(tx.conn, limit)]}


def listed(world: World) -> dict[str, Any]:
    """JSON of a world, its clock told as its moment now."""
    now = real_now()
    return {
        "world_id": world.world_id,
        "exercise": world.exercise,
        "name": world.name,
        "opened_at": format_utc(world.opened_at),
        "closed_at": None if world.closed_at is None else format_utc(world.closed_at),
        "at": format_utc(world.clock.at(now)),
        "rate": world.clock.rate,
    }
