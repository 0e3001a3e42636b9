"""What a request says of who must leave."""

from typing import Any, cast

from app.errors import InvalidInput
from app.exposure.due import Due, DueTable, HazardBasis, due_for
from app.exposure.model import GroupCode
from app.wording import Text


def read_due(data: dict[str, Any], table: DueTable) -> Due | None:
    """The hazard and the groups of a body; None when it says neither. Raises InvalidInput."""
    hazard, groups = data.get("hazard"), data.get("due_groups")
    if hazard is None and groups is None:
        return None
    if hazard not in list(HazardBasis):
        raise InvalidInput(
            "E-EVA-015",
            Text("转移区没有改", "The zone was not changed"),
            Text(f"没有“{hazard}”这种危险", f"There is no hazard “{hazard}”"),
            Text(f"用 {'、'.join(HazardBasis)}", f"Use one of {', '.join(HazardBasis)}"),
        )
    return due_for(table, HazardBasis(hazard), None if groups is None else _read_groups(groups))


def _read_groups(groups: object) -> list[GroupCode]:
    try:
        read = [GroupCode(code) for code in cast(list[Any], groups)]
    except (TypeError, ValueError):
        read = []
    if not read or not isinstance(groups, list):
        raise InvalidInput(
            "E-EVA-016",
            Text("转移区没有改", "The zone was not changed"),
            Text(
                f"应转移的人群看不懂：{groups}", f"The groups due to leave cannot be read: {groups}"
            ),
            Text(
                f"至少选一类：{'、'.join(GroupCode)}",
                f"Choose at least one of {', '.join(GroupCode)}",
            ),
        )
    return read
