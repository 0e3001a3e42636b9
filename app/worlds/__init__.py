"""Worlds: the real one, and an exercise's beside it. Each has its clock, sources and positions."""
