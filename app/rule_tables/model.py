"""A table of rules in force, and what there is to say of its kind before anybody adopts one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.wording import Text

Rule = TypeVar("Rule")


@dataclass(frozen=True, slots=True)
class RuleTable(Generic[Rule]):
    """A table in force; version 0 is the shipped default, which nobody has adopted."""

    version: int
    rules: tuple[Rule, ...]
    source: str
    adopted_by: str | None

    @property
    def is_default(self) -> bool:
        """Whether it is only the shipped table, not the local plan."""
        return self.version == 0


@dataclass(frozen=True, slots=True)
class RefusalText:
    """How a kind of table says that it was not changed; why is the same for every kind."""

    code: str
    what: Text
    todo: Text


@dataclass(frozen=True, slots=True)
class TableKind(Generic[Rule]):
    """One kind of table. `read` raises InvalidInput for rules that cannot be."""

    key: str
    default_rules: Sequence[Mapping[str, Any]]
    default_source: str
    read: Callable[[object], tuple[Rule, ...]]
    present: Callable[[Rule], object]
    audit_action: str
    no_source: RefusalText
    overtaken: RefusalText
