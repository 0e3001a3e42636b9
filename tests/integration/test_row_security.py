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
    "hazard_point", "risk_area", "shelter", "population_site",
    "plan_version", "plan_zone",
    "aquaculture_area", "evacuation_zone", "evacuation_zone_version", "evacuation_zone_answer",
    "field_report", "post", "register_entry", "response_draft", "vessel", "event",
    "position_latest",
    "position_history", "position_rejection", "incident", "world", "response_activation",
    "closure_entry", "household", "roll_call", "roll_call_line", "roll_call_report",
    "roll_call_pulse",
}  # fmt: skip
# Rows that belong to no unit: everybody who is signed in may read them.
PUBLIC = {
    "admin_unit", "land_area", "road_node", "road_edge", "harbour", "ferry_line", "scenic_area",
    "sea_dyke", "sea_area", "functional_zone_member", "configuration_value", "database_mark",
    "configuration_change",
    "reaction_cursor", "audit_entry", "spatial_ref_sys",
}  # fmt: skip
PUBLIC_FAMILIES = (
    "typhoon", "track_", "wind_", "forecast_", "procrastinate_", "station", "series", "feed",
    "observation", "storm_", "change_",
)  # fmt: skip


# What each reach writes. What stands nowhere here is written by the system alone.
EVERY_REACH = {
    "audit_entry": "i", "event": "i", "field_report": "i", "evacuation_zone_version": "i",
    "evacuation_zone_answer": "i", "plan_version": "i", "plan_zone": "i",
    "procrastinate_jobs": "i", "procrastinate_events": "i", "evacuation_zone": "iu",
    "post": "iu", "register_entry": "i", "response_draft": "iu", "response_activation": "iu",
    "hazard_point": "iu", "risk_area": "iu", "shelter": "iu",
    "population_site": "iu", "aquaculture_area": "iu",
}  # fmt: skip
CITY_ALONE = {
    "incident", "configuration_value", "configuration_change", "feed", "station", "series",
    "observation",
    "typhoon", "typhoon_alias", "typhoon_note", "track_import", "track_import_row", "track_fix",
    "track_fix_past", "wind_radius", "forecast_track", "forecast_point", "forecast_radius",
    "forecast_past",
}  # fmt: skip
# Nobody's own: the city keeps the register, and nothing is taken out.
CITY_KEEPS = {
    "admin_unit", "land_area", "road_edge", "harbour", "ferry_line", "scenic_area", "sea_dyke",
    "vessel",
}  # fmt: skip
SYSTEMS = {
    "position_history", "position_latest", "position_rejection",
    "functional_zone_member", "sea_area", "road_node", "wind_ensemble",
    "reaction_cursor", "database_mark", "procrastinate_workers",
}  # fmt: skip


def written_by(dsn: str, role: str) -> dict[str, str]:
    """Every table that the role may write, with the first letters of insert, update, delete."""
    asked = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
    with connect(dsn) as conn:
        rows = conn.execute(
            """
            SELECT relname, string_agg(lower(left(command, 1)), '' ORDER BY number)
            FROM pg_class c, unnest(%s::text[]) WITH ORDINALITY AS asked (command, number)
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
              AND relname <> 'spatial_ref_sys' AND has_table_privilege(%s, c.oid, command)
            GROUP BY relname
            """,
            (list(asked), role),
        ).fetchall()
        return dict(rows)


@pytest.mark.parametrize("role", ["county_app", "township_app"])
def test_below_the_city_a_role_writes_its_own_work_and_nothing_else(
    empty_database: str, role: str
) -> None:
    written, known = written_by(empty_database, role), tables(empty_database)
    # A table of later may be written too, where policies cut its rows.
    assert {n: c for n, c in written.items() if n in EVERY_REACH or not known[n][0]} == EVERY_REACH


