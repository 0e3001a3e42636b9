"""How often a screen is served: grows while it answers late, and comes back when it is prompt."""

from itertools import pairwise

from app.live.pacing import (
    FIRST_INTERVAL_S,
    FULL_PACE,
    LONGEST_INTERVAL_S,
    NEEDED,
    PROMPT_S,
    SLOW_AFTER_S,
    Pacing,
)

LATE_S, QUICK_S = SLOW_AFTER_S + 0.1, 0.1


def answered(pacing: Pacing, *delays_s: float) -> Pacing:
    for delay_s in delays_s:
        pacing = pacing.after(delay_s)
    return pacing


def prompt_answers_until_full(pacing: Pacing) -> int:
    for count in range(1000):
        if not pacing.slow:
            return count
        pacing = pacing.after(QUICK_S)
    raise AssertionError("it never came back")


def test_a_prompt_screen_is_never_thinned():
    assert not answered(FULL_PACE, *[PROMPT_S] * 5000).slow
    assert not answered(FULL_PACE, *[SLOW_AFTER_S] * 5000).slow


def test_the_interval_grows_with_every_late_answer_up_to_a_limit():
    pacing, intervals = FULL_PACE, list[float]()
    for _ in range(8):
        pacing = pacing.after(LATE_S)
        intervals.append(pacing.interval_s)
    assert intervals[0] == FIRST_INTERVAL_S
    assert all(b in (2 * a, LONGEST_INTERVAL_S) for a, b in pairwise(intervals))
    assert intervals[-1] == LONGEST_INTERVAL_S


def test_prompt_answers_take_it_back_step_by_step():
    slow = answered(FULL_PACE, LATE_S, LATE_S)
    assert answered(slow, *[QUICK_S] * (NEEDED - 1)).interval_s == slow.interval_s
    assert answered(slow, *[QUICK_S] * NEEDED).interval_s == slow.interval_s / 2
    assert answered(slow, *[QUICK_S] * (2 * NEEDED)).interval_s == 0.0


def test_an_answer_neither_late_nor_prompt_changes_no_pace():
    slow = answered(FULL_PACE, LATE_S)
    between = (PROMPT_S + SLOW_AFTER_S) / 2
    assert answered(slow, *[QUICK_S, between] * 50).interval_s == slow.interval_s


def test_who_relapses_soon_is_trusted_later_and_who_was_steady_is_not_punished():
    once = answered(FULL_PACE, LATE_S)
    first = prompt_answers_until_full(once)
    back = answered(once, *[QUICK_S] * first)
    relapsed = prompt_answers_until_full(back.after(LATE_S))
    assert relapsed == 2 * first
    steady = answered(back, *[QUICK_S] * 1000)
    assert prompt_answers_until_full(steady.after(LATE_S)) == first
    for _ in range(20):
        back = answered(back, LATE_S, *[QUICK_S] * prompt_answers_until_full(back.after(LATE_S)))
    assert prompt_answers_until_full(back.after(LATE_S)) == 8 * first
