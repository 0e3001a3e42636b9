"""Makes the picture from the register and the latest positions."""

import numpy as np

from app.database import Connection
from app.positions.columns import NO_SLOT, empty_rows
from app.positions.model import Source
from app.positions.picture import Picture
from app.positions.queries import correct_units, list_latest, list_movers, list_sea_areas
from app.positions.sea_areas import SeaAreas
from app.positions.state import Harbours


def load_picture(
    conn: Connection, world_id: int, high_risk_crew: int, harbours: Harbours
) -> Picture:
    """The picture of one world as the database has it.

    Latest positions whose units are not the register's and the sea areas' of now are put right.
    """
    picture = Picture(SeaAreas(list_sea_areas(conn)))
    picture.add(list_movers(conn, high_risk_crew))
    latest = [row for row in list_latest(conn, world_id)
              if picture.slot_of_vessel(row[0]) != NO_SLOT]  # fmt: skip
    rows = empty_rows(len(latest), Source.AIS_UDP, 0.0)
    rows["own_time"] = True  # what was stored carries its time; jitter was paid for then
    rows["slot"] = [picture.slot_of_vessel(row[0]) for row in latest]
    names = ("vessel_id", "fix_at", "lon", "lat", "sog_kn", "cog_deg", "heading_deg",
             "nav_status", "source")  # fmt: skip
    for index, name in enumerate(names):
        rows[name] = np.array([row[index] for row in latest], np.float64)
    picture.apply(rows, harbours.hold(rows["lon"], rows["lat"]))
    correct_units(conn, world_id, picture.placed)
    return picture


def follow_register(conn: Connection, world_id: int, picture: Picture, high_risk_crew: int) -> None:
    """Take in what the register and the sea areas say now."""
    picture.add(list_movers(conn, high_risk_crew))
    picture.use_sea_areas(SeaAreas(list_sea_areas(conn)))
    correct_units(conn, world_id, picture.placed)
