"""Registers on screen: found by initials, changed by keyboard, refused at the field, kept."""

import pytest
from playwright.sync_api import expect

from tests.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_a_post_is_found_changed_and_its_history_told(desk: Watched) -> None:
    page = desk.page
    page.goto(f"{desk.base}/registers/posts")
    rows = page.locator(".rows tbody tr")
    expect(rows).to_have_count(100)
    expect(page.locator(".registers-pager [role=status]")).to_have_text("第 1–100，共 1,794")
    page.keyboard.press("/")
    page.keyboard.type("sjmjdzrr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("**")

    rows.first.focus()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="沈家门街道责任人")).to_be_visible()
    page.keyboard.press("e")
    page.locator("[name=phone]").fill("打村委")
    page.keyboard.press("Control+Enter")
    refusal = page.locator(".field").filter(has=page.locator("[name=phone]"))
    expect(refusal).to_contain_text("不像电话号码")
    page.locator("[name=phone]").fill("0580-5550000")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    newest = page.locator(".registers-history > li").first
    expect(newest).to_contain_text("电话")
    expect(newest).not_to_contain_text("5550000")

    page.get_by_role("button", name="看全名和电话").press("Enter")
    expect(page.locator(".facts")).to_contain_text("0580-5550000")
    page.get_by_role("link", name="到图").press("Enter")
    page.locator("[data-camera^='122.2'], [data-camera^='122.3']").wait_for()


def test_a_list_is_narrowed_and_a_new_row_entered(desk: Watched) -> None:
    page = desk.page
    page.goto(f"{desk.base}/registers/shelters")
    total = page.locator(".split-tools .quiet")
    expect(total).to_have_text("共 250 行")
    page.get_by_label("级别").select_option(label="县级")
    expect(total).to_have_text("共 8 行")
    page.locator(".rows tbody tr").first.press("n")
    form = page.get_by_role("form", name="新建：避灾点")
    form.get_by_label("名称").fill("试验避灾点")
    page.keyboard.press("Control+Enter")
    expect(form.get_by_role("alert")).to_contain_text("没有保存")
    expect(form.locator(".field").filter(has_text="核定容量")).to_contain_text("必填，是空的")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
