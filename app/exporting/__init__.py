"""Rows as files that other programs open: CSV, XLSX, GeoPackage, GeoJSON, KML."""
