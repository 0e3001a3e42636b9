"""The typhoon over the sample city: seats, every village and shelter, what the wall counts down."""

import time
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from app.database import connect
from app.typhoon.queries import get_outlook, get_storm
from app.wind.place_wind import place_winds

pytestmark = pytest.mark.city

AT = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)


def test_the_wall_counts_down_for_four_seats_and_names_the_first(client: FlaskClient) -> None:
    told = client.get("/api/v1/typhoons/201509/seats?at=2015-07-09T18:10:00Z").get_json()
    assert [seat["code"] for seat in told["seats"]] == ["330902", "330903", "330921", "330922"]
    sevens = {seat["code"]: seat["arrivals"]["7"]["earliest_at"] for seat in told["seats"]}
    assert told["earliest"]["7"] == min(sevens, key=lambda code: sevens[code])
    assert all(arrival > told["at"] for arrival in sevens.values())


def test_all_three_storms_have_forecasts_and_muifa_has_no_circle(client: FlaskClient) -> None:
    at = {"201509": "2015-07-10", "201909": "2019-08-09", "202212": "2022-09-14"}
    for storm_id, day in at.items():
        storm = client.get(f"/api/v1/typhoons/{storm_id}?at={day}T06:00:00Z").get_json()
        assert [each["synthetic"] for each in storm["forecasts"]] == [True]
        circles = [r for p in storm["forecasts"][0]["points"] for r in p["radii"]]
        assert bool(circles) is (storm_id != "202212")


@pytest.mark.load
@pytest.mark.load
def test_all_places_of_the_city_at_every_threshold_within_300_ms(city_database: str) -> None:
    with connect(city_database) as conn:
        places = conn.execute(
            """
            SELECT ST_X(place), ST_Y(place)
            FROM (SELECT seat AS place FROM admin_unit WHERE kind = 'village'
                  UNION ALL SELECT geom FROM shelter) every
            WHERE place IS NOT NULL
            """
        ).fetchall()
        outlook = get_outlook(conn, get_storm(conn, "201509"), AT, "JMA")
    lon, lat = [row[0] for row in places], [row[1] for row in places]
    assert len(places) > 600
    place_winds(outlook, lon, lat, 7, AT)
    began = time.process_time()
    sevens, tens = (place_winds(outlook, lon, lat, force, AT) for force in (7, 10))
    assert time.process_time() - began < 0.3
    for seven, ten in zip(sevens, tens, strict=True):
        assert seven.earliest_at is not None
        assert ten.earliest_at is None or seven.earliest_at < ten.earliest_at
