"""Storms like this one: where they ran, which way, and at what time of the year."""
