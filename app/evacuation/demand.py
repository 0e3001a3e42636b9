"""Who needs a place, by the point from which they set out and the way that they come."""

from collections.abc import Iterable, Iterator

from app.evacuation.cutoffs import Way
from app.evacuation.model import Demand
from app.exposure.model import GroupCode, Landing, SiteDemand

_ASHORE = {GroupCode.AQUACULTURE: Way.RAFT, GroupCode.MOORED_CREW: Way.CREW}


def demand_of(sites: Iterable[SiteDemand], landings: Iterable[Landing]) -> list[Demand]:
    """People of the dwelling points, and those who land there from the water."""
    return [*map(_from_home, sites), *_from_water(landings)]


def _from_home(site: SiteDemand) -> Demand:
    ashore = Way.RAFT if site.at_sea else None
    return Demand(site.site, site.village_code, site.village, site.people, site.visitors, ashore)


def _from_water(landings: Iterable[Landing]) -> Iterator[Demand]:
    for each in landings:
        yield Demand(
            each.site, each.village_code, each.village, each.people, ashore=_ASHORE[each.group]
        )
