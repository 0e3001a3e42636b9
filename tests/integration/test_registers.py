"""Registers over HTTP: read, found, entered, changed, told apart by unit, and never forgotten."""

import csv
import io
from typing import Any

import pyogrio
import pytest
from flask import Flask

from app.accounts.model import Role
from app.database import Connection
from app.registers.registry import load_registers
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import DINGHAI, PUTUO, SHENJIAMEN

pytestmark = pytest.mark.city
BASE = "/api/v1/registers"
VILLAGE = "330902002006"
PLACE = {"lon": 122.1118, "lat": 30.02216}


@pytest.fixture(scope="module")
def city(app: Flask) -> SignedInClient:
    return client_of(app, login="r-city")


@pytest.fixture(scope="module")
def county(app: Flask) -> SignedInClient:
    return client_of(app, unit=DINGHAI, login="r-county")


@pytest.fixture(scope="module")
def administrator(app: Flask) -> SignedInClient:
    return client_of(app, role=Role.ADMINISTRATOR, login="r-admin")


def rows(client: SignedInClient, register: str, query: str = "") -> list[dict[str, Any]]:
    return client.get(f"{BASE}/{register}?limit=500{query}").get_json()["rows"]


def example(register: str, code: str) -> dict[str, Any]:
    return {**(load_registers()[register].example or {}), "code": code, "name": f"试验{code}"}


def add(client: SignedInClient, register: str, code: str, **more: Any) -> Any:
    body = {"values": {**example(register, code), **more}, **PLACE}
    return client.post(f"{BASE}/{register}/rows", json=body)


def change(client: SignedInClient, path: str, **values: Any) -> Any:
    version = client.get(path).get_json()["version"]
    return client.put(path, json={"version": version, "values": values})


def test_the_list_of_registers_says_what_each_holds_and_how_much(city: SignedInClient) -> None:
    told = {each["id"]: each for each in city.get(BASE).get_json()["registers"]}
    assert (told["shelters"]["count"], told["posts"]["count"]) == (250, 1794)
    keeper = next(f for f in told["shelters"]["fields"] if f["name"] == "keeper")
    assert keeper["personal"] and keeper["editable"] and not keeper["narrows"]
    status = next(f for f in told["shelters"]["fields"] if f["name"] == "status")
    assert status["enterable"] and not status["editable"]


def test_a_list_is_narrowed_sorted_and_paged(city: SignedInClient) -> None:
    putuo = rows(city, "shelters", "&f.county=普陀区&f.tier=village&f.tier=township&sort=-tier")
    tiers = [row["values"]["tier"] for row in putuo]
    assert set(tiers) == {"village", "township"} and tiers == sorted(tiers, reverse=True)
    assert {row["values"]["county"] for row in putuo} == {"普陀区"}
    page = city.get(f"{BASE}/shelters?limit=20&offset=240&sort=-rated_capacity").get_json()
    assert (page["total"], page["offset"], len(page["rows"])) == (250, 240, 10)
    assert (
        page["values"]["county"] == sorted(page["values"]["county"])
        and len(page["values"]["county"]) == 4
    )


def test_names_sort_as_they_are_typed(city: SignedInClient) -> None:
    first = [row["values"]["name"] for row in rows(city, "posts", "&sort=name")][:3]
    last = [row["values"]["name"] for row in rows(city, "posts", "&sort=-name")][:3]
    assert all(name[0] in "安敖岙鳌爱" for name in first), first
    assert not set(first) & set(last)


@pytest.mark.parametrize("text", ["沈家门", "shenjiamen", "SJMJD", "330903001-duty"])
def test_a_row_is_found_by_name_pinyin_initials_and_code(city: SignedInClient, text: str) -> None:
    keys = {row["key"] for row in rows(city, "posts", f"&q={text}")}
    assert "330903001-duty" in keys and len(keys) < 60


def test_what_a_search_is_made_of_is_taken_as_it_stands(city: SignedInClient) -> None:
    assert rows(city, "posts", "&q=%25") == rows(city, "posts", "&q=_") == []


def test_persons_are_masked_in_lists_rows_and_histories(city: SignedInClient) -> None:
    row = rows(city, "shelters", "&q=330902BZ0001")[0]
    assert row["values"]["keeper"] == "乐**"
    assert row["values"]["keeper_phone"] == "058****1001"
    one = city.get(f"{BASE}/shelters/rows/330902BZ0001").get_data(as_text=True)
    assert "乐阿国" not in one and "5551001" not in one
    change(city, f"{BASE}/shelters/rows/330902BZ0001", keeper="乐阿强")
    told = city.get(f"{BASE}/shelters/rows/330902BZ0001/history").get_data(as_text=True)
    assert "乐**" in told and "乐阿" not in told


