"""The wall: the figures asked for aloud, and a lost link that shows and sounds."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo
from tests.browser.watched import Watched, poll

pytestmark = pytest.mark.browser

PATIENCE_MS = 120_000


def test_the_wall_tells_how_long_which_level_and_what_time(wall_screen: Watched) -> None:
    page = wall_screen.page
    page.goto(wall_screen.base + "/wall")
    for force in ("7", "10"):
        countdown = page.locator(f'[data-force="{force}"]')
        expect(countdown).to_contain_text("距", timeout=PATIENCE_MS)
    expect(page.locator(".head-response")).to_contain_text("级")
    expect(page.locator(".head-bulletin")).to_contain_text("下报")
    expect(page.locator(".exercise-mark")).to_have_text("演练")
    assert wall_screen.foreign == []
    assert wall_screen.complaints == []


def test_letters_of_the_wall_are_not_below_the_floor(wall_screen: Watched) -> None:
    page = wall_screen.page
    page.goto(wall_screen.base + "/wall")
    page.locator(".side-boats").wait_for(timeout=PATIENCE_MS)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.side-zones *, .side-boats *, .head *')]
          .filter((e) => !e.closest('svg'))
          .filter((e) => e.childNodes.length && [...e.childNodes].some((n) => n.nodeType === 3))
          .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 34  # units beside their numbers; text itself stands at 43 and more


def past_the_edge(page: Page) -> float:
    """By how many pixels the clock, the last of the head, stands outside."""
    return float(
        page.evaluate(
            "document.querySelector('.head-clock').getBoundingClientRect().right - innerWidth"
        )
    )


def test_the_head_stays_within_the_wall_when_its_words_are_long(wall_screen: Watched) -> None:
    page = wall_screen.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(wall_screen.base + "/wall")
    expect(page.locator('[data-force="7"]')).to_contain_text("距", timeout=PATIENCE_MS)
    page.evaluate(
        """() => document.querySelectorAll('.head-countdown > div > span, .head-bulletin strong')
          .forEach((e) => { e.textContent = '11日 02:10，早至 10日 22:00'; })"""
    )
    poll(page, lambda: past_the_edge(page) <= 0.5, "a head within the wall", limit_s=60)


def test_a_named_place_can_be_asked_for(wall_screen: Watched, demo: Demo) -> None:
    seats = demo.get("/api/v1/typhoons/201509/seats")["seats"]
    code, name = seats[-1]["code"], seats[-1]["name"]
    wall_screen.page.goto(f"{wall_screen.base}/wall?place={code}")
    expect(wall_screen.page.locator('[data-force="7"]')).to_contain_text(name, timeout=PATIENCE_MS)


def test_a_lost_link_is_drawn_and_sounds_until_a_key_is_pressed(wall_screen: Watched) -> None:
    page = wall_screen.page
    with page.expect_websocket(timeout=PATIENCE_MS) as link:
        page.goto(wall_screen.base + "/wall")
    page.locator(".side-boats").wait_for(timeout=PATIENCE_MS)
    link.value.wait_for_event("framereceived", timeout=PATIENCE_MS)
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    alarm = page.get_by_role("alert")
    expect(alarm).to_contain_text("断线", timeout=60_000)
    expect(alarm).to_have_attribute("data-sounding", "true")
    page.keyboard.press("Enter")
    expect(alarm).to_have_attribute("data-sounding", "false")
    page.context.set_offline(False)
    expect(alarm).to_have_count(0, timeout=60_000)
