"""Response levels: a person activates, the table only recommends."""

import pytest
from flask.testing import FlaskClient
from psycopg.errors import CheckViolation

from app.accounts.model import Role
from app.database import connect
from tests.clients import client_of
from tests.integration.test_typhoon_path import fill

SEATS = {"330902": (122.10, 30.02), "330903": (122.30, 29.95)}


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    fill(dsn)
    with connect(dsn) as conn:
        for code, place in SEATS.items():
            conn.execute(
                """
                INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate, seat)
                VALUES (%s, 'county', %s, '', '', false, ST_SetSRID(ST_MakePoint(%s, %s), 4326))
                """,
                (code, code, *place),
            )
    return dsn


def recommended(client: FlaskClient, at: str) -> dict:
    response = client.get(f"/api/v1/responses?at={at}")
    assert response.status_code == 200, response.text
    return response.get_json()["recommended"]


def test_recommended_level_rises_as_chanhom_comes(client: FlaskClient) -> None:
    times = ("06T00", "08T00", "09T00", "10T00")
    levels = [recommended(client, f"2015-07-{time}:00:00Z")["level"] for time in times]
    assert levels == [None, 4, 3, 1]


def test_each_recommendation_names_the_rule_that_fired_with_its_figures(
    client: FlaskClient,
) -> None:
    told = recommended(client, "2015-07-10T00:00:00Z")
    (rule,) = told["rules"]
    assert rule["id"] == "R1-STY"
    assert "门槛 24 小时" in rule["text"]["zh"]
    figures = {reason["measure"]: reason for reason in rule["reasons"]}
    assert 0 < figures["force_10_in_h"]["value"] < 24
    assert figures["class_affecting"]["value"] == "STY"
    assert [each["id"] for each in told["also_fired"]][:2] == ["R2-T10", "R2-TY"]
    assert told["default_table"] is True
    assert told["label"]["en"] == "default, not the local plan"


def test_a_10_min_wind_is_brought_to_2_min_and_both_classes_are_told(client: FlaskClient) -> None:
    told = recommended(client, "2015-07-11T00:00:00Z")["figures"]["classes"]["now"]
    assert (told["published_class"], told["class"]) == ("TY", "STY")
    assert (told["agency"], told["averaging_min"], told["factor"]) == ("JMA", 10, 1.02)
    assert "按原值为台风" in told["text"]["zh"]


def test_the_national_centre_s_class_counts_where_it_has_one(client: FlaskClient) -> None:
    told = recommended(client, "2015-07-11T01:00:00Z")["figures"]["classes"]["now"]
    assert (told["agency"], told["class"], told["factor"]) == ("CMA", "SuperTY", None)


def test_rules_without_data_are_named_with_what_lacks(client: FlaskClient) -> None:
    told = recommended(client, "2015-07-10T00:00:00Z")
    lacking = {each["id"]: [m["measure"] for m in each["missing"]] for each in told["not_judged"]}
    assert lacking["R1-COMP"] == ["surge_warning", "spring_tide", "rain_warning"]
    assert lacking["RS-FISH"] == ["fishing_ground_force"]
    assert lacking["R2-T12"] == ["force_12_in_h"]
    assert "landfall_in_h" in lacking["R1-LAND"]
    assert len(told["not_considered"]) == len(lacking)


def test_a_recommendation_puts_nothing_in_force(client: FlaskClient) -> None:
    body = client.get("/api/v1/responses?at=2015-07-10T00:00:00Z").get_json()
    assert body["recommended"]["level"] == 1
    assert body["active"] == []
    alone = client.get("/api/v1/responses/recommendation?at=2015-07-10T00:00:00Z").get_json()
    assert alone["recommended"] == body["recommended"]


def drafted(client: FlaskClient, **more: object) -> int:
    body = {"track": "typhoon", "level": 4, "basis_text": "会商：48 小时内受影响", **more}
    response = client.post("/api/v1/responses", json=body)
    assert response.status_code == 201, response.text
    return int(response.get_json()["draft_id"])


@pytest.fixture(scope="module")
def commander(client: FlaskClient) -> FlaskClient:
    return client_of(client.application, role=Role.COMMANDER)


def test_a_draft_is_in_force_only_once_another_signs_it(
    client: FlaskClient, commander: FlaskClient
) -> None:
    number = drafted(client)
    told = client.get("/api/v1/responses").get_json()
    assert told["active"] == []
    assert [draft["draft_id"] for draft in told["drafts"]] == [number]
    path = f"/api/v1/responses/drafts/{number}/sign"
    assert client.post(path, json={}).status_code == 403  # a planner signs nothing
    assert commander.post(path, json={}).status_code == 200
    told = client.get("/api/v1/responses").get_json()
    assert ([each["level"] for each in told["active"]], told["drafts"]) == ([4], [])
    again = commander.post(path, json={})
    assert (again.status_code, again.get_json()["code"]) == (409, "E-RSP-011")


