"""A closure as it was said: of what, from when to when, by whose word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ClosureKind(StrEnum):
    """What can be closed."""

    BRIDGE = "bridge"
    ROAD = "road"
    FERRY_LINE = "ferry_line"
    SCENIC_AREA = "scenic_area"
    WORKS = "works"


class SaidState(StrEnum):
    """What is said of it."""

    CLOSED = "closed"
    OPEN = "open"


class ClosureOrigin(StrEnum):
    """How it came into the register; what the forecast proposes is worked out and never kept."""

    ENTERED = "entered"
    IMPORTED = "imported"


class ClosureStanding(StrEnum):
    """What a statement means at a moment."""

    CLOSED = "closed"
    WILL_CLOSE = "will_close"
    OPEN = "open"
    WILL_OPEN = "will_open"
    LIFTED = "lifted"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a statement is about, with the counties it lies in. `object` is its key in its table."""

    kind: ClosureKind
    object: str
    name: str
    edge_ids: list[int]
    counties: list[str]
    lon: float
    lat: float

    @property
    def county_code(self) -> str | None:
        """Whose it is; None when it lies in several or in none."""
        return self.counties[0] if len(self.counties) == 1 else None


@dataclass(frozen=True, slots=True)
class NewStatement:
    """What is to be said. `from_at` None: from now; `until_at` None: nobody knows until when."""

    state: SaidState
    issuer: str
    reason: str
    from_at: datetime | None = None
    until_at: datetime | None = None
    limit_force: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of the register. `lifts`: the statement that this one ends, and no other.

    `said_at` is of the world's clock, `recorded_at` real.
    """

    entry_id: int
    kind: ClosureKind
    object: str
    name: str
    edge_ids: list[int]
    state: SaidState
    from_at: datetime
    until_at: datetime | None
    issuer: str
    reason: str
    limit_force: int | None
    origin: ClosureOrigin
    lifts: int | None
    said_at: datetime
    recorded_at: datetime
    recorded_by: str
    county_code: str | None
    lon: float
    lat: float


Statements = Sequence[Statement]


@dataclass(frozen=True, slots=True)
class StatedClosures:
    """Everything that is known at a moment to have been said, by what it is about."""

    edges: Mapping[int, Statements] = field(default_factory=dict[int, Statements])
    lines: Mapping[int, Statements] = field(default_factory=dict[int, Statements])
    known: tuple[int, ...] = ()

    def of_edges(self, edge_ids: Sequence[int]) -> list[Statements]:
        """What is said of each stretch; nothing of most."""
        return [self.edges.get(each, ()) for each in edge_ids]

    def of_line(self, line_id: int | None) -> list[Statements]:
        """What is said of a line."""
        return [] if line_id is None else [self.lines.get(line_id, ())]


NOTHING_SAID = StatedClosures()


def gather(statements: Statements) -> StatedClosures:
    """Statements by the stretches and lines that they close or open."""
    edges: dict[int, list[Statement]] = {}
    lines: dict[int, list[Statement]] = {}
    for each in statements:
        for edge_id in each.edge_ids:
            edges.setdefault(edge_id, []).append(each)
        if each.kind == ClosureKind.FERRY_LINE:
            lines.setdefault(int(each.object), []).append(each)
    return StatedClosures(edges, lines, tuple(each.entry_id for each in statements))
