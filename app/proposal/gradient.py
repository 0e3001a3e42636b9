"""Who is due at a level, sorted into one lot for each hazard object and township.

Gradient evacuation 梯度转移: the graver the level, the more registers are due
(sources#priority-groups). Of visitors only those on islands without a road to the main one are: the
others leave by road when they like, and no ferry stops under them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from app.exposure.model import GroupCode
from app.proposal.model import DueSite, HeldBack, Level, LevelTable, Lot

_ORDER = list(GroupCode)
_BUILDINGS = frozenset({GroupCode.DANGEROUS_HOUSE, GroupCode.SITE_HUT})


def due_groups(table: LevelTable, level: Level) -> frozenset[GroupCode]:
    """The groups that leave at a level."""
    return frozenset(group for group, since in table.items() if level <= since)


def lots_of(sites: Iterable[DueSite]) -> list[Lot]:
    """One lot for each township and group: the groups in the order they leave, largest first."""
    found: dict[tuple[str, GroupCode], list[DueSite]] = defaultdict(list)
    for site in sites:
        found[site.township_code, site.group].append(site)
    lots = [_make_lot(members) for members in found.values()]
    return sorted(lots, key=lambda lot: (_ORDER.index(lot.groups[0]), -lot.people, lot.key))


def merged(lots: Sequence[Lot]) -> Lot:
    """Lots of one township as one."""
    return _make_lot([site for lot in lots for site in lot.sites])


def _make_lot(sites: Sequence[DueSite]) -> Lot:
    first, present = sites[0], {site.group for site in sites}
    groups = tuple(group for group in _ORDER if group in present)
    return Lot(first.township_code, first.township, first.county_code, groups, tuple(sites))


def without_others_visitors(sites: Iterable[DueSite], outlying: Collection[str]) -> list[DueSite]:
    """The sites without the visitors who have a road."""
    return [site for site in sites if site.group is not GroupCode.VISITOR or site.site in outlying]


def force_against(lot: Lot, land_force: int, sea_force: int) -> int:
    """The wind a lot leaves before: houses and huts stand what ends work at sea.

    Surge, rain and the slopes that fail in it come with the outer wind.
    """
    return land_force if set(lot.groups) <= _BUILDINGS else sea_force


def held_back(lots: Iterable[Lot], force_of: Mapping[str, int]) -> tuple[HeldBack, ...]:
    """The lots that no wind reaches, by group."""
    people: dict[tuple[GroupCode, int], int] = defaultdict(int)
    for lot in lots:
        people[lot.groups[0], force_of[lot.key]] += lot.people
    return tuple(
        HeldBack(group, count, force)
        for (group, force), count in sorted(
            people.items(), key=lambda item: _ORDER.index(item[0][0])
        )
    )
