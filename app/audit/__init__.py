"""Who did what, to which object, with which result."""
