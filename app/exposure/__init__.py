"""Who and what lies in an area."""
