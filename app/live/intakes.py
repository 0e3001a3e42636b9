"""Whose reports go into which world: receivers' into the real one, a drill's into the drill."""

from collections.abc import Callable, Iterator

from app.live.inbox import Arrival
from app.live.ingest import Ingest
from app.live.scene import Scene
from app.live.worlds import Worlds

NO_DRILL = "no exercise is open; what a drill sends is not taken"


class Intakes:
    """One ingest for each world, made when the world is first told something."""

    def __init__(self, worlds: Worlds, make: Callable[[Scene], Ingest]) -> None:
        self._worlds = worlds
        self._make = make
        self._by_world: dict[int, Ingest] = {}

    def __iter__(self) -> Iterator[Ingest]:
        """Those of the worlds that are served."""
        return iter([self._ingest_of(scene) for scene in self._worlds.scenes])

    def share_out(self, arrivals: list[Arrival]) -> list[tuple[Ingest, list[Arrival]]]:
        """Arrivals by the ingest that takes them; a drill's are refused while none is open."""
        drill = self._worlds.drill
        practised = [arrival for arrival in arrivals if arrival.feed.exercise]
        shares = [
            (self._ingest_of(self._worlds.real), [one for one in arrivals if not one.feed.exercise])
        ]
        if drill is not None:
            shares.append((self._ingest_of(drill), practised))
        else:
            _refuse_arrivals(practised)
        return [(ingest, share) for ingest, share in shares if share]

    def _ingest_of(self, scene: Scene) -> Ingest:
        ingest = self._by_world.get(scene.world_id)
        if ingest is None or ingest.scene is not scene:
            self._forget_closed()
            ingest = self._by_world[scene.world_id] = self._make(scene)
        return ingest

    def _forget_closed(self) -> None:
        served = {scene.world_id for scene in self._worlds.scenes}
        for world_id in set(self._by_world) - served:
            self._by_world.pop(world_id).newcomers.end()


def _refuse_arrivals(arrivals: list[Arrival]) -> None:
    for arrival in arrivals:
        arrival.feed.counters.unused += len(arrival.lines)
        if arrival.receipt is not None:
            arrival.receipt.refused = NO_DRILL
            arrival.receipt.done.set()