@pytest.mark.parametrize("query", ["f.keeper=乐阿国", "sort=keeper_phone"])
def test_a_person_can_be_neither_looked_nor_sorted_for(city: SignedInClient, query: str) -> None:
    answer = city.get(f"{BASE}/shelters?{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "E-REG-008")


def test_vacant_posts_can_be_listed(city: SignedInClient) -> None:
    assert add(city, "posts", "V-1").status_code == 201
    assert [row["key"] for row in rows(city, "posts", "&f.holder=")] == ["V-1"]


def test_a_reveal_is_audited_and_needs_the_right(
    city: SignedInClient, administrator: SignedInClient, conn: Connection
) -> None:
    path = f"{BASE}/posts/rows/{DINGHAI}-responsible/reveal"
    assert administrator.post(path).status_code == 403
    assert city.post(path).get_json()["values"]["holder"] == "俞定海"
    assert conn.execute(
        "SELECT count(*) FROM audit_entry WHERE action = 'reveal_personal' AND object = %s",
        (f"register/posts/{DINGHAI}-responsible",),
    ).fetchone() == (1,)


def test_every_fault_of_a_form_is_told_by_field_in_both_languages(city: SignedInClient) -> None:
    answer = add(city, "shelters", "坏 1", tier="nowhere", rated_capacity="约 200 人",
                 keeper_phone="请打村委", floor_area_m2=0, address="")  # fmt: skip
    assert answer.status_code == 422
    told = answer.get_json()
    faults = {fault["field"]: fault for fault in told["faults"]}
    assert set(faults) == {
        "code", "tier", "rated_capacity", "keeper_phone", "floor_area_m2", "address"
    }  # fmt: skip
    assert told["code"] == "E-REG-003" and "另有 5 处" in told["detail"]
    for fault in faults.values():
        assert all(fault[part][lang] for part in ("label", "why", "todo") for lang in ("zh", "en"))
    assert "不是数" in faults["rated_capacity"]["why"]["zh"]


def test_a_place_is_asked_for_and_gives_the_village(city: SignedInClient) -> None:
    values = example("shelters", "P-1")
    del values["village_code"]
    send = lambda **place: city.post(  # noqa: E731
        f"{BASE}/shelters/rows", json={"values": values, **place}
    )
    assert send().get_json()["faults"][0]["field"] == "place"
    assert send(lon=310.2, lat=30).get_json()["faults"][0]["field"] == "place"
    assert send(lon=100.0, lat=30.0).get_json()["faults"][0]["field"] == "village_code"
    assert send(**PLACE).get_json()["values"]["village_code"] == VILLAGE


def test_a_change_writes_what_is_given_and_nothing_else(
    city: SignedInClient, conn: Connection
) -> None:
    assert (
        add(city, "shelters", "C-1", keeper="王建国", keeper_phone="13800000001").status_code == 201
    )
    path = f"{BASE}/shelters/rows/C-1"
    answer = change(city, path, rated_capacity=150, name="新名避灾点")
    assert answer.status_code == 200, answer.get_json()
    stored = conn.execute(
        "SELECT rated_capacity, name, pinyin, keeper, keeper_phone, status, origin, ST_X(geom)"
        " FROM shelter WHERE code = 'C-1'"
    ).fetchone()
    assert stored == (150, "新名避灾点", "xinmingbizaidian", "王建国", "13800000001", "standby",
                      "real", PLACE["lon"])  # fmt: skip


def test_two_who_change_the_same_row_do_not_lose_a_change(city: SignedInClient) -> None:
    add(city, "shelters", "C-2")
    path = f"{BASE}/shelters/rows/C-2"
    read = city.get(path).get_json()["version"]
    assert city.put(path, json={"version": read, "values": {"address": "甲"}}).status_code == 200
    late = city.put(path, json={"version": read, "values": {"address": "乙"}})
    assert (late.status_code, late.get_json()["code"]) == (409, "E-REG-004")
    assert "r-city" in late.get_json()["detail"]


@pytest.mark.parametrize(
    "values", [{"status": "open"}, {"occupied": 3}, {"free": 3}, {"code": "X"}, {"nothing": 1}]
)
def test_the_night_the_key_and_what_is_worked_out_are_not_a_form_s(
    city: SignedInClient, values: dict[str, Any]
) -> None:
    answer = change(city, f"{BASE}/shelters/rows/330902BZ0002", **values)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.get_json()["faults"]] == list(values)


def test_a_code_or_a_post_is_there_once(city: SignedInClient) -> None:
    assert add(city, "shelters", "330902BZ0001").get_json()["code"] == "E-REG-006"
    twice = add(city, "posts", "D-1", role="duty", unit_code=DINGHAI)
    assert (twice.status_code, twice.get_json()["code"]) == (409, "E-REG-006")
    path = f"{BASE}/posts/rows/{VILLAGE}-grid-1"
    moved = change(city, path, role="responsible")
    assert (moved.status_code, moved.get_json()["code"]) == (409, "E-REG-006")


