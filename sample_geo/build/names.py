"""Pinyin and initials of names: the program's own reading, so that imports spell the same."""

from app.geo.reading import Reading, reading

__all__ = ["Reading", "reading"]
