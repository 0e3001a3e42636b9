"""Keeps the columns that say whose a mover is: its register's units, the waters it is in."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.positions.columns import Rows
from app.positions.scopes import UNITS, Departures
from app.positions.sea_areas import UNKNOWN_CELL, SeaAreas

Slots = NDArray[np.integer]
Floats = NDArray[np.float64]


class Belonging:
    """Writes `county`, `township`, `sea_county` and `sea_cell`, and remembers what they were."""

    def __init__(self, sea_areas: SeaAreas) -> None:
        self._sea_areas = sea_areas
        self.departures = Departures()

    def enter(self, columns: Rows, slots: Slots, seq: int, *units: ArrayLike) -> Slots:
        """Movers belong to these from tick `seq` on; gives those that belonged elsewhere."""
        before = columns[slots]
        changed = np.zeros(len(slots), np.bool_)
        for name, unit in zip(UNITS, units, strict=True):
            changed |= before[name] != unit
            columns[name][slots] = unit
        self.departures.note(seq, slots[changed], before[changed])
        return slots[changed]

    def find_at_sea(self, columns: Rows, slots: Slots, seq: int, lon: Floats, lat: Floats) -> Slots:
        """Movers are at these positions from tick `seq` on; gives those in other waters now."""
        last = columns["sea_county"][slots]
        cell, county = self._sea_areas.follow(lon, lat, columns["sea_cell"][slots], last)
        columns["sea_cell"][slots] = cell
        crossed = np.flatnonzero(county != last)
        if len(crossed) == 0:  # nearly always
            return slots[crossed]
        own = columns[slots[crossed]]
        units = own["county"], own["township"], county[crossed]
        return self.enter(columns, slots[crossed], seq, *units)

    def use(self, sea_areas: SeaAreas, columns: Rows, seq: int) -> Slots:
        """Find everybody anew in these areas; gives those in other waters than they were."""
        self._sea_areas = sea_areas
        columns["sea_cell"] = UNKNOWN_CELL
        slots = np.flatnonzero(np.isfinite(columns["fix_at"]))
        return self.find_at_sea(columns, slots, seq, columns["lon"][slots], columns["lat"][slots])
