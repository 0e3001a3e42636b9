"""The one door, with the distribution's nginx in a folder with a space and Chinese in its name."""

import http.client
import json
import re
import resource
import shutil
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

import pytest

from app.cluster.folders import make_folders
from app.cluster.place import place_of
from app.cluster.service_user import door_user, service_user
from app.errors import InvalidInput, NotFound, SettingsInvalid
from app.operation.certificate import find_certificate, make_certificate
from app.operation.nginx.configuration import configuration
from app.operation.nginx.server import prepare
from app.operation.supervisor.child import Child
from app.operation.supervisor.commands import nginx_command
from app.operation.supervisor.door import open_door
from app.settings import Settings, load_settings


class Backend(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


class Echo(BaseHTTPRequestHandler):
    """Tells what nginx passed on."""

    def do_GET(self) -> None:
        if self.path == "/large":
            body = json.dumps({"text": "海" * 5000}).encode()
        else:
            body = json.dumps({"path": self.path, "host": self.headers["Host"],
                               "proto": self.headers["X-Forwarded-Proto"],
                               "upgrade": self.headers["Upgrade"]}).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited name
        pass

    def address_string(self) -> str:
        return "unix"


@dataclass(slots=True)
class Door:
    settings: Settings
    socket: socket.socket
    child: Child

    def ask(
        self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.socket.getsockname()[1])
        connection.request("POST" if body else "GET", path, body, headers or {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    folder = Path(tempfile.mkdtemp(prefix="海塘 门-"))
    folder.chmod(0o755)
    settings = replace(
        load_settings({"HAITANG_DATA_DIR": str(folder)}), body_limit_mb=1, clone_dir=folder
    )
    make_screens(folder)
    user = door_user()
    make_folders(place_of(settings), service_user())
    with open_door("127.0.0.1", 0, exactly=True) as listening:
        prepare(settings, listening.getsockname()[1], user, None)
        child = Child(nginx_command(settings, listening, user), folder / "nginx.log")
        child.start()
        yield Door(settings, listening, child)
        child.ask_to_stop()
        child.finish(time.monotonic() + 5)
    shutil.rmtree(settings.run_dir)
    shutil.rmtree(folder)


def make_screens(clone: Path) -> None:
    built = clone / "static" / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html>")
    (built / "assets" / "main-1a2b.js").write_text("let a = 1;\n" * 500)
    (built / "sw.js").write_text("// worker")


@pytest.fixture
def web(door: Door) -> Iterator[None]:
    server = Backend(str(door.settings.web_socket), Echo)
    door.settings.web_socket.chmod(0o666)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()
    door.settings.web_socket.unlink()


def test_backend_sees_the_host_the_browser_named(door: Door, web: None) -> None:
    answer, content = door.ask("/api/v1/x?a=1", headers={"Host": "haitang.example:8443"})
    assert answer.status == 200
    assert json.loads(content) == {
        "path": "/api/v1/x?a=1", "host": "haitang.example:8443", "proto": "http", "upgrade": None,
    }  # fmt: skip


def test_json_is_compressed_for_who_asks(door: Door, web: None) -> None:
    answer, content = door.ask("/large", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(content) < 500


def test_hashed_asset_is_kept_for_a_year_and_the_service_worker_never(door: Door) -> None:
    answer, content = door.ask("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(content) < 500
    answer, _ = door.ask("/sw.js")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_asset_is_sent_as_it_was_packed_at_set_up(door: Door) -> None:
    packed = door.settings.data_dir / "screens" / "assets" / "main-1a2b.js.gz"
    answer, content = door.ask("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert content == packed.read_bytes()
    assert answer.headers["Vary"] == "Accept-Encoding"
    answer, content = door.ask("/assets/main-1a2b.js")
    assert answer.headers["Content-Encoding"] is None
    assert content.startswith(b"let a = 1;")


def test_backend_that_is_away_is_told_as_a_problem_with_a_time_to_come_back(door: Door) -> None:
    answer, content = door.ask("/api/v1/layers")
    problem = json.loads(content)
    assert answer.status == 502
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "2"
    assert problem["code"] == "E-WEB-502"
    assert problem["todo"]


def test_upload_over_the_limit_is_refused_as_a_problem(door: Door) -> None:
    answer, content = door.ask("/api/v1/layers/x/import", b"x" * 1_100_000)
    problem = json.loads(content)
    assert answer.status == 413
    assert problem["code"] == "E-WEB-413"
    assert "1 MB" in problem["detail"]


def test_folder_name_that_nginx_would_read_as_a_variable_is_refused() -> None:
    settings = load_settings({"HAITANG_DATA_DIR": "/srv/$host/haitang"})
    with pytest.raises(InvalidInput, match="E-NGX-001"):
        configuration(settings, 8080, None)


def test_certificate_is_asked_for_before_tls_is_served(door: Door) -> None:
    with pytest.raises(NotFound, match="haitang certificate"):
        find_certificate(door.settings)
    make_certificate(door.settings, ["tablet.example"], door_user())
    text = configuration(door.settings, 8443, find_certificate(door.settings))
    assert "listen 127.0.0.1:8443 ssl;" in text
    (ciphers,) = re.findall(r"ssl_ciphers (\S+);", text)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(ciphers)
    for each in context.get_ciphers():  # TLS 1.3 names no key exchange: all of its are ephemeral
        assert each["name"].startswith(("ECDHE-", "TLS_")) and each["aead"], each


def test_a_proxys_word_counts_only_where_the_office_trusts_it(door: Door) -> None:
    trusted = replace(door.settings, trusted_proxies=("10.0.0.0/8",))
    assert "real_ip_header" not in configuration(door.settings, 8080, None)
    text = configuration(trusted, 8080, None)
    assert "set_real_ip_from 10.0.0.0/8;" in text
    assert "real_ip_header X-Forwarded-For;" in text
    with pytest.raises(SettingsInvalid):
        load_settings({"HAITANG_TRUSTED_PROXIES": "everybody"})


def test_no_request_waits_until_somebody_else_connects(door: Door) -> None:
    assert not door.socket.getblocking()
    address = door.socket.getsockname()
    for _ in range(20):
        held = [socket.create_connection(address, timeout=2) for _ in range(20)]
        for connection in held:
            connection.sendall(b"GET /assets/main-1a2b.js HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(15) == b"HTTP/1.1 200 OK"
        for connection in held:
            connection.close()


UNFINISHED = 9_000  # more than one worker had places for


def test_thousands_of_headers_that_never_end_keep_nobody_else_out(door: Door) -> None:
    """From one host; whoever comes from another is served while they are held."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < 2 * UNFINISHED:
        pytest.skip(f"this machine allows a process {most} files")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    address = door.socket.getsockname()
    held: list[socket.socket] = []
    try:
        for _ in range(UNFINISHED):
            held.append(socket.create_connection(address, timeout=5))
            held[-1].sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        for number in range(2, 22):
            visitor = socket.create_connection(
                address, timeout=5, source_address=(f"127.0.0.{number}", 0)
            )
            visitor.sendall(b"GET /assets/main-1a2b.js HTTP/1.1\r\nHost: x\r\n\r\n")
            assert visitor.recv(15) == b"HTTP/1.1 200 OK"
            visitor.close()
    finally:
        for connection in held:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_starting_a_sign_in_elsewhere_is_limited_as_signing_in_is(door: Door, web: None) -> None:
    """Nobody has to be signed in for it, and the provider may be slow."""
    path = "/api/v1/session/oidc/start"
    assert {door.ask(path)[0].status for _ in range(200)} == {200, 429}
