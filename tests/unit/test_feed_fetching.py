"""Fetching against real servers on loopback that behave badly, each for its own reason."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from ipaddress import ip_address

import pytest

from app.allowed_hosts import AllowedHost, parse_allowed_hosts
from app.errors import AppError
from app.feeds.fetching import FetchLimits, fetch, look_up

LIMITS = FetchLimits(max_bytes=1_000_000, timeout_s=30.0)
HASTY = FetchLimits(max_bytes=1_000_000, timeout_s=0.3)  # for servers that never come to an end
Serve = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n"


@contextmanager
def server(serve: Serve) -> Iterator[tuple[int, list[bytes]]]:
    """Its port, and the first bytes of every request that reached it."""
    seen: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    peer, _ = listening.accept()
                    with closing(peer), suppress(OSError):
                        seen.append(peer.recv(65_536))
                        serve(peer)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listening.getsockname()[1], seen
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def allowed(port: int, host: str = "gauge.lan", network: str = "127.0.0.0/8"):
    return parse_allowed_hosts(f"{host}:{port}={network}")


def get(port: int, rules: tuple[AllowedHost, ...], limits: FetchLimits = LIMITS) -> bytes:
    home = [ip_address("127.0.0.1")]
    return fetch(f"http://gauge.lan:{port}/x?y=1", rules, limits, lambda *_: home)


def refused(serve: Serve, limits: FetchLimits = LIMITS) -> tuple[AppError, int]:
    """The refusal, and how many requests reached the server."""
    with server(serve) as (port, seen):
        with pytest.raises(AppError) as error:
            get(port, allowed(port), limits)
        return error.value, len(seen)


def test_an_answer_is_taken_whatever_it_calls_itself_and_asks_by_name() -> None:
    with server(lambda peer: peer.sendall(OK + b"Content-Length: 5\r\n\r\nhello")) as (port, seen):
        assert get(port, allowed(port)) == b"hello"
    head = seen[0].decode()
    assert head.startswith("GET /x?y=1 HTTP/1.1\r\n")
    assert f"Host: gauge.lan:{port}" in head and "Accept-Encoding: identity" in head


def test_the_same_server_without_its_network_listed_never_hears_of_it() -> None:
    with server(lambda peer: peer.sendall(OK + b"\r\nsecret")) as (port, seen):
        for host in ("localhost", "127.0.0.1"):
            rules = parse_allowed_hosts(f"{host}:{port}")
            with pytest.raises(AppError) as error:
                fetch(f"http://{host}:{port}/", rules, LIMITS, look_up)
            assert error.value.code == "E-FEED-014"
        with pytest.raises(AppError) as error:
            fetch(f"http://localhost:{port}/", (), LIMITS, look_up)
        assert error.value.code == "E-FEED-012"
    assert seen == []


def test_a_name_is_looked_up_once_and_the_checked_address_is_used() -> None:
    answers = [[ip_address("127.0.0.1")], [ip_address("127.0.0.2")]]
    with server(lambda peer: peer.sendall(OK + b"\r\nok")) as (port, _):
        body = fetch(f"http://gauge.lan:{port}/", allowed(port, network="127.0.0.1/32"), LIMITS,
                     lambda *_: answers.pop(0))  # fmt: skip
    assert body == b"ok" and len(answers) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_loopback_is_not_followed(status: int) -> None:
    with server(lambda peer: peer.sendall(OK + b"\r\nsecret")) as (inner, secret_heard):
        answer = f"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{inner}/\r\n\r\n".encode()
        error, reached = refused(lambda peer: peer.sendall(answer))
    assert error.code == "E-FEED-015" and str(inner) in error.why.zh
    assert (reached, secret_heard) == (1, [])


class Drip:
    """A server that sends a letter now and then; `ended` once it could send all of its text."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.ended = False

    def __call__(self, peer: socket.socket) -> None:
        for letter in self.text:
            peer.sendall(bytes([letter]))
            time.sleep(0.05)
        self.ended = True


@pytest.mark.parametrize(
    "text",
    [OK + b"X: " + b"a" * 2000, OK + b"Content-Length: 900\r\n\r\n" + b"a" * 900,
     OK + b"\r\n" + b"a" * 900, b"HTTP/1.1 100 Continue\r\n\r\n" * 200],
    ids=["head", "body", "endless body", "continue"],
)  # fmt: skip
def test_a_slow_drip_is_cut_at_the_limit_of_the_whole(text: bytes) -> None:
    drip = Drip(text)
    error, _ = refused(drip, HASTY)
    assert error.code == "E-FEED-022", error.why.zh
    assert not drip.ended


def test_silence_is_cut_too() -> None:
    """A server that says nothing until it is hung up on; when nobody does, it hangs up itself."""

    def listen(peer: socket.socket) -> None:
        peer.settimeout(60)
        peer.recv(1)

    error, _ = refused(listen, HASTY)
    assert error.code == "E-FEED-022"


def test_a_gigabyte_is_refused_by_its_own_word_or_where_the_limit_is() -> None:
    said, _ = refused(lambda peer: peer.sendall(OK + b"Content-Length: 1073741824\r\n\r\nabc"))
    assert said.code == "E-FEED-017" and "1073741824" in said.why.zh
    sent = [0]

    def pour(peer: socket.socket) -> None:
        peer.sendall(OK + b"\r\n")
        while sent[0] < 1_073_741_824:
            sent[0] += peer.send(b"\0" * 65_536)

    poured, _ = refused(pour)
    assert poured.code == "E-FEED-017"
    assert sent[0] < 20_000_000

    def chunks(peer: socket.socket) -> None:
        peer.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            peer.sendall(b"10000\r\n" + b"\0" * 65_536 + b"\r\n")

    assert refused(chunks)[0].code == "E-FEED-017"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 404 No\r\n\r\n", "021"), (b"HTTP/1.1 204 Nothing\r\n\r\n", "021"),
        (OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b", "016"), (b"SSH-2.0-x\r\n", "023"),
        (b"", "023"), (OK + b"Content-Length: 9\r\n\r\nabc", "023"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "023"),
    ],
)  # fmt: skip
def test_what_is_no_whole_answer_is_refused(answer: bytes, code: str) -> None:
    error, _ = refused(lambda peer: peer.sendall(answer))
    assert error.code == f"E-FEED-{code}", error.why.zh


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(lambda peer: peer.sendall(OK + b"\r\nproxy")) as (proxy, heard):
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy}")
        with server(lambda peer: peer.sendall(OK + b"\r\nown")) as (port, _):
            assert get(port, allowed(port)) == b"own"
    assert heard == []


def test_tls_is_checked_and_a_handshake_that_drips_is_cut() -> None:
    def https(port: int, limits: FetchLimits) -> AppError:
        with pytest.raises(AppError) as error:
            fetch(f"https://gauge.lan:{port}/", allowed(port), limits,
                  lambda *_: [ip_address("127.0.0.1")])  # fmt: skip
        return error.value

    drip = Drip(b"\x16\x03\x03\x40\x00" + b"\0" * 500)
    with server(drip) as (port, _):
        assert https(port, HASTY).code == "E-FEED-022"
    assert not drip.ended
    with server(lambda peer: peer.sendall(OK + b"\r\nplain")) as (port, _):
        assert https(port, LIMITS).code == "E-FEED-023"


def test_a_name_nobody_knows_says_so() -> None:
    with pytest.raises(AppError) as error:
        look_up("no-such-host.invalid", 80)
    assert error.value.code == "E-FEED-020"
