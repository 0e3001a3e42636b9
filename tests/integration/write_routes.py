"""Every route that changes something, with a request whose object is somebody's.

`roles` and `places` say in the test's own words who may: they are not read off the list of rights.
What belongs to a unit belongs to county A here, so that county B, the zone and the township are
strangers to it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from app.accounts.model import Role
from app.clock import format_utc, real_now
from app.demo.queries import replace_device
from tests.clients import session_of
from tests.desk import make_person
from tests.integration.rights_city import DINGHAI
from tests.integration.write_documents import document_step, edited_document, new_document
from tests.integration.write_evacuation import (
    closure,
    closures_file,
    lift,
    merged_proposal,
    new_plan,
    new_zone,
    polygon_at,
    proposal,
    whatif,
    zone_request,
)
from tests.integration.write_people import (
    changed_household,
    closed_list,
    household_report,
    new_household,
    revealed_household,
    settled_line,
    struck_household,
)
from tests.integration.write_request import Ground, Request
from tests.integration.write_tasks import passed_on_task, task_step
from tests.integration.write_values import changed_value, rule_table, value_change

ZONE = "HTXQ"
CITY, COUNTY_A, COUNTY_B, ZONE_PLACE, TOWNSHIP = "city", "county A", "county B", "zone", "township"
EVERYWHERE = frozenset({CITY, COUNTY_A, COUNTY_B, ZONE_PLACE, TOWNSHIP})
THE_CITYS, COUNTY_AS = frozenset({CITY}), frozenset({CITY, COUNTY_A})
R = Role
DESK = frozenset({R.PLANNER, R.COMMANDER})
PLANNER, ADMINISTRATOR = frozenset({R.PLANNER}), frozenset({R.ADMINISTRATOR})
SECURITY, COMMANDER = frozenset({R.SECURITY_ADMINISTRATOR}), frozenset({R.COMMANDER})
CONFIGURE = PLANNER | ADMINISTRATOR
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Write:
    """A route, who may, and the request; `stores`: whether a success leaves a row.

    `one_by_one`: it answers each part of a batch by itself, a stranger's as refused.
    """

    endpoint: str
    roles: frozenset[Role]
    places: frozenset[str]
    prepare: Callable[[Ground], Request]
    stores: bool = True
    name: str = ""
    own: bool = field(default=False)  # each makes something of its own: nobody is a stranger
    one_by_one: bool = False

    def __str__(self) -> str:
        return self.name or self.endpoint


def _fresh(word: str) -> str:
    return f"{word}-{next(_numbers)}"


def _person(ground: Ground, role: Role = R.VIEWER) -> int:
    return make_person(ground.conn, _fresh("p"), unit=DINGHAI, role=role)


def _account(method: str, path: str, body: Any) -> Callable[[Ground], Request]:
    return lambda g: Request(method, f"/api/v1/accounts/{_person(g)}{path}", body)


def _signed_in_person(ground: Ground) -> Request:
    login = _fresh("in")
    number = make_person(ground.conn, login, unit=DINGHAI, role=R.VIEWER)
    session_of(ground.conn, unit=DINGHAI, role=R.VIEWER, login=login)
    return Request("DELETE", f"/api/v1/accounts/{number}/sessions")


def _locked_out_person(ground: Ground) -> Request:
    login = _fresh("out")
    number = make_person(ground.conn, login, unit=DINGHAI, role=R.VIEWER)
    ground.conn.execute(
        "INSERT INTO sign_in_attempt (attempted_at, login, address, result)"
        " VALUES (now(), %s, '10.9.9.9', 'failed')", (login,)
    )  # fmt: skip
    return Request("POST", f"/api/v1/accounts/{number}/unlock", {})


def _signer_change(method: str, path: str) -> Callable[[Ground], Request]:
    def prepare(ground: Ground) -> Request:
        number = make_person(ground.conn, _fresh("signer"), unit=DINGHAI, role=R.COMMANDER)
        row = ground.conn.execute(
            "INSERT INTO signer_change (account_id, change, asked_by, asked_at, due_at, lapses_at)"
            " VALUES (%s, 'link', 'somebody', now(), now(), now() + interval '2 d')"
            " RETURNING change_id", (number,)
        ).fetchone()  # fmt: skip
        assert row is not None
        body = {} if method == "POST" else None
        return Request(method, f"/api/v1/accounts/signer-changes/{row[0]}{path}", body)

    return prepare


def _new_account(_: Ground) -> Request:
    body = {"login": _fresh("new"), "display_name": "新人", "unit_code": DINGHAI}
    return Request("POST", "/api/v1/accounts", body)


def _device(ground: Ground, purpose: str) -> int:
    return replace_device(ground.conn, label=_fresh("d"), purpose=purpose, unit_code=DINGHAI,
                          digest=None, view=None)  # fmt: skip


def _new_device(_: Ground) -> Request:
    body = {"label": _fresh("屏"), "purpose": "wall", "unit_code": DINGHAI}
    return Request("POST", "/api/v1/devices", body)


def _functional_zone(_: Ground) -> Request:
    body = {"name": _fresh("区"), "members": ["330903001", "330903003"]}
    return Request("PUT", f"/api/v1/units/{ZONE}", body)


def _responsible(_: Ground) -> Request:
    entry = {"position": "duty", "name": "李值", "phone": f"0580 {next(_numbers):07d}"}
    return Request("PUT", f"/api/v1/units/{DINGHAI}/responsibility", {"responsibility": [entry]})


def _reveal(ground: Ground) -> Request:
    ground.conn.execute(
        "INSERT INTO post (code, unit_code, role, name, pinyin, initials, deputy, deputy_phone)"
        " VALUES (%s || '-responsible', %s, 'responsible', '责任人', 'z', 'z', '王副',"
        " '13800000000') ON CONFLICT (code) DO UPDATE"
        " SET deputy = excluded.deputy, deputy_phone = excluded.deputy_phone", (DINGHAI, DINGHAI)
    )  # fmt: skip
    return Request("POST", f"/api/v1/units/{DINGHAI}/responsibility/deputy/reveal", {})


def _policy(_: Ground) -> Request:
    return Request("PUT", "/api/v1/policy", {"idle_min": 20 + next(_numbers) % 100})


def _feed(_: Ground) -> Request:
    body = {"id": _fresh("tide"), "title": "潮位", "brings": "series", "expected_s": 600,
            "address": "http://gauge.lan:81/tide.json"}  # fmt: skip
    return Request("POST", "/api/v1/feeds", body)


def _known_feed(ground: Ground) -> Request:
    made = _feed(ground)
    assert made.send(ground.city).status_code == 201
    return Request("DELETE", f"/api/v1/feeds/{made.body['id']}")


def _clock(_: Ground) -> Request:
    return Request("PATCH", "/api/v1/incident/clock", {"rate": 2 + next(_numbers) % 50})


def _shelters(ground: Ground) -> Request:
    """Another name for a shelter of county A."""
    row = ground.conn.execute(
        "SELECT code, rated_capacity, ST_X(geom), ST_Y(geom) FROM shelter"
        " WHERE county_code = %s ORDER BY code LIMIT 1", (DINGHAI,)
    ).fetchone()  # fmt: skip
    assert row is not None
    code, beds, lon, lat = row
    head = "编号,名称,级别,类型,地址,建筑面积（平方米）,核定容量,经度,纬度"
    text = f"{head}\n{code},{_fresh('改名')},乡镇级,学校,路,2000,{beds},{lon:.6f},{lat:.6f}\n"
    form = {"file": (text.encode(), "a.csv"), "crs": "EPSG:4490", "dry_run": "0"}
    return Request("POST", "/api/v1/layers/shelters/import", form=form)


def _new_row(_: Ground) -> Request:
    values = {"code": _fresh("W"), "name": "试验网格员", "role": "grid", "unit_code": DINGHAI}
    return Request("POST", "/api/v1/registers/posts/rows", {"values": values})


def _known_row(ground: Ground) -> Request:
    made = _new_row(ground)
    assert made.send(ground.county).status_code == 201
    path = f"/api/v1/registers/posts/rows/{made.body['values']['code']}"
    version = ground.county.get(path).get_json()["version"]
    return Request("PUT", path, {"version": version, "values": {"holder": "李四"}})


def _revealed_row(ground: Ground) -> Request:
    return Request("POST", f"{_known_row(ground).path}/reveal", {})


def _response(path: str, **more: Any) -> Callable[[Ground], Request]:
    body = {"track": "flood", "basis_text": "会商", "unit_code": DINGHAI} | more
    return lambda _: Request("POST", f"/api/v1/responses{path}", body)


def _draft(method: str, path: str) -> Callable[[Ground], Request]:
    def prepare(ground: Ground) -> Request:
        answer = _response("", level=4)(ground).send(ground.county)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        number = answer.get_json()["draft_id"]
        return Request(method, f"/api/v1/responses/drafts/{number}{path}", {})

    return prepare


def _voyages(_: Ground) -> Request:
    way = [{"at": "2015-07-10T00:00:00Z", "lon": 122.3, "lat": 29.95}]
    body = {"force": 7, "voyages": [way]}
    return Request("POST", "/api/v1/typhoons/201509/voyages?at=2015-07-10T00:00:00Z", body)


def _storm_file(_: Ground) -> Request:
    year = 30 + next(_numbers) % 60  # a storm that nobody has heard of
    rows = [
        f"66666 {year}01  002 0009 {year}01 0 6             PROBE                 20150819",
        f"{year}070106 002 2 150 1300  990     000",
        f"{year}070112 002 2 151 1301  985     000",
    ]
    raw = "\n".join([*rows, ""]).encode()
    return Request("POST", "/api/v1/typhoons/import", form={"file": (raw, "a.txt")})


def _fix(_: Ground) -> Request:
    minute = next(_numbers) % 60
    body = {
        "agency": "舟山台", "averaging_min": 2, "fix_at": f"2015-07-11T17:{minute:02d}:00+08:00",
        "lon": 122.45, "lat": 30.05, "pressure_hpa": 955, "wind_ms": 45,
    }  # fmt: skip
    return Request("POST", "/api/v1/typhoons/201509/fixes", body)


def _series(_: Ground) -> Request:
    head = "station,name,lon,lat,kind,nature,at,value,unit,datum,issued_at\n"
    row = f"DH01,,,,surge,predicted,2016-01-01T00:00Z,{next(_numbers) / 100},m,,\n"
    return Request(
        "POST", "/api/v1/series/import", form={"file": ((head + row).encode(), "增水.csv")}
    )


def _report(_: Ground) -> Request:
    made = {
        "report_id": str(UUID(f"0190b5a0-0000-7000-8000-{next(_numbers):012d}")), "kind": "other",
        "text": "堤上过水", "made_at": format_utc(real_now()),
    }  # fmt: skip
    return Request("POST", "/api/v1/field-reports", made)


def _incident(_: Ground) -> Request:
    body = {"kind": "other", "name": _fresh("寒潮"), "exercise": False}
    return Request("POST", "/api/v1/incidents", body)


def _close_all(ground: Ground) -> None:
    ground.conn.execute("UPDATE incident SET closed_at = now() WHERE closed_at IS NULL")


def _no_incident(ground: Ground) -> Request:
    _close_all(ground)
    return _incident(ground)


def _open_incident(method: str, path: str, body: Any) -> Callable[[Ground], Request]:
    def prepare(ground: Ground) -> Request:
        _close_all(ground)
        answer = _incident(ground).send(ground.city)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return Request(method, f"/api/v1/incidents/{answer.get_json()['incident_id']}{path}", body)

    return prepare


WRITES = (
    Write("people.post_account", ADMINISTRATOR, COUNTY_AS, _new_account),
    Write("people.patch_account", ADMINISTRATOR, COUNTY_AS,
          _account("PATCH", "", {"display_name": "改名"}), name="patch_account name"),
    Write("people.patch_account", SECURITY, COUNTY_AS,
          _account("PATCH", "", {"role": "planner"}), name="patch_account role"),
    Write("people.post_link", ADMINISTRATOR, COUNTY_AS, _account("POST", "/link", {})),
    Write("people.delete_sessions", ADMINISTRATOR | SECURITY, COUNTY_AS, _signed_in_person),
    Write("people.post_unlock", ADMINISTRATOR | SECURITY, COUNTY_AS, _locked_out_person),
    Write("people.post_approval", ADMINISTRATOR | SECURITY, COUNTY_AS,
          _signer_change("POST", "/approval")),
    Write("people.delete_signer_change", ADMINISTRATOR | SECURITY, COUNTY_AS,
          _signer_change("DELETE", "")),
    Write("units.put_zone", ADMINISTRATOR, THE_CITYS, _functional_zone),
    Write("units.put_responsibility", ADMINISTRATOR, COUNTY_AS, _responsible),
    Write("units.post_reveal", DESK, COUNTY_AS, _reveal, stores=False),
    Write("devices.post_device", ADMINISTRATOR, COUNTY_AS, _new_device),
    Write("devices.post_link", ADMINISTRATOR, COUNTY_AS,
          lambda g: Request("POST", f"/api/v1/devices/{_device(g, 'tablet')}/link", {})),
    Write("devices.delete_device", ADMINISTRATOR, COUNTY_AS,
          lambda g: Request("DELETE", f"/api/v1/devices/{_device(g, 'beidou')}")),
    Write("policy.put_policy", SECURITY, THE_CITYS, _policy),
    Write("feeds.post_feed", CONFIGURE, THE_CITYS, _feed),
    Write("feeds.delete_feed", CONFIGURE, THE_CITYS, _known_feed),
    Write("incidents.patch_clock", DESK, THE_CITYS, _clock),
    Write("layer_files.post_import", PLANNER, COUNTY_AS, _shelters),
    Write("registers.post_row", CONFIGURE, COUNTY_AS, _new_row),
    Write("registers.put_row", CONFIGURE, COUNTY_AS, _known_row),
    Write("registers.post_reveal", DESK, COUNTY_AS, _revealed_row, stores=False),
    Write("response.put_rules", CONFIGURE, THE_CITYS, rule_table("/api/v1/response-rules")),
    Write("due.put_rules", CONFIGURE, THE_CITYS, rule_table("/api/v1/due-rules")),
    Write("task_actions.put_rules", CONFIGURE, THE_CITYS, rule_table("/api/v1/task-actions")),
    Write("configuration.put_value", CONFIGURE, THE_CITYS, changed_value),
    Write("configuration.post_approval", COMMANDER, THE_CITYS, value_change("POST", "/approval")),
    Write("configuration.delete_change", CONFIGURE | COMMANDER, THE_CITYS,
          value_change("DELETE", "")),
    Write("response.post_response", DESK, COUNTY_AS, _response("", level=4)),
    Write("response.post_end", DESK, COUNTY_AS, _response("/end")),
    Write("response.sign_draft", COMMANDER, COUNTY_AS, _draft("POST", "/sign")),
    Write("response.delete_draft", DESK, COUNTY_AS, _draft("DELETE", "")),
    Write("wind.post_voyages", DESK | ADMINISTRATOR | {R.FIELD}, EVERYWHERE, _voyages,
          stores=False, own=True),
    Write("typhoon_archive.post_import", PLANNER, THE_CITYS, _storm_file),
    Write("typhoon_archive.post_fix", PLANNER, THE_CITYS, _fix),
    Write("warnings.put_rules", CONFIGURE, THE_CITYS, rule_table("/api/v1/warning-signals/rules")),
    Write("series.post_import", PLANNER, THE_CITYS, _series),
    Write("closures.post_closure", DESK, COUNTY_AS, closure),
    Write("closures.post_import", DESK, COUNTY_AS, closures_file),
    Write("closures.post_lift", DESK, COUNTY_AS, lift),
    Write("evacuation.post_zone", PLANNER, EVERYWHERE, new_zone, own=True),
    Write("evacuation.put_zone", PLANNER, COUNTY_AS,
          zone_request("PUT", "", {"name": "改名", "version": 1})),
    Write("evacuation.delete_zone", PLANNER, COUNTY_AS, zone_request("DELETE", "", None)),
    Write("evacuation.undo_zone", PLANNER, COUNTY_AS, zone_request("POST", "/undo", {})),
    Write("evacuation.post_answer", PLANNER, EVERYWHERE, polygon_at("/api/v1/zones/answer"),
          stores=False, own=True),
    Write("proposal.post_proposal", PLANNER, EVERYWHERE, proposal, stores=False, own=True),
    Write("proposal.post_merged", PLANNER, EVERYWHERE - {COUNTY_A}, merged_proposal, stores=False),
    Write("plans.post_plan", PLANNER, EVERYWHERE, new_plan, own=True),
    Write("plans.post_whatif", PLANNER, EVERYWHERE, whatif, stores=False, own=True),
    Write("evacuation.preview", PLANNER, EVERYWHERE, polygon_at("/api/v1/zones/preview"),
          stores=False, own=True),
    Write("documents.post_document", DESK, COUNTY_AS, new_document),
    Write("documents.put_document", DESK, COUNTY_AS, edited_document),
    Write("documents.post_submit", DESK, COUNTY_AS, document_step("submit")),
    Write("documents.post_return", COMMANDER, COUNTY_AS, document_step("return", "submit")),
    Write("documents.post_sign", COMMANDER, COUNTY_AS, document_step("sign", "submit")),
    Write("documents.post_issue", DESK, COUNTY_AS, document_step("issue", "submit", "sign")),
    Write("documents.post_withdraw", DESK, COUNTY_AS, document_step("withdraw")),
    Write("documents.post_withdraw", COMMANDER, COUNTY_AS,
          document_step("withdraw", "submit", "sign", "issue"), name="withdraw in force"),
    Write("documents.post_lift", COMMANDER, COUNTY_AS,
          document_step("lift", "submit", "sign", "issue")),
    Write("tasks.post_acknowledge", DESK, COUNTY_AS, task_step("acknowledge")),
    Write("tasks.post_done", DESK, COUNTY_AS, task_step("done", "acknowledge")),
    Write("tasks.post_cannot", DESK, COUNTY_AS, task_step("cannot", "acknowledge")),
    Write("tasks.post_call", DESK, COUNTY_AS, task_step("call")),
    Write("tasks.post_reassign", DESK, COUNTY_AS, passed_on_task),
    Write("tasks.post_close", DESK, COUNTY_AS, task_step("close")),
    Write("field_reports.post_report", DESK | {R.FIELD}, EVERYWHERE, _report, own=True),
    Write("roll_calls.post_reports", DESK | {R.FIELD}, COUNTY_AS, household_report,
          one_by_one=True),
    Write("roll_calls.post_settle", DESK, COUNTY_AS, settled_line),
    Write("roll_calls.post_close", DESK, COUNTY_AS, closed_list),
    Write("households.post_household", CONFIGURE, COUNTY_AS, new_household),
    Write("households.put_household", CONFIGURE, COUNTY_AS, changed_household),
    Write("households.post_strike", CONFIGURE, COUNTY_AS, struck_household),
    Write("households.post_reveal", DESK, COUNTY_AS, revealed_household, stores=False),
    Write("incidents.post_incident", DESK, THE_CITYS, _no_incident),
    Write("incidents.post_close", DESK, THE_CITYS, _open_incident("POST", "/close", {})),
    Write("incidents.put_label", DESK, THE_CITYS,
          _open_incident("PUT", "/label", {"label": "public"})),
)  # fmt: skip

# What a session does to itself, or nobody needs a session for: there is no stranger to it.
OF_ONESELF = {
    "session.post_entry", "session.post_activity", "session.delete_session", "signin.post_session",
    "signin.post_totp", "signin.post_passkey_options", "signin.post_passkey", "signin.post_lock",
    "signin.post_unlock", "signin.post_unlock_options", "own_account.post_password",
    "own_account.post_proof",
    "own_account.post_totp", "own_account.put_totp", "own_account.delete_totp",
    "own_account.post_passkey_options", "own_account.post_passkey",
    "own_account.delete_passkey", "own_account.delete_session",
}  # fmt: skip
