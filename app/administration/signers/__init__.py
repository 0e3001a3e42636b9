"""Changes to accounts that sign: two officers agree, or everybody has been told for hours."""
