"""Past storms as a commander saw them coming, and what two rules would have ordered when."""
