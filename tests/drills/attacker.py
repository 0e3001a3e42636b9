"""`python -m tests.drills.attacker KIND HOST PORT SECONDS`: one attack, from an address of its own.

A process of its own, so that it takes no time from the honest reporters it runs beside.
"""

import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count

from app.positions.decoders.nmea import checksum
from tests.live_process import sentence

SOURCE = "127.0.0.66"
SPOOFED = 20_000
STORM_SHIPS = 1_601  # once a second each, and one in five twice


def poison() -> Iterator[bytes]:
    """A NUL in a valid TAG block before an impossible position, to be kept as evidence."""
    tag = b"g:1\0"
    report = sentence(1, 60.0, 10.0)
    while True:
        yield b"\\%b*%02X\\%b" % (tag, checksum(tag), report)


def spoofed() -> Iterator[bytes]:
    """Vessels that there are not, each heard twice."""
    for number in range(SPOOFED):
        for step in (0.0, 0.001):
            yield sentence(50_000_000 + number, 122.5 + step, 29.8)


def storm() -> Iterator[bytes]:
    """Registered ships; one report in twenty is broken, one in five said twice."""
    lines = [
        sentence(1_000_000 + n, 122.2 + n / 5000, 29.7, speed=0.1)
        for n in range(1, STORM_SHIPS + 1)
    ]
    for number in count():
        body = b"c:%d" % int(time.time())
        tagged = b"\\%b*%02X\\%b" % (body, checksum(body), lines[number % STORM_SHIPS])
        if number % 20 == 0:
            tagged = tagged[:-4]
        yield tagged
        if number % 5 == 0:
            yield tagged


def bytes_of_one() -> Iterator[bytes]:
    """Datagrams without anything in them."""
    while True:
        yield b"x"


DATAGRAMS: Mapping[str, tuple[Callable[[], Iterator[bytes]], float]] = {
    "nul": (poison, 25.0), "spoof": (spoofed, 5_000.0), "one-byte": (bytes_of_one, 1e9),
    "storm": (storm, 2_000.0),
}  # fmt: skip


def send(kind: str, host: str, port: int, seconds: float) -> int:
    """Send at the kind's rate; gives how many went out."""
    make, rate = DATAGRAMS[kind]
    began = time.monotonic()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.bind((SOURCE, 0))
        sent = 0
        for datagram in make():
            wire.sendto(datagram, (host, port))
            sent += 1
            ahead_s = sent / rate - (time.monotonic() - began)
            if ahead_s > 0.01:
                time.sleep(ahead_s)
            if time.monotonic() - began > seconds:
                break
    return sent


def hold_connections(host: str, port: int, seconds: float) -> int:
    """Open connections until none is taken any more, and say nothing on them."""
    held: list[socket.socket] = []
    ends = time.monotonic() + seconds
    for number in count():
        if number >= 200 or time.monotonic() > ends:
            break
        held.append(socket.create_connection((host, port), 2, source_address=(SOURCE, 0)))
    time.sleep(max(0.0, ends - time.monotonic()))
    return len(held)


def main() -> None:
    kind, host, port, seconds = sys.argv[1:]
    attack = hold_connections if kind == "idle" else None
    if attack is not None:
        print(attack(host, int(port), float(seconds)))
    else:
        print(send(kind, host, int(port), float(seconds)))


if __name__ == "__main__":
    main()
