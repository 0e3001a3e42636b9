"""An order from draft to the end: four eyes, refusals with reason, what cannot be changed again."""

import io
import zipfile
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree  # noqa: S405 our own file

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import errors

from app.accounts.model import Role
from app.database import Connection, connect
from app.documents.queries import list_chain
from app.documents.signature import broken_link
from tests.clients import client_of
from tests.factories_evacuation import (
    FAR,
    SMALL,
    START,
    WEST_OF_BIG,
    faster_forecast,
    fill_small_city,
    fill_storm,
)
from tests.integration.island_city import incident as incident
from tests.integration.island_city import save, send

KIND = "evacuation_order"
ROLES = ("city_app", "county_app", "township_app")


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as conn:
        conn.execute(
            "INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate)"
            " VALUES ('330900', 'city', '舟山市', 'x', 'x', true)"
        )
        fill_small_city(conn)
        fill_storm(conn)
    return dsn


@pytest.fixture(scope="module")
def signer(app: Flask) -> FlaskClient:
    return client_of(app, role=Role.COMMANDER, login="signer")


def draft(client: FlaskClient, zone: str, status: int = 201) -> Any:
    return send(client, "POST", "/documents", {"kind": KIND, "subject": zone}, status=status)


def take(client: FlaskClient, document: Any, step: str, status: int = 200, **body: Any) -> Any:
    path = f"/documents/{document['document_id']}/{step}"
    return send(client, "POST", path, body, status=status)


def signed(client: FlaskClient, signer: FlaskClient, polygon: Any = SMALL) -> Any:
    document = draft(client, save(client, polygon)["zone_id"])
    take(client, document, "submit")
    return take(signer, document, "sign")


def look(client: FlaskClient, document: Any) -> Any:
    return send(client, "GET", f"/documents/{document['document_id']}")


def set_clock(conn: Connection, hours: float) -> None:
    conn.execute(
        "UPDATE world SET anchor_incident_at = %s WHERE closed_at IS NULL AND exercise",
        (START + timedelta(hours=hours),),
    )


def refusals(conn: Connection, path: str) -> list[str]:
    rows = conn.execute(
        "SELECT detail->>'code' FROM audit_entry WHERE action = 'denied' AND object LIKE %s"
        " ORDER BY audit_id", (f"%{path}",)
    ).fetchall()  # fmt: skip
    return [str(row[0]) for row in rows]


def test_the_whole_ladder_with_number_words_and_what_each_may_do(
    client: FlaskClient, signer: FlaskClient, conn: Connection
) -> None:
    zone = save(client, SMALL)
    document = draft(client, zone["zone_id"])
    assert (document["state"], document["number"], document["proof"]) == ("draft", None, None)
    assert document["may"] == ["edit", "submit", "withdraw"]
    assert document["exercise"] is True
    edited = send(client, "PUT", f"/documents/{document['document_id']}",
                  {"remarks": "大巴 6 辆在码头候车。", "version": 1})  # fmt: skip
    assert edited["version"] == 2
    submitted = take(client, document, "submit", version=2)
    assert submitted["may"] == ["withdraw"]
    assert look(signer, document)["may"] == ["return", "sign", "withdraw"]
    order = take(signer, document, "sign")
    assert order["number"] == "（演练）舟防指〔2015〕转字第1号"
    assert order["proof"]["chain_number"] == 1
    issued = take(client, document, "issue")
    assert issued["state"] == "issued" and issued["may"] == []
    steps = [(each["step"], each["state"]) for each in issued["steps"]]
    assert steps == [("draft", "draft"), ("edit", "draft"), ("submit", "submitted"),
                     ("sign", "signed"), ("issue", "issued")]  # fmt: skip
    lifted = take(signer, document, "lift", reason="险情核查完毕")
    assert lifted["state"] == "lifted" and lifted["steps"][-1]["reason"] == "险情核查完毕"
    events = send(client, "GET", "/events?after=0&limit=1000")["events"]
    told = [each["payload"]["step"] for each in events if each["kind"] == "document_changed"]
    assert told[-6:] == ["draft", "edit", "submit", "sign", "issue", "lift"]
    audited = conn.execute(
        "SELECT action FROM audit_entry WHERE object = %s ORDER BY audit_id",
        (f"document/{document['document_id']}",),
    ).fetchall()
    assert [row[0] for row in audited] == [
        f"document_{each}" for each in ("draft", "edit", "submit", "sign", "issue", "lift")
    ]


