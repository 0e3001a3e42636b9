"""What is wrong has a name and an age, and goes when it is over."""

from app.live.troubles import STANDS_S, Trouble, Troubles


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
