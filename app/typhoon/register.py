"""Storm numbers and Chinese names, for files that carry only one of them."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.typhoon.model import Storm

UNNAMED_ZH = "未命名"
# What the sources write where there is no name (yet): words for numbers, invests, blanks.
_TENS = "TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|NINETY"
_ONES = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE"
_TEENS = "TEN|ELEVEN|TWELVE|THIRTEEN|FOURTEEN|FIFTEEN|SIXTEEN|SEVENTEEN|EIGHTEEN|NINETEEN"
_NAMELESS = re.compile(
    rf"|{_ONES}|{_TEENS}|({_TENS})-?({_ONES})?|INVEST|GENESIS\d*|NONAME|NAMELESS|\(NAMELESS\)|"
    r"UNNAMED|NOT_NAMED|TD\s?\d*|-+"
)


@dataclass(frozen=True, slots=True)
class _Register:
    """Ids by season and name, and the Chinese names."""

    ids: dict[tuple[int, str], str]
    chinese: dict[str, str]


@cache
def _load_register() -> _Register:
    text = Path(__file__).with_name("register.toml").read_text("utf-8")
    document = tomllib.loads(text)
    ids = {
        (int(season), name): f"{season}{place:02d}"
        for season, names in document["seasons"].items()
        for place, name in enumerate(str(names).split(), start=1)
        if name != "-"
    }
    return _Register(ids, document["chinese"])


def named_storms(season: int) -> list[Storm]:
    """The storms of a season in the order they were named; the sample's archive is built by it."""
    ids = {
        storm_id: name for (year, name), storm_id in _load_register().ids.items() if year == season
    }
    return [storm_of_name(season, ids[storm_id], storm_id) for storm_id in sorted(ids)]


def is_nameless(name: str) -> bool:
    """Whether a source's name only says that there is none: "", INVEST, TWENTY-TWO."""
    return _NAMELESS.fullmatch(name.strip().upper()) is not None


def atcf_id(basin: str, cyclone: int, season: int) -> str:
    """The id of the ATCF, e.g. WP092015."""
    return f"{basin}{cyclone:02d}{season}"


def storm_of_number(storm_id: str, name_en: str, known_as: tuple[str, ...] = ()) -> Storm:
    """The storm of an international number; its Chinese name when the register has it.

    Where CMA's number differs from the one given, the name decides and CMA's number is used."""
    season = int(storm_id[:4])
    if is_nameless(name_en):
        return Storm(storm_id, UNNAMED_ZH, "", season, known_as)
    name_zh = _chinese_name(season, name_en)
    registered = _load_register().ids.get((season, name_en), storm_id)
    return Storm(registered, name_zh, name_en, season, known_as)


def storm_of_name(season: int, name_en: str, source_id: str) -> Storm:
    """The storm of a season and name; `source_id` stays its id when the register lacks it."""
    if is_nameless(name_en):
        return Storm(source_id, UNNAMED_ZH, "", season, (source_id,))
    storm_id = _load_register().ids.get((season, name_en), source_id)
    return Storm(storm_id, _chinese_name(season, name_en), name_en, season, (source_id,))


def _chinese_name(season: int, name_en: str) -> str:
    """The Chinese name of a registered storm; a name from another basin stays as it is."""
    register = _load_register()
    known = (season, name_en) in register.ids
    return register.chinese.get(name_en, name_en) if known else name_en


def storm_of_zhejiang(tfid: str, name_zh: str, name_en: str) -> Storm:
    """The storm of a `tfid`, with the Chinese name the feed itself gives."""
    storm = storm_of_number(tfid, name_en.upper())
    return replace(storm, name_zh=name_zh) if name_zh else storm
