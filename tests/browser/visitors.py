"""Everybody who looks at a screen: the demo's three, an administrator, an auditor, a stranger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import Demo, signed_in
from tests.browser.screen_states import PATIENCE_MS, Screen
from tests.browser.test_accounts import Office
from tests.browser.watched import Watched, watch


@dataclass(frozen=True, slots=True)
class Visitors:
    """A browser of somebody's own, as often as it is asked for; each officer signs in once."""

    office: Office
    kept: dict[str, Any] = field(default_factory=dict[str, Any])

    def context(self, who: str, **options: Any) -> BrowserContext:
        """`options` are those of Playwright's `new_context`."""
        demo = self.office.demo
        sessions = {"planner": demo.planner, "wall": demo.wall, "tablet": demo.tablet}
        state = None if who in sessions or who == "nobody" else self._state_of(who)
        context = self.office.browser.new_context(storage_state=state, **options)
        context.set_default_timeout(PATIENCE_MS)
        if who in sessions:
            signed_in(context, sessions[who])
        return context

    def blank(self, screen: Screen, **options: Any) -> Watched:
        """A page for who sits at that screen, before it is opened."""
        officer = screen.who in {"administrator", "auditor"}
        base = self.office.base if officer else self.office.demo.base
        return watch(self.context(screen.who, locale="zh-CN", **options), base)

    def at(
        self, screen: Screen, language: str, theme: str | None = None, **options: Any
    ) -> Watched:
        """The screen at rest."""
        watched = self.blank(screen, **options)
        path, mark, part = screen.path.partition("#")
        asked = "" if theme is None else f"&theme={theme}"
        watched.page.goto(f"{watched.base}{path}?lang={language}{asked}{mark}{part}")
        watched.page.locator(screen.shown).first.wait_for()
        return watched

    def _state_of(self, role: str) -> Any:
        if role not in self.kept:
            # Each file of tests has visitors of its own, in one and the same demo.
            page = self.office.officer(f"visitor.{role}.{token_hex(3)}", role)
            self.kept[role] = page.context.storage_state()
        return self.kept[role]


@pytest.fixture(scope="module")
def visitors(browser: Browser, demo: Demo) -> Iterator[Visitors]:
    office = Office(browser, demo, [])
    yield Visitors(office)
    for context in office.contexts:
        context.close()
