"""The tree of units, and who answers for each."""
