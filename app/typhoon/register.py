"""Storm numbers and Chinese names, for files that carry only one of them."""

import tomllib
from functools import cache
from pathlib import Path

from app.typhoon.model import Storm


@cache
def _names() -> dict[str, tuple[str, str]]:
    text = Path(__file__).with_name("register.toml").read_text("utf-8")
    return {storm_id: (en, zh) for storm_id, (en, zh) in tomllib.loads(text)["storms"].items()}


def storm_of_number(storm_id: str, name_en: str) -> Storm:
    """The storm of an international number; its Chinese name when the register has it."""
    known = _names().get(storm_id)
    name_zh = known[1] if known and known[0] == name_en else name_en
    return Storm(storm_id, name_zh, name_en, int(storm_id[:4]))


def storm_of_name(season: int, name_en: str, source_id: str) -> Storm:
    """The storm of a season and name; `source_id` stays its id when the register lacks it."""
    for storm_id, (known, name_zh) in _names().items():
        if known == name_en and storm_id.startswith(str(season)):
            return Storm(storm_id, name_zh, name_en, season)
    return Storm(source_id, name_en, name_en, season)
