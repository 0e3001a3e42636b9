"""What happens to a storm that somebody should be told, and which storms ran like it."""
