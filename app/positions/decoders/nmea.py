"""The envelope of AIS: NMEA 0183 sentences, their checksum, TAG blocks and fragments.

pyais accepts a wrong checksum (12,832 of 60,000 corrupted sentences decoded), so it is verified
here, before anything is decoded.
"""

import re
from dataclasses import dataclass
from functools import reduce

from app.positions.model import Undecodable

# Receivers write signal strength, station and time behind the checksum (`*5C,r003669930,…`), and
# one common logger a time of its own and a comma before the sentence.
_SENTENCE = re.compile(
    rb"^(?:[^!\\]{0,64}[\s,;|])?"
    rb"(?P<raw>!(?P<body>[A-Z]{2}VD[MO],(?P<total>[1-9]),(?P<number>[1-9]),(?P<group>\d{0,2}),"
    rb"(?P<channel>[AB12]?),(?P<payload>[0-W`-w]*),(?P<fill>[0-5]))\*(?P<sum>[0-9A-Fa-f]{2}))"
    rb"(?:[\s,;|].{0,128})?$",
    re.DOTALL,
)
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One verified sentence; `time_at` is the TAG block's unix seconds, None without one."""

    raw: bytes
    total: int
    number: int
    group: bytes
    channel: bytes
    payload: bytes
    time_at: float | None


def is_sentence(line: bytes) -> bool:
    """Whether a line has the form of a sentence; whether it holds, `parse_sentence` says."""
    return _SENTENCE.match(line.rpartition(b"\\")[2]) is not None


def checksum(body: bytes) -> int:
    """XOR of the bytes between the start mark and `*` (NMEA 0183)."""
    return reduce(int.__xor__, body, 0)


def parse_sentence(line: bytes) -> Sentence:
    """A sentence with its TAG block taken off. Raises Undecodable for a wrong form or checksum."""
    time_at = None
    if line.startswith(b"\\"):
        tag, _, line = line[1:].partition(b"\\")
        time_at = _tag_time(tag)
    match = _SENTENCE.match(line)
    if match is None:
        raise Undecodable("not an AIS sentence")
    if checksum(match["body"]) != int(match["sum"], 16):
        raise Undecodable("checksum")
    total, number = int(match["total"]), int(match["number"])
    if number > total:
        raise Undecodable("fragment number above the total")
    return Sentence(
        match["raw"], total, number, match["group"], match["channel"], match["payload"], time_at
    )


def _tag_time(tag: bytes) -> float | None:
    """Field `c:` of a TAG block, in unix seconds; ten digits are seconds, thirteen milliseconds."""
    body, star, given = tag.rpartition(b"*")
    if not star or not re.fullmatch(rb"[0-9A-Fa-f]{2}", given) or checksum(body) != int(given, 16):
        raise Undecodable("TAG checksum")
    for field in body.split(b","):
        if field.startswith(b"c:"):
            if not re.fullmatch(rb"\d{1,13}(\.\d{1,6})?", field[2:]):
                raise Undecodable("TAG time")
            value = float(field[2:])
            return value / 1000 if value >= 1e11 else value
    return None


@dataclass(slots=True)
class _Waiting:
    since_s: float
    parts: dict[int, Sentence]


class Assembler:
    """Joins the fragments of messages of one feed. `lost` counts those whose rest never came."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[bytes, bytes, int], _Waiting] = {}
        self.lost = 0

    def add(self, sentence: Sentence, now_s: float) -> list[Sentence] | None:
        """Every fragment of the message when `sentence` completes it, else None."""
        key = (sentence.group, sentence.channel, sentence.total)
        waiting = self._waiting.get(key)
        if waiting is not None and sentence.number in waiting.parts:
            self._give_up(key)  # the group number came round again
            waiting = None
        if waiting is None:
            waiting = self._waiting[key] = _Waiting(now_s, {})
        waiting.parts[sentence.number] = sentence
        if len(waiting.parts) < sentence.total:
            return None
        del self._waiting[key]
        return [waiting.parts[number] for number in sorted(waiting.parts)]

    def expire(self, now_s: float) -> None:
        """Give up messages that have waited longer than 30 s for their rest."""
        for key in [k for k, w in self._waiting.items() if now_s - w.since_s > PATIENCE_S]:
            self._give_up(key)

    def _give_up(self, key: tuple[bytes, bytes, int]) -> None:
        self.lost += len(self._waiting.pop(key).parts)
