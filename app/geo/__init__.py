"""Geometry that enters from outside: checks, projection, GCJ-02, GeoJSON."""
