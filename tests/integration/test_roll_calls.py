"""From an issued order to the last household: the list, reports, contradictions, the end."""

from typing import Any

import pytest

from app.database import Connection
from tests.clients import SignedInClient
from tests.integration.rights_city import rectangle
from tests.integration.roll_call_desk import DUE, OTHER_GROUND, all_lines, door, nodes
from tests.integration.roll_call_desk import order as order
from tests.integration.roll_call_desk import other_tablet as other_tablet
from tests.integration.roll_call_desk import running as running
from tests.integration.roll_call_desk import signer as signer
from tests.integration.roll_call_desk import tablet as tablet
from tests.integration.roll_call_desk import zone as zone
from tests.roll_calls import (
    ask,
    draw_zone,
    end_order,
    issue_order,
    roll_call_of,
    send_report,
    send_reports,
    told,
)

pytestmark = pytest.mark.city


# --- the list ---------------------------------------------------------------------------------


def test_the_list_is_as_long_as_the_signed_order(
    client: SignedInClient, zone: Any, order: Any, running: Any
) -> None:
    land = zone["answer"]["exposure"]["land"]
    assert running["tally"]["due"] == land["people"] > 0
    assert running["document_id"] == order["document_id"]
    assert running["number"] == zone["number"]
    lines = all_lines(client, running)
    assert sum(line["people"] for line in lines) == land["people"]
    assert sum(line["mobility_limited"] for line in lines) == land["mobility_limited"]
    listed = [line for line in lines if line["household_id"]]
    assert running["tally"]["households"] == len(listed) > 100
    unlisted = sum(line["people"] for line in lines if not line["household_id"])
    assert running["tally"]["not_in_register"] == unlisted
    villages = {each["code"]: each["people"] for each in zone["answer"]["exposure"]["villages"]}
    totals = ask(client, "GET", f"/roll-calls/{running['roll_call_id']}")
    counted = {node["code"]: node["tally"]["due"] for node in nodes(totals["units"])
               if node["level"] == "village"}  # fmt: skip
    assert counted == villages


def test_only_groups_that_are_due_are_on_it(
    client: SignedInClient, running: Any, conn: Connection
) -> None:
    rows = conn.execute(
        "SELECT DISTINCT unnest(groups) FROM roll_call_line JOIN household USING (household_id)"
        " WHERE roll_call_id = %s", (running["roll_call_id"],)
    ).fetchall()  # fmt: skip
    assert sorted(rows) == [("dangerous_house",), ("geohazard",)]


def test_the_registers_people_are_those_that_the_city_counts(conn: Connection) -> None:
    rows = conn.execute(
        """
        SELECT g.site_id, g.group_code FROM population_group g
        LEFT JOIN (SELECT site_id, groups[1] AS group_code, sum(people) AS people
                   FROM household GROUP BY 1, 2) h USING (site_id, group_code)
        WHERE g.group_code IN ('geohazard', 'outside_dyke', 'dangerous_house')
          AND h.people IS DISTINCT FROM g.people
        """
    ).fetchall()
    assert rows == []


def test_a_zone_that_shares_ground_lists_nobody_twice(
    client: SignedInClient, signer: SignedInClient, running: Any, conn: Connection
) -> None:
    beside = draw_zone(client, rectangle(122.15, 29.92, 122.30, 29.99), due_groups=DUE)
    document = issue_order(client, signer, beside["zone_id"])
    second = roll_call_of(client, beside["zone_id"])
    assert second["tally"]["due"] == beside["answer"]["exposure"]["land"]["people"]
    twice = conn.execute(
        "SELECT household_id FROM roll_call_line JOIN roll_call USING (roll_call_id)"
        " WHERE ended_at IS NULL AND household_id IS NOT NULL"
        " GROUP BY household_id HAVING count(*) > 1"
    ).fetchall()
    assert twice == []
    listed = ask(client, "GET", "/roll-calls")
    due = running["tally"]["due"] + second["tally"]["due"]
    assert listed["total"]["due"] == sum(each["tally"]["due"] for each in listed["counties"]) == due
    end_order(signer, document)
    client.delete(f"/api/v1/zones/{beside['zone_id']}")


