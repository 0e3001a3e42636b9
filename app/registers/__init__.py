"""Registers 台账: what the city keeps of people, places, posts; a file of `kinds/` each."""
