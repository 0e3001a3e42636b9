"""`./haitang test`: every check there is, in one order, with one closing line."""
