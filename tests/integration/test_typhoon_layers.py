"""The storm on the map: what the layers draw is what the arrival is worked out from."""

from datetime import UTC, datetime

import numpy as np
import pytest
import shapely

from app.database import Connection
from app.geo.sphere import unit_vectors
from app.incidents.queries import current_incident
from app.maplayers.definition import Layer
from app.maplayers.sql import Moment, read_rows, read_tile
from app.typhoon.queries import get_outlook, get_storm
from app.wind.sight import Convention, inside
from layers.typhoon_fixes import LAYER as FIXES
from layers.typhoon_tracks import LAYER as TRACKS
from layers.warning_lines import LAYER as LINES
from layers.wind_circles import LAYER as CIRCLES
from tests.integration.test_typhoon_path import fill

AT = datetime(2015, 7, 10, 7, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    fill(dsn)
    return dsn


def rows(conn: Connection, layer: Layer, at: datetime = AT) -> list[dict]:
    incident = current_incident(conn)
    return read_rows(
        conn, layer, layer.fields, Moment(incident.incident_id, incident.world.world_id, at)
    )


def test_drawn_circle_and_arrival_agree_on_who_is_inside(conn: Connection) -> None:
    outlook = get_outlook(conn, get_storm(conn, "201509"), AT, "JMA")
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(115, 135, 4000), rng.uniform(18, 36, 4000)
    places = unit_vectors(lon, lat)
    for row in rows(conn, CIRCLES):
        if row["agency"] != "JMA":
            continue
        circles = outlook.circles(row["force"])
        assert circles is not None
        times = np.full(len(lon), circles.seconds(AT))
        drawn = shapely.contains_xy(shapely.from_wkb(row["geom"]), lon, lat)
        known = inside(circles, places, times, Convention.STEP)
        # The drawn arc is a chord every 5°: it cuts at most 0.1 % of the radius.
        assert (drawn != known).mean() < 0.002
        assert known.any()


def test_both_agencies_are_drawn_after_the_cma_notice(conn: Connection) -> None:
    at = datetime(2015, 7, 11, 9, 0, tzinfo=UTC)
    drawn = {row["name"]: row["look"] for row in rows(conn, CIRCLES, at)}
    assert drawn == {
        "JMA 30 kt ≈ 七级": "7",
        "JMA 50 kt ≈ 十级": "10",
        "CMA 七级风圈": "other-7",
        "CMA 十级风圈": "other-10",
        "CMA 十二级风圈": "other-12",
    }


def test_tracks_show_only_what_was_known(conn: Connection) -> None:
    drawn = {row["look"]: row for row in rows(conn, TRACKS)}
    assert set(drawn) == {"main-observed", "main-forecast", "other-observed"}
    assert drawn["main-observed"]["to_at"] <= AT
    assert drawn["main-forecast"]["issued_at"] <= AT
    assert drawn["main-forecast"]["synthetic"] is True


def test_fixes_carry_class_and_wind_and_forecasts_are_told_apart(conn: Connection) -> None:
    looks = {row["look"] for row in rows(conn, FIXES) if row["issued_at"]}
    assert looks
    assert all(look.endswith("-forecast") for look in looks)
    assert {row["look"] for row in rows(conn, FIXES) if not row["issued_at"]} >= {"TY", "STY"}


@pytest.mark.parametrize("layer", [CIRCLES, FIXES, LINES, TRACKS], ids=lambda layer: layer.id)
def test_the_storm_s_tile_is_not_empty(conn: Connection, layer: Layer) -> None:
    incident = current_incident(conn)
    moment = Moment(incident.incident_id, incident.world.world_id, AT)
    assert len(read_tile(conn, layer, layer.fields, moment, (3, 6, 3))) > 100
