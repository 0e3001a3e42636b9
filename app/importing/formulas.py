"""Cells that a spreadsheet would run. CSV has no way to say that a cell is text."""

import unicodedata

# A spreadsheet set to Chinese or Japanese takes the full-width signs for the plain ones.
_SIGNS = frozenset("=+-@＝＋－＠")
_BLANK = ("Cf", "Zs")  # format characters and spaces: trimmed by some on reading


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe before what begins like a formula."""
    return f"'{text}" if _is_like_formula(text) else text


def as_meant(cell: str) -> str:
    """The text of a cell that `safe_cell` made."""
    return cell[1:] if cell[:1] == "'" and _is_like_formula(cell[1:]) else cell


def _is_like_formula(text: str) -> bool:
    for character in text:
        if character in _SIGNS or character in "\t\r\n":
            return True
        if unicodedata.category(character) not in _BLANK:
            return False
    return False
