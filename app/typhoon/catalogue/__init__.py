"""Past and present storms by season, with search."""
