"""SQL of warning signals: the table in force, and the places that speak for a county."""

from datetime import datetime

from app.configuration import warning_rules
from app.configuration.queries import adopt_table, find_adopted
from app.database import Connection
from app.typhoon.seats import Seat
from app.warnings.model import RuleTable
from app.warnings.rules import present_rule, read_rules


def get_rule_table(conn: Connection) -> RuleTable:
    """The table an office adopted, else the shipped default with version 0."""
    adopted = find_adopted(conn, warning_rules.KEY)
    if adopted is None:
        rules = read_rules(list(warning_rules.DEFAULT_RULES))
        return RuleTable(0, rules, warning_rules.SOURCE, None)
    value, source, adopted_by = adopted
    return RuleTable(int(value["version"]), read_rules(value["rules"]), source, adopted_by)


def save_rule_table(conn: Connection, table: RuleTable, at: datetime) -> None:
    """Put an adopted table in force."""
    value = {"version": table.version, "rules": [present_rule(rule) for rule in table.rules]}
    adopt_table(
        conn,
        warning_rules.KEY,
        value,
        source=table.source,
        actor=table.adopted_by or "",
        now=at,
    )


def list_places(conn: Connection) -> dict[tuple[str, str], list[Seat]]:
    """By county code and name: the seats of its townships, or its own where it has none."""
    rows = conn.execute(
        """
        SELECT c.code, c.name, u.code, u.name, ST_X(u.seat), ST_Y(u.seat)
        FROM admin_unit c
        JOIN admin_unit u ON u.seat IS NOT NULL AND (u.code = c.code OR u.parent_code = c.code)
        WHERE c.kind = 'county'
        ORDER BY c.code, u.code
        """
    ).fetchall()
    places: dict[tuple[str, str], list[Seat]] = {}
    for row in rows:
        places.setdefault((row[0], row[1]), []).append(Seat(*row[2:]))
    return places
