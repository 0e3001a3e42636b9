"""Builds the sample city from named public inputs and authored tables, with one seed.

What is real (coast, unit names and codes, storms) and what is authored (people, roads, shelters,
hazards, fleet) is said file by file in `manifest.toml`.
"""
