"""Ticks: what a client is given, when it is left alone, and how it catches up."""

from typing import cast

import numpy as np
from scenes import make_scene

from app.accounts.model import CITY_SCOPE, Scope
from app.live.broadcast import REMEMBERED_TICKS, send_tick
from app.live.clients import Client, Wire
from app.live.pace import BURST, RATE, Pace
from app.live.pacing import FIRST_INTERVAL_S, SLOW_AFTER_S, UNANSWERED_S
from app.live.scene import Scene
from app.positions.columns import empty_rows
from app.positions.frames import Flag, Frame, decode_message
from app.positions.model import Source
from app.positions.rooms import Box, tiles_for_view

HERE, ELSEWHERE = Box(122.0, 29.5, 122.6, 30.0), Box(125.0, 27.0, 125.6, 27.5)


class Screen:
    """A wire that keeps what it is sent and puts a picture together from it."""

    def __init__(self, box: Box = HERE, scope: Scope = CITY_SCOPE) -> None:
        self.frames: list[Frame] = []
        self.messages = 0
        self.busy = False
        self.client = Client("sid", self, scope)
        self.client.watch(tiles_for_view(box))
        self.movers: dict[int, float] = {}

    def try_write(self, wire: bytes) -> bool:
        if self.busy:
            return False
        self.messages += 1
        self.frames = decode_message(_attachment(wire))
        for frame in self.frames:
            self.movers |= dict(zip(frame.vessel_id.tolist(), frame.lon.tolist(), strict=True))
        return True

    def is_stuck(self) -> bool:
        return self.busy

    @property
    def ids(self) -> list[int]:
        return sorted({vessel for frame in self.frames for vessel in frame.vessel_id.tolist()})


def _attachment(wire: bytes) -> bytes:
    """The second of two unmasked WebSocket messages."""
    at = 0
    parts: list[bytes] = []
    while at < len(wire):
        size, start = wire[at + 1], at + 2
        if size == 126:
            size, start = int.from_bytes(wire[at + 2 : at + 4], "big"), at + 4
        parts.append(wire[start : start + size])
        at = start + size
    return parts[1]


def move(scene: Scene, vessel: int, lon: float, lat: float = 29.7) -> None:
    rows = empty_rows(1, Source.AIS_UDP, 0.0)
    rows["slot"], rows["lon"], rows["lat"] = vessel - 1, lon, lat
    rows["fix_at"] = scene.time.now()
    scene.picture.apply(rows, np.zeros(1, np.bool_))


def tick(scene: Scene, *screens: Screen, now_s: float = 0.0) -> None:
    for screen in screens:
        screen.frames = []
    clients = [screen.client for screen in screens]
    send_tick(scene.picture, clients, scene.stamp(), now_s)
    scene.picture.seq += 1


def test_a_new_screen_gets_a_snapshot_and_then_only_what_changed():
    scene, screen = make_scene(vessels=3), Screen()
    for vessel in (1, 2, 3):
        move(scene, vessel, 122.3)
    tick(scene, screen)
    assert screen.ids == [1, 2, 3]
    assert all(frame.flags & Flag.SNAPSHOT for frame in screen.frames)
    screen.client.seen(screen.frames[-1].stamp.seq, 0.0)
    move(scene, 2, 122.31)
    tick(scene, screen)
    assert screen.ids == [2]
    assert not screen.frames[0].flags & Flag.SNAPSHOT


def test_nothing_changed_means_no_message():
    scene, screen = make_scene(vessels=1), Screen()
    move(scene, 1, 122.3)
    tick(scene, screen)
    screen.client.seen(1, 0.0)
    tick(scene, screen)
    assert screen.messages == 1


def test_at_most_one_message_is_unanswered_and_the_newest_comes_after_it():
    scene, screen = make_scene(vessels=2), Screen()
    move(scene, 1, 122.3)
    tick(scene, screen)
    move(scene, 1, 122.31)
    tick(scene, screen)
    move(scene, 1, 122.32)
    move(scene, 2, 122.4)
    tick(scene, screen)
    assert screen.messages == 1
    screen.client.seen(1, 0.0)
    tick(scene, screen)
    assert screen.messages == 2
    assert screen.ids == [1, 2]
    assert abs(screen.movers[1] - 122.32) < 1e-6


def test_an_answer_to_an_older_tick_does_not_count():
    screen = Screen()
    screen.client.sent(5, 0.0)
    screen.client.seen(4, 0.0)
    assert screen.client.unseen == 5


def test_a_busy_wire_loses_nothing():
    scene, screen = make_scene(vessels=1), Screen()
    screen.busy = True
    move(scene, 1, 122.3)
    tick(scene, screen)
    screen.busy = False
    tick(scene, screen)
    assert screen.ids == [1]


