"""Pinyin and initials of names, with the local readings of `data/pinyin_overrides.csv`."""

import re
from dataclasses import dataclass
from functools import cache

from pypinyin import lazy_pinyin

from sample_geo.build.files import read_table


@dataclass(frozen=True, slots=True)
class Reading:
    """`pinyin` joined without tones or spaces, `initials` one letter a character."""

    pinyin: str
    initials: str


@cache
def _overrides() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    words = {row["word"]: row["syllables"].split() for row in read_table("pinyin_overrides")}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")"), words


def syllables(name: str) -> list[str]:
    pattern, words = _overrides()
    parts = (words.get(part) or lazy_pinyin(part) for part in pattern.split(name) if part)
    return [syllable for part in parts for syllable in part]


def reading(name: str) -> Reading:
    plain = re.sub(r"[^\w]", "", name)
    parts = [part.lower() for part in syllables(plain)]
    pinyin = "".join(parts)
    # Digits and Latin words come through whole and count as their own initials.
    initials = "".join(part if part.isdigit() else part[:1] for part in parts)
    return Reading(pinyin, initials)
