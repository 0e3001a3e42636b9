"""An evacuation order in force: each unit of the zone moves its people in time."""

from dataclasses import dataclass

from app import typed_json
from app.strict_json import JsonObject
from app.tasks.source import TaskSource
from app.wording import Text


@dataclass(frozen=True, slots=True)
class OrderedMove:
    """Which zone is to be emptied."""

    zone_id: str
    zone_number: int
    zone_name: str


def _read_move(data: JsonObject) -> OrderedMove:
    return typed_json.read(OrderedMove, data)


def _say_move(move: OrderedMove) -> Text:
    return Text(
        f"转移 {move.zone_number} 号区 {move.zone_name}的人员",
        f"Move the people of zone {move.zone_number}, {move.zone_name}",
    )


SOURCE = TaskSource(
    id="evacuation_order",
    title=Text("人员转移令", "Evacuation order"),
    page="/orders#{reference}",
    read=_read_move,
    says=_say_move,
)
