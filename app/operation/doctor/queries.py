"""SQL of what the server says of itself."""

from dataclasses import dataclass

from psycopg.rows import class_row, kwargs_row

from app.database import Connection


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """`postgis` is None where the extension is not made."""

    version: str
    encoding: str
    checksums: bool
    postgis: str | None
    size_mb: int


@dataclass(frozen=True, slots=True)
class RightsFacts:
    """What row-level security rests on, as it is not: each tuple names what is at fault."""

    missing_roles: tuple[str, ...]
    strong_roles: tuple[str, ...]  # superuser or BYPASSRLS: policies do not bind them
    not_members: tuple[str, ...]  # roles that the connected role cannot take
    open_tables: tuple[str, ...]  # with a policy, but row security is off
    leaking: tuple[str, ...]  # functions that keep a policy from the spatial index


def rights_facts(conn: Connection, roles: list[str], leakproof: list[str]) -> RightsFacts:
    """Look for whatever would let rows through, or make a county's map slow."""
    with conn.cursor(row_factory=kwargs_row(_read_rights)) as cursor:
        facts = cursor.execute(
            """
            SELECT ARRAY(SELECT unnest(%(roles)s::text[])
                         EXCEPT SELECT rolname FROM pg_roles ORDER BY 1) AS missing_roles,
                   ARRAY(SELECT rolname::text FROM pg_roles
                         WHERE rolname = ANY(%(roles)s) AND (rolsuper OR rolbypassrls)
                         ORDER BY 1) AS strong_roles,
                   ARRAY(SELECT rolname::text FROM pg_roles
                         WHERE rolname = ANY(%(roles)s) AND NOT pg_has_role(oid, 'MEMBER')
                         ORDER BY 1) AS not_members,
                   ARRAY(SELECT DISTINCT c.oid::regclass::text FROM pg_policy p
                         JOIN pg_class c ON c.oid = p.polrelid
                         WHERE NOT c.relrowsecurity ORDER BY 1) AS open_tables,
                   ARRAY(SELECT wanted FROM unnest(%(leakproof)s::text[]) AS wanted
                         WHERE EXISTS (SELECT 1 FROM pg_proc
                                       WHERE oid = to_regprocedure(wanted)
                                         AND NOT proleakproof)
                         ORDER BY 1) AS leaking
            """,
            {"roles": roles, "leakproof": leakproof},
        ).fetchone()
    assert facts is not None  # noqa: S101 - a SELECT without FROM gives one row
    return facts


def _read_rights(**row: list[str]) -> RightsFacts:
    return RightsFacts(**{name: tuple(found) for name, found in row.items()})


def server_facts(conn: Connection) -> ServerFacts:
    """What the server and this database are."""
    with conn.cursor(row_factory=class_row(ServerFacts)) as cursor:
        facts = cursor.execute(
            """
            SELECT current_setting('server_version') AS version,
                   current_setting('server_encoding') AS encoding,
                   current_setting('data_checksums') = 'on' AS checksums,
                   (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis,
                   (pg_database_size(current_database()) / 1000000)::integer AS size_mb
            """
        ).fetchone()
    assert facts is not None  # noqa: S101 - a SELECT without FROM gives one row
    return facts
