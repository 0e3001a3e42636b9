"""Domain events: append-only, numbered in commit order, announced by NOTIFY."""
