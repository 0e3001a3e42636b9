"""Numbered schema changes, SQL only."""
