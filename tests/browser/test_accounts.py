"""People at a browser: first password, second factors, a lock, an end, and what a county sees."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pyotp.totp import TOTP

from app.cluster.place import place_at
from app.database import connect
from tests.browser.conftest import CLONE, Demo
from tests.browser.test_planner import draw_square
from tests.browser.watched import Watched, poll, watch

pytestmark = pytest.mark.browser

PASSWORD = "Quiet-Harbour-7"
MAP_MS = 120_000  # software WebGL on two cores
TOLD_MS = 5_000
PUTUO, DINGHAI = "330903", "330902"


@dataclass(frozen=True, slots=True)
class Office:
    """The demo as its officers and people reach it; by name, since passkeys need one."""

    browser: Browser
    demo: Demo
    contexts: list[BrowserContext]

    @property
    def base(self) -> str:
        return f"http://localhost:{urlsplit(self.demo.base).port}"

    def desk(self) -> Watched:
        """A browser of somebody's own."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        self.contexts.append(context)
        return watch(context, self.base)

    def add(self, login: str, role: str, unit: str = "330900") -> str:
        """An account made at the console; gives its link's token."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", "user", "add", login, "--role", role,
             "--unit", unit],
            cwd=CLONE, capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "HAITANG_DATA_DIR": str(self.demo.data_dir), "PYTHONUTF8": "1"},
        )  # fmt: skip
        found = re.search(r"/enter#(\S+)", done.stdout)
        assert found, done.stdout
        return found.group(1)

    def officer(self, login: str, role: str) -> Page:
        """An officer at a browser of their own, to prepare what a test needs."""
        page = self.desk().page
        self.set_up(page, self.add(login, role))
        return page

    def leave_alone(self, login: str) -> None:
        """As if this person had done nothing for longer than the idle limit."""
        with connect(place_at(self.demo.data_dir).dsn()) as conn:
            conn.execute(
                "UPDATE session SET active_at = active_at - interval '1 hour' WHERE account_id ="
                " (SELECT account_id FROM account WHERE login = %s)",
                (login,),
            )

    def set_up(self, page: Page, token: str) -> None:
        """Open a set-up link and give the account its password."""
        page.goto(f"{self.base}/enter#{token}")
        page.get_by_label("新密码").fill(PASSWORD)
        page.get_by_label("再输一次").fill(PASSWORD)
        page.get_by_role("button", name="设定密码，开始用").click()
        page.wait_for_url(lambda url: "/enter" not in url)


@pytest.fixture
def office(browser: Browser, demo: Demo) -> Iterator[Office]:
    contexts: list[BrowserContext] = []
    yield Office(browser, demo, contexts)
    for context in contexts:
        context.close()


def send(page: Page, method: str, path: str, body: object) -> int:
    """Ask the server as the page's person; gives the status."""
    return int(
        page.evaluate(
            """async ([method, path, body]) => {
                 const { csrf } = await (await fetch("/api/v1/session")).json();
                 const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
                 const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
                 return answer.status;
               }""",
            [method, path, body],
        )
    )


def sign_in(page: Page, login: str) -> None:
    """Login and password, by keyboard alone: the first field has the focus."""
    expect(page.get_by_label("登录名")).to_be_focused()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    page.locator(".chip-name").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/signin")


def ended(page: Page) -> Locator:
    return page.get_by_role("dialog", name="登录已结束")


def test_a_link_leads_to_a_password_and_the_keyboard_in_again(office: Office) -> None:
    desk = office.desk()
    token = office.add("k.viewer", "auditor")
    desk.page.goto(f"{office.base}/enter#{token}")
    fresh = desk.page.get_by_label("新密码")
    expect(fresh).to_be_visible()
    assert token not in desk.page.url, "the token stays in the address bar and the history"
    fresh.fill("short")
    unmet = desk.page.get_by_role("list", name="密码要求").get_by_text("未满足")
    expect(unmet).to_have_count(2)
    expect(desk.page.get_by_role("button", name="设定密码，开始用")).to_be_disabled()
    fresh.fill(PASSWORD)
    expect(unmet).to_have_count(0)
    desk.page.get_by_label("再输一次").fill(PASSWORD)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/audit")
    sign_out(desk.page)
    sign_in(desk.page, "k.viewer")
    desk.page.wait_for_url("**/audit")
    expect(desk.page.get_by_role("row").filter(has_text="k.viewer").first).to_be_visible()
    assert desk.foreign == []


def test_a_used_link_says_so_and_leads_on(office: Office) -> None:
    token = office.add("u.viewer", "auditor")
    office.set_up(office.desk().page, token)
    page = office.desk().page
    page.goto(f"{office.base}/enter#{token}")
    expect(page.get_by_role("alert")).to_contain_text("已经用过")
    page.get_by_role("link", name="去登录").click()
    expect(page.get_by_label("登录名")).to_be_focused()


