"""HTTP of shelters."""

from dataclasses import dataclass

from app import edge
from app.blueprint import Blueprint
from app.shelters.model import NearShelter
from app.shelters.queries import list_nearest

blueprint = Blueprint("shelters", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class NearestShelters:
    """Shelters with room, those on the same island first."""

    shelters: list[NearShelter]


@blueprint.get("/shelters/nearest")
def get_nearest() -> NearestShelters:
    """Shelters with room near a place, those on the same island first."""
    lon = edge.float_argument("lon", -180, 180)
    lat = edge.float_argument("lat", -90, 90)
    limit = edge.int_argument("limit", 5, 1, 20)
    with edge.transaction() as tx:
        return NearestShelters(list_nearest(tx.conn, lon, lat, limit))
