"""Whatever people and files write stands on every screen, paper and sheet as text; none of it runs.

Twice over: what can be typed, sent or imported is put in for real; and every word the server says
is turned into a payload on its way to the page, for the fields that no test could fill.
"""

import csv
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.conftest import OUTPUT, Demo, signed_in
from tests.browser.hostile_city import MARK, MMSI, ON_THE_AIR, STORM, City, filled
from tests.browser.hostile_page import HostilePage, Poison, open_page
from tests.browser.test_accounts import Office
from tests.browser.watched import Watched, next_frame, poll
from tests.entry import Entered
from tests.hostile_text import FORMULAS, PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.load]  # minutes: only with --all

PATIENCE_MS = 60_000  # software WebGL on two cores
LAYERS = ("shelters", "hazard-points", "risk-areas")
STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
Opened = Callable[..., HostilePage]


@pytest.fixture(scope="module")
def city(demo: Demo) -> Iterator[City]:
    yield from filled(demo)


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Opened]:
    """Opens pages of a browser of their own, poisoned where asked."""
    contexts: list[BrowserContext] = []

    def make(session: Entered | None, poison: Poison | None = None) -> HostilePage:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", service_workers="block"
        )
        contexts.append(context)
        if session is not None:
            signed_in(context, session)
        if poison is not None:
            poison.on(context)
        return open_page(context, demo.base)

    yield make
    for context in contexts:
        context.unroute_all(behavior="ignoreErrors")
        context.close()


def test_the_corpus_is_as_large_as_it_claims() -> None:
    assert len(set(PAYLOADS)) >= 60


def open_planner(hostile: HostilePage) -> None:
    page = hostile.page
    page.set_default_timeout(PATIENCE_MS)
    page.goto(hostile.watched.base + "/")
    page.locator(".maplibregl-canvas").first.wait_for()
    page.locator(".layer").first.wait_for()
    page.locator(".map-canvas[data-camera]").wait_for()
    hostile.watched.wait_answered()


def found(hostile: HostilePage) -> Locator:
    return hostile.page.get_by_role("listbox").get_by_role("option").first


def search(hostile: HostilePage, text: str) -> None:
    hostile.page.keyboard.press("Control+k")
    hostile.page.get_by_role("combobox", name="地名").fill(text)
    found(hostile).wait_for()


def test_the_planner_shows_what_was_put_in(opened: Opened, demo: Demo, city: City) -> None:
    hostile = opened(demo.planner)
    page = hostile.page
    open_planner(hostile)
    for zone in city.zones:
        expect(page.locator(".zone-name").get_by_text(zone["name"], exact=True)).to_be_visible()
    page.locator(".zone").first.click()
    page.locator(".hero").wait_for()
    hostile.check()
    page.keyboard.press("Escape")
    words = {"onerror": "onerror", "=1+1": "=1+1", "script": "script", str(MMSI): ON_THE_AIR[0]}
    for asked, wanted in words.items():
        search(hostile, asked)
        named = found(hostile).locator("strong").text_content()
        assert wanted.lower() in (named or "").lower()
        hostile.check()
        found(hostile).click()
        expect(page.locator(".card h2")).to_have_text((named or "").strip())
        page.locator(".card dd").first.wait_for()
        assert hostile.shown()
        hostile.check()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="历史").click()
    with page.expect_response(lambda answer: re.search(r"/typhoons\?.*q=", answer.url) is not None):
        page.get_by_role("textbox", name="名称、编号或拼音").fill("img src")
    hostile.watched.wait_answered()
    hostile.check()


def test_the_planner_takes_every_word_for_text(opened: Opened, demo: Demo, city: City) -> None:
    poison = Poison()
    hostile = opened(demo.planner, poison)
    page = hostile.page
    open_planner(hostile)
    seen = hostile.shown()
    hostile.check()
    for tab in page.get_by_role("tab").all():
        tab.click()
        hostile.watched.wait_answered()
        seen |= hostile.shown()
        hostile.check()
    page.locator(".zone").first.click()
    page.locator(".hero").wait_for()
    seen |= hostile.shown()
    hostile.check()
    page.keyboard.press("Escape")
    search(hostile, "dh")
    seen |= hostile.shown()
    found(hostile).click()
    page.locator(".card dd").first.wait_for()
    seen |= hostile.shown()
    hostile.check()
    assert len(poison.used) >= 60, f"{len(poison.used)} payloads in {sorted(poison.fields)}"
    assert len(seen) >= 40, f"only {len(seen)} stood on the page"


def test_a_file_s_headings_and_refused_rows_are_text(
    opened: Opened, demo: Demo, tmp_path: Path
) -> None:
    """What the import dialog says of a file is the file's own words."""
    hostile = opened(demo.planner)
    page = hostile.page
    open_planner(hostile)
    file = tmp_path / "a.csv"
    rows = [
        ["编号", "名称", "级别", "类型", "地址", "面积", "容量", "经度", "纬度", *PAYLOADS[:30]]
    ]
    rows += [[text, text, text, text, text, text, text, text, text, *PAYLOADS[:30]]
             for text in PAYLOADS]  # fmt: skip
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    page.get_by_role("button", name="导入图层").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(file)
    page.get_by_label("WGS 84").click()
    page.locator(".bad-value").first.wait_for()
    assert len(hostile.shown()) >= 40
    hostile.check()