def test_a_wrong_password_tells_what_to_do_and_keeps_the_login(office: Office) -> None:
    page = office.desk().page
    page.goto(f"{office.base}/signin")
    page.get_by_label("登录名").fill("nobody.here")
    page.get_by_label("密码", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("E-ACC-133")
    expect(page.get_by_label("登录名")).to_have_value("nobody.here")


def test_codes_are_enrolled_and_asked_for(office: Office) -> None:
    page = office.desk().page
    office.set_up(page, office.add("t.viewer", "auditor"))
    page.goto(f"{office.base}/account")
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("img", name="用手机上的验证器扫这个码")).to_be_visible()
    secret = (page.locator(".once-text").text_content() or "").replace(" ", "")
    code = TOTP(secret)
    page.get_by_label("扫完后手机显示的 6 位数").fill(code.now())
    page.get_by_role("button", name="核对并启用").click()
    expect(page.get_by_text("动态口令已启用")).to_be_visible()
    sign_out(page)
    sign_in(page, "t.viewer")
    asked = page.get_by_label("手机上的 6 位动态口令")
    asked.fill("000000")
    expect(page.get_by_role("alert")).to_contain_text("动态口令没有被接受")
    expect(page.get_by_text("服务器时间")).to_be_visible()
    asked.fill(code.at(int(time.time()) + 30))  # the next one: each opens once
    page.wait_for_url("**/audit")


def test_a_passkey_is_added_named_and_opens_the_second_step(office: Office) -> None:
    desk = office.desk()
    page = desk.page
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True,
                     "automaticPresenceSimulation": True}},
    )  # fmt: skip
    office.set_up(page, office.add("p.viewer", "auditor"))
    page.goto(f"{office.base}/account")
    page.get_by_label("名称").fill("值班室左机")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("listitem").filter(has_text="值班室左机")).to_be_visible()
    sign_out(page)
    sign_in(page, "p.viewer")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url("**/audit")
    unlock_without_a_password(page)
    page.goto(f"{office.base}/account")
    row = page.get_by_role("listitem").filter(has_text="值班室左机")
    expect(row).to_contain_text("用过")
    row.get_by_role("button", name="删除").click()
    row.get_by_role("button", name="再按删除").click()
    expect(page.get_by_text("还没有通行密钥")).to_be_visible()


def unlock_without_a_password(page: Page) -> None:
    """As the office's own sign-in leaves people: a passkey and no password."""

    def tell(route: Route) -> None:
        answer = route.fetch()
        told = {**answer.json(), "unlock_by": ["passkey"]}
        route.fulfill(response=answer, json=told)

    page.route("**/api/v1/session", tell)
    page.evaluate("window.stays = true")
    page.locator(".chip-name").click()
    page.get_by_role("button", name="锁屏").click()
    lock = page.get_by_role("dialog", name="已锁屏")
    expect(lock.get_by_label("密码")).to_have_count(0)
    expect(lock.get_by_role("button", name="用通行密钥")).to_be_focused()
    page.keyboard.press("Enter")
    expect(lock).to_have_count(0)
    assert page.evaluate("window.stays"), "the page was left: a map and a draft would be lost"
    page.unroute("**/api/v1/session")


def open_map(desk: Watched) -> None:
    desk.page.locator(".maplibregl-canvas").first.wait_for(timeout=MAP_MS)
    desk.page.locator(".layer").first.wait_for(timeout=MAP_MS)
    desk.page.locator(".map-canvas[data-camera]").wait_for(timeout=MAP_MS)


def unsaved(desk: Watched) -> Locator:
    """The line of the zone list for what is drawn and not saved."""
    return desk.page.get_by_role("button", name="未保存")


def draw_zone(desk: Watched) -> None:
    open_map(desk)
    draw_square(desk)
    expect(unsaved(desk)).to_be_visible(timeout=MAP_MS)


@pytest.mark.load
def test_a_session_revoked_elsewhere_is_told_and_the_drawing_comes_back(office: Office) -> None:
    token = office.add("r.planner", "planner", PUTUO)
    here, there = office.desk(), office.desk()
    office.set_up(here.page, token)
    draw_zone(here)
    there.page.goto(f"{office.base}/signin?then=/account")
    sign_in(there.page, "r.planner")
    rows = there.page.locator(".own-rows li").filter(has=there.page.get_by_role("button"))
    # By key: a click waits for frames, and the other page's map draws them all in software.
    rows.first.get_by_role("button", name="撤销").press("Enter")
    rows.first.get_by_role("button", name="再按撤销").press("Enter")
    begun = time.monotonic()
    expect(ended(here.page)).to_be_visible(timeout=TOLD_MS)
    assert time.monotonic() - begun < TOLD_MS / 1000
    expect(ended(here.page)).to_contain_text("没存的内容留在本页")
    here.page.keyboard.press("Escape")
    expect(ended(here.page)).to_be_visible()
    here.page.get_by_role("button", name="再登录").click()
    sign_in(here.page, "r.planner")
    expect(unsaved(here)).to_be_visible(timeout=MAP_MS)


