"""The chain of responsibility: from the villages whose people are concerned up to the issuer.

Every unit between is told, and every grid of the villages. A unit without a post in the register is
addressed itself: an order must not stop where a list has a hole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.tasks.model import Addressee, ChainPost, ChainUnit, TaskLevel

_RANK = {level: rank for rank, level in enumerate(TaskLevel)}
_ROLES = ("responsible", "duty")


def units_above(code: str, units: Mapping[str, ChainUnit]) -> list[ChainUnit]:
    """The units above one, the nearest first."""
    found: list[ChainUnit] = []
    unit = units.get(code)
    while unit is not None and unit.above is not None and unit.above in units:
        unit = units[unit.above]
        found.append(unit)
    return found


def addressees(
    villages: Mapping[str, int],
    issuer_unit: str,
    units: Mapping[str, ChainUnit],
    posts: Sequence[ChainPost],
) -> list[Addressee]:
    """Whom an issuer's order goes to: people by village, units below the issuer, then grids."""
    people = _people_by_unit(villages, issuer_unit, units)
    found = [
        Addressee(code, units[code].level, post_at(code, posts, _ROLES), count)
        for code, count in people.items()
    ]
    found += _to_grids(people, posts)
    return sorted(found, key=lambda each: (_RANK[each.level], each.unit_code, each.post_code or ""))


def _people_by_unit(
    villages: Mapping[str, int], issuer_unit: str, units: Mapping[str, ChainUnit]
) -> dict[str, int]:
    issuer = units.get(issuer_unit)
    top = -1 if issuer is None else _RANK[issuer.level]
    people: dict[str, int] = {}
    for village, count in villages.items():
        if village in units:
            for unit in (units[village], *units_above(village, units)):
                if _RANK[unit.level] > top:
                    people[unit.code] = people.get(unit.code, 0) + count
    return people


def post_at(unit: str, posts: Iterable[ChainPost], roles: Sequence[str]) -> str | None:
    """The unit's post of the first of these roles that it has."""
    held = {post.role: post.code for post in posts if post.unit_code == unit}
    return next((held[role] for role in roles if role in held), None)


def _to_grids(told: Iterable[str], posts: Sequence[ChainPost]) -> Iterator[Addressee]:
    concerned = set(told)
    for post in posts:
        if post.role == "grid" and post.unit_code in concerned:
            yield Addressee(post.unit_code, TaskLevel.GRID, post.code)
