"""Writes docs/reference.md from the lists in the code, so that it cannot drift."""