@pytest.mark.load
def test_an_idle_screen_locks_and_keeps_the_drawing(office: Office) -> None:
    desk = office.desk()
    office.set_up(desk.page, office.add("i.planner", "planner", PUTUO))
    draw_zone(desk)
    lock = desk.page.get_by_role("dialog", name="已锁屏")

    def is_locked() -> bool:
        office.leave_alone("i.planner")
        return lock.is_visible()

    poll(desk.page, is_locked, "a lock after the idle limit")
    desk.page.keyboard.press("Escape")
    desk.page.locator("body").press("p")  # a planner's key: it would start a new drawing
    expect(lock).to_contain_text("没存的内容还在")
    refused = desk.page.evaluate("fetch('/api/v1/zones').then((answer) => answer.status)")
    assert refused == 423, "the server goes on answering a locked screen"
    lock.get_by_label("密码").fill(PASSWORD)
    desk.page.keyboard.press("Enter")
    expect(lock).to_have_count(0)
    expect(unsaved(desk)).to_be_visible()


@pytest.mark.load
def test_a_locked_screen_opened_anew_is_still_locked_and_opens(office: Office) -> None:
    page = office.desk().page
    office.set_up(page, office.add("l.planner", "planner", PUTUO))
    page.locator(".chip-name").click(timeout=MAP_MS)
    page.get_by_role("button", name="锁屏").click()
    lock = page.get_by_role("dialog", name="已锁屏")
    expect(lock).to_be_visible()
    page.reload()
    expect(lock).to_be_visible()
    expect(page.locator(".chip-name")).to_have_count(0)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".chip-name")).to_contain_text("普陀区 · 规划", timeout=MAP_MS)
    expect(lock).to_have_count(0)


def test_an_administrator_adds_somebody_who_sees_one_county(office: Office) -> None:
    desk, own = office.desk(), office.desk()
    office.set_up(desk.page, office.add("a.admin", "administrator"))
    desk.page.goto(f"{office.base}/admin#people")
    desk.page.get_by_role("button", name="加人").click()
    form = desk.page.get_by_role("dialog", name="加人")
    form.get_by_label("姓名").fill("周海")
    form.get_by_label("登录名").fill("zhou.hai")
    form.get_by_role("combobox", name="单位").fill("定海")
    form.get_by_role("option").filter(has_text="定海区").first.click()
    form.get_by_role("button", name="加人并做链接").click()
    once = desk.page.get_by_role("dialog", name="周海 的一次性链接")
    expect(once.get_by_role("img")).to_be_visible()
    link = once.locator(".once-text").text_content() or ""
    office.set_up(own.page, link.split("#")[1])
    open_map(own)
    expect(own.page.locator(".chip-name")).to_contain_text("定海区 · 查看")
    asked = "/api/v1/search?q=%E9%81%BF%E7%81%BE&limit=50"  # 避灾: shelters are a county's own
    found = own.page.evaluate(f"fetch('{asked}').then((answer) => answer.json())")
    whole = {each["county"] for each in office.demo.get(asked)["results"]}
    assert len(whole) > 1, "the city itself finds no more than one county's"
    assert {each["county"] for each in found["results"]} == {"定海区"}
    units = own.page.evaluate("fetch('/api/v1/units').then((answer) => answer.json())")["units"]
    assert {unit["code"][:6] for unit in units} == {DINGHAI}


def test_a_tablet_is_enrolled_by_its_code_and_told_when_revoked(office: Office) -> None:
    desk, tablet = office.desk(), office.desk()
    office.set_up(desk.page, office.add("d.admin", "administrator"))
    page = desk.page
    page.goto(f"{office.base}/admin#devices")
    page.get_by_role("button", name="加设备或链接").click()
    form = page.get_by_role("dialog", name="加设备或链接")
    form.get_by_label("名称").fill("六横 1 号平板")
    form.get_by_role("combobox", name="单位").fill("普陀")
    form.get_by_role("option").first.click()
    form.get_by_role("button", name="做平板二维码").click()
    once = page.get_by_role("dialog", name="六横 1 号平板")
    link = once.locator(".once-text").text_content() or ""
    once.get_by_role("button", name="已交付").click()
    tablet.page.goto(f"{office.base}/enter#{link.split('#')[1]}")
    tablet.page.wait_for_url("**/field")
    expect(tablet.page.locator(".chip-name")).to_contain_text("普陀区", timeout=MAP_MS)
    page.get_by_role("row").filter(has_text="六横 1 号平板").click()
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="再按撤销").click()
    told = tablet.page.get_by_role("dialog", name="登录已结束")
    expect(told).to_contain_text("这台设备已停用", timeout=TOLD_MS)


def test_officers_see_their_own_offices_only(office: Office) -> None:
    page = office.desk().page
    office.set_up(page, office.add("s.security", "security_administrator"))
    page.wait_for_url("**/admin")
    parts = page.get_by_role("navigation", name="管理").get_by_role("link")
    expect(parts).to_have_text(["人员", "角色", "密码策略"])
    expect(page.get_by_role("button", name="加人")).to_have_count(0)
    page.goto(f"{office.base}/audit")
    expect(page.get_by_role("alert")).to_contain_text("没有权限看这一页")
    page.goto(f"{office.base}/admin#roles")
    signed = page.get_by_role("row").filter(has_text="签发").get_by_role("cell")
    expect(signed.filter(has_text="✓")).to_have_count(1)
