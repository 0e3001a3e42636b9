"""Pages on a telephone, a tablet upright and a small desk: nothing cut, covered or too small.

The map screens in all their states are for the gallery; what anybody may open on a telephone is
looked at each time.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.cut import parts_cut
from tests.browser.screen_states import SCREENS
from tests.browser.visitors import Visitors, visitors
from tests.browser.watched import next_frame

pytestmark = pytest.mark.browser
__all__ = ["visitors"]  # fixture

PHONE: ViewportSize = {"width": 360, "height": 780}
UPRIGHT: ViewportSize = {"width": 768, "height": 1024}
DESK: ViewportSize = {"width": 1280, "height": 720}
WITHOUT_MAP = [screen for screen in SCREENS if screen.name not in {"planner", "wall", "field"}]
TARGET_PX = 44
# A link in running text is as high as its line; a box to tick is as large as its label.
FIND = """least => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  const controls = 'button, select, input, textarea, nav a, a.button';
  for (const e of document.querySelectorAll(controls)) {
    const target = e.closest('label') ?? e, box = target.getBoundingClientRect();
    if (e.closest('.skip-links, .visually-hidden') || box.width === 0
        || !e.checkVisibility({ visibilityProperty: true })) continue;
    const name = `${e.tagName} ${e.className} ${e.innerText || e.ariaLabel || e.name || ''}`;
    const whole = box.top >= 0 && box.left >= 0
      && box.bottom <= innerHeight && box.right <= innerWidth;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (whole && top !== null && !target.contains(top) && !top.contains(target))
      found.push(`covered by ${top.tagName} ${top.className}: ${name}`);
    if (box.height < least) found.push(`${Math.round(box.height)} px high: ${name}`);
  }
  return [...new Set(found)];
}"""


def faults(page: Page, size: ViewportSize) -> Iterator[str]:
    page.set_viewport_size(size)
    next_frame(page)
    found: list[str] = page.evaluate(FIND, TARGET_PX if size != DESK else 0)
    for each in [*found, *parts_cut(page)]:
        yield f"{size['width']}: {each}"


@pytest.mark.parametrize("who", sorted({screen.who for screen in WITHOUT_MAP}))
def test_pages_hold_on_narrow_screens(visitors: Visitors, who: str) -> None:  # noqa: F811
    seen = [screen for screen in WITHOUT_MAP if screen.who == who]
    watched = visitors.blank(seen[0], viewport=DESK, has_touch=True, is_mobile=True)
    found: list[str] = []
    for screen in seen:
        path, mark, part = screen.path.partition("#")
        watched.page.goto(f"{watched.base}{path}?lang=en{mark}{part}")
        watched.page.locator(screen.shown).first.wait_for()
        for size in (PHONE, UPRIGHT, DESK):
            found += (f"{screen.name} {each}" for each in faults(watched.page, size))
    watched.page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.load
def test_a_report_can_be_sent_from_a_narrow_tablet(visitors: Visitors) -> None:  # noqa: F811
    field = next(screen for screen in SCREENS if screen.name == "field")
    page = visitors.at(field, "en", viewport=PHONE, has_touch=True, is_mobile=True).page
    found = list(faults(page, PHONE))
    page.locator(".act-danger").tap()
    page.locator(".report textarea").wait_for()
    for size in (PHONE, UPRIGHT):
        found += faults(page, size)
        expect(page.locator(".report-acts .act-primary")).to_be_in_viewport(ratio=1)
    page.context.close()
    assert not found, "\n".join(found)
