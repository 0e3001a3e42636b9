"""Chromium as a PC without a graphics card runs it, and what its processes cost."""

import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from app.errors import Unavailable
from app.setup.system import SEARCH_PATH
from app.wording import Text

if TYPE_CHECKING:  # the driver comes with the tests' packages: the other benches need none
    from playwright.sync_api import Browser

# WebGL by the processor, and none of Chromium's own calls home: they would cost and count.
_COMMON = (
    "--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
SOFTWARE_GL = (*_COMMON, "--use-gl=angle", "--use-angle=swiftshader")
# The other way: without a card the compositor may draw with no GL at all.
NO_GPU = (*_COMMON, "--disable-gpu")


def find_chromium() -> str:
    """Path of Chromium. Raises Unavailable naming what is missing."""
    chromium = shutil.which("chromium", path=SEARCH_PATH)
    missing = [] if find_spec("playwright") else ["playwright"]
    missing += [] if chromium else ["chromium"]
    if chromium is None or missing:
        raise Unavailable(
            "E-BEN-001",
            Text("bench map 要在真的浏览器里测", "bench map measures in a real browser"),
            Text(f"没有 {'、'.join(missing)}", f"Missing: {', '.join(missing)}"),
            Text(
                "运行 ./haitang bench map，它会先装好 run it by ./haitang, which installs them",
                "Run ./haitang bench map, which installs them",
            ),
        )
    return chromium


@contextmanager
def open_browser(flags: Sequence[str]) -> Generator["Browser"]:
    """A headless Chromium with these flags for as long as the block lasts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(flags))
        try:
            yield browser
        finally:
            browser.close()


def ask(session: Any, method: str) -> dict[str, Any]:
    """A call of the DevTools protocol; the driver's own types leave its answers open."""
    return session.send(method)


class Processes:
    """CPU of the browser's renderers: the page, its workers and whatever else they run."""

    def __init__(self, browser: "Browser") -> None:
        self._session = browser.new_browser_cdp_session()

    def renderer_ms(self) -> float:
        """CPU of every renderer since it began."""
        found: list[dict[str, Any]] = ask(self._session, "SystemInfo.getProcessInfo")["processInfo"]
        return 1000 * sum(each["cpuTime"] for each in found if each["type"] == "renderer")
