"""Three officers: what each may do, what none may, and what ends when rights change."""

from typing import Any

import psycopg
import pytest
from flask import Flask

from app.accounts.model import Role
from app.clock import parse_utc, real_now
from app.database import Connection
from tests.desk import NEW_PASSWORD, Desk, make_person

pytestmark = pytest.mark.city

TOWNSHIP, OTHER_TOWNSHIP = "330903100", "330902002"


@pytest.fixture(autouse=True)
def nobody(conn: Connection) -> None:
    conn.execute("DELETE FROM sign_in_attempt")
    conn.execute("DELETE FROM account")


def officer(app: Flask, conn: psycopg.Connection, role: Role, **more: Any) -> Desk:
    """A signed-in officer, one of each role and unit."""
    login = f"{role.replace('_', '-')}-{more.get('unit', 'city')}".lower()
    make_person(conn, login, role=role, **more)
    desk = Desk(app)
    assert desk.sign_in(login).status_code == 200
    return desk


@pytest.fixture
def administrator(app: Flask, conn: psycopg.Connection) -> Desk:
    return officer(app, conn, Role.ADMINISTRATOR)


@pytest.fixture
def security(app: Flask, conn: psycopg.Connection) -> Desk:
    return officer(app, conn, Role.SECURITY_ADMINISTRATOR)


def person(desk: Desk, login: str) -> dict[str, Any]:
    found = desk.get("/accounts").json["accounts"]
    return next(each for each in found if each["name"] == login)


def add(desk: Desk, login: str, unit: str = TOWNSHIP, **more: Any) -> Any:
    body = {"login": login, "display_name": login, "unit_code": unit, **more}
    return desk.post("/accounts", body)


def test_a_new_person_enters_by_the_link_sets_a_password_and_signs_in(
    app: Flask, administrator: Desk
) -> None:
    made = add(administrator, "zhaolei")
    assert made.status_code == 201 and made.json["account"]["role"] == "viewer"
    assert made.json["account"]["state"] == "new" and "<svg" in made.json["qr_svg"]
    token = made.json["link"].split("/enter#")[1]

    desk = Desk(app)
    entered = desk.post("/session/entry", {"token": token})
    assert entered.status_code == 200 and entered.json["purpose"] == "set_up"
    assert desk.get("/configuration").status_code == 423  # first the password
    assert desk.get("/account").json["password"]["policy"]["id"] == "mlps3"
    before = desk.token()
    assert desk.post("/account/password", {"new": "short"}).status_code == 422
    assert desk.post("/account/password", {"new": NEW_PASSWORD}).status_code == 200
    assert desk.token() != before and desk.get("/configuration").status_code == 200
    # The right to set one without the old one is used up, and so is the link.
    assert desk.post("/account/password", {"new": "Quiet-Harbour-9"}).status_code == 403
    assert Desk(app).post("/session/entry", {"token": token}).status_code == 403
    assert Desk(app).sign_in("zhaolei", NEW_PASSWORD).status_code == 200
    assert person(administrator, "zhaolei")["state"] == "active"


def test_an_administrator_gives_no_rights_and_the_security_administrator_does(
    conn: psycopg.Connection, administrator: Desk, security: Desk
) -> None:
    assert add(administrator, "qianwei", role="planner").status_code == 403
    account_id = add(administrator, "qianwei").json["account"]["account_id"]
    path = f"/accounts/{account_id}"
    refused = administrator.ask("PATCH", path, {"role": "planner"})
    assert refused.status_code == 403 and person(administrator, "qianwei")["role"] == "viewer"
    assert security.ask("PATCH", path, {"role": "planner"}).status_code == 200
    assert person(security, "qianwei")["role"] == "planner"
    for change in ({"unit_code": "330900"}, {"display_name": "x"}, {"email": "a@b.example"}):
        assert security.ask("PATCH", path, change).status_code == 403
    assert security.post("/accounts", {}).status_code == 403
    rows = conn.execute(
        "SELECT actor, detail FROM audit_entry WHERE action = 'change_account' ORDER BY audit_id"
    ).fetchall()
    assert rows[-1][0].startswith("security") and rows[-1][1] == {"role": "planner"}


def test_nobody_changes_the_own_role_unit_or_standing(administrator: Desk, security: Desk) -> None:
    for desk, login, change in (
        (security, "security-administrator-city", {"role": "planner"}),
        (security, "security-administrator-city", {"disabled": True}),
        (administrator, "administrator-city", {"unit_code": "330902"}),
        (administrator, "administrator-city", {"email": "other@duty.example"}),
    ):
        account_id = person(desk, login)["account_id"]
        answer = desk.ask("PATCH", f"/accounts/{account_id}", change)
        assert answer.status_code == 403 and answer.json["code"] == "E-ADM-002"
        assert desk.post(f"/accounts/{account_id}/link").status_code == 403


