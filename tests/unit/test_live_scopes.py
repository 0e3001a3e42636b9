"""Each screen is given exactly the movers of its scope, also those that come and go."""

from typing import cast

import numpy as np
import pytest
from scenes import make_scene
from shapely.geometry import MultiPolygon, box
from test_live_broadcast import NotingWire, Screen, move, tick

from app.accounts.model import CITY_SCOPE, Label, Reach, Scope, scope_of_unit
from app.events.model import Event
from app.live.broadcast import REMEMBERED_TICKS, scoped, shown_to
from app.live.clients import Wire
from app.live.event_stream import may_hear
from app.live.scene import Scene
from app.positions.frames import Flag, Frame
from app.positions.model import Kind
from app.positions.picture import Mover, Picture
from app.positions.scopes import (
    NO_UNIT,
    PUBLIC,
    Departures,
    mark_of,
    seen_by,
    unit_number,
    visiting,
)
from app.positions.sea_areas import SeaAreas
from app.positions.state import State

A, B = 330902, 330903
A1, A2, B1 = 330902001, 330902002, 330903001
COUNTY_A, COUNTY_B = scope_of_unit(str(A)), scope_of_unit(str(B))
TOWN_A1 = scope_of_unit(str(A1))
ZONE = scope_of_unit("330990", (str(A1), str(B1)))
SCOPES = (CITY_SCOPE, COUNTY_A, COUNTY_B, TOWN_A1, ZONE)

OPEN_SEA, WATERS_A, WATERS_B = (122.5, 29.6), (122.15, 29.7), (122.35, 29.7)
AREAS = [(A, MultiPolygon([box(122.1, 29.5, 122.2, 29.9)])),
         (B, MultiPolygon([box(122.3, 29.5, 122.4, 29.9)]))]  # fmt: skip
# Vessels 1… : two of A in its two townships, one of B, a stranger, one of no county, one of no town
UNITS = [(A, A1), (A, A2), (B, B1), (PUBLIC, PUBLIC), (NO_UNIT, NO_UNIT), (A, NO_UNIT)]
VESSEL_A1, VESSEL_A2, VESSEL_B, STRANGER, NO_COUNTY, NO_TOWN = range(1, 7)


def sea_scene() -> Scene:
    """Vessels of `UNITS` on open sea, in nobody's waters."""
    scene = make_scene()
    scene.picture = Picture(SeaAreas(AREAS))
    scene.picture.add(mover(n, *units) for n, units in enumerate(UNITS, 1))
    for vessel in range(1, len(UNITS) + 1):
        move(scene, vessel, *OPEN_SEA)
    return scene


def mover(vessel: int, county: int, township: int, high_risk: bool = False) -> Mover:
    registered = county != PUBLIC
    return Mover(vessel, 412_000_000 + vessel, None, Kind.FISHING, high_risk, registered,
                 county, township)  # fmt: skip


def screens(*scopes: Scope) -> list[Screen]:
    return [Screen(scope=scope) for scope in scopes]


def answered(scene: Scene, *shown: Screen) -> None:
    tick(scene, *shown)
    for screen in shown:
        screen.client.seen(scene.picture.seq, 0.0)


def gone(frames: list[Frame]) -> list[int]:
    return [v for frame in frames if frame.flags & Flag.GONE for v in frame.vessel_id.tolist()]


def drawn(frames: list[Frame]) -> set[int]:
    return {v for frame in frames if not frame.flags & Flag.GONE for v in frame.vessel_id.tolist()}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (CITY_SCOPE, {1, 2, 3, 4, 5, 6}),
        (COUNTY_A, {VESSEL_A1, VESSEL_A2, STRANGER, NO_TOWN}),
        (COUNTY_B, {VESSEL_B, STRANGER}),
        (TOWN_A1, {VESSEL_A1, STRANGER}),
        (ZONE, {VESSEL_A1, VESSEL_B, STRANGER}),
        (Scope(Reach.COUNTY, county="HT-ZONE"), {STRANGER}),
        (Scope(Reach.TOWNSHIP), {STRANGER}),
    ],
)
def test_a_screen_gets_its_own_register_s_movers_and_the_strangers(
    scope: Scope, expected: set[int]
):
    scene, (screen,) = sea_scene(), screens(scope)
    tick(scene, screen)
    assert set(screen.ids) == expected
    assert shown_to(scene.picture, scope) == len(expected)


def test_a_county_also_gets_who_is_in_its_waters_and_a_township_does_not():
    scene = sea_scene()
    move(scene, VESSEL_B, *WATERS_A)
    for scope, seen in ((COUNTY_A, True), (COUNTY_B, True), (TOWN_A1, False), (ZONE, True)):
        (screen,) = screens(scope)
        tick(scene, screen)
        assert (VESSEL_B in screen.ids) == seen


