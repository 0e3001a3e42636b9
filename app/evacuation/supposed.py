"""What answers may be worked out under instead of what is known: a what-if, never an answer.

A supposed storm is the known one moved: its forecast points aside of their way or earlier, with the
way from the last fix to the first of them in between. The ensemble is of the known storm and says
nothing of a supposed one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from app.closures.model import (
    ClosureKind,
    ClosureOrigin,
    SaidState,
    StatedClosures,
    Statement,
    gather,
)
from app.evacuation.model import ShelterChoice
from app.geo.sphere import destination
from app.network.model import RoadNetwork
from app.shelters.model import ShelterStatus
from app.typhoon.model import Fix
from app.typhoon.outlook import Outlook
from app.typhoon.path import bearing_deg

BY = "假设 What-if"
_LAST_WORD = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed: another agency alone, the storm aside (km, right of its way positive) or
    earlier, bridges or roads closed and lines stopped from now on, by name, shelters that take
    nobody, by code."""

    agency: str | None = None
    aside_km: float = 0.0
    earlier_h: float = 0.0
    closed_ways: tuple[str, ...] = ()
    stopped_lines: tuple[str, ...] = ()
    lost_shelters: tuple[str, ...] = ()

    @property
    def moves_storm(self) -> bool:
        """Whether the storm is another than the known one."""
        return self.agency is not None or self.aside_km != 0.0 or self.earlier_h != 0.0


@dataclass(frozen=True, slots=True)
class Supposed:
    """A supposition, and what zones before take under it: more or fewer places and seats."""

    supposition: Supposition
    places: Mapping[str, int] = field(default_factory=dict[str, int])
    seats: Mapping[int, int] = field(default_factory=dict[int, int])

    def outlooks(self, known: Sequence[Outlook]) -> Sequence[Outlook]:
        """The agencies' tracks as supposed."""
        if not self.supposition.moves_storm:
            return known
        chosen, wanted = self.supposition, self.supposition.agency
        return [_moved(each, chosen) for each in known if wanted in (None, each.track.agency)]

    def closures(self, said: StatedClosures, network: RoadNetwork, at: datetime) -> StatedClosures:
        """What is said to be closed, and what is supposed to be."""
        supposed = gather(list(_statements(self.supposition, network, at)))
        edges = {key: [*said.edges.get(key, ()), *new] for key, new in supposed.edges.items()}
        lines = {key: [*said.lines.get(key, ()), *new] for key, new in supposed.lines.items()}
        return replace(said, edges={**said.edges, **edges}, lines={**said.lines, **lines})

    def choices(self, known: Iterable[ShelterChoice]) -> list[ShelterChoice]:
        """The shelters without those that are lost, with the places that are left."""
        return [self._choice(each) for each in known]

    def aboard(self, known: Mapping[int, int]) -> dict[int, int]:
        """Who boards each line before these people."""
        lines = known.keys() | self.seats.keys()
        return {each: max(0, known.get(each, 0) + self.seats.get(each, 0)) for each in lines}

    def _choice(self, choice: ShelterChoice) -> ShelterChoice:
        free = min(choice.rated, max(0, choice.free + self.places.get(choice.code, 0)))
        if choice.code not in self.supposition.lost_shelters:
            return replace(choice, free=free)
        status = str(ShelterStatus.UNAVAILABLE)
        return replace(choice, free=0, status=status, status_reason=BY, receiving=False)


AS_IT_IS = Supposed(Supposition())


def _moved(outlook: Outlook, by: Supposition) -> Outlook:
    forecast = outlook.forecast
    if forecast is None or not (by.aside_km or by.earlier_h):
        return outlook
    points = list(forecast.points)
    if by.aside_km:
        points = list(_put_aside(points, outlook.track.fixes, by.aside_km))
    earlier = timedelta(hours=by.earlier_h)
    points = [replace(point, fix_at=point.fix_at - earlier) for point in points]
    return replace(outlook, forecast=replace(forecast, points=tuple(points)))


def _put_aside(points: Sequence[Fix], fixes: Sequence[Fix], km: float) -> Iterator[Fix]:
    """Each point at a right angle to the way that leads to it."""
    before = [*fixes[-1:], *points]
    for point in points:
        came = [each for each in before if each.fix_at < point.fix_at]
        start, end = (came[-1], point) if came else (point, points[min(1, len(points) - 1)])
        ends = ([start.lon], [start.lat], [end.lon], [end.lat])
        course = bearing_deg(*(np.array(each) for each in ends))
        lon, lat = destination(point.lon, point.lat, course + 90.0, km)
        yield replace(point, lon=float(lon[0]), lat=float(lat[0]))


def _statements(by: Supposition, network: RoadNetwork, at: datetime) -> Iterator[Statement]:
    for name in by.closed_ways:
        edges = [each for each in network.edges if name in (each.bridge, each.name)]
        if edges:
            ids = [each.edge_id for each in edges]
            yield _say(ClosureKind.BRIDGE, name, name, ids, at, edges[0].lon, edges[0].lat)
    for line in network.ferries:
        if line.name in by.stopped_lines:
            pier = line.from_harbour
            key = str(line.line_id)
            yield _say(ClosureKind.FERRY_LINE, key, line.name, [], at, pier.lon, pier.lat)


def _say(
    kind: ClosureKind,
    key: str,
    name: str,
    edge_ids: list[int],
    at: datetime,
    lon: float,
    lat: float,
) -> Statement:
    return Statement(
        entry_id=_LAST_WORD,
        kind=kind,
        object=key,
        name=name,
        edge_ids=edge_ids,
        state=SaidState.CLOSED,
        from_at=at,
        until_at=None,
        issuer=BY,
        reason="",
        limit_force=None,
        origin=ClosureOrigin.ENTERED,
        lifts=None,
        said_at=at,
        recorded_at=at,
        recorded_by="",
        county_code=None,
        lon=lon,
        lat=lat,
    )
