"""What is shown: one incident's picture, its clock and the rules in force."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import structlog

from app.database import Connection
from app.incidents.model import NO_INCIDENT, Incident
from app.incidents.queries import find_current_incident
from app.live.incident_time import IncidentTime, real_s
from app.live.rules import Rules, load_rules
from app.positions.frames import Stamp
from app.positions.loading import follow_register, load_picture
from app.positions.picture import Picture
from app.positions.queries import carry_over, forget_after
from app.positions.state import state_bits

log = structlog.get_logger()

SET_BACK_S = 1.0  # a clock that goes back by less than this was only re-anchored


@dataclass(slots=True)
class Scene:
    """Replaced in parts, never as a whole: everyone in the process holds this one object."""

    time: IncidentTime
    rules: Rules
    picture: Picture
    epoch: int

    def stamp(self) -> Stamp:
        """The mark of frames made now."""
        return Stamp(self.epoch, self.picture.seq, self.time.now())

    def refresh_states(self) -> None:
        """Let every mover's state follow the clock; those that change go out with this tick."""
        movers = self.picture.movers
        bits = state_bits(movers, self.time.now(), self.time.rate, self.rules.ages)
        changed = (bits != movers["state"]) & np.isfinite(movers["fix_at"])
        movers["state"] = bits
        movers["changed_seq"][changed] = self.picture.seq

    def follow(self, conn: Connection) -> bool:
        """Read incident and clock again; True when the picture was made anew.

        A clock that is set back takes back what the exercise recorded after that moment: those
        positions have not happened, and would keep the new ones from becoming current. Between two
        that run in real time the vessels stay where they are.
        """
        before, incident = self.time.now(), watched_incident(conn)
        left = self.time.incident
        same = incident.incident_id == left.incident_id
        self.time.set(incident)
        set_back = same and self.time.now() < before - SET_BACK_S
        if set_back and incident.exercise:
            moment = datetime.fromtimestamp(self.time.now(), UTC)
            forget_after(conn, incident.incident_id, moment)
            log.info("clock_set_back", incident_at=moment)
        if not same and not (left.exercise or incident.exercise):
            carry_over(conn, left.incident_id, incident.incident_id)
        if set_back or not same:
            self.reload(conn)
        return set_back or not same

    def follow_register(self, conn: Connection) -> None:
        """Take in what the register and the sea areas say now."""
        incident_id, crew = self.time.incident.incident_id, self.rules.high_risk_crew
        follow_register(conn, incident_id, self.picture, crew)

    def reload(self, conn: Connection) -> None:
        """Make rules and picture anew from the database."""
        fresh = load_scene(conn)
        self.rules, self.picture = fresh.rules, fresh.picture
        self.epoch = max(fresh.epoch, self.epoch + 1)


def load_scene(conn: Connection) -> Scene:
    """The current incident's scene, or that of the watch while none is open."""
    incident = watched_incident(conn)
    rules = load_rules(conn)
    picture = load_picture(conn, incident.incident_id, rules.high_risk_crew, rules.harbours)
    scene = Scene(IncidentTime(incident), rules, picture, int(real_s()))
    scene.refresh_states()
    return scene


def watched_incident(conn: Connection) -> Incident:
    """The open incident, or `NO_INCIDENT`: vessels are looked after between typhoons too."""
    return find_current_incident(conn) or NO_INCIDENT
