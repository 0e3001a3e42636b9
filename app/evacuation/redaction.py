"""A zone that the city planned may fill shelters of several counties: each reads its own by name.

What an actor may not see is not left out but named as what it is, so that the sums still add up.
"""

from collections.abc import Collection, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from app.accounts.model import Actor, Reach
from app.accounts.row_scope import seeing_all
from app.database import Connection
from app.evacuation.queries import list_shelter_marks
from app.evacuation.words import ELSEWHERE
from app.wording import Language

T = TypeVar("T")


class Redactor:
    """Takes the names of shelters beyond the actor's scope out of stored answers."""

    def __init__(self, conn: Connection, actor: Actor, language: Language) -> None:
        self._elsewhere = ELSEWHERE.spoken(language)
        self._hidden: frozenset[str] = frozenset()
        if actor.scope is not None and actor.scope.reach is not Reach.CITY:
            with seeing_all(conn):
                every = list_shelter_marks(conn)
            self._hidden = every - list_shelter_marks(conn)

    def redacted(self, answer: T) -> T:
        """The answer with every hidden code and name in it replaced."""
        return _replace_hidden(answer, self._hidden, self._elsewhere) if self._hidden else answer


def _replace_hidden(value: Any, hidden: Collection[str], elsewhere: str) -> Any:
    if isinstance(value, str):
        return elsewhere if value in hidden else value
    if isinstance(value, dict):
        members = cast(dict[str, Any], value)
        return {key: _replace_hidden(item, hidden, elsewhere) for key, item in members.items()}
    if isinstance(value, list | tuple):
        items = [_replace_hidden(item, hidden, elsewhere) for item in cast(Sequence[Any], value)]
        return tuple(items) if isinstance(value, tuple) else items
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        told = {name: _replace_hidden(part, hidden, elsewhere) for name, part in parts.items()}
        return replace(value, **told)
    return value
