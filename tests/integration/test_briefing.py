"""Claims about the briefing: one file, nobody asked, nothing run that was typed in as a name."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
from flask.testing import FlaskClient

from app.briefing.palette import read_palette
from app.briefing.words import BriefingWriter
from app.database import connect
from app.maplayers.definition import Categories, Graduated, Layer, Symbol
from app.maplayers.registry import load_registry
from app.wording import Language, Text

pytestmark = pytest.mark.city

AT = datetime(2015, 7, 10, 7, 20, tzinfo=UTC)
AT_TEXT = "2015-07-10T07:20:00Z"
SQUARE = [[122.285, 29.945], [122.31, 29.945], [122.31, 29.96], [122.285, 29.96], [122.285, 29.945]]
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}'\"`${3}"


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as conn:
        conn.execute("UPDATE shelter SET name = %s, address = %s", (EVIL, EVIL))
        conn.execute("UPDATE hazard_point SET name = %s, monitor = 'MONITORNAME'", (EVIL,))
        conn.execute("UPDATE shelter SET keeper = 'KEEPERNAME'")
        conn.execute("UPDATE incident SET name = %s", (EVIL,))
    return dsn


@pytest.fixture(scope="module", autouse=True)
def zone(client: FlaskClient) -> None:
    zone = {"name": EVIL[:60], "polygon": {"type": "Polygon", "coordinates": [SQUARE]}}
    assert client.post(f"/api/v1/zones?at={AT_TEXT}", json=zone).status_code == 201


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> str:
    answer = client.get(f"/api/v1/briefing.html?at={AT_TEXT}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.get_data(as_text=True)


class Reader(HTMLParser):
    """Notes what a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.scripts = 0
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            if name in {"src", "href", "action", "poster", "data", "srcset"}:
                self.addresses.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_file_names_no_host_to_fetch_from(page: str) -> None:
    reader = read(page)
    assert reader.addresses
    assert all(address.startswith("data:") for address in reader.addresses)
    styles = re.findall(r"url\(['\"]?([^)'\"]+)", page)
    assert all(address.startswith(("data:", "#")) for address in styles)


def test_names_that_are_code_stay_names(page: str) -> None:
    reader = read(page)
    assert reader.handlers == []
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert EVIL in "".join(reader.text)


def test_it_says_exercise_times_versions_and_sources(page: str) -> None:
    text = "".join(read(page).text)
    for said in ("演练", "2015年7月10日 15:20", "最迟开始转移", "来源与版本", "1 号区", "事件序号"):
        assert said in text
    assert 'class="watermark"' in page


def test_no_keeper_and_no_monitor_is_named(page: str) -> None:
    assert "KEEPERNAME" not in page
    assert "MONITORNAME" not in page


def test_the_file_is_light_enough_to_be_sent(page: str) -> None:
    assert len(page.encode()) < 4_000_000


def test_the_geopackage_holds_layers_answers_and_what_they_are(
    client: FlaskClient, tmp_path: Path
) -> None:
    path = tmp_path / "b.gpkg"
    path.write_bytes(client.get(f"/api/v1/briefing.gpkg?at={AT_TEXT}").data)
    names = {str(name) for name, _ in pyogrio.list_layers(path)}
    assert {"shelters", "hazard-points", "wind-circles", "zone_answers", "about"} <= names
    zones = gpd.read_file(path, layer="zone_answers")
    assert zones.loc[0, "people"] > 0
    told = gpd.read_file(path, layer="about")
    about = dict(zip(told["name"], told["value"], strict=True))
    assert about["exercise"].startswith("演练")
    assert about["at"] == AT_TEXT


def test_a_zone_of_nobody_is_told(client: FlaskClient) -> None:
    answer = client.get("/api/v1/briefing.html?zone=00000000-0000-0000-0000-000000000000")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "E-BRF-001")


@pytest.mark.browser
def test_opened_from_disk_it_asks_nobody_and_runs_nothing(page: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "简报 1.html"
    path.write_text(page, encoding="utf-8")
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        opened = browser.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("dialog", lambda dialog: complaints.append(dialog.message))
        opened.goto(path.as_uri())
        opened.wait_for_selector(".leaflet-marker-icon.sym svg", state="attached")
        opened.locator(".leaflet-marker-icon.sym").first.dispatch_event("mouseover")
        assert opened.locator("svg.leaflet-zoom-animated path").count() > 5
        browser.close()
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert complaints == []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (41, Text("41秒", "41s")), (1500, Text("25分", "25m")), (4500, Text("1时15分", "1h15m")),
        (97320, Text("27时02分", "27h02m")), (273600, Text("3天4时", "3d4h")),
    ],
)  # fmt: skip
def test_durations_are_written_as_the_screens_write_them(seconds: int, text: Text) -> None:
    for language in Language:
        assert BriefingWriter(language, AT).minutes(seconds / 60) == text.spoken(language)


def tokens_of(symbol: Symbol) -> list[str | None]:
    parts: list[Any] = [symbol.line, symbol.fill, symbol.dot]
    named = [part.color for part in parts if part is not None]
    return [*named, symbol.line.casing if symbol.line else None,
            symbol.dot.outline if symbol.dot else None]  # fmt: skip


@pytest.mark.parametrize("layer", load_registry().values(), ids=lambda layer: layer.id)
@pytest.mark.parametrize("theme", ["dark", "light", "sun"])
def test_every_colour_of_a_layer_is_a_token_of_every_theme(layer: Layer, theme: str) -> None:
    style = layer.style
    if isinstance(style, Categories):
        symbols = list(style.symbols.values())
    else:
        symbols = ([step.symbol for step in style.steps] if isinstance(style, Graduated)
                   else [style.symbol])  # fmt: skip
    used = {token for symbol in symbols for token in tokens_of(symbol) if token}
    used |= {label.color for label in layer.labels}
    assert used <= set(read_palette(theme))
