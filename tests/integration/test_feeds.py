"""Polled addresses and watched folders: what they bring, and how each refusal is recorded."""

import asyncio
import http.server
import json
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import strict_json
from app.accounts.model import SYSTEM_ACTOR
from app.allowed_hosts import parse_allowed_hosts
from app.clock import real_now
from app.database import Connection, Database
from app.feeds import queries
from app.feeds.actions import tell_silent
from app.feeds.model import Brings, Feed
from app.feeds.polling import Surroundings, poll
from app.live.feeds import open_feeds, present_feeds
from app.transaction import begin
from app.worker.feed_jobs import start_round
from app.worker.jobs import make_app

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
STORM = Path(__file__).resolve().parents[2] / "sample_geo" / "storms" / "jma_best_track.txt"


def tide_json(value: float = 1.2) -> bytes:
    points = [
        {"at": "2026-10-01T00:00Z", "value": value},
        {"at": "2026-10-01T01:00Z", "value": "x"},
    ]
    series = {"station": "T1", "name": "试站", "lon": 122.1, "lat": 30.0, "kind": "tide",
              "unit": "m", "nature": "predicted", "datum": "吴淞", "points": points}  # fmt: skip
    return json.dumps({"series": [series]}).encode()


class Source(http.server.ThreadingHTTPServer):
    """A gauge's server on loopback whose answer the test sets."""

    answer: tuple[int, bytes] = 200, b""
    heard = 0


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.heard += 1  # type: ignore[attr-defined]
        status, body = self.server.answer  # type: ignore[attr-defined]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def source() -> Iterator[Source]:
    with Source(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture(scope="module")
def database(dsn: str) -> Iterator[Database]:
    pool = Database(dsn, size=2)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def environ(environ: dict[str, str], source: Source) -> dict[str, str]:
    return environ | {"HAITANG_FEED_ALLOW": f"gauge.lan:{source.server_port}=127.0.0.0/8"}


@pytest.fixture(autouse=True)
def no_feeds_left(conn: Connection) -> Iterator[None]:
    yield
    conn.execute("DELETE FROM feed WHERE kind = 'url'")
    conn.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def around(source: Source, tmp_path: Path) -> Surroundings:
    port = source.server_port
    rules = parse_allowed_hosts(f"gauge.lan:{port}=127.0.0.0/8, localhost:{port}")
    return Surroundings(rules, tmp_path, lambda *_: [ip_address("127.0.0.1")])


def add(conn: Connection, source: Source, brings: Brings = Brings.SERIES, host: str = "gauge.lan",
        expected_s: float = 5.0) -> str:  # fmt: skip
    queries.save_feed(
        conn, feed_id="gauge", title="潮位", title_en="Tide", brings=brings,
        address=f"http://{host}:{source.server_port}/now", format_name=None, expected_s=expected_s,
    )  # fmt: skip
    return "gauge"


def asked(conn: Connection, database: Database, around: Surroundings, feed_id: str) -> Feed:
    poll(database, around, feed_id)
    return queries.get_feed(conn, feed_id)


def test_an_address_is_polled_counted_and_repeats_cost_nothing(
    conn: Connection, database: Database, around: Surroundings, source: Source
) -> None:
    source.answer = 200, tide_json()
    feed = asked(conn, database, around, add(conn, source))
    assert (feed.taken, feed.bad_rows, feed.fault) == (1, 1, None)
    assert feed.succeeded_at is not None and feed.changed_at == feed.succeeded_at
    value = conn.execute("SELECT value FROM observation").fetchall()
    assert value == [(1.2,)]
    again = asked(conn, database, around, "gauge")
    assert (again.taken, again.repeated) == (1, 1)
    assert again.succeeded_at is not None and feed.succeeded_at is not None
    assert again.succeeded_at > feed.succeeded_at and again.changed_at == feed.changed_at
    source.answer = 200, tide_json(1.3)
    assert asked(conn, database, around, "gauge").taken == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [((500, b""), "E-FEED-021"), ((302, b""), "E-FEED-015"), ((200, b"<html>"), "E-SER-008"),
     ((200, b""), "E-SER-006"), ((200, b"a" * 21_000_000), "E-FEED-017")],
)  # fmt: skip
def test_a_bad_answer_is_recorded_and_over_with_the_next_good_one(
    conn: Connection, database: Database, around: Surroundings, source: Source, answer, code
) -> None:
    before = conn.execute("SELECT count(*) FROM observation").fetchone()
    source.answer = answer
    feed = asked(conn, database, around, add(conn, source))
    assert (feed.fault_code, feed.failed, feed.succeeded_at) == (code, 1, None)
    assert feed.fault and conn.execute("SELECT count(*) FROM observation").fetchone() == before
    worse = asked(conn, database, around, "gauge")
    assert worse.failed == 2 and worse.fault_at == feed.fault_at
    entries = conn.execute(
        "SELECT count(*) FROM audit_entry WHERE action = 'poll_feed' AND detail->>'code' = %s",
        (code,),
    ).fetchone()
    assert entries == (1,)  # not one a poll
    source.answer = 200, tide_json(float(len(code)) / 3 + answer[0] / 1000)
    assert asked(conn, database, around, "gauge").fault is None


