"""The actor on whose behalf a route or a job runs."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an actor may do; rights are decided from it in one place an outlet."""

    VIEWER = "viewer"
    WALL = "wall"
    PLANNER = "planner"
    COMMANDER = "commander"
    FIELD = "field"
    ADMINISTRATOR = "administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, device or link, with the unit it belongs to (330900 is the whole city)."""

    name: str
    role: Role
    unit_code: str


CITY_CODE = "330900"
DEMO_CITY_ACTOR = Actor(name="demo-city", role=Role.PLANNER, unit_code=CITY_CODE)
SYSTEM_ACTOR = Actor(name="system", role=Role.ADMINISTRATOR, unit_code=CITY_CODE)
