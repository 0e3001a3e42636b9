"""Files that a stranger made: read by a confined child, before anything is known of their use."""