def test_the_order_says_what_the_zones_stored_answer_says(
    client: FlaskClient, conn: Connection
) -> None:
    zone = save(client, SMALL)
    document = draft(client, zone["zone_id"])
    row = conn.execute(
        "SELECT content FROM document WHERE document_id = %s", (document["document_id"],)
    ).fetchone()
    kept = conn.execute(
        "SELECT answer_id, inputs_hash FROM evacuation_zone_answer WHERE zone_id = %s"
        " ORDER BY answer_id DESC LIMIT 1", (zone["zone_id"],)
    ).fetchone()  # fmt: skip
    assert row is not None and kept is not None
    content, answer = row[0], zone["answer"]
    assert (content["rests_on"]["answer_id"], content["rests_on"]["inputs_hash"]) == kept
    assert content["people"] == answer["exposure"]["land"]["people"] > 0
    assert sum(each["people"] for each in content["groups"]) == content["people"]
    told = {each["way"]: each["latest_start_at"] for each in content["ways"]}
    assert told == {each["way"]: each["latest_start_at"] for each in answer["timing"]["ways"]}
    assert [each["name"] for each in content["destinations"]] == [
        each["name"] for each in answer["assignment"]["shelters"]
    ]
    assert ["跨海大桥"] in [each["via"] for each in content["destinations"]]
    written = str(document["paper"])
    assert "转移区" in written and content["rests_on"]["inputs_hash"][:16] in written


def test_who_drafted_or_edited_cannot_sign_and_it_is_audited(
    app: Flask, client: FlaskClient, signer: FlaskClient, conn: Connection
) -> None:
    document = draft(signer, save(client, SMALL)["zone_id"])
    take(signer, document, "submit")
    path = f"/documents/{document['document_id']}/sign"
    assert take(signer, document, "sign", status=403)["code"] == "E-DOC-011"
    assert refusals(conn, path) == ["E-DOC-011"]
    other = client_of(app, role=Role.COMMANDER, login="second-signer")
    take(other, document, "return", reason="补车辆")
    send(other, "PUT", f"/documents/{document['document_id']}", {"remarks": "大巴"})
    take(other, document, "submit")
    assert take(other, document, "sign", status=403)["code"] == "E-DOC-011"
    assert take(client, document, "sign", status=403)["code"] == "E-ACC-001"
    third = client_of(app, role=Role.COMMANDER, login="third-signer")
    assert take(third, document, "sign")["state"] == "signed"


def test_nothing_is_signed_or_issued_twice_and_no_step_is_skipped(
    client: FlaskClient, signer: FlaskClient, conn: Connection
) -> None:
    document = draft(client, save(client, SMALL)["zone_id"])
    assert take(client, document, "issue", status=409)["code"] == "E-DOC-013"
    assert take(signer, document, "sign", status=409)["code"] == "E-DOC-013"
    take(client, document, "submit")
    take(signer, document, "sign")
    assert take(signer, document, "sign", status=409)["code"] == "E-DOC-013"
    take(client, document, "issue")
    told = take(client, document, "issue", status=409)
    assert (told["code"], told["state"]) == ("E-DOC-013", "issued")
    assert refusals(conn, f"/documents/{document['document_id']}/issue")[-1] == "E-DOC-013"
    edit = send(client, "PUT", f"/documents/{document['document_id']}", {"remarks": "改"}, 409)
    assert edit["code"] == "E-DOC-013"


def test_a_reason_is_asked_where_something_is_taken_back(
    client: FlaskClient, signer: FlaskClient
) -> None:
    document = signed(client, signer)
    assert take(client, document, "withdraw", status=422)["code"] == "E-DOC-006"
    assert take(client, document, "withdraw", reason="画错区")["state"] == "withdrawn"
    in_force = signed(client, signer, WEST_OF_BIG)
    take(client, in_force, "issue")
    told = take(client, in_force, "withdraw", status=403, reason="画错区")
    assert told["code"] == "E-ACC-001"  # people already follow it: only a signer takes it back
    assert take(signer, in_force, "withdraw", reason="画错区")["state"] == "withdrawn"


def test_a_second_draft_waits_for_the_first_and_the_next_order_replaces_the_one_in_force(
    client: FlaskClient, signer: FlaskClient
) -> None:
    zone = save(client, SMALL)["zone_id"]
    first = draft(client, zone)
    again = draft(client, zone, status=409)
    assert (again["code"], again["document_id"]) == ("E-DOC-003", first["document_id"])
    for who, step in ((client, "submit"), (signer, "sign"), (client, "issue")):
        number = take(who, first, step)["number"]
    second = draft(client, zone)
    assert number in str(second["paper"]["opening"])
    for who, step in ((client, "submit"), (signer, "sign"), (client, "issue")):
        take(who, second, step)
    assert look(client, first)["state"] == "superseded"
    assert look(client, second)["state"] == "issued"
    listed = send(client, "GET", f"/documents?kind={KIND}&subject={zone}")["documents"]
    assert [each["state"] for each in listed] == ["issued", "superseded"]
    assert send(client, "DELETE", f"/zones/{zone}", status=409)["code"] == "E-EVA-023"
    take(signer, second, "lift", reason="风过了")
    send(client, "DELETE", f"/zones/{zone}")


