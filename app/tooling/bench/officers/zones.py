"""The zones themselves: what is drawn, against which hazard, and whom the officer ticks."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.geo.geojson import GeoPolygon


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone of the table. `groups` None: those of the hazard, as the shipped table ticks them."""

    name: str
    title: str
    polygon: GeoPolygon
    hazard: HazardBasis
    groups: tuple[GroupCode, ...] | None = None


def make_box(west: float, south: float, east: float, north: float) -> GeoPolygon:
    """A rectangle by its edges."""
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return GeoPolygon([ring])


ZONES: Sequence[DrawnZone] = (
    DrawnZone(
        "houses",
        "沈家门危旧房",
        make_box(122.27, 29.93, 122.32, 29.97),
        HazardBasis.WIND,
        (GroupCode.DANGEROUS_HOUSE,),
    ),
    DrawnZone(
        "dyke",
        "朱家尖塘外",
        make_box(122.33, 29.82, 122.44, 29.95),
        HazardBasis.SURGE,
        (GroupCode.OUTSIDE_DYKE,),
    ),
    DrawnZone(
        "gully",
        "双井泥石流沟",
        make_box(122.1337, 29.7058, 122.1457, 29.7158),
        HazardBasis.SLOPE,
    ),
    DrawnZone(
        "rafts",
        "虾峙渔排",
        make_box(122.20, 29.735, 122.228, 29.753),
        HazardBasis.WIND,
        (GroupCode.AQUACULTURE,),
    ),
    DrawnZone(
        "island",
        "东极游客",
        make_box(122.66, 30.17, 122.78, 30.23),
        HazardBasis.WIND,
        (GroupCode.VISITOR,),
    ),
    DrawnZone(
        "harbour",
        "沈家门渔港船员",
        make_box(122.28, 29.93, 122.32, 29.95),
        HazardBasis.WIND,
        (GroupCode.MOORED_CREW,),
    ),
)
