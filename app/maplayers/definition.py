"""What a map layer is. A file in `layers/` makes one `LAYER`; everything else follows from it.

SQL of a layer
    A `SELECT` whose columns are exactly the key, the fields and `geom` (EPSG:4326, absent when
    the geometry is `NONE`); the key may itself be a field. It is always given `%(incident)s`
    (integer), `%(at)s` (aware time, the incident's moment), `%(past)s` (the same where somebody
    asked for a moment, else NULL) and `%(box)s` (a geometry in EPSG:4326 or NULL: the outlet
    drops rows outside it, so using it inside is only for speed), plus the layer's own
    parameters. Write `%%` for a percent sign; the text is never formatted.

Style
    Colours are names of design tokens, never values, because themes switch in the browser: in
    what `GET /api/v1/layers` sends, each string `token:NAME` in `paint` stands for the CSS
    variable `--NAME` of the current theme. Icons are named after layer and value,
    `<layer id>-<value>` (`<layer id>` alone for a `Single` style) and drawn by the browser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import LiteralString

from app.accounts import model as accounts
from app.accounts.model import Role
from app.events.model import EventKind

# A file of `layers/` finds all it needs here.
from app.fields import Field as Field
from app.fields import Geometry as Geometry
from app.fields import Kind as Kind
from app.registers.definition import Column as Column
from app.wording import Text


class Group(StrEnum):
    """Heading of the layer list under which a layer stands, in the list's order."""

    WEATHER = "weather"
    EVACUATION = "evacuation"
    HAZARDS = "hazards"
    SEA = "sea"
    TRANSPORT = "transport"
    BASE = "base"

    @property
    def heading(self) -> Text:
        """The heading as shown."""
        return _GROUP_TITLES[self]


_GROUP_TITLES: Mapping[Group, Text] = {
    Group.WEATHER: Text("台风", "Typhoon"),
    Group.EVACUATION: Text("转移安置", "Evacuation"),
    Group.HAZARDS: Text("隐患", "Hazards"),
    Group.SEA: Text("海上", "At sea"),
    Group.TRANSPORT: Text("交通", "Transport"),
    Group.BASE: Text("底图", "Base"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One more named SQL parameter, `?name=` in the address."""

    name: LiteralString
    default: str | int | float | None
    label: Text


# Style: what one entry of the legend looks like.


@dataclass(frozen=True, slots=True)
class Icon:
    """A symbol the browser draws under `<layer>-<value>`; the size is in symbol heights."""

    size: float = 1.0
    rotate_by: LiteralString | None = None  # field with degrees clockwise from north


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `dash` in line widths, `casing` a token drawn wider below it."""

    color: str
    width: float = 1.0
    dash: tuple[float, ...] | None = None
    casing: str | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Fill:
    """An area. `hatch` names a pattern the browser draws (`<layer>-<value>`) instead of colour."""

    color: str | None = None
    opacity: float = 1.0
    hatch: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A plain filled circle of `radius` pixels."""

    color: str
    radius: float = 3.0
    outline: str | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """What one kind of feature looks like: the parts present are drawn fill, line, dot, icon."""

    fill: Fill | None = None
    line: Line | None = None
    dot: Dot | None = None
    icon: Icon | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """All features look the same."""

    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Categories:
    """One symbol for each value of an enumerated field; every value must have one.

    `from_zoom` keeps the lesser values out of tiles above that zoom's scale (lanes on a city map).
    """

    field: LiteralString
    symbols: Mapping[str, Symbol]
    from_zoom: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Values from `lower` up to the next step's."""

    lower: float
    label: Text
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Graduated:
    """Classes of a number, ascending; what is below the first or missing is drawn as the first."""

    field: LiteralString
    steps: tuple[Step, ...]


Style = Single | Categories | Graduated


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside (points), along (lines) or inside (polygons) a feature."""

    field: LiteralString
    min_zoom: float
    color: str = "place"
    size: float = 13
    water: bool = False  # serif, spaced: names of water


# Refresh: what makes a layer's tiles old.


@dataclass(frozen=True, slots=True)
class Static:
    """Changes only by import."""


@dataclass(frozen=True, slots=True)
class Every:
    """Read again after so many real seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class OnEvents:
    """Changes when an event of one of these kinds is appended."""

    kinds: tuple[EventKind, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """Moves with the incident's clock; the browser gets it whole and interpolates."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Live movers: no tiles, drawn from frames; cards, exports and features still work."""


Refresh = Static | Every | OnEvents | Clock | Positions


@dataclass(frozen=True, slots=True)
class Permissions:
    """Roles that may see the layer (None: every signed-in one) and that may import into it.

    Whoever is not cleared for its `label` does not learn that it exists.
    """

    view: frozenset[Role] | None = None
    write: frozenset[Role] = frozenset({Role.PLANNER, Role.COMMANDER, Role.ADMINISTRATOR})
    label: accounts.Label = accounts.Label.INTERNAL  # 安全标记


# Search and import.


@dataclass(frozen=True, slots=True)
class Search:
    """How the layer is found by name. The four columns come from `sql`, apart from the layer's
    own: `key`, `name`, `pinyin`, `initials`, optional others as text in `also` (an MMSI)."""

    kind_label: Text
    sql: LiteralString  # SELECT key, name, pinyin, initials, also, geom
    rank: int = 50  # lower comes first among equally good matches


@dataclass(frozen=True, slots=True)
class Intake:
    """The table behind a layer that takes imports. In a row with a known key the columns that the
    file brings are replaced, live ones excepted."""

    table: LiteralString
    key: LiteralString
    columns: tuple[Column, ...]
    code_prefix: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One map layer and everything its outlets need to know about it."""

    id: str
    title: Text
    group: Group
    order: int  # height on the map: higher is drawn above, and listed first
    geometry: Geometry
    key: LiteralString
    sql: LiteralString
    fields: tuple[Field, ...]
    style: Style
    refresh: Refresh
    source: Text
    name_field: LiteralString = "name"
    parameters: tuple[Parameter, ...] = ()
    labels: tuple[Label, ...] = ()
    permissions: Permissions = Permissions()
    wall: bool = False
    zoom: tuple[float, float] = (0, 22)
    default_on: bool = True
    illustrative: bool = False
    search: Search | None = None
    intake: Intake | None = None
    register: str | None = None  # the register whose rows it draws
    example: LiteralString | None = None  # INSERT of a row, for the contract: the sample has none

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if there is none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def has_tiles(self) -> bool:
        """False for layers drawn from live frames and for lists without geometry."""
        return self.geometry is not Geometry.NONE and not isinstance(self.refresh, Positions)