def test_the_city_writes_what_it_lives_by_besides(empty_database: str) -> None:
    written = written_by(empty_database, "city_app")
    assert {name: written.get(name) for name in EVERY_REACH} == EVERY_REACH
    assert {name: written.get(name) for name in CITY_ALONE} == dict.fromkeys(CITY_ALONE, "iud")
    assert {name: written.get(name) for name in CITY_KEEPS} == dict.fromkeys(CITY_KEEPS, "iu")
    assert written["world"] == "iu"  # one that is over stays to be read
    assert set(written) & SYSTEMS == set()


def test_a_policy_lets_nobody_write_a_row_for_being_able_to_see_it(empty_database: str) -> None:
    """ "Or everyone sees it" is for reading: where a role also writes, only events are so."""
    with connect(empty_database) as conn:
        rows = conn.execute(
            """
            SELECT tablename, qual FROM pg_policies
            WHERE permissive = 'PERMISSIVE' AND cmd IN ('ALL', 'INSERT', 'UPDATE')
              AND roles && '{county_app, township_app}' AND tablename = ANY(%s)
            """,
            (list(EVERY_REACH),),
        ).fetchall()
    wide = {table for table, check in rows if "IS NULL" in check or "everyone" in check}
    assert wide == {"event"}


@pytest.mark.parametrize("unit", ["330903", "330903001"])
def test_a_response_is_put_in_force_and_ended_by_its_own_unit(
    city_database: str, unit: str
) -> None:
    begin = """
        INSERT INTO response_activation (incident_id, issuer_unit, track, level, started_at,
                                         basis_text)
        SELECT incident_id, %s, 'flood', 4, now(), 'x' FROM incident LIMIT 1
    """
    with connect(city_database) as conn:
        take_scope(conn, scope_of_unit(unit), Label.INTERNAL)
        conn.execute(begin, (unit,))
        ended = conn.execute(
            "UPDATE response_activation SET ended_at = now() RETURNING issuer_unit"
        )
        assert ended.fetchall() == [(unit,)]  # the city's are in force, and stay so
        for other in ("330900", "330902"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
                conn.execute(begin, (other,))
        conn.rollback()


def test_an_answer_is_read_and_kept_by_whoever_its_zone_is(city_database: str) -> None:
    keep = """
        INSERT INTO evacuation_zone_answer (zone_id, zone_version, valid_at)
        SELECT %s, 1, now() RETURNING answer_id
    """
    with connect(city_database) as conn:
        row = conn.execute(
            """
            INSERT INTO evacuation_zone (zone_id, incident_id, number, name, state,
                mobilisation_min, notification_min, buffer_min, version, origin_version, geom,
                hazard, due_groups, valid_at, changed_by, county_code, township_code)
            SELECT gen_random_uuid(), incident_id, 1, '沈家门', 'draft', 60, 30, 60, 1, 1,
                ST_MakeEnvelope(122.28, 29.93, 122.32, 29.96, 4326), 'slope', '{geohazard}',
                now(), 'x', '330903', '330903001' FROM incident RETURNING zone_id
            """
        ).fetchone()
        assert row is not None
        for unit, own in {"330903": True, "330903001": True, "330902": False}.items():
            with conn.transaction(force_rollback=True):
                take_scope(conn, scope_of_unit(unit), Label.INTERNAL)
                if own:
                    assert conn.execute(keep, row).fetchone() is not None
                    continue
                with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
                    conn.execute(keep, row)
        conn.execute(keep, row)
        for unit, count in {"330903": 1, "330903001": 1, "330902": 0}.items():
            with conn.transaction(force_rollback=True):
                take_scope(conn, scope_of_unit(unit), Label.INTERNAL)
                seen = conn.execute("SELECT count(*) FROM evacuation_zone_answer").fetchone()
                assert seen == (count,), unit
        conn.rollback()


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
        changed = conn.execute("UPDATE shelter SET name = 'x' WHERE code LIKE '330902%'").rowcount
        assert changed == 0
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
