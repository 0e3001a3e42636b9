"""What a request supposes."""

from typing import Any, cast

from app.errors import InvalidInput
from app.evacuation.supposed import Supposition
from app.wording import Text

MOST_ASIDE_KM, MOST_EARLIER_H, MOST_NAMED = 300.0, 24.0, 50


def read_supposition(data: dict[str, Any]) -> Supposition | None:
    """The `supposition` of a body; None when there is none. Raises InvalidInput."""
    told = data.get("supposition")
    if told is None:
        return None
    if not isinstance(told, dict):
        raise _refused("supposition")
    given = cast(dict[str, Any], told)
    if unknown := sorted(given.keys() - set(Supposition.__slots__)):
        raise _refused(unknown[0])
    found = Supposition(
        agency=_read_agency(given),
        aside_km=_read_number(given, "aside_km", MOST_ASIDE_KM),
        earlier_h=_read_number(given, "earlier_h", MOST_EARLIER_H),
        closed_ways=tuple(_read_names(given, "closed_ways")),
        stopped_lines=tuple(_read_names(given, "stopped_lines")),
        lost_shelters=tuple(_read_names(given, "lost_shelters")),
    )
    if found == Supposition():
        raise _refused("supposition")
    return found


def _read_agency(given: dict[str, Any]) -> str | None:
    agency = given.get("agency")
    if agency is None or (isinstance(agency, str) and 0 < len(agency) <= 40):
        return agency or None
    raise _refused("agency")


def _read_number(given: dict[str, Any], name: str, most: float) -> float:
    value = given.get(name, 0.0)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most:
        return float(value)
    raise _refused(name)


def _read_names(given: dict[str, Any], name: str) -> list[str]:
    items = given.get(name, [])
    if isinstance(items, list) and len(cast(list[Any], items)) <= MOST_NAMED:
        named = cast(list[Any], items)
        if all(isinstance(each, str) and 0 < len(each) <= 100 for each in named):
            return [str(each) for each in named]
    raise _refused(name)


def _refused(name: str) -> InvalidInput:
    return InvalidInput(
        "E-PLN-003",
        Text("没有算", "Nothing was worked out"),
        Text(f"{name} 看不懂", f"{name} cannot be read"),
        Text(
            f"改一项：agency、aside_km（±{MOST_ASIDE_KM:g}）、earlier_h（±{MOST_EARLIER_H:g}）、"
            "closed_ways、stopped_lines、lost_shelters",
            f"Change one of: agency, aside_km (±{MOST_ASIDE_KM:g}), earlier_h "
            f"(±{MOST_EARLIER_H:g}), closed_ways, stopped_lines, lost_shelters",
        ),
    )
