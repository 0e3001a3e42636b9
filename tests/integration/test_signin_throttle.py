"""Guessing is held back by name, by browser and by source, and locks nobody's own desk out."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask

from app.clock import real_now
from app.services import SERVICES
from tests.desk import PASSWORD, Desk, make_person
from tests.integration.signin_app import audited
from tests.integration.signin_app import no_attempts as no_attempts


@pytest.mark.load
def test_a_thousand_tries_check_five_and_leave_the_commanders_desk_open(
    app: Flask, conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(conn, "commander-zhou")
    known = Desk(app, "10.0.0.5")
    assert known.sign_in("commander-zhou").status_code == 200
    checked: list[str] = []
    passwords = SERVICES.read(app.extensions).passwords
    right = type(passwords).verify
    monkeypatch.setattr(
        type(passwords), "verify",
        lambda self, stored, given: checked.append(given) or right(self, stored, given),
    )  # fmt: skip
    statuses = [
        Desk(app, f"192.0.2.{number % 200}")
        .sign_in("commander-zhou", f"Guess-{number}")
        .status_code
        for number in range(1000)
    ]
    assert len(checked) == 5 and statuses.count(401) == 5 and statuses.count(429) == 995
    held = Desk(app, "198.51.100.7").sign_in("commander-zhou")
    assert held.status_code == 429 and held.json["until"] > real_now().isoformat()[:19]
    assert Desk(app, "10.0.0.5").sign_in("commander-zhou").status_code == 200
    # A flood makes one entry of being held back, not a thousand.
    assert audited(conn, "sign_in", "commander-zhou").count("refused") == 6


def test_somebody_at_the_same_address_cannot_lock_a_known_browser_out(
    app: Flask, conn: psycopg.Connection
) -> None:
    """One office, one address: the commander's browser and session count on their own."""
    make_person(conn, "commander-lin")
    desk = Desk(app, "10.0.0.7")
    assert desk.sign_in("commander-lin").status_code == 200
    neighbour = Desk(app, "10.0.0.7")
    for _ in range(5):
        assert neighbour.sign_in("commander-lin", "Wrong-Harbour-1").status_code == 401
    assert neighbour.sign_in("commander-lin").status_code == 429
    desk.post("/session/lock")
    assert desk.post("/session/unlock", {"password": PASSWORD}).status_code == 200
    assert desk.sign_in("commander-lin").status_code == 200
    # A name that the browser made up itself is nobody's.
    liar = Desk(app, "192.0.2.50")
    liar.client.set_cookie("haitang_browser", "x", path="/api/v1/session", domain="localhost")
    assert [liar.sign_in("commander-lin", "Wrong-1").status_code for _ in range(6)][-1] == 429
    # And a known browser has no more than its own five.
    tries = [desk.sign_in("commander-lin", "Wrong-Harbour-1").status_code for _ in range(6)]
    assert tries == [401] * 5 + [429]


def test_a_spraying_source_is_held_back_for_names_it_never_tried(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "innocent")
    sprayer = Desk(app, "203.0.113.9")
    for number in range(20):
        assert sprayer.sign_in(f"name-{number}", "Spring-2026x").status_code == 401
    assert sprayer.sign_in("innocent").status_code == 429
    for number in range(30):
        assert sprayer.sign_in(f"Secret-typed-as-name-{number}").status_code == 429
    rows = conn.execute(
        "SELECT object FROM audit_entry WHERE address = '203.0.113.9' AND detail ? 'throttled'"
    ).fetchall()
    assert rows == [("account/innocent",)]  # one entry, and nothing that was typed for a name
    assert not conn.execute(
        "SELECT 1 FROM audit_entry WHERE object ILIKE '%%secret-typed%%' OR detail::text ILIKE %s",
        ("%secret-typed%",),
    ).fetchone()
    assert Desk(app, "10.0.0.8").sign_in("innocent").status_code == 200


def test_tries_at_the_same_moment_are_counted_one_after_the_other(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "racing")
    with ThreadPoolExecutor(8) as pool:
        statuses = list(
            pool.map(
                lambda number: Desk(app, "192.0.2.1").sign_in("racing", f"G-{number}").status_code,
                range(24),
            )
        )
    assert statuses.count(401) == 5 and statuses.count(429) == 19
