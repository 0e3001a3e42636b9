"""Tracks as files that other systems read: ATCF decks and GeoJSON."""
