"""Tasks and what comes back from the field."""
