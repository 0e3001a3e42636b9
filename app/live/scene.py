"""What is shown of one world: its picture, its clock and the rules in force."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import structlog

from app.database import Connection
from app.live.rules import Rules, load_rules
from app.live.world_time import WorldTime, real_s
from app.positions.frames import Stamp
from app.positions.loading import follow_register, load_picture
from app.positions.picture import Picture
from app.positions.queries import forget_after
from app.positions.state import state_bits
from app.worlds.model import World

log = structlog.get_logger()

SET_BACK_S = 1.0  # a clock that goes back by less than this was only re-anchored
_APART = 0x9E3779B1  # odd: each world's product is another


@dataclass(slots=True)
class Scene:
    """Replaced in parts, never as a whole: everyone in the process holds this one object."""

    time: WorldTime
    rules: Rules
    picture: Picture
    epoch: int

    @property
    def world_id(self) -> int:
        """The number of its world."""
        return self.time.world.world_id

    def stamp(self) -> Stamp:
        """The mark of frames made now: no two worlds share an epoch."""
        epoch = self.epoch ^ (self.world_id * _APART & 0xFFFFFFFF)
        return Stamp(epoch, self.picture.seq, self.time.now())

    def refresh_states(self) -> None:
        """Let every mover's state follow the clock; those that change go out with this tick."""
        movers = self.picture.movers
        bits = state_bits(movers, self.time.now(), self.time.rate, self.rules.ages)
        changed = (bits != movers["state"]) & np.isfinite(movers["fix_at"])
        movers["state"] = bits
        movers["changed_seq"][changed] = self.picture.seq

    def follow(self, conn: Connection, world: World) -> bool:
        """Take the world's clock as it is now; True when the picture was made anew.

        A clock that is set back takes back what the exercise recorded after that moment: those
        positions have not happened, and would keep the new ones from becoming current.
        """
        before = self.time.now()
        self.time.set(world)
        if not world.exercise or self.time.now() >= before - SET_BACK_S:
            return False
        moment = datetime.fromtimestamp(self.time.now(), UTC)
        forget_after(conn, world.world_id, moment)
        log.info("clock_set_back", world=world.world_id, incident_at=moment)
        self.reload(conn)
        return True

    def follow_register(self, conn: Connection) -> None:
        """Take in what the register and the sea areas say now."""
        follow_register(conn, self.world_id, self.picture, self.rules.high_risk_crew)

    def reload(self, conn: Connection) -> None:
        """Make rules and picture anew from the database."""
        fresh = load_scene(conn, self.time.world)
        self.rules, self.picture = fresh.rules, fresh.picture
        self.epoch = max(fresh.epoch, self.epoch + 1)


def load_scene(conn: Connection, world: World) -> Scene:
    """The scene of a world as the database has it."""
    rules = load_rules(conn)
    picture = load_picture(conn, world.world_id, rules.high_risk_crew, rules.harbours)
    scene = Scene(WorldTime(world), rules, picture, int(real_s()))
    scene.refresh_states()
    return scene
