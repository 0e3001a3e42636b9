"""HTTP of worlds."""

from dataclasses import dataclass
from datetime import datetime

from app import edge
from app.blueprint import Blueprint
from app.clock import real_now
from app.worlds import queries
from app.worlds.model import World

blueprint = Blueprint("worlds", __name__, url_prefix="/api/v1")

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class ListedWorld:
    """A world, its clock told as its moment now."""

    world_id: int
    exercise: bool
    name: str
    opened_at: datetime
    closed_at: datetime | None
    at: datetime
    rate: float


@dataclass(frozen=True, slots=True)
class WorldList:
    """The real world first, then exercises, newest first."""

    worlds: list[ListedWorld]


@blueprint.get("/worlds")
def list_worlds() -> WorldList:
    """The real world first, then the exercises that the asker may know of, newest first."""
    limit = edge.int_argument("limit", 100, 1, MOST_LISTED)
    with edge.transaction() as tx:
        return WorldList([listed(each) for each in queries.list_worlds(tx.conn, limit)])


def listed(world: World) -> ListedWorld:
    """What a world is, and how late it is there."""
    return ListedWorld(
        world_id=world.world_id,
        exercise=world.exercise,
        name=world.name,
        opened_at=world.opened_at,
        closed_at=world.closed_at,
        at=world.clock.at(real_now()),
        rate=world.clock.rate,
    )