def test_the_last_security_administrator_cannot_be_removed(
    app: Flask, conn: psycopg.Connection, administrator: Desk, security: Desk
) -> None:
    account_id = person(administrator, "security-administrator-city")["account_id"]
    path = f"/accounts/{account_id}"
    refused = administrator.ask("PATCH", path, {"disabled": True})
    assert refused.status_code == 409 and refused.json["code"] == "E-ADM-009"
    make_person(conn, "second-security", role=Role.SECURITY_ADMINISTRATOR)
    other = Desk(app)
    other.sign_in("second-security")
    assert other.ask("PATCH", path, {"role": "planner"}).status_code == 200
    last = person(other, "second-security")["account_id"]
    assert administrator.ask("PATCH", f"/accounts/{last}", {"disabled": True}).status_code == 409


def test_an_officers_address_is_not_the_administrators_to_set(
    conn: psycopg.Connection, administrator: Desk, security: Desk
) -> None:
    """The address lets in through the office's provider: it is as good as a link."""
    auditor = make_person(conn, "auditor", role=Role.AUDITOR)
    body = {"email": "administrators-own@duty.example"}
    assert administrator.ask("PATCH", f"/accounts/{auditor}", body).status_code == 403
    assert security.ask("PATCH", f"/accounts/{auditor}", body).status_code == 200


def test_an_officers_link_is_not_the_administrators_to_make(
    conn: psycopg.Connection, administrator: Desk, security: Desk
) -> None:
    """Who makes a link can be that person: the administrator must not become an auditor."""
    auditor = make_person(conn, "auditor", role=Role.AUDITOR)
    planner = make_person(conn, "planner")
    assert administrator.post(f"/accounts/{auditor}/link").status_code == 403
    assert security.post(f"/accounts/{auditor}/link").status_code == 201
    assert security.post(f"/accounts/{planner}/link").status_code == 403
    assert administrator.post(f"/accounts/{planner}/link").status_code == 201


def test_a_changed_role_or_unit_and_a_disabled_account_end_its_sessions(
    app: Flask, conn: psycopg.Connection, administrator: Desk, security: Desk
) -> None:
    account_id = make_person(conn, "sunli", unit="330902")
    path = f"/accounts/{account_id}"
    for desk, change in (
        (security, {"role": "field"}),
        (administrator, {"unit_code": "330903"}),
        (administrator, {"disabled": True}),
    ):
        theirs = Desk(app)
        assert theirs.sign_in("sunli").status_code == 200
        assert desk.ask("PATCH", path, change).status_code == 200
        assert theirs.get("/session").status_code == 401
    assert Desk(app).sign_in("sunli").json["code"] == "E-ACC-134"
    assert administrator.ask("PATCH", path, {"disabled": False}).status_code == 200
    assert Desk(app).sign_in("sunli").status_code == 200


def test_an_officer_signs_somebody_out_and_lets_somebody_in_again(
    app: Flask, conn: psycopg.Connection, administrator: Desk
) -> None:
    account_id = make_person(conn, "wufang")
    theirs = Desk(app)
    theirs.sign_in("wufang")
    assert administrator.ask("DELETE", f"/accounts/{account_id}/sessions").json == {"ended": 1}
    assert theirs.get("/session").status_code == 401
    stranger = Desk(app, "192.0.2.9")
    for _ in range(5):
        stranger.sign_in("wufang", "Wrong-Harbour-1")
    assert stranger.sign_in("wufang").status_code == 429
    shown = person(administrator, "wufang")
    assert shown["state"] == "locked" and parse_utc(shown["locked_until"]) > real_now()
    assert administrator.post(f"/accounts/{account_id}/unlock").json["account"]["state"] == "active"
    assert stranger.sign_in("wufang").status_code == 200


def test_a_reset_link_asks_for_the_factor_unless_it_was_dropped(
    app: Flask, conn: psycopg.Connection, administrator: Desk
) -> None:
    account_id = make_person(conn, "zheng")
    conn.execute("UPDATE account SET totp_secret = 'x' WHERE account_id = %s", (account_id,))

    def reset(body: dict[str, Any], password: str) -> Desk:
        link = administrator.post(f"/accounts/{account_id}/link", body).json["link"]
        desk = Desk(app)
        desk.post("/session/entry", {"token": link.split("#")[1]})
        assert desk.post("/account/password", {"new": password}).status_code == 200
        return desk

    assert reset({}, "Quiet-Harbour-11").get("/session").status_code == 401
    assert Desk(app).sign_in("zheng", "Quiet-Harbour-11").status_code == 202
    assert reset({"reset_factors": True}, "Quiet-Harbour-12").get("/session").status_code == 200
    assert Desk(app).sign_in("zheng", "Quiet-Harbour-12").status_code == 200


