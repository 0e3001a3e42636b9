"""What a register is. A file in `kinds/` makes one `REGISTER`; everything else follows from it.

SQL of a register
    A `SELECT` whose columns are exactly the key, the shown entries and `geom` (EPSG:4326, NULL
    where a row has no place). It takes no parameter and holds no percent sign, so that a layer can
    draw the same text. What a row is called, how it is typed and whose it is stand in the table
    itself: `name`, `pinyin`, `initials`, `county_code`, `township_code`.

Entries
    A live one (occupancy, state) belongs to the night: it is set in a new row, and neither an
    import nor a form changes it afterwards. A computed one is given by the SQL and written by
    nobody. One that is not shown is only there to be found by (pinyin).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import LiteralString

from app.accounts.rights import Permission
from app.fields import Field, Geometry, Kind
from app.wording import Text

LONGEST = 100


class RegisterGroup(StrEnum):
    """Heading of the list of registers under which a register stands, in the list's order."""

    PEOPLE = "people"
    SHELTER = "shelter"
    RISK = "risk"
    SEA = "sea"
    WAYS = "ways"
    FORCES = "forces"

    @property
    def heading(self) -> Text:
        """The heading as shown."""
        return _GROUP_TITLES[self]


_GROUP_TITLES: Mapping[RegisterGroup, Text] = {
    RegisterGroup.PEOPLE: Text("人与责任", "People and posts"),
    RegisterGroup.SHELTER: Text("安置", "Shelter"),
    RegisterGroup.RISK: Text("风险", "Risk"),
    RegisterGroup.SEA: Text("海上", "At sea"),
    RegisterGroup.WAYS: Text("通道", "Ways"),
    RegisterGroup.FORCES: Text("力量", "Forces"),
}


class Derive(StrEnum):
    """Where a value comes from that neither a file nor a form brings."""

    PINYIN = "pinyin"
    INITIALS = "initials"
    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    NEXT_CODE = "next_code"  # the table gives one
    LEVEL = "level"
    PARENT = "parent"
    ROAD_SPEED = "road_speed"
    ROAD_CAPACITY = "road_capacity"
    NODE = "node"


class Form(StrEnum):
    """The form that a text must have."""

    PHONE = "phone"
    CODE = "code"  # letters, digits and hyphens: it stands in addresses
    MMSI = "mmsi"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column an import fills; `aliases` are other headings that mean it.

    `live`: its value is the night's (occupancy, state); an import sets it in a new row only."""

    name: LiteralString
    kind: Kind = Kind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    enum: Mapping[str, Text] | None = None
    default: str | int | float | bool | None = None
    derive: Derive | None = None
    live: bool = False


@dataclass(frozen=True, slots=True)
class Item(Field):
    """A field of a register: how it is shown, and how it is written.

    `low` and `high` bound a number, `longest` a text. `units`: it is the code of a unit of these
    levels, and it says whose the row is. `listed`: it stands in the list and not on the row alone.
    `few`: it has so few values that a list is narrowed to one of them, as to an enumeration's.
    `words`: what else offices write for a value of the enumeration. `refers`: the register whose
    code it holds; a file may say the name instead.
    """

    required: bool = False
    aliases: tuple[str, ...] = ()
    default: str | int | float | bool | None = None
    derive: Derive | None = None
    live: bool = False
    computed: bool = False
    shown: bool = True
    listed: bool = True
    low: float | None = None
    high: float | None = None
    longest: int = LONGEST
    form: Form | None = None
    units: tuple[str, ...] = ()
    few: bool = False
    words: Mapping[str, str] | None = None
    refers: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether a list is narrowed to its values by choosing."""
        return not self.personal and (self.few or self.enum is not None)

    @property
    def column(self) -> Column:
        """The same as an import fills it."""
        return Column(
            self.name, self.kind, self.required, self.aliases, self.enum, self.default,
            self.derive, self.live,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rights:
    """What a register asks of who reads it, changes it, and sees its persons unmasked."""

    view: Permission = Permission.VIEW
    edit: Permission = Permission.EDIT_REGISTERS
    reveal: Permission = Permission.REVEAL_PERSONAL


@dataclass(frozen=True, slots=True)
class Register:
    """One register and everything its outlets need to know about it.

    `geometry` is what somebody enters; a row without one may still have a place through its SQL.
    `layer`: the map layer that draws it. `sort`: the entry that the list begins ordered by.
    `open_to_all`: its rows are no unit's own; everybody reads them and the city alone writes them.

    For files: `file_names` are words of a file's or a sheet's name that mean the register, `after`
    are the registers that have to be there first, `matched_by` names a row where a file has no
    numbers, `draws` are the layers that show it besides, `by_seat`: a row without a place lies at
    its unit's seat.
    """

    id: str
    title: Text
    group: RegisterGroup
    table: LiteralString
    key: LiteralString
    sql: LiteralString
    entries: tuple[Item, ...]
    geometry: Geometry = Geometry.NONE
    name_field: LiteralString = "name"
    sort: LiteralString = "code"
    layer: str | None = None
    rights: Rights = Rights()
    example: Mapping[str, str | int | bool] | None = (
        None  # what a form would send, for the contract
    )
    open_to_all: bool = False
    file_names: tuple[str, ...] = ()
    after: tuple[str, ...] = ("units",)
    matched_by: tuple[tuple[str, ...], ...] = (("name",),)
    draws: tuple[str, ...] = ()
    by_seat: bool = False

    @property
    def shown(self) -> tuple[Item, ...]:
        """What people see, in order."""
        return tuple(entry for entry in self.entries if entry.shown)

    @property
    def written(self) -> tuple[Item, ...]:
        """What the table holds."""
        return tuple(entry for entry in self.entries if not entry.computed)

    @property
    def live_columns(self) -> tuple[str, ...]:
        """What belongs to the night, sorted; the table's history leaves it out."""
        return tuple(sorted(entry.name for entry in self.entries if entry.live))

    @property
    def unit_entry(self) -> Item | None:
        """The entry that says whose a row is; None where rows are no unit's."""
        return next((entry for entry in self.entries if entry.units), None)

    @property
    def by_form(self) -> bool:
        """Whether a form can enter a row: a line or an area comes from a file."""
        return self.geometry in (Geometry.POINT, Geometry.NONE)

    def entry(self, name: str) -> Item:
        """The entry of that name; KeyError if there is none."""
        for candidate in self.entries:
            if candidate.name == name:
                return candidate
        raise KeyError(name)
