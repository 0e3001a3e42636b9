"""Signing in over the real routes and a real database: what opens, what is held back, what ends."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from flask import Flask
from pyotp.totp import TOTP

from app import create_app
from app.clock import real_now
from app.edge import EXTENSION
from app.settings import load_settings
from tests.desk import NEW_PASSWORD, PASSWORD, Desk, hash_quickly, make_person
from tests.software_authenticator import SoftwareAuthenticator


@pytest.fixture(scope="module")
def app(empty_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    environ = {
        "HAITANG_DATABASE_URL": empty_database,
        "HAITANG_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }
    made = create_app(load_settings(environ))
    hash_quickly(made)
    yield made
    made.extensions[EXTENSION]["database"].close()


@pytest.fixture
def conn(empty_database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(empty_database, autocommit=True) as conn:
        conn.execute("DELETE FROM sign_in_attempt")
        yield conn


def audited(conn: psycopg.Connection, action: str, login: str) -> list[str]:
    rows = conn.execute(
        "SELECT result FROM audit_entry WHERE action = %s AND object = %s ORDER BY audit_id",
        (action, f"account/{login}"),
    )
    return [row[0] for row in rows]


def test_a_right_password_opens_and_leaving_ends(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "zhaolei")
    desk = Desk(app)
    assert desk.get("/session").status_code == 401
    answer = desk.sign_in(" ZhaoLei ")
    assert answer.status_code == 200, answer.text
    assert answer.json["account"]["name"] == "zhaolei"
    assert answer.json["password_expired"] is False
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert desk.get("/session").status_code == 200
    assert desk.ask("DELETE", "/session").status_code == 200
    assert desk.get("/session").status_code == 401
    assert audited(conn, "sign_in", "zhaolei") == ["done"]


def test_wrong_password_and_unknown_name_get_the_same_words(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "qianwei")
    wrong = Desk(app).sign_in("qianwei", "Quiet-Harbour-9")
    unknown = Desk(app).sign_in("nobody-here", "Quiet-Harbour-9")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json
    assert audited(conn, "sign_in", "qianwei") == ["refused"]
    assert audited(conn, "sign_in", "nobody-here") == []  # it may have been a password


def test_under_tls_the_cookie_is_bound_to_the_host(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "sunli")
    answer = Desk(app).ask(
        "POST", "/session", {"login": "sunli", "password": PASSWORD},
        headers={"X-Forwarded-Proto": "https"},
    )  # fmt: skip
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-haitang=") and "Secure" in cookie and "Domain" not in cookie


def test_a_token_given_before_signing_in_opens_nothing_after(
    app: Flask, conn: psycopg.Connection
) -> None:
    """Session fixation: what an attacker put into the browser must not become the session."""
    make_person(conn, "wufang")
    desk = Desk(app)
    desk.client.set_cookie("haitang_session", "planted-by-somebody", domain="localhost")
    assert desk.sign_in("wufang").status_code == 200
    assert desk.token() not in (None, "planted-by-somebody")
    planted = Desk(app)
    planted.client.set_cookie("haitang_session", "planted-by-somebody", domain="localhost")
    assert planted.get("/session").status_code == 401
    first = desk.token()
    assert desk.sign_in("wufang").status_code == 200
    assert desk.token() != first
    planted.client.set_cookie("haitang_session", str(first), domain="localhost")
    assert planted.get("/session").status_code == 401


def test_a_thousand_tries_check_five_and_leave_the_commanders_desk_open(
    app: Flask, conn: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(conn, "commander-zhou")
    known = Desk(app, "10.0.0.5")
    assert known.sign_in("commander-zhou").status_code == 200
    checked: list[str] = []
    passwords = app.extensions[EXTENSION]["passwords"]
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
    from concurrent.futures import ThreadPoolExecutor

    make_person(conn, "racing")
    with ThreadPoolExecutor(8) as pool:
        statuses = list(
            pool.map(
                lambda number: Desk(app, "192.0.2.1").sign_in("racing", f"G-{number}").status_code,
                range(24),
            )
        )
    assert statuses.count(401) == 5 and statuses.count(429) == 19


def enrol_totp(desk: Desk) -> str:
    secret = desk.post("/account/totp").json["secret"]
    code = TOTP(secret).at(real_now() - timedelta(seconds=30))
    answer = desk.ask("PUT", "/account/totp", {"code": code})
    assert answer.status_code == 200, answer.text
    return secret


def test_a_code_is_asked_for_and_opens_once(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "zheng")
    desk = Desk(app)
    desk.sign_in("zheng")
    before = desk.token()
    secret = enrol_totp(desk)
    assert desk.token() != before  # a new token at every change of privilege
    stored = conn.execute("SELECT totp_secret FROM account WHERE login = 'zheng'").fetchone()
    assert stored is not None and secret.encode() not in bytes(stored[0])

    fresh = Desk(app)
    asked = fresh.sign_in("zheng")
    assert asked.status_code == 202 and asked.json == {"second_factor": ["totp"]}
    assert fresh.token() is None and fresh.get("/session").status_code == 401
    wrong = fresh.post("/session/totp", {"code": "000000"})
    assert wrong.status_code == 403 and wrong.json["code"] == "E-ACC-139"
    code = TOTP(secret).at(real_now())
    assert fresh.post("/session/totp", {"code": code}).status_code == 200
    assert fresh.get("/session").status_code == 200

    replay = Desk(app)
    replay.sign_in("zheng")
    answer = replay.post("/session/totp", {"code": code})
    assert answer.status_code == 403 and answer.json["code"] == "E-ACC-138"
    assert audited(conn, "sign_in", "zheng") == ["done", "refused", "done", "refused"]


def test_a_used_ticket_opens_no_second_session(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "feng")
    desk = Desk(app)
    desk.sign_in("feng")
    secret = enrol_totp(desk)
    fresh = Desk(app)
    fresh.sign_in("feng")
    ticket = fresh.client.get_cookie("haitang_step", path="/api/v1")
    assert ticket is not None
    assert fresh.post("/session/totp", {"code": TOTP(secret).at(real_now())}).status_code == 200
    thief = Desk(app)
    thief.client.set_cookie("haitang_step", ticket.value, path="/api/v1", domain="localhost")
    later = TOTP(secret).at(real_now() + timedelta(seconds=30))
    answer = thief.post("/session/totp", {"code": later})
    assert answer.status_code == 401 and answer.json["code"] == "E-ACC-135"


def test_codes_cannot_be_tried_out_and_a_clock_is_told(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "chen")
    desk = Desk(app)
    desk.sign_in("chen")
    secret = enrol_totp(desk)
    guesser = Desk(app, "192.0.2.77")
    guesser.sign_in("chen")
    off = guesser.post(
        "/session/totp", {"code": TOTP(secret).at(real_now() - timedelta(minutes=5))}
    )
    assert off.json["code"] == "E-ACC-137" and "慢约 5.0 分钟" in off.json["detail"]
    codes = [guesser.post("/session/totp", {"code": f"{n:06}"}).status_code for n in range(9)]
    assert codes == [403] * 4 + [429] * 5


def test_a_passkey_is_registered_and_shown(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "wei")
    desk = Desk(app)
    desk.sign_in("wei")
    key = SoftwareAuthenticator("http://localhost")
    options = desk.post("/account/passkeys/options").json
    made = desk.post(
        "/account/passkeys", {"label": "值班室钥匙", "credential": key.register(options)}
    )
    assert made.status_code == 200, made.text
    assert [each["label"] for each in desk.get("/account").json["passkeys"]] == ["值班室钥匙"]

    fresh = Desk(app)
    assert fresh.sign_in("wei").json == {"second_factor": ["passkey"]}
    options = fresh.post("/session/passkey/options").json
    shown = key.sign(options)
    assert fresh.post("/session/passkey", {"credential": shown}).status_code == 200
    assert fresh.get("/session").status_code == 200
    replay = Desk(app)
    replay.sign_in("wei")
    replay.post("/session/passkey/options")
    assert replay.post("/session/passkey", {"credential": shown}).status_code == 403


def test_another_persons_passkey_opens_nothing(app: Flask, conn: psycopg.Connection) -> None:
    keys = {}
    for name in ("jiang", "shen"):
        make_person(conn, name)
        desk = Desk(app)
        desk.sign_in(name)
        keys[name] = SoftwareAuthenticator("http://localhost")
        options = desk.post("/account/passkeys/options").json
        desk.post("/account/passkeys", {"label": "k", "credential": keys[name].register(options)})
    fresh = Desk(app)
    fresh.sign_in("jiang")
    options = fresh.post("/session/passkey/options").json
    answer = fresh.post("/session/passkey", {"credential": keys["shen"].sign(options)})
    assert answer.status_code == 403 and answer.json["code"] == "E-ACC-140"


def test_an_idle_screen_locks_and_the_password_goes_on_with_the_same_session(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "han")
    desk = Desk(app)
    desk.sign_in("han")
    (listed,) = desk.get("/account").json["sessions"]
    conn.execute(
        "UPDATE session SET active_at = now() - interval '16 min' WHERE session_id = %s",
        (listed["session_id"],),
    )
    assert desk.get("/configuration").status_code == 423
    assert desk.get("/session").json["locked"] is True
    assert desk.post("/account/totp").status_code == 423  # nobody adds a factor at a locked screen
    before = desk.token()
    wrong = desk.post("/session/unlock", {"password": "Quiet-Harbour-9"})
    assert wrong.status_code == 403
    assert desk.post("/session/unlock", {"password": PASSWORD}).status_code == 200
    assert desk.token() != before and desk.get("/configuration").status_code == 200
    (again,) = desk.get("/account").json["sessions"]
    assert again["session_id"] == listed["session_id"]


def test_a_locked_screen_stays_locked_to_a_forged_or_old_answer(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "xie")
    desk = Desk(app)
    desk.sign_in("xie")
    key = SoftwareAuthenticator("http://localhost")
    options = desk.post("/account/passkeys/options").json
    desk.post("/account/passkeys", {"label": "k", "credential": key.register(options)})
    desk.post("/session/lock")
    shown = key.sign(desk.post("/session/unlock/options").json)
    key.key = SoftwareAuthenticator("http://localhost").key
    forged = key.sign(desk.post("/session/unlock/options").json)
    assert desk.post("/session/unlock", {"credential": forged}).status_code == 403
    assert desk.post("/session/unlock", {"credential": shown}).status_code == 403  # old challenge
    assert desk.get("/configuration").status_code == 423


def test_a_passkey_unlocks(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "cao")
    desk = Desk(app)
    desk.sign_in("cao")
    key = SoftwareAuthenticator("http://localhost")
    options = desk.post("/account/passkeys/options").json
    desk.post("/account/passkeys", {"label": "k", "credential": key.register(options)})
    desk.post("/session/lock")
    before = desk.token()
    shown = key.sign(desk.post("/session/unlock/options").json)
    assert desk.post("/session/unlock", {"credential": shown}).status_code == 200
    assert desk.token() != before and desk.get("/configuration").status_code == 200


def test_one_code_at_two_doors_at_once_opens_one(app: Flask, conn: psycopg.Connection) -> None:
    from concurrent.futures import ThreadPoolExecutor

    make_person(conn, "tao")
    desk = Desk(app)
    desk.sign_in("tao")
    secret = enrol_totp(desk)
    doors = [Desk(app, f"10.0.1.{number}") for number in range(2)]
    assert [door.sign_in("tao").status_code for door in doors] == [202] * 2
    code = TOTP(secret).at(real_now())
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda door: door.post("/session/totp", {"code": code}), doors)
        statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 403]


def test_the_absolute_limit_ends_a_busy_session(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "yang")
    desk = Desk(app)
    desk.sign_in("yang")
    conn.execute(
        """
        UPDATE session SET expires_at = now()
        WHERE account_id = (SELECT account_id FROM account WHERE login = 'yang')
        """
    )
    assert desk.get("/session").status_code == 401


def test_a_revoked_session_and_a_disabled_account_end_with_the_next_request(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "zhu")
    here, there = Desk(app, "10.0.0.1"), Desk(app, "10.0.0.2")
    here.sign_in("zhu"), there.sign_in("zhu")
    other = next(each for each in here.get("/account").json["sessions"] if not each["current"])
    assert other["address"] == "10.0.0.2"
    assert here.ask("DELETE", f"/account/sessions/{other['session_id']}").status_code == 200
    assert there.get("/session").status_code == 401 and here.get("/session").status_code == 200
    conn.execute("UPDATE account SET disabled_at = now() WHERE login = 'zhu'")
    assert here.get("/session").status_code == 401
    refused = here.sign_in("zhu")
    assert refused.status_code == 401 and refused.json["code"] == "E-ACC-134"


def test_nobody_ends_another_persons_session(app: Flask, conn: psycopg.Connection) -> None:
    make_person(conn, "qin"), make_person(conn, "you")
    mine, theirs = Desk(app), Desk(app)
    mine.sign_in("qin"), theirs.sign_in("you")
    (session,) = theirs.get("/account").json["sessions"]
    assert mine.ask("DELETE", f"/account/sessions/{session['session_id']}").status_code == 404
    assert theirs.get("/session").status_code == 200


def test_a_new_password_keeps_this_session_and_ends_the_others(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "xu")
    here, there = Desk(app), Desk(app)
    here.sign_in("xu"), there.sign_in("xu")
    before = here.token()
    change = {"old": PASSWORD, "new": NEW_PASSWORD}
    assert here.post("/account/password", change | {"old": "Wrong-1234"}).status_code == 403
    assert here.post("/account/password", {"new": NEW_PASSWORD}).status_code == 403
    weak = here.post("/account/password", change | {"new": "short"})
    assert weak.status_code == 422 and "10 到 128" in weak.json["detail"]
    assert here.post("/account/password", change).status_code == 200
    assert here.token() != before and here.get("/session").status_code == 200
    assert there.get("/session").status_code == 401
    again = here.post("/account/password", {"old": NEW_PASSWORD, "new": PASSWORD})
    assert again.status_code == 422 and "最近 5 个" in again.json["detail"]
    assert Desk(app).sign_in("xu", PASSWORD).status_code == 401
    assert Desk(app).sign_in("xu", NEW_PASSWORD).status_code == 200


def age_password(conn: psycopg.Connection, login: str, days: int) -> None:
    conn.execute(
        "UPDATE account SET password_set_at = now() - %s * interval '1 day' WHERE login = %s",
        (days, login),
    )


def test_a_password_that_ran_out_opens_only_its_change(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "he")
    age_password(conn, "he", 91)
    desk = Desk(app)
    answer = desk.sign_in("he")
    assert answer.json["password_expired"] is True and answer.json["locked"] is True
    assert desk.get("/configuration").status_code == 423
    assert desk.post("/session/unlock", {"password": PASSWORD}).json["code"] == "E-ACC-154"
    own = desk.get("/account").json
    assert own["password"]["policy"]["max_age_days"] == 90 and own["sessions"] == []
    assert desk.post("/account/password", {"new": NEW_PASSWORD}).status_code == 200
    assert desk.get("/configuration").status_code == 200


def test_a_password_does_not_run_out_inside_a_response(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "lu")
    age_password(conn, "lu", 120)
    row = conn.execute(
        """
        INSERT INTO incident (kind, name, exercise, opened_at)
        VALUES ('typhoon', '台风', false, now()) RETURNING incident_id
        """
    ).fetchone()
    assert row is not None
    conn.execute(
        """
        INSERT INTO response_activation
            (incident_id, issuer_unit, track, level, started_at, basis_text)
        VALUES (%s, '330900', 'typhoon', 2, now(), 'x')
        """,
        row,
    )
    desk = Desk(app)
    answer = desk.sign_in("lu")
    assert answer.json["password_expired"] is False
    assert answer.json["password_expiry_postponed"] is True
    assert desk.get("/configuration").status_code == 200
    assert desk.get("/account").json["password"]["postponed"] is True
    conn.execute("UPDATE response_activation SET ended_at = now()")
    assert Desk(app).sign_in("lu").json["password_expired"] is True


def test_another_sites_page_and_a_missing_csrf_value_are_refused(
    app: Flask, conn: psycopg.Connection
) -> None:
    make_person(conn, "shi")
    foreign = Desk(app).ask(
        "POST", "/session", {"login": "shi", "password": PASSWORD},
        headers={"Origin": "https://evil.example"},
    )  # fmt: skip
    assert foreign.status_code == 403
    desk = Desk(app)
    desk.sign_in("shi")
    desk.csrf = ""
    assert desk.post("/account/totp").status_code == 403


@pytest.mark.parametrize("body", [{}, {"login": 7}, {"login": "a", "password": ["b"]}, []])
def test_a_senseless_body_is_refused_with_words(
    app: Flask, conn: psycopg.Connection, body: object
) -> None:
    assert Desk(app).ask("POST", "/session", body).status_code == 422
    for path in ("/session/totp", "/session/passkey", "/session/passkey/options"):
        assert Desk(app).ask("POST", path, {"code": "1", "credential": {}}).status_code in (
            401,
            422,
        )
