"""A number as people write it in tables: 1200, 1,200, １２００, 1.2e3. One reading everywhere."""

import re
import unicodedata

_NUMBER = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?|[0-9]+(\.[0-9]*)?|\.[0-9]+)"
                     r"([eE][+-]?[0-9]{1,3})?")  # fmt: skip


def number_of(text: str) -> float:
    """The number. Raises ValueError for what is none, a comma that parts no thousands included:
    "1,5" may be one and a half or fifteen."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"not a number: {text[:40]!r}")
    return float(plain.replace(",", ""))