@pytest.mark.parametrize("screen", ["wall", "field"])
def test_wall_and_tablet_take_every_word_for_text(
    opened: Opened, demo: Demo, city: City, screen: str
) -> None:
    poison = Poison()
    hostile = opened(demo.wall if screen == "wall" else demo.tablet, poison)
    page = hostile.page
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{demo.base}/{screen}")
    page.locator(".side-boats" if screen == "wall" else ".maplibregl-canvas").first.wait_for()
    hostile.watched.wait_answered()
    poll(page, lambda: len(hostile.shown()) >= 5, f"payloads of {sorted(poison.fields)}")
    hostile.check()


@pytest.mark.parametrize(
    ("role", "path"),
    [("planner", "/account"), ("administrator", "/admin"), ("auditor", "/audit")],
)
def test_office_pages_take_every_word_for_text(
    browser: Browser, demo: Demo, role: str, path: str
) -> None:
    office = Office(browser, demo, [])
    page = office.officer(f"hostile.{role}", role)
    hostile = HostilePage(Watched(page, office.base))
    page.on("dialog", lambda dialog: hostile.dialogs.append(dialog.message))
    poison = Poison()
    poison.on(page.context)
    page.goto(office.base + path)
    page.locator("main").wait_for()
    least = 1 if path == "/account" else 5
    poll(page, lambda: len(hostile.shown()) >= least, f"payloads of {sorted(poison.fields)}")
    next_frame(page)
    hostile.check()
    page.context.unroute_all(behavior="ignoreErrors")
    page.context.close()


def test_the_briefing_is_paper(opened: Opened, demo: Demo, city: City) -> None:
    """As a file from disk no policy of ours guards it: only escaping does."""
    for i, zone in enumerate(city.zones):
        data = fetched(demo.planner, f"/api/v1/briefing.html?zone={zone['zone_id']}")
        path = OUTPUT / f"hostile-{i}.html"
        path.write_bytes(data)
        hostile = opened(None)
        hostile.watched.base = "file://"
        hostile.page.goto(path.as_uri())
        hostile.page.locator(".leaflet-container").wait_for()
        tips = open_every_tooltip(hostile)
        assert zone["name"] in hostile.page.inner_text("h1")
        if i == 0:
            assert sum(any(text in tip for tip in tips) for text in PAYLOADS) >= 60
        next_frame(hostile.page)
        hostile.check()


def open_every_tooltip(hostile: HostilePage) -> list[str]:
    """Build each one as Leaflet does when a finger rests on the thing; gives their texts."""
    return hostile.page.evaluate(
        """() => {
             const texts = [];
             const map = window[Object.keys(window).find((key) => /^map_[0-9a-f]{32}$/.test(key))];
             map.eachLayer((group) => {
               const tip = group.eachLayer && group.getTooltip?.();
               if (!tip) return;
               group.eachLayer((layer) => {
                 tip._source = layer;
                 group.openTooltip(layer.getLatLng?.() ?? layer.getBounds().getCenter());
                 texts.push(tip.getElement().textContent);
                 group.closeTooltip();
               });
             });
             return texts;
           }"""
    )


def fetched(who: Entered, path: str) -> bytes:
    request = Request(who.base + path, headers={"Cookie": who.cookie})  # noqa: S310 our own loopback
    with urlopen(request, timeout=120) as answer:  # noqa: S310
        return answer.read()


@pytest.mark.parametrize("layer", LAYERS)
def test_no_cell_of_a_table_is_a_formula(demo: Demo, city: City, layer: str) -> None:
    data = fetched(demo.planner, f"/api/v1/layers/{layer}/export?format=csv")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    code = next(i for i, name in enumerate(head) if "编号" in name)
    ours = [row for row in rows if row[code].startswith(MARK)]
    assert len(ours) == len(PAYLOADS)
    assert all(len(row) == len(head) for row in rows), "a text broke out of its cell"
    for row in rows:
        for cell in row:
            bare = cell.lstrip(" \u3000\u200b\ufeff")
            assert not bare.startswith(STARTS_A_FORMULA), cell
    assert {f"'{text.strip()}" for text in FORMULAS[:6]} <= {cell for row in ours for cell in row}


@pytest.mark.parametrize("layer", LAYERS)
def test_files_for_maps_hold_the_texts_as_data(
    demo: Demo, city: City, layer: str, tmp_path: Path
) -> None:
    path = f"/api/v1/layers/{layer}/export?format="
    names = {text.strip() for text in PAYLOADS if text.strip()}
    collection = json.loads(fetched(demo.planner, f"{path}geojson"))
    assert names <= {each["properties"]["name"] for each in collection["features"]}
    document = ET.fromstring(fetched(demo.planner, f"{path}kml"))  # noqa: S314 our own answer
    tags = {element.tag.rpartition("}")[2].lower() for element in document.iter()}
    assert not tags & {"script", "img", "svg", "iframe", "a", "link", "networklink"}
    told = {element.text for element in document.iter() if element.tag.endswith("}name")}
    assert len(names & told) >= 60
    file = tmp_path / "a.gpkg"
    file.write_bytes(fetched(demo.planner, f"{path}gpkg"))
    with sqlite3.connect(file) as conn:
        held = {name for (name,) in conn.execute(f'SELECT name FROM "{layer}"')}  # noqa: S608
    assert names <= held


@pytest.mark.parametrize("form", ["atcf", "geojson"])
def test_a_hostile_storm_goes_out_whole(demo: Demo, city: City, form: str) -> None:
    path = f"/api/v1/typhoons/{STORM}/export?format={form}"
    if form == "geojson":
        assert json.loads(fetched(demo.planner, path))["storm"]["storm_id"] == STORM
        return
    deck = fetched(demo.planner, f"{path}&agency={'%3Csvg%20onload%3Dwindow.__hit%3D1%3E'}")
    assert all(line.count(",") >= 10 for line in deck.decode().splitlines())