def test_an_inner_address_is_refused_recorded_and_never_asked(
    conn: Connection, database: Database, around: Surroundings, source: Source
) -> None:
    heard = source.heard
    feed = asked(conn, database, around, add(conn, source, host="localhost"))
    assert feed.fault_code == "E-FEED-014" and "127.0.0.1" in str(feed.fault)
    elsewhere = asked(conn, database, around, add(conn, source, host="169.254.169.254"))
    assert elsewhere.fault_code == "E-FEED-012"
    assert source.heard == heard
    last = conn.execute(
        "SELECT result FROM audit_entry WHERE action = 'poll_feed' ORDER BY audit_id DESC LIMIT 1"
    ).fetchone()
    assert last == ("refused",)


def test_a_typhoon_file_comes_over_a_feed(
    conn: Connection, database: Database, around: Surroundings, source: Source
) -> None:
    source.answer = 200, STORM.read_bytes()
    feed = asked(conn, database, around, add(conn, source, Brings.TYPHOON))
    assert (feed.taken, feed.fault) == (1, None)
    assert conn.execute("SELECT count(*) FROM track_fix").fetchone() == (118,)


def lay(folder: Path, name: str, content: bytes, age_s: float = 60) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    changed_s = time.time() - age_s
    os.utime(path, (changed_s, changed_s))
    return path


def test_a_folder_takes_whole_files_and_puts_each_away(
    conn: Connection, database: Database, around: Surroundings
) -> None:
    folder = around.watch_dir / "series"
    lay(folder, "good.json", tide_json(2.2))
    lay(folder, "坏.csv", b"nonsense")
    lay(folder, ".hidden.json", tide_json(3.3))
    lay(folder, "growing.json", tide_json(4.4), age_s=-3600)  # it never becomes whole here
    secret = lay(around.watch_dir, "secret.json", tide_json(5.5))
    (folder / "link.json").symlink_to(secret)
    feed = asked(conn, database, around, "folder_series")
    assert (feed.taken, feed.failed, feed.fault_code) == (1, 1, "E-SER-008")
    assert sorted(path.name for path in folder.iterdir()) == [
        ".hidden.json", "growing.json", "link.json", "refused", "taken"]  # fmt: skip
    assert [path.name for path in (folder / "taken").iterdir()] == ["good.json"]
    assert "E-SER-008" in (folder / "refused" / "坏.csv.reason.txt").read_text()
    values = {row[0] for row in conn.execute("SELECT value FROM observation").fetchall()}
    assert 2.2 in values and not {3.3, 4.4, 5.5} & values
    quiet = asked(conn, database, around, "folder_series")
    assert quiet.fault_code == "E-SER-008" and quiet.succeeded_at is not None
    lay(folder, "good.json", tide_json(2.3))
    assert asked(conn, database, around, "folder_series").fault is None
    assert {path.name for path in (folder / "taken").iterdir()} == {"good.json", "2-good.json"}


def test_a_folder_that_cannot_be_read_is_a_fault_that_ends_with_it(
    conn: Connection, database: Database, around: Surroundings
) -> None:
    blocked = around.watch_dir / "typhoon"
    blocked.write_text("a file where the folder should be")
    assert asked(conn, database, around, "folder_typhoon").fault_code == "E-FEED-031"
    blocked.unlink()
    assert asked(conn, database, around, "folder_typhoon").fault is None


def events(conn: Connection, kind: str) -> list[str]:
    rows = conn.execute("SELECT subject FROM event WHERE kind = %s ORDER BY seq", (kind,))
    return [row[0] for row in rows.fetchall()]


