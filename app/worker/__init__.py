"""The process that does what need not be done at once."""
