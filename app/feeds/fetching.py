"""Fetches one address: pinned, without redirects, within a size and a time.

The name is looked up once, every address of it is checked, and the connection goes to the checked
one and to no other (a second look-up could answer differently). Proxies of the environment are not
used: they would connect for us, unchecked. The time limit holds for the whole fetch: a server that
sends a byte a second does not outlast it.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from app.allowed_hosts import AllowedHost
from app.errors import AppError, Denied, TooLarge, Unavailable
from app.feeds.guard import Address, Target, check_addresses, check_url
from app.wording import Text, same

_WHAT = Text("数据源没有取到", "The feed was not fetched")
_CHUNK = 65_536
_OK = 200

LookUp = Callable[[str, int], Sequence[Address]]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may cost."""

    max_bytes: int
    timeout_s: float


def look_up(host: str, port: int) -> list[Address]:
    """Every address of a name, in the system's order. Raises Unavailable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unavailable(
            "E-FEED-020",
            _WHAT,
            Text(f"查不到 {host} 的地址（{error}）", f"No address was found for {host} ({error})"),
            Text("核对主机名和 DNS", "Check the host name and DNS"),
        ) from error
    return list(dict.fromkeys(ip_address(str(entry[4][0])) for entry in found))


def fetch(
    url: str, allowed: Sequence[AllowedHost], limits: FetchLimits, find: LookUp = look_up
) -> bytes:
    """The body at `url`. Raises AppError with the reason for anything but a whole 200 answer."""
    target = check_url(url, allowed)
    address = check_addresses(target, find(target.host, target.port))
    connection = _Pinned(target, address, limits.timeout_s)
    watchdog = _Watchdog(connection, limits.timeout_s)
    try:
        return _ask_target(connection, target, limits)
    except AppError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _fetch_failed(target, error, limits, timed_out=watchdog.fired) from error
    finally:
        watchdog.stop()
        connection.close()


def _ask_target(connection: "_Pinned", target: Target, limits: FetchLimits) -> bytes:
    headers = {"Accept-Encoding": "identity", "User-Agent": "haitang", "Connection": "close"}
    connection.request("GET", target.path, headers=headers)
    with closing(connection.getresponse()) as response:
        _check_head(response, target, limits)
        body = _read_body(response, limits)
    if connection.cut:  # an answer without a length ends where it was cut
        raise TimeoutError
    return body


def _read_body(response: http.client.HTTPResponse, limits: FetchLimits) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > limits.max_bytes:
            raise _too_large(limits, Text(f"已收 {len(body)} 字节", f"{len(body)} bytes received"))
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(body)


def _check_head(response: http.client.HTTPResponse, target: Target, limits: FetchLimits) -> None:
    if 300 <= response.status < 400:
        # Not followed: the list admits an address, not whatever that address names next.
        where = (response.getheader("Location") or "")[:120]
        raise Denied(
            "E-FEED-015",
            Text("数据源没有取", "The feed was not fetched"),
            Text(
                f"{target.host} 把请求转向“{where}”，转向一律不跟",
                f"{target.host} redirects to “{where}”; redirects are never followed",
            ),
            Text(
                "把最后的地址写进名单和数据源",
                "Put the final address into the allow list and the feed",
            ),
        )
    if response.status != _OK:
        raise Unavailable(
            "E-FEED-021",
            _WHAT,
            Text(
                f"{target.host} 答 HTTP {response.status}",
                f"{target.host} answered HTTP {response.status}",
            ),
            Text("等一会儿，或问对方", "Wait a while, or ask the other side"),
        )
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise Denied(
            "E-FEED-016",
            _WHAT,
            Text("对方压缩了正文，没有请它压缩", "The other side compressed the body unasked"),
            Text("请对方不压缩", "Ask the other side not to compress"),
        )
    if response.length is not None and response.length > limits.max_bytes:
        raise _too_large(
            limits,
            Text(
                f"对方说有 {response.length} 字节",
                f"the other side announced {response.length} bytes",
            ),
        )


def _too_large(limits: FetchLimits, why: Text) -> TooLarge:
    most = Text(f"最多 {limits.max_bytes / 1e6:g} MB", f"the most is {limits.max_bytes / 1e6:g} MB")
    return TooLarge(
        "E-FEED-017",
        Text("数据源没有取", "The feed was not fetched"),
        Text(f"正文太大：{why.zh}，{most.zh}", f"The body is too large: {why.en}, {most.en}"),
        Text("核对地址", "Check the address"),
    )


def _fetch_failed(
    target: Target, error: Exception, limits: FetchLimits, *, timed_out: bool
) -> Unavailable:
    if timed_out or isinstance(error, TimeoutError):
        why = Text(
            f"{target.host} 在 {limits.timeout_s:g} 秒内没有答完",
            f"{target.host} did not finish within {limits.timeout_s:g} seconds",
        )
        return Unavailable(
            "E-FEED-022",
            _WHAT,
            why,
            Text("等一会儿，或问对方", "Wait a while, or ask the other side"),
        )
    why = same(f"{target.host}: {type(error).__name__} {error}"[:300])
    return Unavailable(
        "E-FEED-023",
        _WHAT,
        why,
        Text("核对网络和对方的服务", "Check the network and the other side's service"),
    )


class _Pinned(http.client.HTTPConnection):
    """A connection to the checked address; TLS is checked against the name."""

    def __init__(self, target: Target, address: Address, timeout_s: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout_s)
        self._target, self._pinned, self._timeout_s = target, address, timeout_s
        # Kept apart: the base class forgets its socket once the answer's head is read.
        self._open: socket.socket | None = None
        self.cut = False

    def connect(self) -> None:
        """Connect to the pinned address and to no other."""
        place = str(self._pinned), self._target.port
        self._use_connection(socket.create_connection(place, timeout=self._timeout_s))
        if self._target.scheme == "https":
            secured = _wrap_tls(self.sock, self._target.host)
            self._use_connection(secured)
            secured.do_handshake()

    def _use_connection(self, opened: socket.socket) -> None:
        self.sock = self._open = opened
        if self.cut:  # the time ran out while there was nothing to cut yet
            raise TimeoutError

    def abort(self) -> None:
        """Cut the connection from another thread; a read that waits ends at once."""
        self.cut = True
        if self._open is not None:
            with suppress(OSError):
                # of the socket below TLS, whose own shutdown would wait for the peer
                socket.socket.shutdown(self._open, socket.SHUT_RDWR)


def _wrap_tls(plain: Any, name: str) -> ssl.SSLSocket:
    """The handshake comes later, when it can already be cut."""
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=name, do_handshake_on_connect=False)


class _Watchdog:
    """Cuts a connection that lasts too long, however busily it drips."""

    def __init__(self, connection: _Pinned, timeout_s: float) -> None:
        self.fired = False
        self._connection = connection
        self._timer = threading.Timer(timeout_s, self._abort_late)
        self._timer.daemon = True
        self._timer.start()

    def _abort_late(self) -> None:
        self.fired = True
        self._connection.abort()

    def stop(self) -> None:
        """The fetch has ended."""
        self._timer.cancel()
