"""Series of stations: tide, surge, rain and wind, loaded by users and feeds; high waters."""
