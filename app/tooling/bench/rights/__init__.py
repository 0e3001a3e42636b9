"""Rights: what row-level security costs the hot queries on a million rows."""
