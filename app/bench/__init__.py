"""Benches: what Haitang does against the plain way of doing it, measured side by side."""