def test_who_drafts_does_not_sign(commander: FlaskClient, empty_database: str) -> None:
    number = drafted(commander, level=2)
    answer = commander.post(f"/api/v1/responses/drafts/{number}/sign", json={})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "E-RSP-012")
    with connect(empty_database) as conn, pytest.raises(CheckViolation):
        conn.execute("UPDATE response_draft SET signed_by = drafted_by, signed_at = now()")
    second = client_of(commander.application, role=Role.COMMANDER, login="second-commander")
    assert second.delete(f"/api/v1/responses/drafts/{number}").status_code == 200
    late = second.post(f"/api/v1/responses/drafts/{number}/sign", json={})
    assert late.get_json()["code"] == "E-RSP-011"


def test_another_units_draft_does_not_exist(client: FlaskClient) -> None:
    number = drafted(client_of(client.application, unit="330902"))
    elsewhere = client_of(client.application, unit="330903", role=Role.COMMANDER)
    answer = elsewhere.post(f"/api/v1/responses/drafts/{number}/sign", json={})
    assert answer.status_code == 404


def test_raising_a_level_ends_the_lower_one_and_keeps_it(
    client: FlaskClient, commander: FlaskClient
) -> None:
    for level in (4, 3):
        number = drafted(client, level=level)
        signed = commander.post(f"/api/v1/responses/drafts/{number}/sign", json={})
        assert signed.status_code == 200, signed.text
    body = client.get("/api/v1/responses").get_json()
    assert [each["level"] for each in body["active"]] == [3]
    assert {each["level"] for each in body["history"]} == {4}
    (shown,) = client.get("/api/v1/incident").get_json()["response"]
    assert (shown["track"], shown["level"], shown["issuer_unit"]) == ("typhoon", 3, "330900")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"track": "typhoon", "level": 5, "basis_text": "x"}, "E-RSP-001"),
        ({"track": "typhoon", "level": None, "basis_text": "x"}, "E-RSP-001"),
        ({"track": "sea_typhoon", "level": 4, "basis_text": "x"}, "E-RSP-001"),
        ({"track": "typhoon", "level": 4, "basis_text": " "}, "E-RSP-002"),
        ({"track": "typhoon", "level": True, "basis_text": "x"}, "E-RSP-004"),
        ({"track": "moon", "level": 4, "basis_text": "x"}, "E-RSP-005"),
    ],
)
def test_a_response_that_cannot_be_is_refused(client: FlaskClient, body: dict, code: str) -> None:
    response = client.post("/api/v1/responses", json=body)
    assert response.status_code == 422
    assert response.get_json()["code"] == code


def test_ending_what_is_not_in_force_is_a_conflict(
    client: FlaskClient, commander: FlaskClient
) -> None:
    draft = client.post("/api/v1/responses/end", json={"track": "flood", "basis_text": "已过境"})
    number = draft.get_json()["draft_id"]
    response = commander.post(f"/api/v1/responses/drafts/{number}/sign", json={})
    assert response.status_code == 409
    assert response.get_json()["code"] == "E-RSP-003"


def test_seats_tell_both_forces_and_who_is_first(client: FlaskClient) -> None:
    told = client.get("/api/v1/typhoons/201509/seats?at=2015-07-10T00:00:00Z").get_json()
    assert [seat["code"] for seat in told["seats"]] == list(SEATS)
    assert told["earliest"]["7"] == "330903"
    arrivals = told["seats"][1]["arrivals"]
    assert arrivals["7"]["earliest_at"] < arrivals["10"]["earliest_at"]
    assert {wind["agency"] for wind in told["seats"][0]["by_agency"]["7"]} == {"JMA", "IBTrACS"}


@pytest.fixture
def zone(empty_database: str, client: FlaskClient) -> str:
    """A functional zone of two townships, its code no number."""
    with connect(empty_database) as conn:
        for code, kind in (
            ("330902001", "township"), ("330903001", "township"), ("330903002", "township"),
            ("HTXQ", "functional_zone"),
        ):  # fmt: skip
            conn.execute(
                """
                INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate)
                VALUES (%s, %s, %s, '', '', false) ON CONFLICT DO NOTHING
                """,
                (code, kind, f"{code}区"),
            )
        for township in ("330902001", "330903001"):
            conn.execute(
                "INSERT INTO functional_zone_member VALUES ('HTXQ', %s) ON CONFLICT DO NOTHING",
                (township,),
            )
    return "HTXQ"


def drafts_of(client: FlaskClient) -> list[int]:
    return [each["draft_id"] for each in client.get("/api/v1/responses").get_json()["drafts"]]


