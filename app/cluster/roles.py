"""Roles, database and extensions that only the superuser can make, made at cluster set-up."""

from typing import LiteralString

import psycopg
from psycopg import sql

from app.cluster.place import DATABASE, OWNER_ROLE, SUPERUSER, ClusterPaths

ROLES: dict[str, LiteralString] = {
    "haitang_owner": "CREATE ROLE haitang_owner LOGIN CREATEDB",
    "city_app": "CREATE ROLE city_app NOLOGIN",
    "county_app": "CREATE ROLE county_app NOLOGIN",
    "township_app": "CREATE ROLE township_app NOLOGIN",
    # Nobody is a member: what the application runs as can never take an audit entry away.
    "haitang_archive": "CREATE ROLE haitang_archive LOGIN",
}
# Policies bind these; `web` takes one of them for each transaction.
BOUND_ROLES = ("city_app", "county_app", "township_app")
# `web` connects as the owner and takes one of these for each transaction.
MEMBERSHIP: LiteralString = "GRANT city_app, county_app, township_app TO haitang_owner"
# Without this a policy keeps the planner from the spatial index: it may not run a function that
# might tell a row before the policy has passed it (sources#row-level-security). pg_dump drops it,
# so it is asserted at every start.
LEAKPROOF: tuple[LiteralString, ...] = (
    "geometry_overlaps(geometry, geometry)",
    "st_intersects(geometry, geometry)",
)
# PostGIS is not a "trusted" extension: the owner role could not make it in a migration.
EXTENSIONS: tuple[LiteralString, ...] = ("postgis", "pg_trgm")


def make_roles_and_database(place: ClusterPaths) -> None:
    """Make whatever of them is missing; a database that is half made is completed."""
    with psycopg.connect(place.dsn("postgres", SUPERUSER), autocommit=True) as conn:
        found = {row[0] for row in conn.execute("SELECT rolname FROM pg_roles")}
        for role, statement in ROLES.items():
            if role not in found:
                conn.execute(statement)
        conn.execute(MEMBERSHIP)
        named = conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if named.fetchone() is None:
            make_database(conn, DATABASE)
    with psycopg.connect(place.dsn(DATABASE, SUPERUSER), autocommit=True) as conn:
        make_extensions(conn)
        assert_leakproof(conn)


def make_extensions(conn: psycopg.Connection) -> None:
    """Make what of them this database lacks."""
    for extension in EXTENSIONS:
        conn.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def assert_leakproof(conn: psycopg.Connection) -> None:
    """Let policies and the spatial index work together in this database."""
    for function in LEAKPROOF:
        conn.execute("ALTER FUNCTION " + function + " LEAKPROOF")


def make_database(conn: psycopg.Connection, name: str, template: str | None = None) -> None:
    """Make an empty database that the owner role owns, or a copy of `template`."""
    # Copied as files: block by block through the log costs five times as much.
    statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
        sql.Identifier(name), sql.Identifier(OWNER_ROLE), sql.Identifier(template or "template0")
    )
    conn.execute(statement)


def drop_database(conn: psycopg.Connection, name: str) -> None:
    """Drop a database whoever is still connected to it."""
    conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
