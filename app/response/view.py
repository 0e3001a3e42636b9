"""Loading what a recommendation is asked with, and asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.configuration.queries import value
from app.database import Connection
from app.response.model import Recommendation, View
from app.response.recommendation import recommend
from app.response.rules import Rule
from app.response.situation import situation_of
from app.response.table import TABLE
from app.rule_tables.model import RuleTable
from app.rule_tables.queries import get_rule_table
from app.storm_events.coast import Coastline
from app.storm_events.queries import list_coast
from app.typhoon.outlook import Outlook
from app.typhoon.practice import class_scale
from app.typhoon.standard_class import ClassScale
from app.wind.queries import list_seats
from app.wind.seats import CountySeat


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change from bulletin to bulletin: the city, the table, the factors."""

    seats: tuple[CountySeat, ...]
    coast: Coastline
    scale: ClassScale
    table: RuleTable[Rule]

    def view(self, outlook: Outlook, outlooks: Sequence[Outlook], at: datetime) -> View:
        """What is known at `at`, asking `outlook` first."""
        others = tuple(other for other in outlooks if other is not outlook)
        return View(outlook, others, self.seats, self.coast, self.scale, at)

    def recommend(
        self, outlook: Outlook, outlooks: Sequence[Outlook], at: datetime
    ) -> Recommendation:
        """The table's recommendation at `at`."""
        return recommend(situation_of(self.view(outlook, outlooks, at)), self.table)


def load_ground(conn: Connection) -> Ground:
    """The ground as it is now."""
    return Ground(
        tuple(list_seats(conn)),
        list_coast(conn, value(conn, "typhoon.landfall_min_km2")),
        class_scale(conn),
        get_rule_table(conn, TABLE),
    )