def test_the_history_tells_what_from_when_and_by_whom(city: SignedInClient) -> None:
    add(city, "posts", "H-1", holder="张三")
    path = f"{BASE}/posts/rows/H-1"
    version = city.get(path).get_json()["version"]
    told = {
        "version": version,
        "values": {"grid": "第二网格"},
        "valid_from": "2026-01-01T08:00+08:00",
    }
    assert city.put(path, json=told).status_code == 200
    newest, first = city.get(f"{path}/history").get_json()["entries"]
    assert (first["change"], newest["change"]) == ("insert", "update")
    assert newest["valid_from"] == "2026-01-01T00:00:00Z" < newest["recorded_at"]
    assert newest["recorded_by"] == "r-city"
    assert [(c["field"], c["was"], c["becomes"]) for c in newest["values"]] == [
        ("grid", "第一网格", "第二网格")
    ]
    later = {"version": newest["entry_id"], "values": {}, "valid_from": "2099-01-01T00:00Z"}
    assert city.put(path, json=later).get_json()["faults"][0]["field"] == "valid_from"


def test_an_import_and_a_console_leave_an_entry_too_and_the_night_leaves_none(
    city: SignedInClient, conn: Connection
) -> None:
    path = f"{BASE}/shelters/rows/330902BZ0002"
    before = city.get(path).get_json()["version"]
    conn.execute(
        "UPDATE shelter SET occupied = occupied + 1, status = 'full' WHERE code = '330902BZ0002'"
    )
    assert city.get(path).get_json()["version"] == before
    conn.execute("UPDATE shelter SET address = '新路 9 号' WHERE code = '330902BZ0002'")
    newest = city.get(f"{path}/history").get_json()["entries"][0]
    assert (newest["recorded_by"], newest["values"][0]["becomes"]) == ("system", "新路 9 号")


def test_a_county_enters_and_changes_its_own_and_nobody_else_s(county: SignedInClient) -> None:
    assert add(county, "shelters", "K-1").status_code == 201
    refused = add(county, "shelters", "K-2", village_code="330903001001")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "E-REG-005")
    away = change(county, f"{BASE}/shelters/rows/K-1", village_code="330903001001")
    assert away.status_code == 403
    foreign = f"{BASE}/posts/rows/{PUTUO}-responsible"
    for path in (foreign, f"{foreign}/history"):
        assert county.get(path).status_code == 404
    assert county.put(foreign, json={"version": 1, "values": {}}).status_code == 404
    assert {row["key"][:6] for row in rows(county, "posts")} == {DINGHAI}


def test_a_township_sees_its_own_chain(app: Flask) -> None:
    township = client_of(app, unit=SHENJIAMEN, login="r-town")
    assert {row["key"][:9] for row in rows(township, "posts")} == {SHENJIAMEN}
    told = {each["id"]: each for each in township.get(BASE).get_json()["registers"]}
    assert 0 < told["posts"]["count"] < 200


def test_no_role_rewrites_a_history(conn: Connection) -> None:
    for role in ("city_app", "county_app", "township_app"):
        held = conn.execute(
            "SELECT has_table_privilege(%s, 'register_entry', 'UPDATE'),"
            " has_table_privilege(%s, 'register_entry', 'DELETE')", (role, role)
        ).fetchone()  # fmt: skip
        assert held == (False, False)


def test_an_export_holds_what_the_list_shows_in_every_form(
    app: Flask, city: SignedInClient, tmp_path: Any
) -> None:
    asked = f"{BASE}/shelters/export?f.county=普陀区&f.tier=county"
    there = [row["key"] for row in rows(city, "shelters", "&f.county=普陀区&f.tier=county")]
    text = city.get(f"{asked}&format=csv").data.decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text)))
    assert [row["编号"] for row in told] == there and "经度" in told[0]
    for form in ("xlsx", "gpkg"):
        path = tmp_path / f"a.{form}"
        path.write_bytes(city.get(f"{asked}&format={form}").data)
        assert pyogrio.read_info(path)["features"] in (len(there), len(there) + 1)  # a heading
    commander = client_of(app, role=Role.COMMANDER, login="r-commander")
    assert "**" not in commander.get(f"{asked}&format=csv").data.decode("utf-8-sig")
    refused = city.get(f"{BASE}/shelters/export?format=pdf")
    assert refused.get_json()["code"] == "E-LAY-007"


def test_a_post_has_no_place_of_its_own_and_its_unit_s_on_the_map(city: SignedInClient) -> None:
    row = rows(city, "posts", f"&q={SHENJIAMEN}-duty")[0]
    assert 122 < row["lon"] < 123
    head = city.get(f"{BASE}/posts/export?format=csv&q={SHENJIAMEN}-duty").data.decode("utf-8-sig")
    assert "经度" not in head and "WKT" not in head
