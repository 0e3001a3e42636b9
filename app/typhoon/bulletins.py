"""When bulletins come: 6-hourly, 3-hourly inside the 48 h line, hourly inside the 24 h line
(sources#bulletin-rhythm; the hours are configuration).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.typhoon.warning_lines import LINE_24H, LINE_48H, is_inside


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Hours between two bulletins by where the storm is."""

    outside_h: float
    inside_48h_line_h: float
    inside_24h_line_h: float

    def interval(self, lon: float, lat: float) -> timedelta:
        """The time to the next bulletin of a storm at this position."""
        if is_inside(LINE_24H, lon, lat):
            return timedelta(hours=self.inside_24h_line_h)
        if is_inside(LINE_48H, lon, lat):
            return timedelta(hours=self.inside_48h_line_h)
        return timedelta(hours=self.outside_h)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The last bulletin that is known and the position it reported."""

    issued_at: datetime
    agency: str
    lon: float
    lat: float
