"""Search over every layer that can be found: Chinese name, pinyin, initials, numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.model import Actor
from app.database import Connection
from app.maplayers.access import may_view
from app.maplayers.definition import Layer
from app.maplayers.sql import Moment, read_matches
from app.wording import Text

MAX_LENGTH = 50
_LATIN_FROM = 2  # one letter would match half of everything


@dataclass(frozen=True, slots=True)
class Match:
    """One thing found; township and county tell two of the same name apart."""

    layer: str
    key: str
    name: str
    kind_label: Text
    township: str | None
    county: str | None
    lon: float | None
    lat: float | None


def search(
    conn: Connection,
    layers: Iterable[Layer],
    actor: Actor,
    moment: Moment,
    text: str,
    limit: int,
) -> list[Match]:
    """The best matches of `text`; empty for an empty text."""
    words = "".join(text.split())[:MAX_LENGTH]
    seen = [layer for layer in layers if layer.search is not None and may_view(layer, actor)]
    if not words or not seen:
        return []
    rows = read_matches(conn, seen, moment, {**_make_patterns(words), "limit": limit})
    return _make_matches(seen, rows)


def _make_matches(layers: Sequence[Layer], rows: Iterable[dict[str, Any]]) -> list[Match]:
    labels = {layer.id: layer.search.kind_label for layer in layers if layer.search is not None}
    return [Match(kind_label=labels[row["layer"]], **row) for row in rows]


def _make_patterns(words: str) -> dict[str, str | None]:
    """LIKE patterns; None where the text is too short or not of that kind, which never matches."""
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    latin = plain.lower() if plain.isascii() and len(words) >= _LATIN_FROM else None
    return {
        "whole": words,
        "begins": f"{plain}%",
        "contains": f"%{plain}%",
        "latin": latin,
        "latin_begins": latin and f"{latin}%",
        "latin_contains": latin and f"%{latin}%" if len(words) > _LATIN_FROM else None,
        "number": f"%{plain}%" if words.isascii() and len(words) > _LATIN_FROM else None,
    }
