"""Pinyin and initials of names: the program's own reading, so that imports spell the same."""

from app.geo.reading import PinyinReading, reading

__all__ = ["PinyinReading", "reading"]
