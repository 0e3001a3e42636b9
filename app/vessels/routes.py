"""HTTP of vessels."""

from dataclasses import dataclass
from datetime import timedelta

from app import edge
from app.blueprint import Blueprint
from app.clock import real_now
from app.incidents.routes import incident_asked
from app.vessels import queries
from app.vessels.model import Vessel, VesselCard, VesselFix

blueprint = Blueprint("vessels", __name__, url_prefix="/api/v1")

MAX_TRACK_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class VesselPage:
    """A page of the register; `next` is None on the last one."""

    vessels: list[Vessel]
    next: int | None


@dataclass(frozen=True, slots=True)
class VesselTrack:
    """A vessel's way, oldest first."""

    vessel_id: int
    fixes: list[VesselFix]


@blueprint.get("/vessels")
def get_vessels() -> VesselPage:
    """A page of the register; `after` is the last id of the page before."""
    after = edge.int_argument("after", 0, 0, 2**31 - 1)
    limit = edge.int_argument("limit", 200, 1, 1000)
    with edge.transaction() as tx:
        vessels = queries.list_vessels(tx.conn, after=after, limit=limit)
    return VesselPage(vessels, vessels[-1].vessel_id if len(vessels) == limit else None)


@blueprint.get("/vessels/<int:vessel_id>")
def get_vessel(vessel_id: int) -> VesselCard:
    """Card of one vessel at the incident's moment, or at `at`."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = edge.at_argument() or incident.clock.at(real_now())
        return queries.get_card(tx.conn, incident.world.world_id, vessel_id, at)


@blueprint.get("/vessels/<int:vessel_id>/track")
def get_track(vessel_id: int) -> VesselTrack:
    """Its way of the last `minutes` of incident time."""
    minutes = edge.int_argument("minutes", 180, 1, MAX_TRACK_MINUTES)
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = edge.at_argument() or incident.clock.at(real_now())
        vessel = queries.get_vessel(tx.conn, incident.world.world_id, vessel_id)
        span = timedelta(minutes=minutes)
        fixes = queries.list_track(tx.conn, incident.world.world_id, vessel_id, at, span)
    return VesselTrack(vessel.vessel_id, fixes)