def test_of_a_visitor_a_county_learns_no_risk():
    scene = sea_scene()
    scene.picture.add([mover(VESSEL_B, B, B1, high_risk=True)])
    move(scene, VESSEL_B, *WATERS_A)
    scene.refresh_states()
    states = {}
    for scope in (CITY_SCOPE, COUNTY_A, COUNTY_B):
        (screen,) = screens(scope)
        tick(scene, screen)
        states[scope.county] = next(
            frame.state[frame.vessel_id == VESSEL_B][0] & State.HIGH_RISK
            for frame in screen.frames if VESSEL_B in frame.vessel_id
        )  # fmt: skip
    assert states == {None: State.HIGH_RISK, str(A): 0, str(B): State.HIGH_RISK}


def test_a_visitor_that_leaves_is_taken_away_in_the_next_tick_from_those_who_saw_it_only():
    scene, shown = sea_scene(), screens(*SCOPES)
    move(scene, VESSEL_B, *WATERS_A)
    answered(scene, *shown)
    move(scene, VESSEL_B, *OPEN_SEA)
    answered(scene, *shown)
    city, county_a, county_b, town, zone = shown
    assert gone(county_a.frames) == [VESSEL_B]
    assert drawn(county_a.frames) == set()
    for screen in (city, county_b, zone):
        assert (gone(screen.frames), drawn(screen.frames)) == ([], {VESSEL_B})
    assert town.frames == []


def test_a_gone_mover_s_frame_says_nothing_but_its_number():
    scene, (screen,) = sea_scene(), screens(COUNTY_A)
    move(scene, VESSEL_B, *WATERS_A)
    answered(scene, screen)
    move(scene, VESSEL_B, *OPEN_SEA)
    answered(scene, screen)
    (frame,) = [frame for frame in screen.frames if frame.flags & Flag.GONE]
    assert (frame.lon[0], frame.lat[0], frame.kind[0], frame.state[0]) == (0, 0, 0, 0)


def test_who_goes_from_one_county_s_waters_to_another_s_changes_screens():
    scene = sea_scene()
    scene.picture.add([mover(NO_COUNTY, NO_UNIT, NO_UNIT)])
    a, b = screens(COUNTY_A, COUNTY_B)
    move(scene, NO_COUNTY, *WATERS_A)
    answered(scene, a, b)
    assert NO_COUNTY in a.ids
    assert NO_COUNTY not in b.ids
    move(scene, NO_COUNTY, *WATERS_B)
    answered(scene, a, b)
    assert (gone(a.frames), drawn(b.frames)) == ([NO_COUNTY], {NO_COUNTY})


def test_a_change_of_register_moves_it_from_screen_to_screen_without_a_new_position():
    scene, (city, a, b) = sea_scene(), screens(CITY_SCOPE, COUNTY_A, COUNTY_B)
    answered(scene, city, a, b)
    scene.picture.add([mover(VESSEL_A1, B, B1)])
    answered(scene, city, a, b)
    assert gone(a.frames) == [VESSEL_A1]
    assert drawn(b.frames) == {VESSEL_A1}
    assert gone(city.frames) == []


def test_new_sea_areas_take_away_and_give():
    scene, (a, b) = sea_scene(), screens(COUNTY_A, COUNTY_B)
    move(scene, NO_COUNTY, *WATERS_A)
    answered(scene, a, b)
    scene.picture.use_sea_areas(SeaAreas([(B, AREAS[0][1])]))
    answered(scene, a, b)
    assert gone(a.frames) == [NO_COUNTY]
    assert drawn(b.frames) == {NO_COUNTY}


def test_what_left_while_a_screen_was_away_is_taken_away_when_it_returns():
    scene, (first,) = sea_scene(), screens(COUNTY_A)
    move(scene, VESSEL_B, *WATERS_A)
    answered(scene, first)
    last_seen = scene.picture.seq - 1
    for _ in range(3):
        tick(scene)
    move(scene, VESSEL_B, *OPEN_SEA)
    for _ in range(50):
        tick(scene)
    (back,) = screens(COUNTY_A)
    back.client.resume(last_seen)
    tick(scene, back)
    assert gone(back.frames) == [VESSEL_B]


def test_who_came_and_went_while_a_screen_was_behind_is_not_drawn():
    scene, (screen,) = sea_scene(), screens(COUNTY_A)
    answered(scene, screen)
    move(scene, VESSEL_B, *WATERS_A)
    tick(scene)
    move(scene, VESSEL_B, *OPEN_SEA)
    tick(scene, screen)
    assert VESSEL_B not in drawn(screen.frames)


def test_who_left_and_came_back_is_not_taken_away():
    scene, (screen,) = sea_scene(), screens(COUNTY_A)
    move(scene, VESSEL_B, *WATERS_A)
    answered(scene, screen)
    move(scene, VESSEL_B, *OPEN_SEA)
    tick(scene)
    move(scene, VESSEL_B, *WATERS_A)
    answered(scene, screen)
    assert (gone(screen.frames), drawn(screen.frames)) == ([], {VESSEL_B})


