"""A commander of the city at a browser of their own: who drafted never signs."""

from collections.abc import Iterator
from secrets import token_hex

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Demo
from tests.browser.test_accounts import Office
from tests.browser.watched import Watched


@pytest.fixture
def signer(browser: Browser, demo: Demo) -> Iterator[Watched]:
    """Another one for each test, for all share one demo."""
    office = Office(browser, demo, [])
    desk = office.desk()
    office.set_up(desk.page, office.add(f"commander.{token_hex(3)}", "commander"))
    yield desk
    for context in office.contexts:
        context.close()
