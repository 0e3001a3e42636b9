"""The wall's counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.configuration.queries import list_settings
from app.database import Connection
from app.evacuation.answer import Figures
from app.evacuation.model import VesselTotals, ZoneTotals
from app.evacuation.totals import queries
from app.incidents.model import Incident
from app.shelters.model import ShelterTotals
from app.shelters.queries import count_shelters


@dataclass(frozen=True, slots=True)
class Summary:
    """Zones and people due, shelters, vessels. Shelters are as they are: none has a history."""

    incident_id: int
    at: datetime
    zones: ZoneTotals
    shelters: ShelterTotals
    vessels: VesselTotals


def summarise(conn: Connection, incident: Incident, at: datetime, past: datetime | None) -> Summary:
    """Zones and people due, shelters, vessels; people on land and at sea apart.

    With `past` zones and vessels are those of that moment.
    """
    figures = Figures(list_settings(conn))
    world_id = incident.world.world_id
    vessels = queries.count_vessels(
        conn,
        world_id,
        at,
        past,
        stale_after=timedelta(minutes=figures["vessel.stale_min"]),
        lost_after=timedelta(hours=figures["vessel.offline_h"]),
    )
    return Summary(
        incident_id=incident.incident_id,
        at=at,
        zones=queries.count_zones(conn, incident.incident_id, world_id, past),
        shelters=count_shelters(conn),
        vessels=vessels,
    )
