"""The incident that positions belong to, and its clock as plain figures."""

from datetime import UTC, datetime
from typing import overload

import numpy as np
from numpy.typing import NDArray

from app.clock import real_now
from app.incidents.model import Incident


class IncidentTime:
    """Unix seconds in, unix seconds out; replaced in place when the clock's row changes."""

    def __init__(self, incident: Incident) -> None:
        self.set(incident)

    def set(self, incident: Incident) -> None:
        """Follow this incident from now on."""
        self.incident = incident
        self.rate = incident.clock.rate
        self._real_s = incident.clock.anchor_real_at.timestamp()
        self._incident_s = incident.clock.anchor_incident_at.timestamp()

    @overload
    def at(self, real_s: float) -> float: ...
    @overload
    def at(self, real_s: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def at(self, real_s: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """The incident's moment at a real moment."""
        return self._incident_s + (real_s - self._real_s) * self.rate

    def now(self) -> float:
        """The incident's moment now."""
        return self.at(real_s())

    def moment(self) -> datetime:
        """The incident's moment now, as aware UTC."""
        return datetime.fromtimestamp(self.now(), UTC)


def real_s() -> float:
    """Real time in unix seconds, from the one clock."""
    return real_now().timestamp()
