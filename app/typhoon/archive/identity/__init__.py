"""Which storm a file means: ids, other ids, names, renumbering."""
