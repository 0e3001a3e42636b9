"""What a bench is and what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Any


class Better(StrEnum):
    """Which way is good."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Figure:
    """One more figure of a bench: ours, the peer's where it has one, what is wanted of ours."""

    name: str
    label: str
    unit: str
    better: Better
    ours: float
    peer: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """Above 1 when ours is better; None without a peer or when one of them is nothing."""
        if self.peer is None or 0 in (self.ours, self.peer):
            return None
        return self.ours / self.peer if self.better is Better.HIGHER else self.peer / self.ours

    @property
    def met(self) -> bool | None:
        """Whether ours reaches the goal; None without one."""
        if self.goal is None:
            return None
        return self.ours >= self.goal if self.better is Better.HIGHER else self.ours <= self.goal

    def present(self) -> dict[str, Any]:
        """One figure of the JSON report."""
        return {
            "name": self.name,
            "ours": round(self.ours, 3),
            "peer": None if self.peer is None else round(self.peer, 3),
            "unit": self.unit,
            "better": self.better,
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "goal": self.goal,
            "met": self.met,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """Pairs of (ours, peer) measured in turn. `notes` and `figures` stand beside the claim."""

    unit: str
    better: Better
    peer_name: str
    runs: list[tuple[float, float]]
    notes: dict[str, Any]
    figures: list[Figure] = field(default_factory=list[Figure])

    @property
    def ours(self) -> float:
        """Median of ours."""
        return median(ours for ours, _ in self.runs)

    @property
    def peer(self) -> float:
        """Median of the peer's."""
        return median(peer for _, peer in self.runs)

    @property
    def ratio(self) -> float:
        """Above 1 when ours is better."""
        return self.ours / self.peer if self.better is Better.HIGHER else self.peer / self.ours

    def present(self, name: str) -> dict[str, Any]:
        """One entry of the JSON report."""
        return {
            "name": name,
            "ours": round(self.ours, 3),
            "peer": round(self.peer, 3),
            "peer_name": self.peer_name,
            "unit": self.unit,
            "better": self.better,
            "ratio": round(self.ratio, 3),
            "runs": [[round(ours, 3), round(peer, 3)] for ours, peer in self.runs],
            "notes": self.notes,
            "figures": [figure.present() for figure in self.figures],
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench: `name` on the command line, what it compares, and how it is run.

    `floor` is the ratio that `--hold` asks for, below what is measured: the machine wavers.
    """

    name: str
    about: str
    run: Callable[[], Result]
    floor: float = 0.0
