"""A table of rules in force, and what there is to say of its kind before anybody adopts one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Rule = TypeVar("Rule")


@dataclass(frozen=True, slots=True)
class RuleTable(Generic[Rule]):
    """A table in force; `adopted_by` None: it is the shipped default, not the local plan."""

    version: int
    rules: tuple[Rule, ...]
    source: str
    adopted_by: str | None

    @property
    def is_default(self) -> bool:
        """Whether it is only the shipped table, not the local plan."""
        return self.adopted_by is None


@dataclass(frozen=True, slots=True)
class TableKind(Generic[Rule]):
    """One kind of table. `read` raises InvalidInput for rules that cannot be."""

    key: str
    default_rules: Sequence[Mapping[str, Any]]
    default_source: str
    read: Callable[[object], tuple[Rule, ...]]
    present: Callable[[Rule], object]
