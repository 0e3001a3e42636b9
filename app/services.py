"""What a running application holds, each under its own type and never looked up by a bare name."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.accounts.password import Passwords
from app.database import Database
from app.database_probe import Probe
from app.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """What every room may use: the settings, the pool, who watches it, and the password hasher."""

    settings: Settings
    database: Database
    probe: Probe
    passwords: Passwords


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """One place among an application's extensions, and the type of what stands there."""

    name: str
    kind: type[T]

    def put(self, extensions: MutableMapping[str, Any], held: T) -> None:
        """Put it there, or another in its place."""
        extensions[self.name] = held

    def read(self, extensions: MutableMapping[str, Any]) -> T:
        """What stands there. Raises TypeError when it is missing or something else."""
        held = extensions.get(self.name)
        if not isinstance(held, self.kind):
            raise TypeError(f"{self.name} holds {type(held).__name__}, not {self.kind.__name__}")
        return held


SERVICES = Slot("haitang", Services)
