"""The list of hosts that feeds may be fetched from, as an operator writes it.

`host:port` admits a public address only; `host:port=CIDR` admits that very host at addresses inside
the CIDR too, for a source on the office's own network. It stands in the environment and not in the
database, so that no account of the application can widen it (ASVS 5.0 1.3.6, 13.2.4).
"""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """One host and port; `intranet` are the non-public addresses it may have."""

    host: str
    port: int
    intranet: tuple[Network, ...] = ()


def parse_allowed_hosts(text: str) -> tuple[AllowedHost, ...]:
    """The list of `host:port` and `host:port=CIDR`, parted by commas. Raises ValueError."""
    merged: dict[tuple[str, int], list[Network]] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        address, _, cidr = part.partition("=")
        host, _, port = address.strip().rpartition(":")
        host = host.strip("[]").lower().rstrip(".")
        if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValueError(f"{part!r}: write host:port or host:port=CIDR")
        networks = merged.setdefault((host, int(port)), [])
        if cidr:
            networks.append(_read_network(cidr.strip()))
    return tuple(AllowedHost(*key, tuple(networks)) for key, networks in merged.items())


def _read_network(text: str) -> Network:
    network = ip_network(text)
    if network.prefixlen == 0:
        raise ValueError(f"{text}: admits every address; name the network of the source")
    return network
