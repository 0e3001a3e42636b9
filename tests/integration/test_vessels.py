"""The card and the track of a vessel over HTTP, and feeds while `live` is away."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.clock import IncidentClock, real_now
from app.database import connect
from app.incidents.queries import insert_exercise

NOON = datetime(2015, 7, 10, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as connection:
        insert_exercise(connection, kind="typhoon", name="t", storm_id=None,
                        clock=IncidentClock(real_now(), NOON, 0.0))  # fmt: skip
        connection.execute(
            """
            INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate)
            VALUES ('330903', 'county', '普陀区', 'putuo', 'pt', true);
            INSERT INTO harbour (harbour_id, name, pinyin, initials, level, is_refuge, radius_m,
                                 county_code, geom)
            VALUES (1, '沈家门中心渔港', 'shenjiamen', 'sjm', 'central', true, 900, '330903',
                    ST_SetSRID(ST_MakePoint(122.3, 29.94), 4326));
            INSERT INTO vessel (vessel_id, registered, name, mmsi, kind, gear, crew_aboard,
                                home_harbour_id, county_code)
            VALUES (1, true, '浙普渔42768', 412000001, 'fishing', 'sail_stow', 12, 1, '330903'),
                   (2, true, '浙普渔42769', 412000002, 'fishing', 'sail_stow', 9, 1, '330903'),
                   (3, false, NULL, 413000001, 'unknown', NULL, NULL, NULL, NULL);
            """
        )
        for minutes, lon in ((-200, 122.9), (-20, 122.5), (-10, 122.3001), (5, 121.0)):
            connection.execute(
                "INSERT INTO position_history VALUES"
                " (1, 1, %s, now(), %s, 29.94, 6.5, 270, NULL, 0, 1)",
                (NOON + timedelta(minutes=minutes), lon),
            )
        connection.execute(
            "INSERT INTO position_rejection (world_id, vessel_id, source, reason, raw,"
            " recorded_at) VALUES (1, 1, 1, 'impossible_speed', '!AIVDM', now())"
        )
    return dsn


def test_a_card_says_who_it_is_where_it_lies_and_what_was_not_believed(client: FlaskClient):
    card = client.get("/api/v1/vessels/1").get_json()
    assert card["vessel"]["name"] == "浙普渔42768"
    assert card["vessel"]["home_harbour"] == "沈家门中心渔港"
    assert card["vessel"]["county"] == "普陀区"
    assert card["fix"]["fix_at"] == "2015-07-10T03:50:00Z"
    assert (card["age_s"], card["harbour"]) == (600, "沈家门中心渔港")
    assert [refusal["reason"] for refusal in card["refusals"]] == ["impossible_speed"]


def test_high_risk_needs_the_gear_and_the_crew(client: FlaskClient):
    risks = [client.get(f"/api/v1/vessels/{n}").get_json()["vessel"]["high_risk"] for n in (1, 2)]
    assert risks == [True, False]


def test_a_card_at_an_earlier_moment_shows_the_fix_of_that_moment(client: FlaskClient):
    card = client.get("/api/v1/vessels/1?at=2015-07-10T03:45:00Z").get_json()
    assert (card["fix"]["lon"], card["harbour"]) == (122.5, None)


def test_a_vessel_never_heard_has_no_fix_and_no_age(client: FlaskClient):
    card = client.get("/api/v1/vessels/3").get_json()
    assert (card["fix"], card["age_s"], card["harbour"]) == (None, None, None)
    assert card["vessel"]["name"] is None


def test_nobody_is_not_found(client: FlaskClient):
    answer = client.get("/api/v1/vessels/99")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "E-VES-001")


def test_a_track_is_the_last_minutes_oldest_first_and_never_the_future(client: FlaskClient):
    fixes = client.get("/api/v1/vessels/1/track?minutes=60").get_json()["fixes"]
    assert [fix["lon"] for fix in fixes] == [122.5, 122.3001]
    assert len(client.get("/api/v1/vessels/1/track?minutes=300").get_json()["fixes"]) == 3
    assert client.get("/api/v1/vessels/1/track?minutes=0").status_code == 422
    assert client.get("/api/v1/vessels/99/track").status_code == 404


def test_the_register_comes_in_pages(client: FlaskClient):
    page = client.get("/api/v1/vessels?limit=2").get_json()
    assert ([v["vessel_id"] for v in page["vessels"]], page["next"]) == ([1, 2], 2)
    last = client.get("/api/v1/vessels?limit=2&after=2").get_json()
    assert ([v["vessel_id"] for v in last["vessels"]], last["next"]) == ([3], None)


def test_feeds_are_unknown_and_not_fine_while_live_is_away(client: FlaskClient):
    answer = client.get("/api/v1/feeds")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "E-FEED-001")