def test_a_functional_zone_drafts_and_signs_its_own(client: FlaskClient, zone: str) -> None:
    app = client.application
    number = drafted(client_of(app, unit=zone, login="zone-planner"))
    for elsewhere in ("330902", "330903", "330902001", "330903001", "330903002"):
        assert number not in drafts_of(client_of(app, unit=elsewhere)), elsewhere
    signer = client_of(app, unit=zone, role=Role.COMMANDER, login="zone-commander")
    (told,) = signer.get("/api/v1/responses").get_json()["drafts"]
    assert (told["draft_id"], told["unit_name"], told["may_sign"]) == (number, "HTXQ区", True)
    assert signer.post(f"/api/v1/responses/drafts/{number}/sign", json={}).status_code == 200
    active = client.get("/api/v1/responses").get_json()["active"]
    assert [each["level"] for each in active if each["issuer_unit"] == zone] == [4]


def test_a_member_s_draft_is_seen_by_its_zone_but_not_signed_by_it(
    client: FlaskClient, zone: str
) -> None:
    app = client.application
    number = drafted(client_of(app, unit="330903001"))
    signer = client_of(app, unit=zone, role=Role.COMMANDER, login="zone-commander")
    (told,) = [
        each for each in signer.get("/api/v1/responses").get_json()["drafts"]
        if each["draft_id"] == number
    ]  # fmt: skip
    assert (told["may_sign"], told["may_withdraw"]) == (False, False)
    assert signer.post(f"/api/v1/responses/drafts/{number}/sign", json={}).status_code == 404


def test_the_city_drafts_for_a_county_and_either_signs(
    client: FlaskClient, commander: FlaskClient
) -> None:
    number = drafted(client, unit_code="330902", level=3)
    own = client_of(client.application, unit="330902", role=Role.COMMANDER)
    other = client_of(client.application, unit="330903", role=Role.COMMANDER)
    assert number in drafts_of(own)
    assert number not in drafts_of(other)
    assert own.post(f"/api/v1/responses/drafts/{number}/sign", json={}).status_code == 200
    body = {"track": "typhoon", "basis_text": "已过境", "unit_code": "330902"}
    end = client.post("/api/v1/responses/end", json=body)
    assert end.status_code == 201, end.text
    path = f"/api/v1/responses/drafts/{end.get_json()['draft_id']}/sign"
    told = commander.post(path, json={})
    assert told.status_code == 200, told.text
    assert [
        a["issuer_unit"] for a in told.get_json()["active"] if a["issuer_unit"] == "330902"
    ] == []


@pytest.mark.parametrize(
    ("unit", "named", "code"),
    [("330902", "330903", "E-RSP-013"), ("330902", "330900", "E-RSP-013"),
     ("330900", "330999", "E-RSP-014"), ("330900", 7, "E-RSP-014")],
)  # fmt: skip
def test_a_unit_that_is_not_one_s_own_is_refused(
    client: FlaskClient, unit: str, named: object, code: str
) -> None:
    body = {"track": "typhoon", "level": 4, "basis_text": "x", "unit_code": named}
    answer = client_of(client.application, unit=unit).post("/api/v1/responses", json=body)
    assert answer.get_json()["code"] == code


def test_a_draft_is_told_to_those_who_see_it_and_to_nobody_else(
    client: FlaskClient, empty_database: str
) -> None:
    own = client_of(client.application, unit="330902")
    number = drafted(own)
    own.delete(f"/api/v1/responses/drafts/{number}")

    def heard(unit: str) -> list[str]:
        found = client_of(client.application, unit=unit).get("/api/v1/events?after=0&limit=1000")
        return [
            event["payload"]["what"] for event in found.get_json()["events"]
            if event["kind"] == "response_drafted" and event["payload"]["draft_id"] == number
        ]  # fmt: skip

    assert heard("330902") == heard("330900") == ["drafted", "withdrawn"]
    assert heard("330903") == []


def test_a_draft_tells_who_wrote_it_and_what_the_reader_may_do(
    client: FlaskClient, commander: FlaskClient
) -> None:
    number = drafted(client, level=2)

    def told(of: FlaskClient) -> dict:
        drafts = of.get("/api/v1/responses").get_json()["drafts"]
        return next(each for each in drafts if each["draft_id"] == number)

    mine, theirs = told(client), told(commander)
    assert (mine["drafter"], mine["own"], mine["may_sign"]) == ("planner-330900", True, False)
    assert (theirs["own"], theirs["may_sign"], theirs["may_withdraw"]) == (False, True, True)
    viewer = client_of(client.application, role=Role.VIEWER)
    assert (told(viewer)["may_sign"], told(viewer)["may_withdraw"]) == (False, False)
    wall = client_of(client.application, role=Role.WALL)
    assert wall.get("/api/v1/responses").get_json()["drafts"] == []
    client.delete(f"/api/v1/responses/drafts/{number}")
