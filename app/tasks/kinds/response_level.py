"""A response level in force: what the table of actions has done at it."""

from dataclasses import dataclass

from app import typed_json
from app.strict_json import JsonObject
from app.tasks.source import TaskSource
from app.wording import Text


@dataclass(frozen=True, slots=True)
class LevelAction:
    """A row of the table as it stood when the level was signed, and the office that does it."""

    code: str
    what: Text
    role: Text


def _read_action(data: JsonObject) -> LevelAction:
    return typed_json.read(LevelAction, data)


def _say_action(action: LevelAction) -> Text:
    return Text(
        f"{action.what.zh}（{action.role.zh}）", f"{action.what.en} ({action.role.en.lower()})"
    )


SOURCE = TaskSource(
    id="response_level",
    title=Text("响应行动", "Action of a level"),
    page="",
    read=_read_action,
    says=_say_action,
)