def test_who_watches_the_tile_a_mover_left_is_told_where_it_went():
    scene, here, there = make_scene(vessels=1), Screen(HERE), Screen(ELSEWHERE)
    move(scene, 1, 122.3)
    tick(scene, here, there)
    for screen in (here, there):
        screen.client.seen(1, 0.0)
    move(scene, 1, 123.9, 28.5)  # in neither view
    tick(scene, here, there)
    assert here.ids == [1]
    assert abs(here.movers[1] - 123.9) < 1e-6


def test_a_mover_elsewhere_is_not_sent():
    scene, screen = make_scene(vessels=1), Screen(ELSEWHERE)
    move(scene, 1, 122.3)
    tick(scene, screen)
    assert screen.ids == []


class NotingWire:
    """Takes every message, and notes which object it was."""

    def __init__(self, noted: list[int]) -> None:
        self.noted = noted

    def try_write(self, wire: bytes) -> bool:
        self.noted.append(id(wire))
        return True


def test_two_screens_of_one_view_share_one_encoding():
    scene = make_scene(vessels=1)
    first, second = Screen(), Screen()
    wires: list[int] = []
    for screen in (first, second):
        screen.client.wire = cast(Wire, NotingWire(wires))
    move(scene, 1, 122.3)
    tick(scene, first, second)
    assert len(wires) == 2
    assert wires[0] == wires[1]


def test_panning_brings_a_snapshot_of_the_new_tiles_only():
    scene, screen = make_scene(vessels=1), Screen(Box(122.0, 29.5, 122.9, 30.2))
    move(scene, 1, 122.3)
    tick(scene, screen)
    screen.client.seen(1, 0.0)
    before = set(screen.client.tiles)
    screen.client.watch(tiles_for_view(Box(122.4, 29.5, 123.3, 30.2)))
    tick(scene, screen)
    sent = {frame.tile for frame in screen.frames}
    assert sent == set(screen.client.tiles) - before


def test_a_screen_that_returns_gets_what_it_missed():
    scene, first = make_scene(vessels=2), Screen()
    move(scene, 1, 122.3)
    move(scene, 2, 122.4)
    tick(scene, first)
    for _ in range(8):
        tick(scene)
    move(scene, 2, 122.41)
    back = Screen()
    back.client.resume(1)
    tick(scene, back)
    assert back.ids == [2]


def test_a_picture_made_anew_is_sent_whole():
    scene, screen = make_scene(vessels=1), Screen()
    move(scene, 1, 122.3)
    tick(scene, screen)
    screen.client.seen(1, 0.0)
    screen.client.start_anew()
    tick(scene, screen)
    assert screen.ids == [1]
    assert screen.frames[0].flags & Flag.SNAPSHOT


def test_who_answers_late_is_slow_and_waits_for_its_interval():
    scene, screen = make_scene(vessels=1), Screen()
    move(scene, 1, 122.3)
    tick(scene, screen, now_s=100.0)
    assert not screen.client.is_slow(100.0 + SLOW_AFTER_S)
    late = 100.1 + SLOW_AFTER_S
    assert screen.client.is_slow(late)  # before it has answered at all
    screen.client.seen(1, late)
    assert screen.client.is_slow(late)
    move(scene, 1, 122.31)
    tick(scene, screen, now_s=late)  # 2.1 s after the last one
    assert screen.messages == 2
    screen.client.seen(2, late)
    move(scene, 1, 122.32)
    tick(scene, screen, now_s=late + FIRST_INTERVAL_S - 0.1)
    assert screen.messages == 2
    move(scene, 1, 122.33)
    tick(scene, screen, now_s=late + FIRST_INTERVAL_S)
    assert screen.messages == 3
    assert abs(screen.movers[1] - 122.33) < 1e-6


def test_who_never_answers_gets_the_newest_state_now_and_then():
    scene, screen = make_scene(vessels=1), Screen()
    sent_at: list[int] = []
    for second in range(400):
        move(scene, 1, 122.3 + second * 1e-4)
        before = screen.messages
        tick(scene, screen, now_s=float(second))
        if screen.messages > before:
            sent_at.append(second)
    gaps = np.diff(sent_at)
    assert gaps.min() >= UNANSWERED_S
    assert len(gaps) > 5
    assert screen.client.is_slow(400.0)


def test_who_was_behind_for_longer_than_is_remembered_starts_anew():
    scene, screen = make_scene(vessels=1), Screen()
    move(scene, 1, 122.3)
    tick(scene, screen)
    screen.client.seen(1, 0.0)
    screen.busy = True
    move(scene, 1, 122.31)
    for _ in range(REMEMBERED_TICKS + 2):
        tick(scene, screen)
    screen.busy = False
    tick(scene, screen)
    assert screen.frames[0].flags & Flag.SNAPSHOT


def test_a_client_may_burst_but_not_flood():
    pace = Pace(0.0)
    waits = [pace.wait_s(0.0) for _ in range(100)]
    assert waits[: int(BURST)] == [0.0] * int(BURST)
    assert waits[-1] == (100 - BURST) / RATE
    assert pace.wait_s(1000.0) == 0.0
