"""Storm numbers and Chinese names, for files that carry only one of them."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.typhoon.model import Storm

UNNAMED_ZH = "未命名低压"
# What the sources write where there is no name (yet): words for numbers, invests, blanks.
_TENS = "TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|NINETY"
_ONES = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE"
_TEENS = "TEN|ELEVEN|TWELVE|THIRTEEN|FOURTEEN|FIFTEEN|SIXTEEN|SEVENTEEN|EIGHTEEN|NINETEEN"
_NAMELESS = re.compile(
    rf"|{_ONES}|{_TEENS}|({_TENS})-?({_ONES})?|INVEST|GENESIS\d*|NONAME|NAMELESS|\(NAMELESS\)|"
    r"UNNAMED|NOT_NAMED|TD\s?\d*|-+"
)


@cache
def _names() -> dict[str, tuple[str, str]]:
    text = Path(__file__).with_name("register.toml").read_text("utf-8")
    return {storm_id: (en, zh) for storm_id, (en, zh) in tomllib.loads(text)["storms"].items()}


@cache
def _ids() -> dict[tuple[int, str], str]:
    return {(int(storm_id[:4]), en): storm_id for storm_id, (en, _) in _names().items()}


def is_nameless(name: str) -> bool:
    """Whether a source's name only says that there is none: "", INVEST, TWENTY-TWO."""
    return _NAMELESS.fullmatch(name.strip().upper()) is not None


def atcf_id(basin: str, cyclone: int, season: int) -> str:
    """The id of the ATCF, e.g. WP092015."""
    return f"{basin}{cyclone:02d}{season}"


def storm_of_number(storm_id: str, name_en: str, known_as: tuple[str, ...] = ()) -> Storm:
    """The storm of an international number; its Chinese name when the register has it."""
    known = _names().get(storm_id)
    if is_nameless(name_en):
        return Storm(storm_id, UNNAMED_ZH, "", int(storm_id[:4]), known_as)
    name_zh = known[1] if known and known[0] == name_en else name_en
    return Storm(storm_id, name_zh, name_en, int(storm_id[:4]), known_as)


def storm_of_name(season: int, name_en: str, source_id: str) -> Storm:
    """The storm of a season and name; `source_id` stays its id when the register lacks it."""
    if is_nameless(name_en):
        return Storm(source_id, UNNAMED_ZH, "", season, (source_id,))
    storm_id = _ids().get((season, name_en))
    if storm_id is not None:
        return Storm(storm_id, _names()[storm_id][1], name_en, season, (source_id,))
    return Storm(source_id, name_en, name_en, season, (source_id,))


def storm_of_zhejiang(tfid: str, name_zh: str, name_en: str) -> Storm:
    """The storm of a `tfid`, with the Chinese name the feed itself gives."""
    storm = storm_of_number(tfid, name_en.upper())
    return replace(storm, name_zh=name_zh) if name_zh else storm
