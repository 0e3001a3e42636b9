"""What the steps of the ingest work with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.live.batch import Batch
from app.live.newcomers import Newcomers
from app.live.scene import Scene
from app.positions.model import StaticReport


@dataclass(frozen=True, slots=True)
class Ingest:
    """The scene, who looks after movers that nobody knows, and who keeps the reports.

    `said` is what each known ship last said of itself.
    """

    scene: Scene
    newcomers: Newcomers
    hand_over: Callable[[Batch], None]
    said: dict[int, StaticReport] = field(default_factory=dict[int, StaticReport])


Step = Callable[[Ingest, Batch], None]
