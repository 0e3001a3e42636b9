"""Earliest reasonable and most likely arrival in each county by the ensemble, where it is made.

The ensemble is a worker's job after each bulletin; what is not there yet is left out. A county's
figure is that of its first village: 10 % and 50 % of the members.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.changes.model import Knowledge
from app.database import Connection
from app.wind.ensemble.basis import basis_of
from app.wind.ensemble.queries import find_result
from app.wind.ensemble.result import LikelyFigures
from app.wind.seats import FORCES
from app.wording import Text

METHOD = Text(
    "本县区最先到的村：集合预报 10% 与 50% 的到达时刻",
    "the county's first village: arrival by 10 % and by 50 % of the ensemble",
)
_VILLAGE = "village:"
_COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Likely:
    """First arrival of a force anywhere in a county; None: not awaited with that likelihood."""

    earliest_at: datetime | None
    likely_at: datetime | None


@dataclass(frozen=True, slots=True)
class LikelyChange:
    """A county's figures by both bulletins; None where the ensemble is not made (yet)."""

    unit_code: str
    force: int
    before: Likely | None
    after: Likely | None


def likely_changes(
    conn: Connection, before: Knowledge | None, after: Knowledge, counties: Iterable[str]
) -> list[LikelyChange]:
    """Every county and force of which either bulletin's ensemble says something."""
    was = {} if before is None else _likely_arrivals(conn, before)
    now = _likely_arrivals(conn, after)
    keys = [(county, force) for force in FORCES for county in counties]
    return [
        LikelyChange(*key, was.get(key), now.get(key)) for key in keys if key in was or key in now
    ]


def _likely_arrivals(conn: Connection, known: Knowledge) -> dict[tuple[str, int], Likely]:
    basis = basis_of(conn, known.storm, known.then)
    stored = find_result(conn, known.storm.storm_id, basis.key)
    if stored is None or stored.result is None:
        return {}
    groups: dict[tuple[str, int], list[LikelyFigures]] = {}
    for identity, by_force in stored.result.places.items():
        county = identity.removeprefix(_VILLAGE)[:_COUNTY_DIGITS]
        for force in FORCES:
            if identity.startswith(_VILLAGE) and force in by_force:
                groups.setdefault((county, force), []).append(by_force[force])
    return {key: _earliest_of(figures) for key, figures in groups.items()}


def _earliest_of(figures: list[LikelyFigures]) -> Likely:
    return Likely(
        min((each.earliest_at for each in figures if each.earliest_at), default=None),
        min((each.likely_at for each in figures if each.likely_at), default=None),
    )
