"""Sums over an incident: zones and people due, the fleet, as they are or as they stood."""
