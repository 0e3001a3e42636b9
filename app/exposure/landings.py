"""Who comes ashore: people on fish farms, and crews of vessels in port.

A farm's people stand in two registers, where they live and where they work. Who is counted at home
inside an area is not counted again on a farm inside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.exposure.model import GroupCode, Landing


def list_uncounted(landings: Iterable[Landing], at_home: int) -> Iterator[Landing]:
    """The landings without `at_home` farm workers: of the farms nearest to the shore first."""
    for landing in sorted(landings, key=lambda each: (each.group, each.metres, each.name)):
        known = min(at_home, landing.people) if landing.group is GroupCode.AQUACULTURE else 0
        at_home -= known
        if landing.people > known:
            yield replace(landing, people=landing.people - known)
