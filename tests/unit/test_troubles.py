"""What is wrong has a name and an age, and goes when it is over."""

from typing import cast

from scenes import make_scene

from app.accounts.model import CITY_SCOPE
from app.live.broadcaster import Broadcaster
from app.live.clients import Client
from app.live.sockets import Sockets
from app.live.troubles import STANDS_S, Trouble, Troubles
from app.live.worlds import Worlds
from app.positions.rooms import Box, tiles_for_view


class Clock:
    now = 1_783_656_000.0

    def __call__(self) -> float:
        return self.now


def test_a_state_stands_until_it_is_over_and_keeps_its_beginning():
    clock = Clock()
    troubles = Troubles(clock)
    troubles.set(Trouble.DISK_LOW, stands=True, figure=0.81)
    clock.now += 30
    troubles.set(Trouble.DISK_LOW, stands=True, figure=0.85)
    (shown,) = troubles.present()
    assert (shown["code"], shown["figure"]) == ("disk_low", 0.85)
    assert shown["since"] == "2026-07-10T04:00:00Z"
    troubles.set(Trouble.DISK_LOW, stands=False)
    assert troubles.present() == []


def test_a_loss_is_shown_a_minute_longer_and_added_up():
    clock = Clock()
    troubles = Troubles(clock)
    troubles.count(Trouble.REPORTS_LOST, 500)  # of before somebody looked
    assert not troubles.stands(Trouble.REPORTS_LOST)
    for total in (510, 515):
        clock.now += 5
        troubles.count(Trouble.REPORTS_LOST, total)
    assert troubles.present()[0]["figure"] == 15
    clock.now += STANDS_S
    assert not troubles.stands(Trouble.REPORTS_LOST)


class Wire:
    """What a screen was told."""

    def __init__(self) -> None:
        self.named: list[list[str]] = []

    def try_write(self, wire: bytes) -> bool:
        text = wire.decode("utf-8", "replace")
        if "troubles" in text:
            self.named.append([trouble.value for trouble in Trouble if trouble in text])
        return True

    def is_stuck(self) -> bool:
        return False


def test_what_is_newly_wrong_is_told_with_the_next_tick():
    """The feeds go out every two seconds; a screen has five to name what is wrong."""
    troubles, wire = Troubles(Clock()), Wire()
    client = Client("s", wire, CITY_SCOPE, tiles=tiles_for_view(Box(122.0, 29.5, 122.6, 30.0)))
    sockets = cast(Sockets, None)  # a tick sends past it
    broadcaster = Broadcaster(sockets, Worlds([make_scene()]), {"s": client}, {}, troubles=troubles)
    broadcaster.tick()
    wire.named.clear()
    troubles.set(Trouble.DATABASE_AWAY, stands=True)
    broadcaster.tick()
    assert wire.named == [["database_away"]]
    broadcaster.tick()
    troubles.set(Trouble.DATABASE_AWAY, stands=False)
    broadcaster.tick()
    assert wire.named == [["database_away"], []]
