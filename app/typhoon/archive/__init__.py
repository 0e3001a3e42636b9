"""Keeping what files say: which storm it is, what changed, and what was known before."""