def test_an_order_that_replaces_another_goes_on_with_the_list(
    client: SignedInClient, signer: SignedInClient, tablet: SignedInClient, zone: Any, running: Any
) -> None:
    line = door(client, running)
    send_report(tablet, line, "collective", shelter_code="S")
    again = issue_order(client, signer, zone["zone_id"])
    goes_on = roll_call_of(client, zone["zone_id"])
    assert goes_on["roll_call_id"] == running["roll_call_id"]
    assert goes_on["document_id"] == again["document_id"]
    assert goes_on["ended_at"] is None
    assert goes_on["tally"]["moved"] == line["people"]
    assert goes_on["tally"]["due"] == running["tally"]["due"]
    end_order(signer, again)


@pytest.mark.parametrize(("step", "why"), [("lift", "lifted"), ("withdraw", "withdrawn")])
def test_it_ends_with_its_order_and_keeps_what_was_reported(
    client: SignedInClient, signer: SignedInClient, tablet: SignedInClient, zone: Any, order: Any,
    running: Any, step: str, why: str,
) -> None:  # fmt: skip
    send_report(tablet, door(client, running), "refused")
    before = roll_call_of(client, zone["zone_id"])["tally"]
    end_order(signer, order, step)
    ended = roll_call_of(client, zone["zone_id"])
    assert (ended["ended_why"], ended["tally"]) == (why, before)
    assert ask(client, "GET", "/roll-calls")["total"]["due"] == 0


# --- reports ----------------------------------------------------------------------------------


def test_a_report_is_counted_once_however_often_it_comes(
    client: SignedInClient, tablet: SignedInClient, zone: Any, running: Any
) -> None:
    line = door(client, running)
    made = told(line, "collective", shelter_code="S", sequence=1)
    first, second = send_reports(tablet, [made])[0], send_reports(tablet, [made])[0]
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert first["standing"] == second["standing"]
    assert roll_call_of(client, zone["zone_id"])["tally"]["moved"] == line["people"]
    other = send_reports(tablet, [{**made, "state": "refused"}])[0]
    assert other["refused"]["code"] == "E-PPL-003"


def test_each_report_of_a_batch_is_answered_by_itself(
    client: SignedInClient, tablet: SignedInClient, running: Any
) -> None:
    good, strange = told(door(client, running), "notified"), {"line_id": 9_999_999_999}
    misread = told({"line_id": 1}, "flown away")
    answers = send_reports(tablet, [told(strange, "refused"), misread, good])
    assert [each["refused"] and each["refused"]["code"] for each in answers] == [
        "E-PPL-002", "E-PPL-004", None,
    ]  # fmt: skip
    assert answers[2]["standing"]["state"] == "notified"


def test_the_reporters_own_count_decides_in_whatever_order_reports_come(
    client: SignedInClient, tablet: SignedInClient, running: Any
) -> None:
    line = door(client, running)
    late = told(line, "dispersed", place="定海 姐姐家", sequence=12)
    early = told(line, "refused", sequence=11)
    send_reports(tablet, [late])
    (answer,) = send_reports(tablet, [early])
    assert (answer["standing"]["state"], answer["standing"]["placed"]) == ("dispersed", True)


def test_more_people_than_listed_are_counted_and_not_cut(
    client: SignedInClient, tablet: SignedInClient, zone: Any, running: Any
) -> None:
    line = door(client, running)
    before = roll_call_of(client, zone["zone_id"])["tally"]["moved"]
    send_report(tablet, line, "collective", people=line["people"] + 4, shelter_code="S")
    after = roll_call_of(client, zone["zone_id"])["tally"]
    assert after["moved"] - before == line["people"] + 4
    assert after["due"] == running["tally"]["due"]


