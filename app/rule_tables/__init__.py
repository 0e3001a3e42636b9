"""Tables of rules that ship as a default and that an office puts its own in the place of."""
