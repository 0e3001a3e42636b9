"""Typhoons: tracks and wind circles by agency, forecasts, and when the wind arrives."""
