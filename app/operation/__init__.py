"""Running an installation: start, watch, check, back up."""
