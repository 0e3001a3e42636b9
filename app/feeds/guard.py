"""Which address a feed may be fetched from. Pure: no name is looked up here.

ASVS 5.0 1.3.6, 13.2.4, 13.2.5, 15.3.2: host and port must stand on the operator's list; every
address the name stands for must be public, or inside a CIDR listed for that very host; addresses
at which clouds keep their metadata are refused whatever the list says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from app.allowed_hosts import AllowedHost
from app.errors import Denied, InvalidInput
from app.wording import Text, same

Address = IPv4Address | IPv6Address

_WHAT = Text("数据源没有取", "The feed was not fetched")
_PORTS = {"http": 80, "https": 443}
# RFC 1123 labels; an IDN is written in its ASCII form.
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
# WHATWG URL standard: a host whose last label is numeric is an IPv4 address, in whatever form.
_NUMERIC = re.compile(r"(\d+|0x[0-9a-f]*)")
_METADATA = tuple(
    ip_network(text)
    for text in ("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32",
                 "168.63.129.16/32", "192.0.0.192/32")
)  # fmt: skip
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address and the entry of the list that admits it."""

    scheme: str
    host: str
    port: int
    path: str
    rule: AllowedHost


def check_url(url: str, allowed: Sequence[AllowedHost]) -> Target:
    """The target of a URL. Raises InvalidInput for its form, Denied when it is not listed."""
    if any(ord(letter) < 33 or ord(letter) > 126 for letter in url) or "\\" in url:
        raise _malformed_address(
            Text(
                "地址里有空格、中文或反斜杠",
                "The address holds a space, a Chinese character or a backslash",
            )
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _malformed_address(same(str(error))) from error
    if parts.scheme not in _PORTS:
        raise _malformed_address(
            Text(
                f"只取 http 和 https，不取 {parts.scheme or '没有写协议的地址'}",
                "Only http and https are fetched, not "
                f"{parts.scheme or 'an address without a scheme'}",
            )
        )
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise _malformed_address(
            Text("地址里不能有用户名、密码或 #", "An address may hold no user name, password or #")
        )
    host = _host_of(parts.hostname or "")
    port = _PORTS[parts.scheme] if port is None else port
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, _find_rule(host, port, allowed))


def check_addresses(target: Target, addresses: Sequence[Address]) -> Address:
    """The address to connect to; one that may not be refuses all. Raises Denied."""
    if not addresses:
        raise _denied_address(
            "E-FEED-013",
            Text(f"{target.host} 没有地址", f"{target.host} has no address"),
            Text("核对主机名", "Check the host name"),
        )
    for address in addresses:
        if why := refusal(address, target.rule):
            raise _denied_address(
                "E-FEED-014",
                Text(
                    f"{target.host} 指向 {address}，{why.zh}",
                    f"{target.host} points to {address}: {why.en}",
                ),
                Text(
                    "内网的数据源要由运维在 HAITANG_FEED_ALLOW 里写明网段",
                    "For a feed on the internal network, operations must list the "
                    "subnet in HAITANG_FEED_ALLOW",
                ),
            )
    return addresses[0]


def refusal(address: Address, rule: AllowedHost) -> Text | None:
    """Why an address may not be connected to, None when it may."""
    for form in _address_forms(address):
        if any(form.version == net.version and form in net for net in _METADATA):
            return Text(
                "是链路本地或云主机元数据地址，一律不取",
                "a link-local or cloud metadata address is never fetched",
            )
        if form.is_multicast or form.is_unspecified:
            return Text(
                "是组播或空地址，一律不取", "a multicast or unspecified address is never fetched"
            )
        if any(form.version == net.version and form in net for net in rule.intranet):
            continue
        if not form.is_global or form.is_reserved:
            return Text(
                "不是公网地址，也不在为它写明的内网网段里",
                "it is neither public nor in a subnet listed for this host",
            )
    return None


def _address_forms(address: Address) -> tuple[Address, ...]:
    """The address, or the IPv4 one that an IPv6 form carries to the same machine."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.scope_id:
        return (IPv6Address(int(address)),)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return address, address.sixtofour
    if address.teredo:
        return address, *address.teredo
    if address in _NAT64 or 1 < int(address) < 2**32:
        return address, IPv4Address(int(address) & 0xFFFFFFFF)
    return (address,)


def _host_of(text: str) -> str:
    host = text.lower().rstrip(".")
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    if _NUMERIC.fullmatch(host.rpartition(".")[2]):
        raise _malformed_address(
            Text(
                f"主机 {host} 是变形的 IP 写法，要写成四段十进制",
                f"The host {host} is a disguised IP address; write four decimal parts",
            )
        )
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise _malformed_address(
            Text(f"主机名“{host[:60]}”不合写法", f"The host name “{host[:60]}” is not well formed")
        )
    return host


def _find_rule(host: str, port: int, allowed: Sequence[AllowedHost]) -> AllowedHost:
    for rule in allowed:
        if (rule.host, rule.port) == (host, port):
            return rule
    raise _denied_address(
        "E-FEED-012",
        Text(f"{host}:{port} 不在允许的名单上", f"{host}:{port} is not on the allow list"),
        Text(
            "由运维加进 HAITANG_FEED_ALLOW 后重启",
            "Ask operations to add it to HAITANG_FEED_ALLOW and restart",
        ),
    )


def _malformed_address(why: Text) -> InvalidInput:
    return InvalidInput("E-FEED-011", _WHAT, why, Text("改正地址", "Correct the address"))


def _denied_address(code: str, why: Text, todo: Text) -> Denied:
    return Denied(code, _WHAT, why, todo)