def refused(told: Any) -> list[str]:
    assert told["code"] == "E-DOC-015"
    return told["findings"]


def test_a_deleted_or_changed_zone_is_not_ordered(
    client: FlaskClient, signer: FlaskClient, conn: Connection
) -> None:
    document = signed(client, signer)
    zone = document["subject"]
    send(client, "PUT", f"/zones/{zone}", {"name": "改名", "version": 1})
    assert refused(take(client, document, "issue", status=409)) == ["zone_changed"]
    assert refusals(conn, f"/{document['document_id']}/issue") == ["E-DOC-015"]
    send(client, "DELETE", f"/zones/{zone}")
    assert refused(take(client, document, "issue", status=409)) == ["zone_gone"]
    assert [each["refuses"] for each in look(client, document)["findings"]] == [True]
    take(client, document, "withdraw", reason="区已删")
    assert draft(client, zone, status=409)["code"] == "E-DOC-021"
    assert draft(client, "7", status=404)["code"] == "E-DOC-020"


def test_after_the_ferry_stopped_nobody_is_ordered_onto_it(
    client: FlaskClient, signer: FlaskClient, conn: Connection
) -> None:
    document = signed(client, signer, FAR)
    boats = [each for each in document["paper"]["tables"][2]["rows"] if each[0]["zh"] == "乘船"]
    assert len(boats) == 1
    set_clock(conn, 40)
    told = refused(take(client, document, "issue", status=409))
    assert {"all_over", "ferry_stopped"} <= set(told)
    assert "轮渡已停" in look(client, document)["findings"][-1]["text"]["zh"] or "all_over" in told


def test_a_newer_bulletin_warns_and_one_that_leaves_less_time_refuses(
    client: FlaskClient, signer: FlaskClient, conn: Connection
) -> None:
    document = signed(client, signer, WEST_OF_BIG)
    assert look(client, document)["findings"] == []
    set_clock(conn, 1.1)
    later = START + timedelta(hours=1)
    with faster_forecast(conn, later, ahead=1.0):
        told = refused(take(client, document, "issue", status=409))
        assert "less_time" in told
    with faster_forecast(conn, later, ahead=-0.5):
        (warning,) = look(client, document)["findings"]
        assert (warning["code"], warning["refuses"]) == ("newer_bulletin", False)
        issued = take(client, document, "issue")
        assert issued["steps"][-1]["warnings"] == ["newer_bulletin"]


def test_a_draft_is_frozen_anew_on_demand(client: FlaskClient, signer: FlaskClient) -> None:
    zone = save(client, SMALL)["zone_id"]
    document = draft(client, zone)
    send(client, "PUT", f"/zones/{zone}", {"name": "新名", "version": 1})
    assert [each["code"] for each in look(client, document)["findings"]] == ["zone_changed"]
    path = f"/documents/{document['document_id']}"
    fresh = send(client, "PUT", path, {"refresh": True, "version": 1})
    assert "新名" in fresh["about"]["zh"] and fresh["findings"] == []
    assert send(client, "PUT", path, {"remarks": "晚了", "version": 1}, 409)["code"] == "E-DOC-005"


def test_signed_documents_are_a_chain(
    client: FlaskClient, signer: FlaskClient, conn: Connection, incident: int
) -> None:
    for polygon in (SMALL, WEST_OF_BIG):
        signed(client, signer, polygon)
    row = conn.execute("SELECT world_id FROM incident WHERE incident_id = %s", (incident,))
    (world,) = row.fetchone() or (0,)
    chain = list_chain(conn, world)
    assert [each.chain_number for each in chain] == [1, 2]
    assert chain[1].previous_hash == chain[0].hash and chain[0].previous_hash == "0" * 64
    assert broken_link(chain) is None
    assert broken_link(chain[1:]) is chain[1]


