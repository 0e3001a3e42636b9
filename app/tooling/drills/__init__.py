"""Drills: what was attacked, broken and lost on purpose, by which test, with what figure."""
