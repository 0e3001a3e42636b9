"""Chan-hom bulletin by bulletin: what each changes, which level it recommends, what happened."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR, Role
from app.changes.actions import announce_stale, brief_changes
from app.changes.briefing import load_desk, load_pair, make_briefing
from app.changes.model import Briefing, ChangeKind
from app.changes.present import briefing as present_briefing
from app.changes.queries import list_bulletin_times
from app.database import Database, connect
from app.events.model import EventKind
from app.incidents.queries import current_incident
from app.response.model import Recommendation
from app.strict_json import dumps
from app.transaction import on_connection
from app.typhoon.queries import get_storm
from app.wind.ensemble.work import compute
from app.worker.jobs import make_app
from app.worker.reactions import BRIEF_CHANGES, react
from tests.clients import client_of
from tests.factories_evacuation import box

pytestmark = pytest.mark.city

STORM = "201509"
LAST_FIX = datetime(2015, 7, 13, tzinfo=UTC)
LANDED = "2015-07-12T00:00:00Z"


@pytest.fixture(scope="module")
def replay(city_database: str) -> list[Briefing]:
    """Every briefing of Chan-hom by JMA, first bulletin to last."""
    made: list[Briefing] = []
    with connect(city_database) as conn:
        incident, storm = current_incident(conn), get_storm(conn, STORM)
        times = list_bulletin_times(conn, STORM, "JMA", LAST_FIX, limit=1000)
        desk = load_desk(conn, incident, LAST_FIX)
        for issued_at in reversed(times):
            made.append(make_briefing(desk, *load_pair(conn, storm, "JMA", issued_at)))
    return made


def get(client: FlaskClient, path: str) -> dict:
    response = client.get(f"/api/v1/typhoons/{STORM}/{path}")
    assert response.status_code == 200, response.text
    return response.get_json()


@pytest.mark.load
def test_every_bulletin_has_a_briefing_in_both_languages(replay: list[Briefing]) -> None:
    assert len(replay) > 100
    for made in replay:
        assert made.sentences
        assert all(told.zh and told.en for told in made.sentences)
        dumps(present_briefing(made))
    assert [made.sentences[0].kind for made in replay[:1]] == [ChangeKind.FIRST]


@pytest.mark.load
def test_each_briefing_is_against_the_bulletin_before_it(replay: list[Briefing]) -> None:
    for before, after in zip(replay, replay[1:], strict=False):
        assert after.before is not None
        assert after.before.issued_at == before.after.issued_at
        assert after.level_before is not None
        assert after.level_before.level == before.level_after.level


def test_levels_rise_step_by_step_to_one_and_every_one_has_its_reason(
    replay: list[Briefing],
) -> None:
    levels = [made.level_after.level for made in replay]
    first = {level: levels.index(level) for level in (4, 3, 2, 1)}
    assert first[4] < first[3] < first[2] < first[1]
    assert levels[-1] is None
    for told in (made.level_after for made in replay):
        assert bool(told.deciding) is (told.level is not None)
        assert {"R1-COMP", "RS-FISH"} <= {each.rule.rule_id for each in told.not_judged}
        assert all(_reasons(told))


def _reasons(told: Recommendation) -> list[str]:
    return [reading.text.zh for each in told.fired for reading in each.readings.values()]


def test_a_level_that_changes_is_the_first_sentence_and_names_its_rule(
    replay: list[Briefing],
) -> None:
    changed = [
        made
        for made in replay[1:]
        if made.level_before and made.level_before.level != made.level_after.level
    ]
    assert len(changed) >= 5
    for made in changed:
        assert made.sentences[0].kind is ChangeKind.LEVEL
        assert all(each.rule.rule_id in made.sentences[0].zh for each in made.level_after.deciding)


def test_arrivals_that_moved_more_than_the_configured_minutes_are_told(
    replay: list[Briefing],
) -> None:
    told = 0
    for made in replay[1:]:
        moved = [change for change in made.arrivals if change.moved(30)]
        sentences = [each for each in made.sentences if each.kind is ChangeKind.ARRIVAL]
        assert len(moved) == len(sentences)
        told += len(moved)
    assert told > 20


def test_the_track_shift_is_where_the_forecasts_differ(replay: list[Briefing]) -> None:
    shifts = [shift for made in replay[1:] for shift in made.shifts]
    assert max(shift.km for shift in shifts) > 30
    assert all(shift.km >= 0 and 0 <= shift.bearing_deg < 360 for shift in shifts)


def test_the_operational_landfall_and_the_later_re_analysis_both_stay_visible(
    client: FlaskClient,
) -> None:
    told = get(client, f"events?at={LANDED}")
    judged = {(each["agency"], each["track_kind"]): each for each in told["landfalls"]}
    (landfall,) = judged["CMA", "operational"]["landfalls"]
    assert landfall["figures"]["land"] == "朱家尖岛"
    assert landfall["figures"]["county_code"] == "330903"
    assert landfall["valid_at"].startswith("2015-07-11T08:")
    again = judged["JMA", "besttrack"]
    assert again["landfalls"] == []
    assert 0 < again["nearest_km"] < 50
    assert all(each["at"] <= LANDED for each in told["announced_landfalls"])
    kinds = [(e["agency"], e["kind"]) for e in told["events"] if e["kind"] == "landfall"]
    assert kinds == [("CMA", "landfall")]


def test_both_lines_are_crossed_with_their_times_between_fixes(client: FlaskClient) -> None:
    told = [
        event
        for event in get(client, f"events?at={LANDED}")["events"]
        if (event["kind"], event["agency"]) == ("line_crossed", "JMA") and not event["expected"]
    ]
    assert [(e["figures"]["hours"], e["figures"]["inward"]) for e in told] == [
        (48, True), (24, True),
    ]  # fmt: skip
    assert told[1]["at"] == "2015-07-09T18:00:00Z" > told[1]["valid_at"] > "2015-07-09T15:00:00Z"


def test_nothing_is_told_before_it_was_known(client: FlaskClient) -> None:
    at = "2015-07-09T12:00:00Z"
    told = get(client, f"events?at={at}")["events"]
    assert told
    assert all(event["at"] <= at for event in told)
    assert all(event["expected"] for event in told if event["valid_at"] > at)


def test_changes_over_http_carry_words_and_a_map(client: FlaskClient) -> None:
    told = get(client, "changes?agency=JMA&issued_at=2015-07-09T06:00:00Z")
    assert told["from"]["issued_at"] == "2015-07-09T03:00:00Z"
    assert told["to"]["issued_at"] == "2015-07-09T06:00:00Z"
    assert (told["level"]["before"], told["level"]["after"]) == (3, 2)
    assert told["level"]["rule"] == ["R2-TY"]
    roles = [each["properties"]["role"] for each in told["track_shift"]["features"]]
    assert roles[:2] == ["before", "after"]
    assert roles.count("shift") == len(roles) - 2 > 5
    assert {each["unit_code"] for each in told["arrivals"]} == {
        "330902", "330903", "330921", "330922",
    }  # fmt: skip


@pytest.mark.load
def test_the_ensemble_s_arrivals_are_added_once_a_worker_has_made_them(
    client: FlaskClient, city_database: str
) -> None:
    path = "changes?agency=JMA&issued_at=2015-07-09T06:00:00Z"
    assert get(client, path)["likelihood"] == []
    database = Database(city_database)
    compute(database, STORM, datetime(2015, 7, 9, 6, tzinfo=UTC))
    database.close()
    told = get(client, path)
    (putuo,) = [
        each for each in told["likelihood"] if (each["unit_code"], each["force"]) == ("330903", 7)
    ]
    assert putuo["before"] is None
    assert putuo["after"]["earliest_at"] < putuo["after"]["likely_at"]
    assert told["likelihood_method"]["zh"]


def test_zones_tell_their_latest_start_by_both_bulletins_to_those_who_see_them(
    client: FlaskClient,
) -> None:
    made = client.post(
        "/api/v1/zones", json={"polygon": box(122.28, 29.93, 122.32, 29.96), "name": "沈家门"}
    )
    assert made.status_code == 201, made.text
    path = "changes?agency=JMA&issued_at=2015-07-09T06:00:00Z"
    told = get(client, path)
    (zone,) = told["zones"]
    assert zone["name"] == "沈家门"
    by_force = {each["force"]: each for each in zone["arrivals"]}
    assert by_force[7]["before_at"] != by_force[7]["after_at"]
    assert zone["before_at"] < by_force[10]["before_at"]
    assert zone["urgency"] in ("earlier", "later", "newly_late", "no_longer_late")
    words = [each["zh"] for each in told["sentences"] if each["kind"] == "zone"]
    assert all(word.startswith("沈家门") for word in words) and words
    assert get(client_of(client.application, unit="330921"), path)["zones"] == []
    # It was drawn after the exercise began, and is not told of a moment before.
    assert get(client, f"{path}&at=2015-07-09T06:10:00Z")["zones"] == []


def test_an_agency_without_bulletins_is_told_so(client: FlaskClient) -> None:
    response = client.get(f"/api/v1/typhoons/{STORM}/changes?agency=KMA")
    assert (response.status_code, response.get_json()["code"]) == (404, "E-CHG-001")


def test_a_wall_gets_the_counts_but_no_vessels(client: FlaskClient) -> None:
    wall = client_of(client.application, role=Role.WALL)
    told = get(wall, "changes?agency=JMA&issued_at=2015-07-09T06:00:00Z")
    assert told["vessels"] == []
    assert set(told["fleet"]) >= {"at_sea", "late_before", "late_after", "method"}


def events_of(dsn: str, kind: EventKind) -> list[tuple[str, dict]]:
    with connect(dsn) as conn:
        rows = conn.execute(
            "SELECT subject, payload FROM event WHERE kind = %s ORDER BY seq", (kind,)
        ).fetchall()
    return [(row[0], row[1]) for row in rows]


def brief(dsn: str, at: datetime) -> list[Briefing]:
    with connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        return brief_changes(tx, current_incident(conn), at)


def test_a_bulletin_is_briefed_once_and_what_it_brought_is_announced(city_database: str) -> None:
    at = datetime(2015, 7, 9, 6, 10, tzinfo=UTC)
    (made,) = brief(city_database, at)
    assert made.after.issued_at == at.replace(minute=0)
    assert brief(city_database, at) == []
    ((subject, payload),) = events_of(city_database, EventKind.CHANGE_BRIEFED)
    assert subject == f"{STORM}/JMA"
    assert payload["level"] == {"before": 3, "after": 2, "rule": ["R2-TY"]}
    assert {each["kind"] for each in payload["sentences"]} <= set(ChangeKind)
    told = [payload for _, payload in events_of(city_database, EventKind.STORM_EVENT)]
    assert {each["kind"] for each in told} >= {"arrival_moved"}
    assert len({each["key"] for each in told}) == len(told)


def test_what_a_passed_over_bulletin_brought_is_announced_and_the_landfall_of_another_agency(
    city_database: str,
) -> None:
    """From 07-09 06 UTC to 07-11 09 UTC in one step: the 24 h line was crossed in between."""
    made = brief(city_database, datetime(2015, 7, 11, 9, tzinfo=UTC))
    assert {each.after.outlook.track.agency for each in made} == {"JMA", "CMA"}
    told = [payload for _, payload in events_of(city_database, EventKind.STORM_EVENT)]
    crossed = [
        each["figures"]["hours"]
        for each in told
        if each["kind"] == "line_crossed" and not each["expected"]
    ]
    assert crossed == [24]
    (landfall,) = [each for each in told if each["kind"] == "landfall" and not each["expected"]]
    assert (landfall["agency"], landfall["figures"]["land"]) == ("CMA", "朱家尖岛")


def test_a_bulletin_s_event_has_the_worker_brief_it(city_database: str) -> None:
    with connect(city_database) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        react(conn)
        incident = current_incident(conn)
        tx.append_event(
            EventKind.BULLETIN_ISSUED,
            STORM,
            {},
            valid_at=LAST_FIX,
            incident_id=incident.incident_id,
        )
    with connect(city_database) as conn:
        react(conn)
        conn.execute("DELETE FROM procrastinate_jobs WHERE task_name <> %s", (BRIEF_CHANGES,))
    before = len(events_of(city_database, EventKind.CHANGE_BRIEFED))
    run_jobs(city_database)
    told = events_of(city_database, EventKind.CHANGE_BRIEFED)[before:]
    ((subject, payload),) = told
    assert subject == f"{STORM}/JMA"
    assert payload["to"]["issued_at"] >= "2015-07-09T18:00:00Z"
    assert payload["sentences"]


def run_jobs(dsn: str) -> None:
    """Run what waits, as the worker does."""

    async def run() -> None:
        async with make_app(dsn, database).open_async() as app:
            await app.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    database = Database(dsn)
    asyncio.run(run())
    database.close()


def test_a_late_bulletin_is_said_once_by_the_rhythm_of_where_the_storm_is(
    city_database: str,
) -> None:
    last = datetime(2015, 7, 10, 3, tzinfo=UTC)  # inside the 24 h line: 90 minutes
    with connect(city_database) as conn:
        incident = current_incident(conn)
        conn.execute("DELETE FROM track_fix WHERE fix_at > %s AND storm_id = %s", (last, STORM))
        conn.execute(
            "DELETE FROM forecast_track WHERE issued_at > %s AND storm_id = %s", (last, STORM)
        )
        conn.commit()
        for minutes, said in ((60, False), (100, True), (200, True)):
            with on_connection(conn, SYSTEM_ACTOR) as tx:
                told = announce_stale(tx, incident, last + timedelta(minutes=minutes))
            assert (told is not None) is said
    stale = [
        payload
        for _, payload in events_of(city_database, EventKind.STORM_EVENT)
        if payload["kind"] == "stale_bulletin"
    ]
    assert [(each["valid_at"], each["figures"]["limit_min"]) for each in stale] == [
        ("2015-07-10T04:30:00Z", 90)
    ]


@pytest.mark.parametrize("unit", ["330902", "330903002"])
def test_a_county_and_a_township_get_the_same_storm(client: FlaskClient, unit: str) -> None:
    city = get(client, "changes?agency=JMA&issued_at=2015-07-09T06:00:00Z")
    theirs = get(
        client_of(client.application, unit=unit),
        "changes?agency=JMA&issued_at=2015-07-09T06:00:00Z",
    )
    assert theirs["arrivals"] == city["arrivals"]
    assert theirs["level"] == city["level"]
    assert get(client_of(client.application, unit=unit), f"events?at={LANDED}")["landfalls"]
