"""What a new bulletin changes: the storm's events, and the briefing against the one before."""
