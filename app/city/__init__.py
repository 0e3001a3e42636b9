"""A city's own registers out of its offices' files: read, recognised, compared, taken, undone."""
