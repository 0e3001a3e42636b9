"""Evacuation: zones, who goes to which shelter, how long it takes, when to start."""