@pytest.mark.parametrize("role", [*ROLES, "none"])
def test_sql_neither_edits_nor_deletes_what_is_signed(
    client: FlaskClient, signer: FlaskClient, conn: Connection, role: str
) -> None:
    """As each application role, and as the owner who connects."""
    number = signed(client, signer)["document_id"]
    statements = (
        "UPDATE document_signature SET text = '{}' WHERE document_id = %(d)s",
        "DELETE FROM document_signature WHERE document_id = %(d)s",
        "TRUNCATE document_signature",
        "UPDATE document_step SET name = 'x' WHERE document_id = %(d)s",
        "DELETE FROM document_step WHERE document_id = %(d)s",
        "DELETE FROM document WHERE document_id = %(d)s",
        "TRUNCATE document CASCADE",
        "UPDATE document SET content = '{}' WHERE document_id = %(d)s",
        "UPDATE document SET authors = '{x}' WHERE document_id = %(d)s",
        "UPDATE document SET subject = 'x' WHERE document_id = %(d)s",
        "UPDATE document SET state = 'draft' WHERE document_id = %(d)s",
    )
    for statement in statements:
        with (
            pytest.raises((errors.InsufficientPrivilege, errors.RestrictViolation)),
            conn.transaction(),
        ):
            conn.execute("SELECT set_config('role', %s, true)", (role,))
            conn.execute("SELECT set_config('haitang.clearance', '2', true)")
            changed = conn.execute(statement.encode(), {"d": number}).rowcount
            # A role that does not see the row changes nothing, and that is no refusal.
            if changed == 0 and role in ("county_app", "township_app"):
                raise errors.InsufficientPrivilege("not its row")


def test_sql_signs_nothing_for_its_author_and_skips_no_step(
    client: FlaskClient, conn: Connection
) -> None:
    document = draft(client, save(client, SMALL)["zone_id"])
    number = document["document_id"]
    author = conn.execute(
        "SELECT authors[1] FROM document WHERE document_id = %s", (number,)
    ).fetchone()
    insert = (
        "INSERT INTO document_signature SELECT document_id, 0, 1, kind, issuer_unit, 2015, 1, 'x',"
        " %(who)s, '{}', repeat('0', 64), repeat('0', 64), '', '' FROM document"
        " WHERE document_id = %(d)s"
    )
    move = "UPDATE document SET state = 'signed' WHERE document_id = %(d)s"
    for sql in (insert, move):
        with pytest.raises(errors.RestrictViolation):
            conn.execute(sql.encode(), {"who": "somebody", "d": number})  # still a draft
    take(client, document, "submit")
    assert author is not None
    for sql in (insert, move):
        with pytest.raises(errors.RestrictViolation):
            conn.execute(sql.encode(), {"who": author[0], "d": number})


def test_a_docx_opens_and_says_the_same_in_the_bureaus_form(
    client: FlaskClient, signer: FlaskClient
) -> None:
    document = signed(client, signer)
    answer = client.get(f"/api/v1/documents/{document['document_id']}/document.docx?lang=zh")
    assert answer.status_code == 200
    text = opened(answer.data)
    for said in ("演练", "舟山市人员转移令", document["number"], document["proof"]["hash"],
                 "演练用，不作真令。", "签发 signer"):  # fmt: skip
        assert said in text, said
    for line in document["paper"]["opening"]:
        assert line["zh"] in text
    unsigned = draft(client, save(client, WEST_OF_BIG)["zone_id"])
    path = f"/api/v1/documents/{unsigned['document_id']}/document.docx?lang=en"
    assert "Not signed: not to be carried out" in opened(client.get(path).data)


def opened(data: bytes) -> str:
    """The paragraphs of a DOCX, found the way a reader finds them: by its relationships."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        types = ElementTree.fromstring(file.read("[Content_Types].xml"))  # noqa: S314
        parts = {each.get("PartName") for each in types} - {None}
        links = ElementTree.fromstring(file.read("_rels/.rels"))  # noqa: S314
        (target,) = [each.get("Target") for each in links]
        assert f"/{target}" in parts
        whole = ElementTree.fromstring(file.read(str(target)))  # noqa: S314
    body = whole.find(f"{word}body")
    assert body is not None and body[-1].tag == f"{word}sectPr"
    assert {each.tag for each in body} == {f"{word}p", f"{word}tbl", f"{word}sectPr"}
    for row in body.iter(f"{word}tc"):
        assert row[-1].tag == f"{word}p"  # a cell without a paragraph is refused by Word
    return "\n".join("".join(p.itertext()) for p in body.iter(f"{word}p"))


def test_what_is_not_there_or_not_signed_is_told(client: FlaskClient) -> None:
    assert send(client, "GET", "/documents/999999", status=404)["code"] == "E-DOC-002"
    body = {"kind": "letter", "subject": "x"}
    assert send(client, "POST", "/documents", body, status=404)["code"] == "E-DOC-001"
    document = draft(client, save(client, SMALL)["zone_id"])
    path = f"/documents/{document['document_id']}"
    assert send(client, "GET", f"{path}/signed.json", status=409)["code"] == "E-DOC-008"
    assert send(client, "PUT", path, {"remarks": 7}, status=422)["code"] == "E-DOC-009"
    assert send(client, "PUT", path, {"remarks": "x" * 2001}, status=422)["code"] == "E-DOC-007"
    assert send(client, "POST", f"{path}/submit", {"version": "1"}, 422)["code"] == "E-DOC-009"
