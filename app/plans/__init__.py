"""Plans: the zones' answers kept under a name, compared side by side; and what if."""