def test_frames_are_made_once_a_scope_however_many_watch():
    scene, shown = sea_scene(), screens(COUNTY_A, COUNTY_A, COUNTY_B)
    wires: list[int] = []
    for screen in shown:
        screen.client.wire = cast(Wire, NotingWire(wires))
    tick(scene, *shown)
    assert wires[0] == wires[1] != wires[2]


def test_a_screen_of_another_scope_forgets_what_it_had():
    """No two scopes share an epoch: a browser clears at a change of it, and cannot resume over."""
    scene, (screen,) = sea_scene(), screens(COUNTY_A)
    answered(scene, screen)
    before = screen.frames[0].stamp.epoch
    screen.client.see(COUNTY_B, Label.INTERNAL)
    answered(scene, screen)
    assert screen.frames[0].stamp.epoch != before
    assert all(frame.flags & Flag.SNAPSHOT for frame in screen.frames)
    assert set(screen.ids) == {VESSEL_B, STRANGER}
    epochs = {scoped(scene.stamp(), scope).epoch for scope in SCOPES}
    assert len(epochs) == len(SCOPES)
    assert mark_of(CITY_SCOPE) == 0


def test_a_locked_screen_gets_nothing_and_starts_anew_when_unlocked():
    scene, (screen,) = sea_scene(), screens(COUNTY_A)
    answered(scene, screen)
    screen.client.lock(True)
    move(scene, VESSEL_A1, 122.51, 29.6)
    tick(scene, screen)
    assert screen.frames == []
    screen.client.lock(False)
    tick(scene, screen)
    assert screen.frames[0].flags & Flag.SNAPSHOT
    assert VESSEL_A1 in screen.ids


def test_departures_are_forgotten_once_no_screen_can_ask():
    scene = sea_scene()
    move(scene, VESSEL_B, *WATERS_A)
    assert len(scene.picture.departures) > 0
    for _ in range(REMEMBERED_TICKS + 2):
        tick(scene)
    assert len(scene.picture.departures) == 0


def test_masks_agree_with_one_mover_at_a_time():
    random = np.random.default_rng(5)
    columns = np.zeros(500, [("county", "i4"), ("township", "i4"), ("sea_county", "i4")])
    columns["county"] = random.choice([PUBLIC, NO_UNIT, A, B], 500)
    columns["township"] = np.where(columns["county"] == PUBLIC, PUBLIC,
                                   random.choice([NO_UNIT, A1, A2, B1], 500))  # fmt: skip
    columns["sea_county"] = random.choice([0, A, B], 500)
    for scope in SCOPES:
        expected = [
            row["county"] == PUBLIC
            or scope.sees(str(row["county"]), str(row["township"]))
            or (scope.reach is Reach.COUNTY and str(row["sea_county"]) == scope.county)
            for row in columns
        ]
        assert seen_by(scope, columns).tolist() == expected
    shown = columns[seen_by(COUNTY_A, columns)]
    assert visiting(COUNTY_A, shown).tolist() == [r["county"] in (B, NO_UNIT) for r in shown]


def test_codes_of_the_register_become_numbers():
    assert unit_number("330902", registered=True) == A
    assert unit_number(None, registered=True) == NO_UNIT
    assert unit_number("330902", registered=False) == PUBLIC


def test_departures_name_a_mover_once():
    departures, movers = Departures(), np.zeros(
        1, [("county", "i4"), ("township", "i4"), ("sea_county", "i4")])  # fmt: skip
    movers["county"] = B
    before = movers.copy()
    before["sea_county"] = A
    departures.note(3, np.array([0]), before)
    departures.note(5, np.array([0]), before)
    assert departures.lost(COUNTY_A, movers, since=2).tolist() == [0]
    assert departures.lost(COUNTY_A, movers, since=5).tolist() == []
    departures.forget(4)
    assert len(departures) == 1


@pytest.mark.parametrize(
    ("everyone", "county", "township", "hears"),
    [
        (True, None, None, {*SCOPES}),
        (False, None, None, {CITY_SCOPE}),
        (False, str(A), None, {CITY_SCOPE, COUNTY_A}),
        (False, str(A), str(A1), {CITY_SCOPE, COUNTY_A, TOWN_A1, ZONE}),
        (False, str(B), str(B1), {CITY_SCOPE, COUNTY_B, ZONE}),
    ],
)
def test_an_event_is_heard_by_everyone_or_by_whom_it_concerns(
    everyone: bool, county: str | None, township: str | None, hears: set[Scope]
):
    now = make_scene().time.moment()
    event = Event(1, 1, "zone_changed", "z", {}, "a", now, now, everyone, county, township)
    assert {scope for scope in SCOPES if may_hear(scope, Label.INTERNAL, event)} == hears


@pytest.mark.parametrize("label", [*Label])
def test_an_event_of_a_labelled_incident_is_heard_by_those_cleared_for_it(label: Label):
    now = make_scene().time.moment()
    event = Event(1, 1, "storm_event", "s", {}, "a", now, now, label_rank=label.rank)
    heard = {cleared for cleared in Label if may_hear(CITY_SCOPE, cleared, event)}
    assert heard == {cleared for cleared in Label if cleared.rank >= label.rank}
