"""What a bench is and what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any


class Better(StrEnum):
    """Which way is good."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Result:
    """Pairs of (ours, peer) measured in turn. `notes` are figures beside the claim."""

    unit: str
    better: Better
    peer_name: str
    runs: list[tuple[float, float]]
    notes: dict[str, Any]

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
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench: `name` on the command line, what it compares, and how it is run."""

    name: str
    about: str
    run: Callable[[], Result]
