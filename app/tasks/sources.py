"""The one list of what tasks come from. A new source is one file that makes a `TaskSource`."""

from collections.abc import Mapping
from typing import Any

from app.errors import NotFound
from app.tasks.kinds import evacuation_order, response_level
from app.tasks.source import TaskSource
from app.wording import Text

SOURCES: Mapping[str, TaskSource[Any]] = {
    source.id: source
    for source in (
        evacuation_order.SOURCE,
        response_level.SOURCE,
    )
}  # fmt: skip


def source_of(source_id: str) -> TaskSource[Any]:
    """The source of that id. Raises NotFound."""
    if source_id not in SOURCES:
        raise NotFound(
            "E-TSK-001",
            Text("没有这种任务来源", "No such source of tasks"),
            Text(f"没有“{source_id[:40]}”", f"There is no “{source_id[:40]}”"),
            Text(f"用 {'、'.join(SOURCES)}", f"Use {', '.join(SOURCES)}"),
        )
    return SOURCES[source_id]
