"""Thresholds and harbours from the database, as the ingest uses them."""

from dataclasses import dataclass

import numpy as np

from app.configuration.queries import value
from app.database import Connection
from app.positions.model import Kind, Source
from app.positions.queries import list_harbour_circles
from app.positions.state import Ages, Harbours
from app.positions.validation import PlausibilityLimits

_FISHING = frozenset({Kind.FISHING, Kind.CARRIER})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office can set about positions."""

    limits: PlausibilityLimits
    ages: Ages
    high_risk_crew: int
    harbours: Harbours


def load_rules(conn: Connection) -> Rules:
    """The values in force and the harbours' circles."""
    fishing_kn, other_kn = (
        value(conn, "vessel.max_speed_kn"), value(conn, "vessel.max_speed_other_kn"),
    )  # fmt: skip
    stale_s = value(conn, "vessel.stale_min") * 60
    circles = np.array(list_harbour_circles(conn), np.float64).reshape(-1, 3)
    return Rules(
        limits=PlausibilityLimits(
            future_s=value(conn, "vessel.future_fix_s"),
            oldest_s=value(conn, "vessel.oldest_fix_h") * 3600,
            max_speed_kn=tuple(fishing_kn if kind in _FISHING else other_kn for kind in Kind),
            slack_m=value(conn, "vessel.position_slack_m"),
        ),
        ages=Ages(dict.fromkeys(Source, stale_s), value(conn, "vessel.offline_h") * 3600),
        high_risk_crew=int(value(conn, "vessel.high_risk_crew")),
        harbours=Harbours(circles[:, 0], circles[:, 1], circles[:, 2]),
    )
