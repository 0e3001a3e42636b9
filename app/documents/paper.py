"""A document as it is read: on screen, in a file and in what is signed, the same words."""

from dataclasses import dataclass

from app.wording import Text


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows under a head; the first column names."""

    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper says, top to bottom; its number and its signature stand beside it."""

    title: Text
    addressee: Text
    opening: tuple[Text, ...]
    tables: tuple[PaperTable, ...]
    closing: tuple[Text, ...]
    illustrative: bool
