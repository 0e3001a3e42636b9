"""Renderer CPU of one update of 50,000 vessels: our own canvas, or a GeoJSON source."""

from typing import TYPE_CHECKING

from app.tooling.bench.drawing.browser import Processes
from app.tooling.bench.drawing.page import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VESSELS = 50_000
_SIZE = (1440, 900)
_BOX = "left=0&top=0&width=1440&height=900"
_READY = "() => window.update !== undefined"
# The cheaper an update, the more of them: the system counts CPU in hundredths of a second.
_UPDATES = {"ours": 40, "peer": 3}


def update_ms(browser: "Browser", peer_site: str, form: str) -> float:
    """CPU of one update in ms. Raises RuntimeError when not every vessel is on the map."""
    url, times = f"{peer_site}/fleet.html?{_BOX}&form={form}", _UPDATES[form]
    with open_page(browser, url, _SIZE, loaded=_READY) as fleet:
        processes = Processes(browser)
        before = processes.renderer_ms()
        fleet.page.evaluate("(times) => update(times)", times)
        took = (processes.renderer_ms() - before) / times
        shown = fleet.page.evaluate("shown()")
    if shown != VESSELS:
        raise RuntimeError(f"{form} shows {shown} of {VESSELS} vessels")
    return took
