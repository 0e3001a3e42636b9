"""The console's side of accounts: the first start's links, `./haitang user`, the envelope."""

import re
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app.accounts.model import Role
from app.administration.people.first_start import first_links
from app.cli import cli
from app.clock import real_now
from app.cluster.lock import FileLock
from app.database import Connection
from app.errors import Conflict
from app.operation.supervisor.sample_city import prepare_service
from app.processes import write_address
from tests.desk import NEW_PASSWORD, Desk, make_person


@pytest.fixture(autouse=True)
def nobody(conn: Connection) -> None:
    conn.execute("DELETE FROM sign_in_attempt")
    conn.execute("DELETE FROM account")


@pytest.fixture
def user(empty_database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAITANG_DATABASE_URL", empty_database)

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli(), ["user", *words])

    return run


def token_in(text: str) -> str:
    found = re.search(r"/enter#(\S+)", text)
    assert found, text
    return found.group(1)


def set_up(app: Flask, token: str) -> Desk:
    desk = Desk(app)
    assert desk.post("/session/entry", {"token": token}).status_code == 200
    assert desk.post("/account/password", {"new": NEW_PASSWORD}).status_code == 200
    return desk


def test_the_first_start_makes_two_officers_without_a_password(
    app: Flask, conn: psycopg.Connection, empty_database: str
) -> None:
    links = prepare_service(empty_database)
    assert set(links) == {"administrator", "security"}
    hashes = conn.execute("SELECT DISTINCT password_hash FROM account").fetchall()
    assert hashes == [(None,)]
    renewed = prepare_service(empty_database)  # started again before anybody came
    dead = Desk(app).post("/session/entry", {"token": token_in(links["administrator"])})
    assert dead.status_code == 403
    desk = set_up(app, token_in(renewed["administrator"]))
    assert "administer_units" in desk.get("/session").json["permissions"]
    assert first_links(conn, real_now()) == {}  # never again
    # The other officer's link is still good: the first start gave both.
    set_up(app, token_in(renewed["security"]))


def test_a_console_link_leads_to_the_address_that_is_served(
    conn: psycopg.Connection, user, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAITANG_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HAITANG_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("HAITANG_PORT", "8123")
    (tmp_path / "run").mkdir()
    (tmp_path / "data" / "lock").mkdir(parents=True)
    assert "http://127.0.0.1:8123/enter#" in user("add", "one", "--role", "viewer").output
    lock = FileLock(tmp_path / "data" / "lock" / "supervisor")
    assert lock.take_within(1.0)
    try:
        write_address(tmp_path / "run", "https://127.0.0.1:8124")
        assert "https://127.0.0.1:8124/enter#" in user("link", "one").output
    finally:
        lock.close()
    assert "http://127.0.0.1:8123/enter#" in user("link", "one").output  # left behind by a killed


def test_the_console_adds_lists_links_disables_and_unlocks(
    app: Flask, conn: psycopg.Connection, user
) -> None:
    added = user("add", "zhaolei", "--role", "planner", "--unit", "330900")
    assert added.exit_code == 0, added.output
    set_up(app, token_in(added.output))
    assert Desk(app).sign_in("zhaolei", NEW_PASSWORD).status_code == 200
    assert re.search(r"zhaolei +planner +330900 +active", user("list").output)
    theirs = Desk(app)
    theirs.sign_in("zhaolei", NEW_PASSWORD)
    assert user("disable", "zhaolei").exit_code == 0
    assert theirs.get("/session").status_code == 401
    assert user("disable", "zhaolei", "--undo").exit_code == 0
    link = user("link", "zhaolei")
    assert Desk(app).post("/session/entry", {"token": token_in(link.output)}).status_code == 200
    stranger = Desk(app, "192.0.2.3")
    tries = [stranger.sign_in("zhaolei", "Wrong-Harbour-1") for _ in range(6)]
    assert tries[-1].status_code == 429
    assert user("unlock", "zhaolei").exit_code == 0
    assert stranger.sign_in("zhaolei", NEW_PASSWORD).status_code == 200
    actors = conn.execute(
        "SELECT DISTINCT actor FROM audit_entry WHERE action IN ('add_account', 'make_link')"
    ).fetchall()
    assert ("console",) in actors


@pytest.mark.parametrize(
    "words",
    [("add", "x", "--role", "planner"), ("add", "ok-name", "--role", "planner", "--unit", "1"),
     ("link", "nobody"), ("disable", "nobody"), ("add", "Ａ长", "--role", "viewer")],
)  # fmt: skip
def test_the_console_refuses_with_words(conn: psycopg.Connection, user, words) -> None:
    result = user(*words)
    assert result.exit_code != 0 and getattr(result.exception, "todo", "")
    assert conn.execute("SELECT count(*) FROM account").fetchone() == (0,)


def test_the_envelope_opens_under_a_flood_and_everybody_hears_of_it(
    app: Flask, conn: psycopg.Connection, user
) -> None:
    made = user("break-glass")
    assert made.exit_code == 0, made.output
    login, password = re.findall(r"：\s*(\S+)$", made.output, flags=re.M)[:2]
    assert isinstance(user("break-glass").exception, Conflict)
    row = conn.execute("SELECT password_hash FROM account WHERE break_glass").fetchone()
    assert row is not None and row[0].startswith("$argon2id$")

    make_person(conn, "commander", role=Role.COMMANDER)
    for number in range(8):  # somebody floods every account that can be guessed
        Desk(app, f"192.0.2.{number}").sign_in("commander", "Wrong-Harbour-1")
        Desk(app, f"192.0.2.{number}").sign_in(login, "WRONG-WRONG-WRONG")
    assert Desk(app, "198.51.100.1").sign_in("commander").status_code == 429
    desk = Desk(app, "198.51.100.1")
    assert desk.sign_in(login, password).status_code == 200
    assert "set_response" in desk.get("/session").json["permissions"]

    event = conn.execute("SELECT kind, subject, payload FROM event ORDER BY seq DESC").fetchone()
    assert event is not None and event[:2] == ("break_glass_used", login)
    assert event[2] == {"address": "198.51.100.1"}
    audited = conn.execute(
        "SELECT address FROM audit_entry WHERE action = 'break_glass' AND actor = %s", (login,)
    ).fetchall()
    assert audited == [("198.51.100.1",)]
    # The envelope stays what it is.
    change = {"old": password, "new": NEW_PASSWORD}
    assert desk.post("/account/password", change).status_code == 403
    assert desk.post("/account/totp").status_code == 403

    again = user("break-glass", "--again")
    assert again.exit_code == 0 and login not in again.output
    assert desk.get("/session").status_code == 401
    assert Desk(app, "198.51.100.1").sign_in(login, password).status_code == 401
