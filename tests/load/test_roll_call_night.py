"""A night of 5,000 households and 300 reporters: totals are the lists', every contradiction found.

Two reports in a hundred come again, two contradict what somebody else told of the same door
without having seen it. Nothing here promises a time.
"""

import random
from typing import Any

import pytest
from flask import Flask

from app.accounts.model import Role
from app.database import Connection
from app.incidents.queries import current_incident
from app.people.queries import count_groups, list_reports
from app.people.roll_up import roll_up
from app.people.standing import standing_of
from app.people.tally import sum_tallies
from tests.clients import SignedInClient, client_of
from tests.roll_calls import send_reports, told

pytestmark = [pytest.mark.load, pytest.mark.city]

HOUSEHOLDS, REPORTERS, BATCH = 5000, 300, 40
OUTCOMES = ("collective", "dispersed", "refused", "unreachable", "not_present")


@pytest.fixture(scope="module")
def lines(client: SignedInClient, conn: Connection) -> list[Any]:
    """A list of the city's first five thousand households."""
    incident = current_incident(conn).incident_id
    rows = conn.execute(
        """
        WITH paper AS (
            INSERT INTO document (incident_id, kind, subject, issuer_unit, content, authors)
            VALUES (%(incident)s, 'evacuation_order', 'night', '330900', '{}', '{nobody}')
            RETURNING document_id
        ), list AS (
            INSERT INTO roll_call (incident_id, subject, number, name, document_id, started_at)
            SELECT %(incident)s, 'night', 1, '全市', document_id, now() FROM paper
            RETURNING roll_call_id
        )
        INSERT INTO roll_call_line (roll_call_id, incident_id, household_id, village_code, grid,
                                    people, mobility_limited)
        SELECT roll_call_id, %(incident)s, household_id, village_code, grid, people,
               mobility_limited
        FROM list, (SELECT * FROM household ORDER BY household_id LIMIT %(most)s) h
        RETURNING line_id, roll_call_id, people, village_code
        """,
        {"incident": incident, "most": HOUSEHOLDS},
    ).fetchall()
    names = ("line_id", "roll_call_id", "people", "village_code")
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_totals_are_the_lists_and_every_contradiction_is_found(
    app: Flask, lines: list[Any], conn: Connection
) -> None:
    chance = random.Random(38)
    reporters = _reporters(app, lines)
    sent: dict[str, list[Any]] = {name: [] for name in reporters}
    disputed: set[int] = set()
    by_township: dict[str, list[str]] = {}
    for name in reporters:
        by_township.setdefault(name.split("-")[0], []).append(name)
    for line in lines:
        colleagues = by_township[line["village_code"][:9]]
        who = chance.choice(colleagues)
        first = told(line, chance.choice(OUTCOMES[:2]), people=line["people"], place="小学")
        sent[who].append(first)
        if chance.random() < 0.02 and len(colleagues) > 1:
            other = chance.choice([each for each in colleagues if each != who])
            sent[other].append(told(line, "refused"))
            disputed.add(line["line_id"])
    number = lines[0]["roll_call_id"]
    for turn, (name, reports) in enumerate(sent.items()):
        for sequence, each in enumerate(reports, 1):
            each["sequence"] = sequence
        again = [each for each in reports if chance.random() < 0.02]
        queue = [*reports, *again]
        chance.shuffle(queue)
        for start in range(0, len(queue), BATCH):
            answers = send_reports(reporters[name], queue[start : start + BATCH])
            assert all(each["refused"] is None for each in answers)
        if turn % 60 == 0:
            _check_sums(conn, number)
    _check_sums(conn, number)
    row = conn.execute(
        "SELECT array_agg(line_id) FROM roll_call_line WHERE contradicted AND roll_call_id = %s",
        (number,),
    ).fetchone()
    assert row is not None and set(row[0] or ()) == disputed
    assert len(disputed) > 50
    kept = conn.execute("SELECT count(*) FROM roll_call_report").fetchone()
    assert kept == (sum(len(reports) for reports in sent.values()),)


def _reporters(app: Flask, lines: list[Any]) -> dict[str, SignedInClient]:
    """Three hundred, as many in each township as it has doors, two at least."""
    doors: dict[str, int] = {}
    for line in lines:
        township = line["village_code"][:9]
        doors[township] = doors.get(township, 0) + 1
    made: dict[str, SignedInClient] = {}
    for township, count in sorted(doors.items()):
        for index in range(max(2, round(REPORTERS * count / len(lines)))):
            name = f"{township}-{index}"
            made[name] = client_of(app, unit=township, role=Role.FIELD, login=name)
    return made


def _check_sums(conn: Connection, number: int) -> None:
    """What the database adds up is what each line's reports come to, added up one by one."""
    groups = count_groups(conn, [number])[number]
    tree = roll_up(groups, {}, current_incident(conn).clock.now())
    assert tree.tally == sum_tallies(groups)
    rows = conn.execute(
        "SELECT line_id, people, state, counted, contradicted FROM roll_call_line"
        " WHERE roll_call_id = %s", (number,)
    ).fetchall()  # fmt: skip
    by_line: dict[int, list[Any]] = {row[0]: [] for row in rows}
    for report in list_reports(conn, list(by_line)):
        by_line[report.line_id].append(report)
    moved = due = contradicted = 0
    for line_id, people, state, counted, disputed in rows:
        stands = standing_of(by_line[line_id])
        assert (stands.state, stands.counted, stands.contradicted) == (state, counted, disputed)
        due += people
        moved += 0 if disputed else counted
        contradicted += disputed
    tally = tree.tally
    assert (tally.due, tally.moved, tally.contradicted) == (due, moved, contradicted)
