"""What the steps of the ingest work with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.live.batch import Batch
from app.live.scene import Scene
from app.positions.model import Kind, StaticReport
from app.positions.picture import Mover

Registrar = Callable[[list[tuple[int, Kind]]], list[Mover]]


@dataclass(frozen=True, slots=True)
class Ingest:
    """The scene, and who names and keeps the reports that change it.

    `register` gives MMSIs heard for the first time a row in the register and raises Unavailable
    when the database is away. `said` is what each ship last said of itself.
    """

    scene: Scene
    register: Registrar
    hand_over: Callable[[Batch], None]
    said: dict[int, StaticReport] = field(default_factory=dict[int, StaticReport])


Step = Callable[[Ingest, Batch], None]
