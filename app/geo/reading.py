"""Pinyin and initials of a place name, with the local readings of `pinyin_overrides.csv`."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin

_OVERRIDES = Path(__file__).with_name("pinyin_overrides.csv")


@dataclass(frozen=True, slots=True)
class PinyinReading:
    """`pinyin` joined without tones or spaces, `initials` one letter a character."""

    pinyin: str
    initials: str


def reading(name: str) -> PinyinReading:
    """How `name` is typed; digits and Latin words come through as they are."""
    parts = [part.lower() for part in _split_syllables(re.sub(r"[^\w]", "", name))]
    initials = "".join(part if part.isdigit() else part[:1] for part in parts)
    return PinyinReading("".join(parts), initials)


def _split_syllables(name: str) -> list[str]:
    pattern, words = _load_overrides()
    parts = (words.get(part) or lazy_pinyin(part) for part in pattern.split(name) if part)
    return [syllable for part in parts for syllable in part]


@cache
def _load_overrides() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    with _OVERRIDES.open(encoding="utf-8", newline="") as file:
        words = {row["word"]: row["syllables"].split() for row in csv.DictReader(file)}
    # Longest first: 大长涂 before 长涂.
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, ordered)) + ")"), words
