"""What the heads of columns mean, as offices write them."""

import re
import unicodedata
from collections.abc import Iterator

from app.registers.definition import Item

_UNIT = re.compile(r"[(\[【][^()]*[)\]】]$")
_DROPPED = re.compile(r"[\s_*:：、.]")


def plain_heading(heading: str) -> str:
    """Without case, blanks and a unit in brackets; a DBF cuts names at ten bytes, so this is
    only equality, never a guess at the rest."""
    text = unicodedata.normalize("NFKC", heading).strip().strip("*: ")
    return _DROPPED.sub("", _UNIT.sub("", text)).lower()


def headings_of(entry: Item) -> Iterator[str]:
    """Every heading that means the entry, plain."""
    for name in (entry.name, entry.label.zh, entry.label.en, *entry.aliases):
        yield plain_heading(name)
