"""What the witness file says, a line each: sealed days and the chain's end. Pure."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.audit.model import Link, Seal
from app.clock import format_utc

_NO_LINE_BEFORE = ""


@dataclass(slots=True)
class Told:
    """Seals by day, links by number, and the numbers of lines that are not as they were written."""

    seals: dict[str, str] = field(default_factory=dict[str, str])
    heads: dict[int, str] = field(default_factory=dict[int, str])
    broken: list[int] = field(default_factory=list[int])


def seal_text(seal: Seal) -> str:
    """What is told of a seal."""
    return f"{seal.entries} {seal.sha256.hex()}"


def seal_line(seal: Seal) -> str:
    """A sealed day as a line."""
    return f"seal {seal.day} {seal_text(seal)}"


def head_line(head: Link) -> str:
    """The chain's end as a line."""
    return f"head {head.link} {head.sha256.hex()} {format_utc(head.linked_at)}"


def mac_of(key: bytes, before: str, line: str) -> str:
    """The HMAC of a line, over the one of the line before: none can be left out."""
    return hmac.digest(key, f"{before}\n{line}".encode(), "sha256").hex()


def sign_lines(key: bytes, before: str, lines: Iterable[str]) -> list[str]:
    """The lines with their HMACs behind them, going on after the last one written."""
    signed: list[str] = []
    for line in lines:
        before = mac_of(key, before, line)
        signed.append(f"{line} {before}")
    return signed


def last_mac(text: str) -> str:
    """The HMAC of the last line of a witness file; a file without any begins with none."""
    lines = text.splitlines()
    return lines[-1].rpartition(" ")[2] if lines else _NO_LINE_BEFORE


def read_lines(key: bytes, text: str) -> Told:
    """What a witness file says, each line against its HMAC."""
    told, before = Told(), _NO_LINE_BEFORE
    keyed = False
    for number, whole in enumerate(text.splitlines(), start=1):
        line, _, mac = whole.rpartition(" ")
        if not keyed and whole[:1].isdigit():  # as written before lines had an HMAC
            line, mac = f"seal {whole}", whole.rpartition(" ")[2]
        else:
            keyed = True
            if not hmac.compare_digest(mac.encode(), mac_of(key, before, line).encode()):
                told.broken.append(number)
        _take_line(told, line)
        before = mac
    return told


def _take_line(told: Told, line: str) -> None:
    kind, _, rest = line.partition(" ")
    name, _, said = rest.partition(" ")
    if kind == "seal":
        told.seals[name] = said
    elif kind == "head" and name.isdecimal():
        told.heads[int(name)] = said.partition(" ")[0]
