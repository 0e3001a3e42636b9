"""What comes back from the field."""