def test_a_countys_administrator_reaches_the_own_county_only(
    app: Flask, conn: psycopg.Connection
) -> None:
    putuo = officer(app, conn, Role.ADMINISTRATOR, unit="330903")
    foreign = make_person(conn, "dinghai-planner", unit="330902")
    assert {each["unit"]["code"][:6] for each in putuo.get("/accounts").json["accounts"]} == {
        "330903"
    }
    assert {each["code"][:6] for each in putuo.get("/units").json["units"]} == {"330903"}
    for method, path, body in (
        ("PATCH", f"/accounts/{foreign}", {"disabled": True}),
        ("POST", f"/accounts/{foreign}/link", {}),
        ("DELETE", f"/accounts/{foreign}/sessions", {}),
        ("POST", f"/accounts/{foreign}/unlock", {}),
        ("PUT", "/units/330902/responsibility", {"responsibility": []}),
    ):
        assert putuo.ask(method, path, body).status_code == 404, path
    assert add(putuo, "smuggled", OTHER_TOWNSHIP).status_code == 404
    assert add(putuo, "city-wide", "330900").status_code == 404
    gateway = {"label": "x", "purpose": "beidou", "unit_code": "330902"}
    assert putuo.post("/devices", gateway).status_code == 404


def test_others_see_no_accounts(app: Flask, conn: psycopg.Connection) -> None:
    for role in (Role.PLANNER, Role.COMMANDER, Role.AUDITOR, Role.VIEWER):
        desk = officer(app, conn, role)
        assert desk.get("/accounts").status_code == 403
        assert desk.get("/devices").status_code == 403
        assert desk.ask("PUT", "/policy", {"password_policy": "asvs"}).status_code == 403


def test_a_tablet_enrols_by_its_code_once_and_revoking_ends_it(
    app: Flask, administrator: Desk
) -> None:
    body = {"label": "六横一号", "purpose": "tablet", "unit_code": TOWNSHIP}
    made = administrator.post("/devices", body).json
    assert made["token"] is None and "<svg" in made["qr_svg"]
    assert made["link"].startswith("http://localhost/enter#")
    token = made["link"].split("#")[1]
    tablet = Desk(app)
    entered = tablet.post("/session/entry", {"token": token})
    assert entered.json["opens"] == "/field" and entered.json["device"]["unit"]["code"] == TOWNSHIP
    assert tablet.get("/configuration").status_code == 200
    assert Desk(app).post("/session/entry", {"token": token}).status_code == 403
    assert tablet.get("/account").status_code == 403  # a device has no account to change
    path = f"/devices/{made['device']['device_id']}"
    again = administrator.post(f"{path}/link").json["link"].split("#")[1]
    assert administrator.ask("DELETE", path).json["device"]["revoked_at"]
    assert tablet.get("/session").status_code == 401
    assert Desk(app).post("/session/entry", {"token": again}).status_code == 403


def test_a_wall_link_opens_again_and_again_and_nothing_else(
    app: Flask, administrator: Desk
) -> None:
    body = {"label": "大屏", "purpose": "wall", "unit_code": "330900", "view": "/wall?layers=tide"}
    made = administrator.post("/devices", body).json
    token = made["link"].split("#")[1]
    walls = [Desk(app) for _ in range(2)]
    for wall in walls:
        entered = wall.post("/session/entry", {"token": token})
        assert entered.json["opens"] == "/wall?layers=tide"
        assert wall.get("/accounts").status_code == 403
        assert wall.post("/account/totp").status_code == 403
        assert wall.ask("PUT", "/policy", {}).status_code == 403
    administrator.ask("DELETE", f"/devices/{made['device']['device_id']}")
    assert [wall.get("/session").status_code for wall in walls] == [401, 401]
    assert Desk(app).post("/session/entry", {"token": token}).status_code == 403


@pytest.mark.parametrize("view", ["/", "/admin", "https://evil.example/wall", "/wall/../admin"])
def test_a_wall_link_leads_to_the_wall_only(administrator: Desk, view: str) -> None:
    body = {"label": "大屏", "purpose": "wall", "unit_code": "330900", "view": view}
    assert administrator.post("/devices", body).status_code == 422


def test_a_gateways_token_is_shown_once_and_kept_as_a_digest(
    conn: psycopg.Connection, administrator: Desk
) -> None:
    body = {"label": "网关", "purpose": "beidou", "unit_code": "330900"}
    made = administrator.post("/devices", body).json
    assert len(made["token"]) >= 43 and made["link"] is None
    assert made["token"] not in administrator.get("/devices").text
    row = conn.execute("SELECT token_sha256 FROM device WHERE label = '网关'").fetchone()
    assert row is not None and made["token"].encode() not in bytes(row[0])


