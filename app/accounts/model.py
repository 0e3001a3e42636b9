"""The actor on whose behalf a route, a socket or a job runs, and how far it sees."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

CITY_CODE = "330900"
COUNTY_DIGITS = 6
TOWNSHIP_DIGITS = 9


class Role(StrEnum):
    """What an account is for. One account has one role: nobody is two officers at once."""

    VIEWER = "viewer"
    WALL = "wall"
    PLANNER = "planner"
    COMMANDER = "commander"
    FIELD = "field"
    ADMINISTRATOR = "administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as a screen names it."""

    code: str
    name: str


class Label(StrEnum):
    """How far an incident or a layer may be shown (等保 8.1.4.2 安全标记), the widest first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"

    @property
    def rank(self) -> int:
        """0 for what anybody may see; a clearance sees its own rank and below."""
        return list(Label).index(self)


class Reach(StrEnum):
    """How far a unit reaches: what it sees and what it may change."""

    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"  # a functional zone: several townships
    TOWNSHIP = "township"

    @property
    def database_role(self) -> str:
        """The PostgreSQL role that row-level security knows this reach by, so that each keeps its
        index."""
        return _DATABASE_ROLES[self]


_DATABASE_ROLES = {
    Reach.CITY: "city_app",
    Reach.COUNTY: "county_app",
    Reach.ZONE: "township_app",
    Reach.TOWNSHIP: "township_app",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows an actor sees: all, one county's, or those of some townships.

    A township, and whatever lies below it, sees one township; a functional zone sees several, and
    what it makes in its own name (`zone`).
    """

    reach: Reach
    county: str | None = None
    townships: tuple[str, ...] = ()
    zone: str | None = None

    def sees(self, county: str | None, township: str | None) -> bool:
        """Whether a row of this county and township lies inside."""
        if self.reach is Reach.CITY:
            return True
        if self.reach is Reach.COUNTY:
            return county == self.county
        return township is not None and township in (*self.townships, self.zone)


CITY_SCOPE = Scope(Reach.CITY)


def scope_of_unit(code: str, members: tuple[str, ...] = ()) -> Scope:
    """The scope of a unit of the tree; `members` are the townships of a functional zone."""
    if members:
        return Scope(Reach.ZONE, townships=members, zone=code)
    if code == CITY_CODE:
        return CITY_SCOPE
    if len(code) == COUNTY_DIGITS:
        return Scope(Reach.COUNTY, county=code)
    return Scope(Reach.TOWNSHIP, county=code[:COUNTY_DIGITS], townships=(code[:TOWNSHIP_DIGITS],))


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, device or link. `scope` None is the system itself, which no policy holds back."""

    name: str
    role: Role
    unit_code: str
    scope: Scope | None
    clearance: Label = Label.INTERNAL
    account_id: int | None = None
    device_id: int | None = None
    session_id: UUID | None = None
    address: str | None = None


SYSTEM_ACTOR = Actor("system", Role.ADMINISTRATOR, CITY_CODE, scope=None, clearance=Label.SENSITIVE)