def test_a_silent_feed_is_told_once_and_told_again_when_heard(
    conn: Connection, database: Database, around: Surroundings, source: Source
) -> None:
    add(conn, source)
    conn.execute("UPDATE feed SET opened_at = %s WHERE feed_id = 'gauge'",
                 (real_now() - timedelta(seconds=31),))  # fmt: skip
    for _ in range(2):
        with begin(database, SYSTEM_ACTOR) as tx:
            tell_silent(tx, LONG_AGO)
    assert events(conn, "feed_silent").count("gauge") == 1
    source.answer = 200, tide_json(7.7)
    poll(database, around, "gauge")
    for _ in range(2):
        with begin(database, SYSTEM_ACTOR) as tx:
            tell_silent(tx, LONG_AGO)
    assert events(conn, "feed_recovered").count("gauge") == 1


def test_a_night_without_power_is_no_fault_of_the_feeds(
    conn: Connection, database: Database, source: Source
) -> None:
    add(conn, source)
    conn.execute("UPDATE feed SET opened_at = %s, succeeded_at = %s WHERE feed_id = 'gauge'",
                 (real_now() - timedelta(days=2), real_now() - timedelta(hours=9)))  # fmt: skip
    with begin(database, SYSTEM_ACTOR) as tx:
        assert tell_silent(tx, real_now()) == 0
        assert tell_silent(tx, real_now() - timedelta(seconds=31)) == 1


def test_the_worker_asks_who_is_due_and_nobody_twice(
    conn: Connection, dsn: str, database: Database, around: Surroundings, source: Source
) -> None:
    source.answer = 200, tide_json(8.8)
    add(conn, source, expected_s=3600)
    assert "gauge" in start_round(database, LONG_AGO)
    start_round(database, LONG_AGO)

    async def run() -> None:
        async with make_app(dsn, database, around).open_async() as app:
            await app.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    heard = source.heard
    asyncio.run(run())
    assert source.heard == heard + 1
    assert queries.get_feed(conn, "gauge").taken == 1
    assert "gauge" not in start_round(database, LONG_AGO)


def wish(source: Source, **changes: Any) -> dict[str, Any]:
    plain = {"id": "tide", "title": "潮位", "brings": "series", "expected_s": 600,
             "address": f"http://gauge.lan:{source.server_port}/tide.json"}  # fmt: skip
    return {**plain, **changes}


def test_feeds_of_live_and_of_the_worker_stand_in_one_list(
    client: FlaskClient, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/api/v1/feeds").status_code == 503  # live is away
    heard = strict_json.dumps(
        present_feeds([*open_feeds(["ais_udp"], 0.0).values()], 100.0)
    ).encode()
    monkeypatch.setattr("app.web.feeds.ask_live", lambda _: heard)
    assert client.post("/api/v1/feeds", json=wish(source)).status_code == 201
    listed = {feed["id"]: feed for feed in client.get("/api/v1/feeds").get_json()["feeds"]}
    assert list(listed) == ["ais_udp", "folder_series", "folder_typhoon", "tide"]
    assert listed["tide"]["state"] == "fine" and listed["tide"]["last_at"] is None
    assert listed["tide"]["fault"] is None and listed["tide"]["counters"]["stored"] == 0
    assert client.delete("/api/v1/feeds/tide").status_code == 204
    assert client.delete("/api/v1/feeds/tide").status_code == 404
    assert client.delete("/api/v1/feeds/folder_series").status_code == 404


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"address": "http://169.254.169.254/latest"}, "E-FEED-012"),
        ({"address": "file:///etc/passwd"}, "E-FEED-011"), ({"address": 7}, "E-FEED-003"),
        ({"id": "folder_x"}, "E-FEED-003"), ({"id": "../x"}, "E-FEED-003"),
        ({"brings": "ships"}, "E-FEED-003"), ({"expected_s": 1}, "E-FEED-003"),
        ({"expected_s": True}, "E-FEED-003"), ({"title": ""}, "E-FEED-003"),
        ({"format": "word"}, "E-FEED-003"),
    ],
)  # fmt: skip
def test_a_feed_nobody_may_have_is_not_saved(client: FlaskClient, source, changes, code) -> None:
    answer = client.post("/api/v1/feeds", json=wish(source, **changes))
    assert answer.status_code in (403, 422) and answer.get_json()["code"] == code