def test_who_answers_is_masked_and_each_reveal_is_audited(
    app: Flask, conn: psycopg.Connection, administrator: Desk
) -> None:
    conn.execute("DELETE FROM post WHERE unit_code = %s", (TOWNSHIP,))
    path = f"/units/{TOWNSHIP}/responsibility"
    chain = [{"position": "responsible", "name": "王建国", "phone": "13805801234"},
             {"position": "duty", "name": "李红", "phone": "0580-6081234"}]  # fmt: skip
    assert administrator.ask("PUT", path, {"responsibility": chain}).status_code == 200
    only = [{"position": "duty", "name": "周明", "phone": "0580-6081235"}]
    shown = administrator.ask("PUT", path, {"responsibility": only}).json["responsibility"]
    assert [each["name"] for each in shown] == ["王**", "周**"]
    assert shown[0]["phone"] == "138****1234"
    assert "建国" not in administrator.get(path).text
    assert administrator.post(f"{path}/duty/reveal").status_code == 403

    planner = officer(app, conn, Role.PLANNER, unit="330903")
    answer = planner.post(f"{path}/responsible/reveal")
    assert answer.json == chain[0]
    (count,) = conn.execute(
        "SELECT count(*) FROM audit_entry WHERE action = 'reveal_personal' AND object = %s",
        (f"unit/{TOWNSHIP}/responsible",),
    ).fetchone() or (0,)
    assert count == 1
    assert planner.post(f"{path}/deputy/reveal").status_code == 404
    stranger = officer(app, conn, Role.PLANNER, unit="330902")
    assert stranger.get(path).status_code == 404
    assert stranger.post(f"{path}/responsible/reveal").status_code == 404


@pytest.mark.parametrize(
    "entry",
    [{}, {"position": "chief", "name": "王", "phone": "1380"}, {"position": "duty", "name": "王"},
     {"position": "duty", "name": "王" * 33, "phone": "13805801234"},
     {"position": "duty", "name": "王", "phone": "<b>1</b>"}],
)  # fmt: skip
def test_a_senseless_entry_is_refused(administrator: Desk, entry: dict[str, str]) -> None:
    path = f"/units/{TOWNSHIP}/responsibility"
    assert administrator.ask("PUT", path, {"responsibility": [entry]}).status_code == 422


def test_a_functional_zone_sees_its_townships(
    app: Flask, conn: psycopg.Connection, administrator: Desk
) -> None:
    zone = {"name": "普陀山—朱家尖功能区", "members": [TOWNSHIP]}
    assert administrator.ask("PUT", "/units/3309F1", zone).status_code == 200
    unit = next(
        each for each in administrator.get("/units").json["units"] if each["code"] == "3309F1"
    )
    assert unit["level"] == "functional_zone" and unit["members"] == [TOWNSHIP]
    planner = officer(app, conn, Role.PLANNER, unit="3309F1")
    assert planner.get(f"/units/{TOWNSHIP}/responsibility").status_code == 200
    assert planner.get(f"/units/{OTHER_TOWNSHIP}/responsibility").status_code == 404
    assert administrator.ask("PUT", "/units/330902", zone).status_code == 422


def test_the_policy_is_a_switch_of_the_security_administrators(
    app: Flask, conn: psycopg.Connection, administrator: Desk, security: Desk
) -> None:
    assert administrator.get("/policy").json["password_policy"] == "mlps3"
    changed = security.ask("PUT", "/policy", {"password_policy": "asvs", "lock_tries": 4})
    assert changed.json["policy"]["classes"] == 0 and changed.json["lock_tries"] == 4
    make_person(conn, "feng")
    desk = Desk(app)
    desk.sign_in("feng")
    change = {"old": "Quiet-Harbour-7", "new": "quietharbour"}
    assert desk.post("/account/password", change).status_code == 200
    security.ask("PUT", "/policy", {"password_policy": "mlps3", "lock_tries": 5})
    change = {"old": "quietharbour", "new": "quietharbours"}
    assert desk.post("/account/password", change).status_code == 422
    for senseless in ({}, {"password_policy": "none"}, {"idle_min": 0}, {"lock_tries": True}):
        assert security.ask("PUT", "/policy", senseless).status_code == 422


@pytest.mark.parametrize(
    "change",
    [{"role": "wall"}, {"role": "king"}, {"role": None}, {"disabled": "yes"}],
)
def test_a_senseless_change_is_refused(
    conn: psycopg.Connection, security: Desk, change: dict[str, Any]
) -> None:
    account_id = make_person(conn, "he")
    assert security.ask("PATCH", f"/accounts/{account_id}", change).status_code == 422
