"""The doctor on a database of the office's own: do its roles and functions bear row security?"""

import psycopg

from app.cluster.roles import BOUND_ROLES, LEAKPROOF
from app.operation.doctor import queries
from app.operation.doctor.finding import FindingState
from app.operation.doctor.installation import judge_rights


def judged(
    conn: psycopg.Connection, roles: tuple[str, ...] = BOUND_ROLES
) -> dict[FindingState, str]:
    facts = queries.rights_facts(conn, list(roles), list(LEAKPROOF))
    return {each.state: f"{each.text} {each.todo}" for each in judge_rights(facts)}


def test_a_sound_database_is_one_good_line(empty_database: str) -> None:
    with psycopg.connect(empty_database) as conn:
        assert list(judged(conn)) == [FindingState.OK]


def test_a_role_that_is_not_there_is_named(empty_database: str) -> None:
    with psycopg.connect(empty_database) as conn:
        found = judged(conn, (*BOUND_ROLES, "village_app"))
    assert "village_app" in found[FindingState.FAIL]


def test_a_table_whose_row_security_is_off_is_named(empty_database: str) -> None:
    with psycopg.connect(empty_database) as conn:
        conn.execute("ALTER TABLE hazard_point DISABLE ROW LEVEL SECURITY")
        found = judged(conn)
        conn.rollback()
    assert (
        "hazard_point" in found[FindingState.FAIL]
        and "ENABLE ROW LEVEL SECURITY" in found[FindingState.FAIL]
    )


def test_a_strong_role_and_a_leaking_function_are_told() -> None:
    facts = queries.RightsFacts((), ("county_app",), (), (), ("st_intersects(geometry, geometry)",))
    found = {each.state: each.text for each in judge_rights(facts)}
    assert "county_app" in found[FindingState.FAIL] and "st_intersects" in found[FindingState.NOTE]
