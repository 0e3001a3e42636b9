"""HTTP of shelters."""

from typing import Any

from flask import Blueprint

from app import edge
from app.shelters.queries import list_nearest

blueprint = Blueprint("shelters", __name__, url_prefix="/api/v1")


@blueprint.get("/shelters/nearest")
def get_nearest() -> dict[str, Any]:
    """Shelters with room near a place, those on the same island first."""
    lon = edge.float_argument("lon", -180, 180)
    lat = edge.float_argument("lat", -90, 90)
    limit = edge.int_argument("limit", 5, 1, 20)
    with edge.transaction() as tx:
        return {"shelters": list_nearest(tx.conn, lon, lat, limit)}
