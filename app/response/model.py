"""A response activation, and a recommendation with the rules that led to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.incidents.model import ResponseTrack
from app.response.measures import Measure, Reading
from app.response.rules import Rule
from app.rule_tables.model import RuleTable
from app.storm_events.coast import Coastline
from app.typhoon.model import Fix
from app.typhoon.outlook import Outlook
from app.typhoon.standard_class import ClassScale, StandardClass, standard_class
from app.wind.seats import CountySeat


@dataclass(frozen=True, slots=True)
class Activation:
    """A unit's response on one track. Never edited: a change of level ends it and begins another.

    `level` 4 (Ⅳ, lowest) to 1 (Ⅰ); None on the track without levels."""

    activation_id: int
    issuer_unit: str
    track: ResponseTrack
    level: int | None
    started_at: datetime
    ended_at: datetime | None
    basis_text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What the table is asked with: a reading of every measure, and the figures behind them."""

    agency: str
    readings: Mapping[Measure, Reading]
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """A rule held against a situation. `verdict` None: data that could decide it lacks."""

    rule: Rule
    verdict: bool | None
    readings: Mapping[Measure, Reading]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the table would recommend. It is shown; a person adopts or does not.

    `sea`: the response for the sea alone is recommended."""

    level: int | None
    sea: bool
    fired: tuple[JudgedRule, ...]
    not_judged: tuple[JudgedRule, ...]
    situation: Situation
    table: RuleTable[Rule]

    @property
    def deciding(self) -> tuple[JudgedRule, ...]:
        """The rules that hold at the recommended level."""
        return tuple(each for each in self.fired if each.rule.level == self.level)


@dataclass(frozen=True, slots=True)
class View:
    """What is known at `at`: the agency that is asked first, and the others beside it."""

    outlook: Outlook
    others: tuple[Outlook, ...]
    seats: tuple[CountySeat, ...]
    coast: Coastline
    scale: ClassScale
    at: datetime

    def speaks(self, outlook: Outlook) -> bool:
        """Whether an outlook has a word on this moment: it reaches to it, or nearly.

        An operational track that ends hours ago says nothing of where its circle is now."""
        return outlook.points[-1].fix_at >= self.at - timedelta(hours=self.scale.match_h)

    @property
    def agency(self) -> str:
        """The agency that is asked first."""
        return self.outlook.track.agency

    def class_of(self, point: Fix) -> StandardClass:
        """Class of a point of the outlook."""
        return standard_class(point, self.outlook, self.others, self.scale)
