"""Who a household is: sealed, masked, carried by the own tablet, revealed, forgotten."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask

from app.accounts.model import Role
from app.clock import real_now
from app.database import Connection
from app.people.households import forget_persons
from app.people.model import Persons
from app.people.seal import load_persons_seal
from app.services import SERVICES
from tests.clients import SignedInClient, client_of
from tests.integration.roll_call_desk import TOWNSHIP, door
from tests.integration.roll_call_desk import order as order
from tests.integration.roll_call_desk import other_tablet as other_tablet
from tests.integration.roll_call_desk import running as running
from tests.integration.roll_call_desk import signer as signer
from tests.integration.roll_call_desk import tablet as tablet
from tests.integration.roll_call_desk import zone as zone
from tests.roll_calls import (
    ask,
    end_order,
    lines_of,
    roll_call_of,
    send_report,
    send_reports,
    told,
)

pytestmark = pytest.mark.city


# --- persons ----------------------------------------------------------------------------------


def test_names_are_sealed_masked_carried_by_the_own_tablet_and_revealed_one_by_one(
    app: Flask, client: SignedInClient, tablet: SignedInClient, running: Any, conn: Connection
) -> None:
    line = door(client, running)
    seal = load_persons_seal(SERVICES.read(app.extensions).settings.data_dir)
    who = Persons("鄞望舒", ("13857200417",), "柳如烟", "0580-5559999")
    conn.execute(
        "UPDATE household SET persons_sealed = %s WHERE household_id = %s",
        (seal.close(who), line["household_id"]),
    )
    kept = conn.execute("SELECT h::text FROM household h WHERE household_id = %s",
                        (line["household_id"],)).fetchone()  # fmt: skip
    assert kept is not None and "鄞望舒" not in kept[0] and "13857200417" not in kept[0]
    again = next(each for each in lines_of(client, running, f"&unit={line['village_code']}")
                 if each["line_id"] == line["line_id"])  # fmt: skip
    assert again["persons"] == {"head": "鄞**", "phones": ["138****0417"], "helper": "柳**"}
    carried = ask(tablet, "GET", "/roll-calls/doors")
    mine = next(e for e in carried["lines"] if e["line"]["line_id"] == line["line_id"])
    assert mine["persons"]["head"] == "鄞望舒"
    assert ask(client, "GET", "/roll-calls/doors", status=403)["code"] == "E-ACC-001"
    path = f"/households/{line['household_id']}/reveal"
    assert ask(client, "POST", path, {})["phones"] == ["13857200417"]
    assert ask(tablet, "POST", path, {}, status=403)
    actions = conn.execute(
        "SELECT action FROM audit_entry WHERE object IN (%s, %s) ORDER BY audit_id",
        (f"household/{line['household_id']}", f"unit/{TOWNSHIP}"),
    ).fetchall()
    assert {row[0] for row in actions} >= {"carry_doors", "reveal_household"}


def test_a_tablet_of_a_county_or_the_city_carries_no_names_away(app: Flask) -> None:
    county = client_of(app, unit="330903", role=Role.FIELD)
    assert ask(county, "GET", "/roll-calls/doors", status=403)["code"] == "E-PPL-012"


def test_whoever_sees_figures_sees_the_own_alone(
    app: Flask, client: SignedInClient, running: Any, zone: Any
) -> None:
    wall = client_of(app, unit="330903", role=Role.WALL)
    stranger = client_of(app, unit="330921")
    assert roll_call_of(wall, zone["zone_id"])["tally"] == running["tally"]
    assert ask(stranger, "GET", "/roll-calls")["roll_calls"] == []
    path = f"/roll-calls/{running['roll_call_id']}"
    assert ask(stranger, "GET", path, status=404)["code"] == "E-PPL-005"
    (answer,) = send_reports(stranger, [told(door(client, running), "refused")])
    assert answer["refused"]["code"] == "E-PPL-002"
    township = client_of(app, unit=TOWNSHIP)
    seen = next(each for each in ask(township, "GET", "/roll-calls")["roll_calls"]
                if each["roll_call_id"] == running["roll_call_id"])  # fmt: skip
    assert seen["zone_id"] is None  # the zone reaches further than its own ground
    part = seen["tally"]
    assert 0 < part["due"] < running["tally"]["due"]
    refused = ask(township, "POST", f"{path}/close", {}, status=403)
    assert refused["code"] == "E-PPL-020"


def test_three_hundred_reporters_are_one_event_a_second_for_each_township(
    client: SignedInClient, tablet: SignedInClient, running: Any, conn: Connection
) -> None:
    def events() -> int:
        row = conn.execute(
            "SELECT count(*) FROM event WHERE kind = 'roll_call_changed' AND township_code = %s",
            (TOWNSHIP,),
        ).fetchone()
        return 0 if row is None else int(row[0])

    send_report(tablet, door(client, running), "notified")
    assert events() >= 1
    hour = "UPDATE roll_call_pulse SET announced_at = now() + %s * interval '1 hour'"
    conn.execute(hour, (1,))  # as if the last were told this moment
    before = events()
    for _ in range(3):
        send_report(tablet, door(client, running), "notified")
    assert events() == before
    conn.execute(hour, (-1,))
    send_report(tablet, door(client, running), "notified")
    assert events() == before + 1


def test_persons_whose_time_is_over_are_forgotten_and_figures_stay(
    app: Flask, client: SignedInClient, signer: SignedInClient, order: Any, zone: Any,
    running: Any, conn: Connection,
) -> None:  # fmt: skip
    line = door(client, running)
    send_report(client, line, "dispersed", place="定海 姐姐家", note="本人说的")
    home = ask(client, "GET", f"/households/{line['household_id']}")
    path = f"/households/{line['household_id']}/strike"
    ask(client, "POST", path, {"version": home["version"]})
    end_order(signer, order)
    tally = roll_call_of(client, zone["zone_id"])["tally"]
    seal = load_persons_seal(SERVICES.read(app.extensions).settings.data_dir)
    conn.execute("UPDATE household SET persons_sealed = %s WHERE household_id = %s",
                 (seal.close(Persons("王阿定")), line["household_id"]))  # fmt: skip

    def kept() -> tuple[Any, ...] | None:
        return conn.execute(
            "SELECT persons_sealed IS NOT NULL, place, note FROM household"
            " JOIN roll_call_line USING (household_id) JOIN roll_call_report USING (line_id)"
            " WHERE line_id = %s", (line["line_id"],)
        ).fetchone()  # fmt: skip

    forget_persons(conn, real_now())
    assert kept() == (True, "定海 姐姐家", "本人说的")
    forget_persons(conn, real_now() + timedelta(days=181))
    assert kept() == (False, "", "")
    assert roll_call_of(client, zone["zone_id"])["tally"] == tally


@pytest.mark.parametrize("change", [
    "UPDATE roll_call_report SET state = 'refused'", "DELETE FROM roll_call_report",
    "UPDATE roll_call_report SET note = 'x'", "TRUNCATE roll_call_report",
])  # fmt: skip
def test_a_report_stays_as_it_was_made_for_whoever_writes_sql(
    client: SignedInClient, running: Any, conn: Connection, change: str
) -> None:
    send_report(client, door(client, running), "notified")
    with pytest.raises(psycopg.errors.RestrictViolation):
        conn.execute(change.encode())


def test_nobody_is_named_where_no_right_says_so(
    app: Flask, client: SignedInClient, running: Any, zone: Any, conn: Connection,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Wall, lists, figures, exports, events, audit, errors and logs: not one of the names."""
    seal = load_persons_seal(SERVICES.read(app.extensions).settings.data_dir)
    line = door(client, running)
    told_of = Persons("鄞望舒", ("13857200417",), "柳如烟", "13957200418")
    conn.execute(
        "UPDATE household SET persons_sealed = %s WHERE household_id = %s",
        (seal.close(told_of), line["household_id"]),
    )
    send_report(client, line, "refused", note="鄞望舒不走")
    send_report(client_of(app, unit=TOWNSHIP, role=Role.FIELD), line, "collective")
    wall = client_of(app, unit="330903", role=Role.WALL)
    home, number = f"/households/{line['household_id']}", running["roll_call_id"]
    bodies = [
        client.get(f"/api/v1{path}").get_data(as_text=True)
        for path in ("/roll-calls", f"/roll-calls/{number}", home, "/events?after=0&limit=1000",
                     f"/households?unit={line['village_code']}&limit=500", "/briefing.html",
                     f"/roll-calls/{number}/lines?limit=500")
    ]  # fmt: skip
    bodies += [
        wall.get(f"/api/v1{path}").get_data(as_text=True)
        for path in ("/roll-calls", f"/roll-calls/{number}", "/events?after=0&limit=1000", home,
                     f"/roll-calls/{number}/lines", "/roll-calls/contradictions")
    ]  # fmt: skip
    for table in ("audit_entry", "event", "register_entry", "roll_call_line", "household"):
        rows = conn.execute(f"SELECT t::text FROM {table} t".encode()).fetchall()
        bodies += [str(row[0]) for row in rows]
    refused = {**told(line, "collective"), "line_id": 9_999_999}
    bodies.append(str(send_reports(client, [refused])))
    bodies.append("".join(capsys.readouterr()))
    named = ("鄞望舒", "望舒", "13857200417", "柳如烟", "如烟", "13957200418")
    assert [name for name in named if any(name in body for body in bodies)] == []
