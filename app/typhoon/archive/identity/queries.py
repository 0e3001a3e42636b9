"""SQL of which storm is which."""

from collections.abc import Iterable, Sequence

from app.database import Connection
from app.typhoon.model import Storm

_CHILDREN = (
    "track_fix", "forecast_track", "track_fix_past", "forecast_past", "typhoon_note",
    "typhoon_alias",
)  # fmt: skip


def find_ids(conn: Connection, storms: Iterable[Storm]) -> dict[str, str]:
    """The stored id of each storm that is known: by its name within the season, else by its id or
    another id of it. Two storms with different names are two storms, whatever their numbers."""
    wanted = list(storms)
    ids = [each for storm in wanted for each in (storm.storm_id, *storm.known_as)]
    by_id = {
        alias: (storm_id, name)
        for alias, storm_id, name in conn.execute(
            """
            SELECT alias, storm_id, name_en FROM typhoon_alias JOIN typhoon USING (storm_id)
            WHERE alias = ANY(%(ids)s)
            UNION ALL
            SELECT storm_id, storm_id, name_en FROM typhoon WHERE storm_id = ANY(%(ids)s)
            """,
            {"ids": ids},
        )
    }
    by_name = {
        (season, name): storm_id
        for season, name, storm_id in conn.execute(
            "SELECT season, name_en, storm_id FROM typhoon"
            " WHERE season = ANY(%s) AND name_en <> '' AND parent_id IS NULL",
            (list({storm.season for storm in wanted}),),
        )
    }
    return {
        storm.storm_id: known
        for storm in wanted
        if (known := _known_id(storm, by_id, by_name)) is not None
    }


def _known_id(
    storm: Storm, by_id: dict[str, tuple[str, str]], by_name: dict[tuple[int, str], str]
) -> str | None:
    if storm.parent_id is None and (storm.season, storm.name_en) in by_name:
        return by_name[storm.season, storm.name_en]
    for each in (storm.storm_id, *storm.known_as):
        known, name = by_id.get(each, ("", ""))
        if known and (not name or not storm.name_en or name == storm.name_en):
            return known
    return None


def taken_ids(conn: Connection, storm_ids: Sequence[str]) -> set[str]:
    """Those of the ids that a storm has."""
    rows = conn.execute(
        "SELECT storm_id FROM typhoon WHERE storm_id = ANY(%s)", (list(storm_ids),)
    ).fetchall()
    return {row[0] for row in rows}


def save_storms(conn: Connection, storms: Sequence[Storm]) -> None:
    """Insert or rename storms, parents first; no name takes the place of a name."""
    ordered = sorted(storms, key=lambda storm: storm.parent_id is not None)
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO typhoon (storm_id, name_zh, name_en, season, parent_id, centre)
            VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT (storm_id) DO UPDATE SET
                name_en = COALESCE(NULLIF(EXCLUDED.name_en, ''), typhoon.name_en),
                name_zh = CASE WHEN EXCLUDED.name_en = '' OR EXCLUDED.name_zh = EXCLUDED.name_en
                                    AND typhoon.name_en <> ''
                               THEN typhoon.name_zh ELSE EXCLUDED.name_zh END
            """,
            [
                (one.storm_id, one.name_zh, one.name_en, one.season, one.parent_id, one.centre)
                for one in ordered
            ],
        )
        cursor.executemany(
            "INSERT INTO typhoon_alias VALUES (%s, %s) ON CONFLICT (alias) DO NOTHING",
            [
                (alias, storm.storm_id)
                for storm in storms
                for alias in storm.known_as
                if alias != storm.storm_id
            ],
        )


def move_storm(conn: Connection, old_id: str, new_id: str) -> None:
    """Everything of one storm to another; the old id stays an alias. Equal keys must not clash."""
    for table in _CHILDREN:
        conn.execute(
            f"UPDATE {table} SET storm_id = %s WHERE storm_id = %s",  # noqa: S608 constants
            (new_id, old_id),
        )
    conn.execute("UPDATE typhoon_note SET other_id = %s WHERE other_id = %s", (new_id, old_id))
    conn.execute("UPDATE incident SET storm_id = %s WHERE storm_id = %s", (new_id, old_id))
    conn.execute("UPDATE typhoon SET parent_id = %s WHERE parent_id = %s", (new_id, old_id))
    conn.execute("DELETE FROM typhoon WHERE storm_id = %s", (old_id,))
    conn.execute(
        "INSERT INTO typhoon_alias VALUES (%s, %s)"
        " ON CONFLICT (alias) DO UPDATE SET storm_id = EXCLUDED.storm_id",
        (old_id, new_id),
    )


def clashing_agencies(conn: Connection, old_id: str, new_id: str) -> list[str]:
    """Agencies that have fixes or forecasts of the same time under both ids."""
    rows = conn.execute(
        """
        SELECT DISTINCT a.agency FROM track_fix a JOIN track_fix b USING (agency, kind, fix_at)
        WHERE a.storm_id = %(old)s AND b.storm_id = %(new)s
        UNION
        SELECT DISTINCT a.agency
        FROM forecast_track a JOIN forecast_track b USING (agency, issued_at)
        WHERE a.storm_id = %(old)s AND b.storm_id = %(new)s
        ORDER BY 1
        """,
        {"old": old_id, "new": new_id},
    ).fetchall()
    return [row[0] for row in rows]
