"""The sample city's own proposal under past storms: how many, beside what was published."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from app.clock import IncidentClock, parse_utc
from app.database import Connection, connect
from app.incidents.queries import insert_exercise
from app.worlds.queries import close_exercises_without_incident

pytestmark = [pytest.mark.city, pytest.mark.load]

MOMENTS = {
    "201509": "2015-07-09T18:10:00Z", "201909": "2019-08-08T16:00:00Z",
    "202212": "2022-09-13T09:00:00Z",
}  # fmt: skip


@pytest.fixture(scope="module", params=MOMENTS)
def by_level(request: pytest.FixtureRequest, client: FlaskClient, dsn: str) -> Any:
    """The storm, and its plan at each level."""
    storm = request.param
    at = parse_utc(MOMENTS[storm])
    with connect(dsn, autocommit=True) as conn:
        number = _open(conn, storm, IncidentClock(at, at, 0.0))
    address = f"/api/v1/proposal?incident={number}&at={MOMENTS[storm]}"
    plans = {level: client.post(address, json={"level": level}) for level in (4, 3, 2, 1)}
    assert {plan.status_code for plan in plans.values()} == {200}
    return storm, {level: plan.get_json() for level, plan in plans.items()}


def _open(conn: Connection, storm: str, clock: IncidentClock) -> int:
    conn.execute("UPDATE incident SET closed_at = now() WHERE closed_at IS NULL")
    close_exercises_without_incident(conn, clock.anchor_incident_at)
    return insert_exercise(conn, kind="typhoon", name="试演", storm_id=storm, clock=clock)


def people_of(plan: Any) -> int:
    return int(plan["totals"]["people"])


def test_a_graver_level_moves_no_fewer(by_level: Any) -> None:
    _, plans = by_level
    counts = [people_of(plans[level]) for level in (4, 3, 2, 1)]
    assert counts == sorted(counts) and counts[0] > 1000


def test_everybody_due_is_proposed_or_held_back_by_a_forecast(by_level: Any) -> None:
    _, plans = by_level
    totals = {
        level: plan["totals"]["people"]
        + plan["totals"]["visitors"]
        + sum(each["people"] for each in plan["held_back"])
        for level, plan in plans.items()
    }
    # The registers hold as many under each storm.
    assert totals == {4: 4352, 3: 80_723, 2: 88_341, 1: 96_768}


def test_magnitude_beside_what_was_published_for_the_storm(by_level: Any) -> None:
    storm, plans = by_level
    within = {
        level: {each["storm_id"] for each in plan["published"] if each["within"]}
        for level, plan in plans.items()
    }
    if storm == "202212":
        assert "202212" in within[1]  # level Ⅰ was in force
    if storm == "201509":
        # 7,973 had been moved by 10 July, 11:00; the plan is of all who are due by the next day.
        assert [level for level in plans if "201509" in within[level]] == [4]
        assert people_of(plans[2]) < 7973 * 5
    if storm == "201909":
        # No figure of the city was published; force 10 stays south of most of it.
        assert all(each["force"] == 10 for each in plans[1]["held_back"])
