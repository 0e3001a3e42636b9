"""A real demo behind a real browser: one for the whole session."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ExceptionChainRepr
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.browser.watched import OPEN_PAGES, Watched, watch
from tests.entry import Entered, enter, token_of

CLONE = Path(__file__).resolve().parents[2]
OUTPUT = CLONE / "tests" / "output"
CHROMIUM = "/usr/bin/chromium"
# Names that a browser may ask for; every other is unknown, Chromium's own calls home included.
KNOWN_NAMES = "MAP tablet.haitang.test 127.0.0.1, EXCLUDE 127.0.0.1, EXCLUDE localhost"
# As on an office's PC without a card: WebGL in software, and the page put together by the CPU
# itself (through SwiftShader a page at rest costs four times as much). None of Chromium's own calls
# home: they would count as foreign requests.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", f"--host-resolver-rules={KNOWN_NAMES}, MAP * ~NOTFOUND",
]  # fmt: skip
START_LIMIT_S = 180
EXPECT_MS = 30_000  # a limit for a busy machine; what is promised in time is measured by itself
SCREENS = ("planner", "wall", "tablet")


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo."""

    base: str
    data_dir: Path
    log: Path
    planner: Entered  # entered once by the printed link; every browser context shares it
    wall: Entered
    tablet: Entered

    def get(self, path: str) -> Any:
        return self.planner.get(path)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return self.planner.send(method, path, body)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test tells what its pages were waiting for, while they are still open."""
    report = yield
    if isinstance(report.longrepr, ExceptionChainRepr):
        for watched in OPEN_PAGES:
            report.longrepr.addsection("page", watched.state())
    return report


@pytest.fixture(autouse=True)
def forget_pages() -> None:
    OPEN_PAGES.clear()


def environment(data_dir: Path) -> dict[str, str]:
    """Of an installation that takes whatever port is free when it opens its door."""
    own = {"HAITANG_DATA_DIR": str(data_dir), "HAITANG_PORT": "0", "PYTHONUTF8": "1"}
    return {**os.environ, **own}


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    with tempfile.TemporaryDirectory(prefix="haitang-demo-") as folder:
        Path(folder).chmod(0o755)  # the service user must be able to pass through
        data_dir = Path(folder) / "data"
        log = OUTPUT / "demo.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "demo", "--speed", "120"],
                cwd=CLONE, stdout=sink, stderr=subprocess.STDOUT, env=environment(data_dir),
            )  # fmt: skip
            try:
                base = wait_ready(process, log)
                sessions = (enter(base, token_of(log, screen)) for screen in SCREENS)
                yield Demo(base, data_dir, log, *sessions)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(60)


def wait_ready(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address it says it is served at, once it does; the links are printed before."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the demo ended early:\n{log.read_text(errors='replace')[-3000:]}")
        told = re.search(r"就绪：(\S+)/ ", log.read_text(encoding="utf-8"))
        if told is not None:
            return told.group(1)
        time.sleep(0.5)
    pytest.fail(f"the demo was not ready:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=EXPECT_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield chromium
    chromium.close()


def signed_in(context: BrowserContext, session: Entered) -> None:
    """Give a browser context the cookie of a session."""
    name, value = session.name_and_value
    context.add_cookies([{"name": name, "value": value, "url": session.base}])


@pytest.fixture
def desk(browser: Browser, demo: Demo) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    signed_in(context, demo.planner)
    yield watch(context, demo.base)
    context.close()


@pytest.fixture
def wall_screen(browser: Browser, demo: Demo) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 3840, "height": 2160}, locale="zh-CN")
    signed_in(context, demo.wall)
    yield watch(context, demo.base)
    context.close()