def test_people_in_no_register_are_reported_by_their_village(
    client: SignedInClient, zone: Any, signer: SignedInClient
) -> None:
    ground = draw_zone(client, OTHER_GROUND, "surge", due_groups=["visitor", "outside_dyke"])
    document = issue_order(client, signer, ground["zone_id"])
    begun = roll_call_of(client, ground["zone_id"])
    assert begun["tally"]["not_in_register"] > 0
    others = [each for each in all_lines(client, begun) if not each["household_id"]]
    for line in others:
        assert line["persons"] == {"head": "", "phones": [], "helper": ""}
        send_report(client, line, "collective", place="县体育馆")
    done = roll_call_of(client, ground["zone_id"])["tally"]
    assert done["moved"] == done["not_in_register"] == begun["tally"]["not_in_register"]
    end_order(signer, document)
    client.delete(f"/api/v1/zones/{ground['zone_id']}")


# --- contradictions ---------------------------------------------------------------------------


def test_two_tablets_one_household_both_are_kept_and_a_person_decides(
    client: SignedInClient, tablet: SignedInClient, other_tablet: SignedInClient,
    signer: SignedInClient, zone: Any, running: Any, conn: Connection,
) -> None:  # fmt: skip
    line = door(client, running)
    send_report(tablet, line, "collective", shelter_code="S")
    stands = send_report(other_tablet, line, "refused")
    assert stands["contradicted"] and len(stands["heads"]) == 2
    assert roll_call_of(client, zone["zone_id"])["tally"]["contradicted"] == 1
    waiting = ask(client, "GET", "/roll-calls/contradictions")["contradictions"]
    mine = next(each for each in waiting if each["line"]["line_id"] == line["line_id"])
    assert {each["state"] for each in mine["reports"] if each["head"]} == {"collective", "refused"}
    again = send_report(tablet, line, "collective", seen=stands["heads"])  # saw it, settles nothing
    assert again["contradicted"]
    stands = again
    body = {**told(line, "refused", people=0), "heads": stands["heads"], "reason": "电话问过本人"}
    path = f"/roll-calls/lines/{line['line_id']}/settle"
    assert ask(tablet, "POST", path, body, status=403)["code"] == "E-ACC-001"
    stale = {**body, "heads": stands["heads"][:1]}
    assert ask(client, "POST", path, stale, status=409)["code"] == "E-PPL-011"
    settled = ask(client, "POST", path, body)
    assert (settled["state"], settled["contradicted"]) == ("refused", False)
    assert roll_call_of(client, zone["zone_id"])["tally"]["contradicted"] == 0
    by = conn.execute(
        "SELECT actor FROM audit_entry WHERE action = 'settle_household' AND object = %s",
        (f"roll_call_line/{line['line_id']}",),
    ).fetchall()
    assert by == [("planner-330900",)]


def test_who_saw_the_other_report_replaces_it(
    client: SignedInClient, tablet: SignedInClient, other_tablet: SignedInClient, running: Any
) -> None:
    line = door(client, running)
    seen = send_report(tablet, line, "unreachable")["heads"][0]
    stands = send_report(other_tablet, line, "dispersed", place="岳母家", seen=[seen])
    assert (stands["contradicted"], stands["state"]) == (False, "dispersed")


# --- the end ----------------------------------------------------------------------------------


def test_it_closes_only_when_every_mobility_limited_person_has_a_place(
    client: SignedInClient, zone: Any, running: Any
) -> None:
    path = f"/roll-calls/{running['roll_call_id']}/close"
    lacking = running["tally"]["without_place"]
    assert lacking == running["tally"]["mobility_limited"] > 0
    refused = ask(client, "POST", path, {}, status=409)
    assert refused["code"] == "E-PPL-021" and str(lacking) in refused["title"] + str(refused)
    for line in all_lines(client, running):
        if line["mobility_limited"]:
            send_report(client, line, "collective", shelter_code="S")
    closed = ask(client, "POST", path, {})["roll_call"]
    assert (closed["ended_why"], closed["tally"]["without_place"]) == ("closed", 0)
