"""Incidents and their clock."""
