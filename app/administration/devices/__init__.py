"""Gateways, tablets and wall links: bound to a unit and a purpose, and revocable."""
