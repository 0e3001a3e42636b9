"""What a source of tasks is: one value of this in the list of `app/tasks/sources.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.strict_json import JsonObject
from app.wording import Text

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class TaskSource(Generic[Content]):
    """`read` gives a task's figures out of JSON, `says` makes words of them: what is to be done.

    `page`: where a screen shows the source, with {reference}; empty where there is none.
    """

    id: str
    title: Text
    page: str
    read: Callable[[JsonObject], Content]
    says: Callable[[Content], Text]
