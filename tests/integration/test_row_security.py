"""Row-level security has no way round it: no table without a say, no partition, no view."""

from datetime import date

import psycopg
import pytest

from app.accounts.model import CITY_SCOPE, Actor, Label, Role, scope_of_unit
from app.accounts.row_scope import seeing_all, take_scope
from app.database import connect
from app.positions.queries import add_partition
from app.transaction import on_connection
from migrations.row_security import OPEN_TO_ALL, ROLES

APP_ROLES = [role.strip() for role in ROLES.split(",")]
SCOPED = {
    "hazard_point", "risk_area", "shelter", "population_site", "population_group",
    "aquaculture_area", "evacuation_zone", "evacuation_zone_version", "field_report",
    "responsibility", "response_draft", "vessel", "event", "position_latest", "position_history",
    "position_rejection", "incident", "incident_clock", "response_activation",
}  # fmt: skip
# Rows that belong to no unit: everybody who is signed in may read them.
PUBLIC = {
    "admin_unit", "land_area", "road_node", "road_edge", "harbour", "ferry_line", "scenic_area",
    "sea_dyke", "sea_area", "functional_zone_member", "configuration_value", "database_mark",
    "reaction_cursor", "audit_entry", "spatial_ref_sys",
}  # fmt: skip
PUBLIC_FAMILIES = (
    "typhoon", "track_", "wind_", "forecast_", "procrastinate_", "station", "series", "feed",
    "observation", "storm_", "change_",
)  # fmt: skip


def tables(dsn: str) -> dict[str, tuple[bool, bool]]:
    """Every table that an application role may read: is it guarded, is it said to be all's."""
    with connect(dsn) as conn:
        return {
            name: (guarded, comment == OPEN_TO_ALL)
            for name, guarded, comment in conn.execute(
                """
                SELECT relname, relrowsecurity, obj_description(oid) FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                  AND has_table_privilege('county_app', c.oid, 'SELECT, INSERT')
                """
            )
        }


def test_every_table_says_whose_its_rows_are(empty_database: str) -> None:
    """A migration says it with `protect` or `open_to_all`; these lists are of before."""
    for name, (guarded, open_to_all) in tables(empty_database).items():
        public = open_to_all or name in PUBLIC or name.startswith(PUBLIC_FAMILIES)
        assert guarded != public, f"{name}: protect() or open_to_all()? its migration says which"
        assert guarded or name not in SCOPED, name


def test_no_role_may_name_a_partition_also_not_tomorrows(empty_database: str) -> None:
    with connect(empty_database) as conn:
        add_partition(conn, date(2030, 1, 1))
        rows = conn.execute(
            """
            SELECT c.relname, r FROM pg_class c, unnest(%s::text[]) r
            WHERE c.relispartition AND c.relkind = 'r'
              AND has_table_privilege(r, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
            """,
            (APP_ROLES,),
        ).fetchall()
        assert rows == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("SET LOCAL ROLE county_app")
            conn.execute("SELECT * FROM position_history_20300101")


def test_every_view_asks_as_its_reader(empty_database: str) -> None:
    with connect(empty_database) as conn:
        rows = conn.execute(
            """
            SELECT relname FROM pg_class c
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
              AND relname NOT IN ('geometry_columns', 'geography_columns')
              AND NOT coalesce(reloptions @> ARRAY['security_invoker=true'], false)
            """
        ).fetchall()
    assert rows == []


def test_functions_of_the_owner_are_few_and_known(empty_database: str) -> None:
    """Such a one walks round every policy: each is looked at here. PostGIS has one of its own."""
    with connect(empty_database) as conn:
        rows = conn.execute(
            """
            SELECT proname FROM pg_proc p
            WHERE pronamespace = 'public'::regnamespace AND prosecdef AND NOT EXISTS (
                SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
            """
        ).fetchall()
    assert {row[0] for row in rows} <= {
        "visiting_vessel", "visiting_vessels", "link_new_audit_entry",
    }  # fmt: skip


@pytest.mark.parametrize("role", ["county_app", "township_app"])
def test_without_a_scope_there_is_nothing(city_database: str, role: str) -> None:
    with connect(city_database) as conn:
        conn.execute(f"SET LOCAL ROLE {role}".encode())
        for table in ("hazard_point", "shelter", "population_site", "aquaculture_area"):
            row = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert row == (0,), table


def test_each_scope_sees_its_own_rows(city_database: str) -> None:
    def shelters(scope: object) -> int:
        with connect(city_database) as conn:
            take_scope(conn, scope, Label.INTERNAL)  # type: ignore[arg-type]
            row = conn.execute("SELECT count(*) FROM shelter").fetchone()
            return 0 if row is None else int(row[0])

    counties = [shelters(scope_of_unit(f"33090{n}")) for n in (2, 3)]
    counties += [shelters(scope_of_unit(f"33092{n}")) for n in (1, 2)]
    assert shelters(CITY_SCOPE) == sum(counties) == 250
    two = scope_of_unit("330990", ("330903001", "330903003"))
    assert shelters(two) == sum(shelters(scope_of_unit(code)) for code in two.townships) > 0
    assert shelters(scope_of_unit("330903001001")) == shelters(scope_of_unit("330903001"))


def test_what_a_role_may_not_see_it_may_not_write(city_database: str) -> None:
    putuo = scope_of_unit("330903")
    with connect(city_database) as conn:
        take_scope(conn, putuo, Label.INTERNAL)
        gone = conn.execute("DELETE FROM shelter WHERE code LIKE '330902%'").rowcount
        assert gone == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(
                "UPDATE shelter SET village_code = '330902002001' WHERE code LIKE '330903%'"
            )


def test_a_scope_ends_with_its_transaction(city_database: str) -> None:
    actor = Actor("p", Role.PLANNER, "330903", scope_of_unit("330903"))
    with connect(city_database, autocommit=True) as conn:
        with on_connection(conn, actor):
            inside = conn.execute("SELECT current_user").fetchone()
            with seeing_all(conn):
                assert conn.execute("SELECT count(*) FROM shelter").fetchone() == (250,)
            assert conn.execute("SELECT current_user").fetchone() == inside == ("county_app",)
        assert conn.execute("SELECT current_user").fetchone() == ("haitang_owner",)
        assert conn.execute("SELECT current_setting('haitang.county')").fetchone() == ("",)
