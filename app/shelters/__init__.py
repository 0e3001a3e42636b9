"""Shelters: where they are, how many places are free, who keeps the key."""
