"""Row-level security: who sees which rows, in words that the planner can use an index under.

A policy compares unit codes with `=` and nothing else, and each reach has a role of its own:
`county = mine OR I am the city` in one policy turns an index scan of a million points into a
sequential one (sources#row-level-security). What a role may write, it must be able to see.
"""

from migrations.sql import run

ROLES = "city_app, county_app, township_app"
OPEN_TO_ALL = "open to all who are signed in"
COUNTY = "current_setting('haitang.county', true)"
TOWNSHIPS = "string_to_array(current_setting('haitang.townships', true), ',')"


def grant_tables(without: tuple[str, ...]) -> None:
    """Let the application roles use every table but the owner's own; and every sequence."""
    kept = ", ".join(f"'{name}'" for name in without)
    run(f"""
DO $$ DECLARE t record; BEGIN
    FOR t IN SELECT c.relname FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
               AND NOT c.relispartition AND c.relname NOT IN ({kept})
               AND pg_has_role(c.relowner, 'USAGE')
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO {ROLES}', t.relname);
    END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
""")


def grant(table: str) -> None:
    """Let everybody read a new table and the city write it; and use the sequences it brought.

    Where each unit writes its own rows, `let_write` says so besides.
    """
    run(f"""
GRANT SELECT ON {table} TO {ROLES};
GRANT INSERT, UPDATE, DELETE ON {table} TO city_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
""")


def open_to_all(table: str) -> None:
    """Say that the rows of `table` are nobody's own: whoever is signed in may read them.

    The say stands in the schema itself, where the test of row security looks for it.
    """
    run(f"COMMENT ON TABLE {table} IS '{OPEN_TO_ALL}';")


def revoke_partitions() -> None:
    """Naming a partition walks round its parent's policies: no role may."""
    run(f"""
DO $$ DECLARE t record; BEGIN
    FOR t IN SELECT c.relname FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relispartition
               AND c.relkind = 'r'
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM {ROLES}', t.relname);
    END LOOP;
END $$;
""")


def protect(
    table: str,
    *,
    number: bool = False,
    also: str | None = None,
    at_sea: bool = False,
    city_only: bool = False,
    through: tuple[str, str] | None = None,
) -> None:
    """Give `table` its policies.

    number: its codes are integers. also: rows that everyone sees. at_sea: a county also sees what
    is in its waters. city_only: nobody else sees any. through: (column, table) whose rows decide.
    """
    run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;")
    run(f"CREATE POLICY {table}_city ON {table} TO city_app USING (true);")
    if city_only:
        return
    if through is not None:
        column, other = through
        seen = f"{column} IN (SELECT {column} FROM {other})"
        run(f"CREATE POLICY {table}_seen ON {table} TO county_app, township_app USING ({seen});")
        return
    county, townships = (
        (f"nullif({COUNTY}, '')::integer", f"{TOWNSHIPS}::integer[]")
        if number
        else (COUNTY, TOWNSHIPS)
    )
    own = [f"county_code = {county}", *([also] if also else [])]
    own += [f"sea_county_code = {county}"] if at_sea else []
    below = [f"township_code = ANY ({townships})", *([also] if also else [])]
    run(f"CREATE POLICY {table}_county ON {table} TO county_app USING ({' OR '.join(own)});")
    run(f"CREATE POLICY {table}_township ON {table} TO township_app USING ({' OR '.join(below)});")


# The incidents that the asker is cleared for: `incident` has its own policy, which holds inside
# this too. Read once a query, as a hashed set of a few numbers.
CLEARED = "SELECT incident_id FROM incident"


def by_incident(table: str) -> None:
    """Hide from `table` what belongs to an incident that the asker may not know of.

    On top of the policies it has. A row of no incident stays as it is.
    """
    seen = f"incident_id IS NULL OR incident_id IN ({CLEARED})"
    run(f"CREATE POLICY {table}_by_label ON {table} AS RESTRICTIVE TO {ROLES} USING ({seen});")


def by_incident_alone(table: str) -> None:
    """As `by_incident`, for a table whose rows belong to an incident and to no unit."""
    run(f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_by_label ON {table} TO {ROLES} USING (incident_id IN ({CLEARED}));
""")


def drop_by_incident(table: str) -> None:
    """Take either away again."""
    run(f"DROP POLICY {table}_by_label ON {table};")


def keep_from_writing(roles: str = ROLES, *, only: tuple[str, ...] = ()) -> None:
    """Take INSERT, UPDATE and DELETE of every table from the roles, or of `only` these."""
    named = ", ".join(f"'{name}'" for name in only)
    among = f"AND c.relname IN ({named})" if only else ""
    run(f"""
DO $$ DECLARE t record; BEGIN
    FOR t IN SELECT c.relname FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
               AND pg_has_role(c.relowner, 'USAGE') {among}
    LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM {roles}', t.relname);
    END LOOP;
END $$;
""")


def let_write(commands: str, *tables: str, roles: str = ROLES) -> None:
    """Grant INSERT, UPDATE or DELETE, several with a comma between, of these tables."""
    run(f"GRANT {commands} ON {', '.join(tables)} TO {roles};")


# A world is seen by those who may know of an incident in it; the real one by everybody.
SEEN_WORLDS = "SELECT world_id FROM world"


def see_worlds() -> None:
    """Hide an exercise whose every incident is hidden; anybody who may open one writes its row."""
    seen = "NOT exercise OR world_id IN (SELECT world_id FROM incident)"
    run(f"""
ALTER TABLE world ENABLE ROW LEVEL SECURITY;
CREATE POLICY world_seen ON world TO {ROLES} USING ({seen}) WITH CHECK (true);
""")


def by_world(table: str) -> None:
    """Hide from `table` what belongs to a world that the asker may not know of."""
    seen = f"world_id IS NULL OR world_id IN ({SEEN_WORLDS})"
    run(f"CREATE POLICY {table}_by_world ON {table} AS RESTRICTIVE TO {ROLES} USING ({seen});")


def drop_by_world(table: str) -> None:
    """Take it away again."""
    run(f"DROP POLICY {table}_by_world ON {table};")
