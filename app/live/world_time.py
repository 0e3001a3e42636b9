"""The world that positions belong to, and its clock as plain figures."""

from datetime import UTC, datetime
from typing import overload

import numpy as np
from numpy.typing import NDArray

from app.clock import real_now
from app.worlds.model import World


class WorldTime:
    """Unix seconds in, unix seconds out; replaced in place when the clock's row changes."""

    def __init__(self, world: World) -> None:
        self.set(world)

    def set(self, world: World) -> None:
        """Follow the clock as it is now."""
        self.world = world
        self.rate = world.clock.rate
        self._real_s = world.clock.anchor_real_at.timestamp()
        self._world_s = world.clock.anchor_incident_at.timestamp()

    @overload
    def at(self, real_s: float) -> float: ...
    @overload
    def at(self, real_s: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def at(self, real_s: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """The world's moment at a real moment."""
        return self._world_s + (real_s - self._real_s) * self.rate

    def now(self) -> float:
        """The world's moment now."""
        return self.at(real_s())

    def moment(self) -> datetime:
        """The world's moment now, as aware UTC."""
        return datetime.fromtimestamp(self.now(), UTC)


def real_s() -> float:
    """Real time in unix seconds, from the one clock."""
    return real_now().timestamp()
