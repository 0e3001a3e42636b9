"""Card, track, list, layer and search of vessels, each as another unit."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from flask import Flask

from app.clock import IncidentClock, real_now
from app.database import Connection, connect
from app.incidents.queries import insert_exercise
from tests.clients import SignedInClient, client_of

NOON = datetime(2015, 7, 10, 4, tzinfo=UTC)
CITY, A, B, TOWN_A = "330900", "330902", "330903", "330902001"
OWN, FOREIGN, VISITOR, STRANGER = 1, 2, 3, 4
ClientOf = Callable[[str], SignedInClient]


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as connection:
        insert_exercise(connection, kind="typhoon", name="t", storm_id=None,
                        clock=IncidentClock(real_now(), NOON, 0.0))  # fmt: skip
        connection.execute(
            """
            INSERT INTO vessel (vessel_id, registered, name, pinyin, initials, mmsi, beidou_id,
                                kind, gear, crew_aboard, wind_rating, county_code, township_code)
            VALUES (1, true, '浙定渔10001', 'zhedingyu10001', 'zdy10001', 412000001, '71',
                    'fishing', 'sail_stow', 12, 9, '330902', '330902001'),
                   (2, true, '浙普渔10002', 'zhepuyu10002', 'zpy10002', 412000002, '72',
                    'fishing', 'sail_stow', 12, 9, '330903', '330903001'),
                   (3, true, '浙普渔10003', 'zhepuyu10003', 'zpy10003', 412000003, '73',
                    'carrier', 'sail_stow', 12, 9, '330903', '330903001'),
                   (4, false, 'HAI XIN', NULL, NULL, 413000001, NULL, 'merchant', NULL, NULL, NULL,
                    NULL, NULL);
            """
        )
        units = {1: (A, TOWN_A, 0), 2: (B, "330903001", 0), 3: (B, "330903001", A), 4: (0, 0, 0)}
        for vessel, (county, township, sea) in units.items():
            for minutes in (-30, -10):
                connection.execute(
                    "INSERT INTO position_history (world_id, vessel_id, fix_at, recorded_at,"
                    " lon, lat, sog_kn, source, county_code, township_code)"
                    " VALUES (1, %s, %s, now(), %s, 29.9, 6.5, 1, %s, %s)",
                    (vessel, NOON + timedelta(minutes=minutes), 122 + vessel / 10, county,
                     township),
                )  # fmt: skip
            connection.execute(
                "INSERT INTO position_latest (world_id, vessel_id, fix_at, recorded_at, lon,"
                " lat, sog_kn, source, county_code, township_code, sea_county_code)"
                " VALUES (1, %s, %s, now(), %s, 29.9, 6.5, 1, %s, %s, %s)",
                (vessel, NOON - timedelta(minutes=10), 122 + vessel / 10, county, township, sea),
            )
    return dsn


@pytest.fixture(scope="module")
def client_in(app: Flask) -> ClientOf:
    """A client of a unit, the same each time it is asked for."""
    return cache(lambda unit: client_of(app, unit=unit))


SEEN = {CITY: {1, 2, 3, 4}, A: {OWN, STRANGER}, B: {2, 3, 4}, TOWN_A: {OWN, STRANGER}}
VISITORS = {A: {VISITOR}}


@pytest.mark.parametrize("unit", list(SEEN))
def test_the_register_s_list_has_the_unit_s_own_and_the_strangers(client_in: ClientOf, unit: str):
    page = client_in(unit).get("/api/v1/vessels").get_json()
    assert {vessel["vessel_id"] for vessel in page["vessels"]} == SEEN[unit]


@pytest.mark.parametrize("unit", list(SEEN))
def test_cards_and_tracks_are_there_for_whom_they_are_and_not_found_for_others(
    client_in: ClientOf, unit: str
):
    for vessel in (OWN, FOREIGN, VISITOR, STRANGER):
        card = client_in(unit).get(f"/api/v1/vessels/{vessel}")
        track = client_in(unit).get(f"/api/v1/vessels/{vessel}/track?minutes=600")
        seen = vessel in SEEN[unit] | VISITORS.get(unit, set())
        assert (card.status_code, track.status_code) == ((200, 200) if seen else (404, 404))
        if vessel in SEEN[unit]:
            assert len(track.get_json()["fixes"]) == 2


def test_a_visitor_s_card_says_where_it_is_its_name_and_kind_and_nothing_else(client_in: ClientOf):
    card = client_in(A).get(f"/api/v1/vessels/{VISITOR}").get_json()
    said = {name for name, value in card["vessel"].items() if value is not None}
    assert said == {"vessel_id", "registered", "visiting", "name", "kind"}
    assert (card["vessel"]["name"], card["vessel"]["kind"]) == ("浙普渔10003", "carrier")
    assert (card["fix"]["lon"], card["refusals"]) == (122.3, [])
    own = client_in(B).get(f"/api/v1/vessels/{VISITOR}").get_json()["vessel"]
    assert (own["visiting"], own["mmsi"], own["high_risk"]) == (False, 412000003, True)


def test_a_visitor_s_past_is_its_own_county_s(client_in: ClientOf):
    track = client_in(A).get(f"/api/v1/vessels/{VISITOR}/track?minutes=600").get_json()
    assert track["fixes"] == []
    before = client_in(A).get(f"/api/v1/vessels/{VISITOR}?at=2015-07-10T03:45:00Z").get_json()
    assert before["fix"] is None


@pytest.mark.parametrize("unit", list(SEEN))
def test_the_layer_shows_each_unit_its_own_and_its_visitors(client_in: ClientOf, unit: str):
    answer = client_in(unit).get("/api/v1/layers/vessels/features").get_json()
    rows = {f["properties"]["vessel_id"]: f["properties"] for f in answer["features"]}
    assert set(rows) == SEEN[unit] | VISITORS.get(unit, set())
    if unit == A:
        visitor = rows[VISITOR]
        assert (visitor["name"], visitor["kind"]) == ("浙普渔10003", "carrier")
        assert {visitor.get(name) for name in ("mmsi", "beidou_id", "gear", "crew_aboard",
                "wind_rating", "county", "township", "home_harbour")} == {None}  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "text", "found"),
    [
        (CITY, "渔1000", {1, 2, 3}),
        (A, "渔1000", {OWN, VISITOR}),
        (B, "渔1000", {FOREIGN, VISITOR}),
        (TOWN_A, "渔1000", {OWN}),
        (A, "zpy10003", set()),  # by its name alone, not by the register's other words
        (A, "412000003", set()),
        (B, "412000003", {VISITOR}),
    ],
)
def test_search_finds_what_the_unit_may_see(
    client_in: ClientOf, unit: str, text: str, found: set[int]
):
    matches = client_in(unit).get(f"/api/v1/search?q={text}").get_json()["results"]
    assert {int(m["key"]) for m in matches if m["layer"] == "vessels"} == found


def test_the_visitors_function_names_nobody_to_a_city_a_township_or_the_owner(conn: Connection):
    for role, county in (("city_app", A), ("township_app", A), ("none", A), ("county_app", "")):
        with conn.transaction():
            conn.execute("SELECT set_config('haitang.county', %s, true)", (county,))
            conn.execute("SELECT set_config('role', %s, true)", (role,))
            assert conn.execute("SELECT * FROM visiting_vessels(1)").fetchall() == []
    with conn.transaction():
        conn.execute("SELECT set_config('haitang.county', %s, true)", (A,))
        conn.execute("SELECT set_config('role', 'county_app', true)")
        assert conn.execute("SELECT vessel_id, kind FROM visiting_vessels(1)").fetchall() == [
            (VISITOR, "carrier")
        ]
