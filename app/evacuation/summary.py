"""The wall's counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.configuration.queries import list_settings
from app.database import Connection
from app.evacuation import queries
from app.evacuation.answer import Figures
from app.evacuation.model import VesselTotals, ZoneTotals
from app.incidents.model import Incident
from app.shelters.model import ShelterTotals
from app.shelters.queries import count_shelters


@dataclass(frozen=True, slots=True)
class Summary:
    """Zones and people due, shelters, vessels."""

    incident_id: int
    at: datetime
    zones: ZoneTotals
    shelters: ShelterTotals
    vessels: VesselTotals


def summarise(conn: Connection, incident: Incident, at: datetime) -> Summary:
    """Zones and people due, shelters, vessels; people on land and at sea apart."""
    figures = Figures(list_settings(conn))
    vessels = queries.count_vessels(
        conn,
        incident.world.world_id,
        stale_before=at - timedelta(minutes=figures["vessel.stale_min"]),
        lost_before=at - timedelta(hours=figures["vessel.offline_h"]),
    )
    return Summary(
        incident_id=incident.incident_id,
        at=at,
        zones=queries.count_zones(conn, incident.incident_id, incident.world.world_id),
        shelters=count_shelters(conn),
        vessels=vessels,
    )
