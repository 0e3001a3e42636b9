"""What each screen of the real process is told: the movers and events of its right, no others."""

from app.database import Connection
from app.events.model import Place
from tests.integration.live_screens import (
    ALL,
    FLEET,
    OPEN_SEA,
    TOWN_A,
    WATERS_A,
    A,
    B,
    Screen,
    append,
    person,
)
from tests.integration.live_screens import dsn as dsn
from tests.integration.live_screens import live as live
from tests.integration.live_screens import screens as screens
from tests.live_process import Live, eventually, sentence


def test_each_gets_exactly_its_movers_and_their_number(
    live: Live, conn: Connection, screens: list[Screen]
):
    expected = {"330900": {*ALL}, A: {1, 2, 6}, B: {3, 6}, TOWN_A: {1, 6}}
    for unit, movers in expected.items():
        screen = Screen(live, person(conn, unit))
        screens.append(screen)
        screen.wait_for(*movers)
        screen.wait_for_tick()
        assert set(screen.movers) == movers
        assert screen.told["tick"]["movers"] == len(movers)  # type: ignore[index]


def test_a_visitor_comes_and_goes_with_the_waters_it_is_in(
    live: Live, conn: Connection, screens: list[Screen]
):
    a, b = Screen(live, person(conn, A)), Screen(live, person(conn, B))
    screens += [a, b]
    a.wait_for(1, 2, 6)
    live.send_udp(sentence(3, *WATERS_A))
    a.wait_for(1, 2, 3, 6)
    stored = "SELECT county_code, township_code, sea_county_code FROM position_latest"
    eventually(lambda: conn.execute(f"{stored} WHERE vessel_id = 3").fetchone()
               == (int(B), 330903001, int(A)))  # fmt: skip
    live.send_udp(sentence(3, *OPEN_SEA))
    a.wait_for(1, 2, 6)
    b.listen(0.5)
    assert b.movers[3] == OPEN_SEA[0]
    history = conn.execute(
        "SELECT DISTINCT county_code, township_code FROM position_history WHERE vessel_id IN (4, 6)"
        " ORDER BY 1"
    ).fetchall()
    assert history == [(-1, -1), (0, 0)]


def test_a_change_of_register_is_followed_without_a_new_position(
    live: Live, conn: Connection, screens: list[Screen]
):
    a, b = Screen(live, person(conn, A)), Screen(live, person(conn, B))
    screens += [a, b]
    a.wait_for(1, 2, 6)
    conn.execute("UPDATE vessel SET county_code = %s, township_code = %s WHERE vessel_id = 2",
                 (B, "330903001"))  # fmt: skip
    a.wait_for(1, 6)
    b.wait_for(2, 3, 6)
    latest = "SELECT county_code FROM position_latest WHERE vessel_id = 2"
    eventually(lambda: conn.execute(latest).fetchone() == (int(B),))
    conn.execute("UPDATE vessel SET county_code = %s, township_code = %s WHERE vessel_id = 2",
                 FLEET[2])  # fmt: skip
    a.wait_for(1, 2, 6)


def test_a_new_sea_area_is_followed(live: Live, conn: Connection, screens: list[Screen]):
    b = Screen(live, person(conn, B))
    screens.append(b)
    b.wait_for(3, 6)
    conn.execute(
        "INSERT INTO sea_area VALUES (%s, 'B',"
        " ST_Multi(ST_MakeEnvelope(122.8, 29.6, 122.902, 30.0, 4326)))",
        (int(B),),
    )
    b.wait_for(*ALL)
    conn.execute("DELETE FROM sea_area WHERE county_code = %s", (int(B),))
    b.wait_for(3, 6)


def test_events_go_to_whom_they_concern_in_the_stream_and_in_the_replay(
    live: Live, conn: Connection, screens: list[Screen]
):
    start = append(conn, None)
    units = {"330900": range(6), A: (0, 1, 2, 5), B: (0, 3, 5), TOWN_A: (0, 2, 5)}
    early = {unit: Screen(live, person(conn, unit), after=start) for unit in units}
    screens += early.values()
    for screen in early.values():
        screen.wait_for_tick()
    places = [None, Place(A, None), Place(A, TOWN_A), Place(B, None), Place(None, None), None]
    made = [append(conn, place) for place in places]
    late = {unit: Screen(live, person(conn, unit), after=start) for unit in units}
    screens += late.values()
    for shown in (early, late):
        for unit, screen in shown.items():
            screen.wait_for_event(made[-1])  # it is everybody's, and the last
            assert screen.events == [made[n] for n in units[unit]], unit
