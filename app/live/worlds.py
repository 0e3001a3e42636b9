"""The worlds that are served, and which of them a screen is in.

The real one is always there. An exercise that opens gets a scene of its own and loses it when it
closes; screens go where the incident is that they follow.
"""

from collections.abc import Iterable

from app.database import Connection
from app.events.model import Event, EventKind
from app.incidents.model import Incident
from app.incidents.queries import list_incidents, list_open_incidents
from app.live.clients import Client
from app.live.rules import load_rules
from app.live.scene import Scene, load_scene
from app.worlds.model import REAL_WORLD_ID
from app.worlds.queries import list_open_worlds

MOST_KNOWN = 500  # incidents that a screen may still look back at
# Of these every screen hears that is cleared for the incident: what it may follow has changed.
_OF_ALL = frozenset(
    {EventKind.INCIDENT_OPENED, EventKind.INCIDENT_CLOSED, EventKind.INCIDENT_RELABELLED}
)


class Worlds:
    """Everybody in the process holds this one object. `incidents`: the newest, open or closed."""

    def __init__(self, scenes: Iterable[Scene], incidents: Iterable[Incident] = ()) -> None:
        self._scenes = {scene.world_id: scene for scene in scenes}
        self._known = {each.incident_id: each for each in incidents}
        self._open: list[Incident] = []

    @property
    def scenes(self) -> list[Scene]:
        """All that are served, the real one first, then the newest."""
        return list(self._scenes.values())

    @property
    def real(self) -> Scene:
        """The real world's."""
        return self._scenes[REAL_WORLD_ID]

    @property
    def drill(self) -> Scene | None:
        """The exercise's that a drill's fleet sails in."""
        return next((scene for scene in self.scenes if scene.world_id != REAL_WORLD_ID), None)

    def scene_of(self, client: Client) -> Scene | None:
        """What the client looks at; None for one whose exercise is over."""
        return None if client.world_id is None else self._scenes.get(client.world_id)

    def follow(self, conn: Connection) -> set[int]:
        """Read worlds, clocks and incidents again; gives the worlds whose picture is another."""
        open_worlds = list_open_worlds(conn)
        anew: set[int] = set()
        scenes: dict[int, Scene] = {}
        for world in open_worlds:
            scene = self._scenes.get(world.world_id)
            if scene is None:
                scene = load_scene(conn, world)
                anew.add(world.world_id)
            elif scene.follow(conn, world):
                anew.add(world.world_id)
            scenes[world.world_id] = scene
        self._scenes = scenes
        self._open = list_open_incidents(conn)
        self._known |= {each.incident_id: each for each in self._open}
        return anew

    def reread_rules(self, conn: Connection) -> None:
        """Let every scene go by the values that an office has put in force since."""
        rules = load_rules(conn)
        for scene in self.scenes:
            scene.rules = rules

    def place(self, client: Client) -> None:
        """Let the client look at the world of the incident that it follows, or at none.

        One that names none follows what a screen shows by default, and the real world between
        incidents. What it may not know of, it is not shown; the real world is everybody's.
        """
        incident = self._incident_of(client)
        if incident is None:
            client.enter(REAL_WORLD_ID if client.wanted is None else None, None)
        elif incident.label.rank <= client.clearance.rank:
            client.enter(incident.world.world_id, incident.incident_id)
        else:
            client.enter(None if incident.exercise else REAL_WORLD_ID, None)

    def _incident_of(self, client: Client) -> Incident | None:
        if client.wanted is not None:
            return self._known.get(client.wanted)
        seen = (each for each in self._open if each.label.rank <= client.clearance.rank)
        return next(seen, None)


def load_worlds(conn: Connection) -> Worlds:
    """Every world that is open, with its scene."""
    worlds = Worlds(
        (load_scene(conn, world) for world in list_open_worlds(conn)),
        list_incidents(conn, MOST_KNOWN),
    )
    worlds.follow(conn)
    return worlds


def concerns(client: Client, event: Event) -> bool:
    """Whether an event is of the client's incident, of its whole world, or of all."""
    if event.kind in _OF_ALL:
        return True
    if event.incident_id is not None:
        return event.incident_id == client.incident_id
    return event.world_id is None or event.world_id == client.world_id
