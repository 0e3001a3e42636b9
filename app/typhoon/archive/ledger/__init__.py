"""Which files were taken, by whom, and the rows of them that were not."""
